"""Which evidence goes into a record: approvals of the present version, each with the digest of what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opslog.config import Config
from opslog.record import Record, Review
from opslog.review.digest import digest_of
from opslog.review.evidence import Checked
from opslog.review.history import text_at
from opslog.review.roster import fold_name, groups_of, needs_of
from opslog.review.standing import Verdict
from opslog.review.version import compare

KEPT = (Verdict.COUNTS, Verdict.OBJECTS)


class Entry(NamedTuple):
    """An entry of `reviews:` as it is to be; `place` is that of the one it completes, None for a new one."""

    place: int | None
    review: Review


def entries_for(checked: Checked, config: Config) -> list[Entry]:
    """List what the evidence adds to `reviews:`; nothing for what stands there already."""
    record = checked.record
    found: list[Entry] = []
    for opinion in checked.standing.opinions:
        if opinion.verdict not in KEPT or opinion.review in record.facts.reviews:
            continue
        review = opinion.review._replace(role=_role(record, opinion.review, config))
        if opinion.verdict is Verdict.COUNTS:
            review = review._replace(digest=opinion.version.digest or digest_of(record))
        found += _entry(record, review)
    return found


def seals_for(record: Record, config: Config) -> list[Entry]:
    """Bind approvals without a digest to what they approved: the version in their commit, else the present one."""
    found = []
    for place, review in enumerate(record.facts.reviews):
        if review.state != "approved" or review.digest:
            continue
        approved = compare(record, text_at(record.path, review.commit), config).digest if review.commit else None
        if approved or not review.commit:
            found.append(Entry(place, review._replace(digest=approved or digest_of(record))))
    return found


def _role(record: Record, review: Review, config: Config) -> str | None:
    """Name the group for which somebody approved: one that the severity asks for, where they are in one."""
    groups = groups_of(review.by or "", config)
    asked = [need.group for need in needs_of(record.facts.severity, config)]
    return next((group for group in asked if group in groups), next(iter(groups), None))


def _entry(record: Record, review: Review) -> Iterator[Entry]:
    """Find the entry that a review completes, and what of it is new; no entry where it is there already."""
    places = [place for place, known in enumerate(record.facts.reviews) if _is_same(known, review)]
    if not places:
        yield Entry(None, review)
        return
    place = places[-1]
    known = record.facts.reviews[place]
    filled = known._replace(**{name: getattr(review, name) for name in Review._fields if getattr(known, name) is None})
    if filled != known:
        yield Entry(place, filled)


def _is_same(known: Review, told: Review) -> bool:
    """Say whether an entry is about a review: same person and result, no other link, no other version."""
    same_link = known.url is None or (told.url or "").startswith(known.url)
    same_digest = known.digest is None or told.digest is None or known.digest == told.digest
    return (
        fold_name(known.by or "") == fold_name(told.by or "")
        and known.state == told.state
        and same_link
        and same_digest
    )
