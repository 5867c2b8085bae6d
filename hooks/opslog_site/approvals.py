"""What a page shows of a record's reviews: who approved it, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from opslog.record import Record, Review
from opslog.review.change import Change, FactChange
from opslog.review.digest import IN_CODE
from opslog.review.standing import standing_of
from opslog.review.version import Match, version_of
from opslog_site.site import Site

SHOWN = 40
"""How many stretches of words are shown of one change."""


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """A stretch of words before and after, with the words around it."""

    section: str
    before: str
    was: str
    now: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A review; where the record has changed since, that it has, and what is known of it, told once for all reviews."""

    review: Review
    is_changed: bool = False
    as_above: bool = False
    words: str = ""
    facts: Sequence[FactChange] = ()
    edits: Sequence[ShownEdit] = ()
    more: int = 0


def shown_reviews(site: Site, record: Record) -> Iterator[ShownReview]:
    """Say of each review of a record whether its approval is still about what the page shows."""
    told: set[Change] = set()
    for review in record.facts.reviews:
        bound = review.state == "approved" and (review.digest or review.commit)
        version = version_of(record, review, site.config) if bound else None
        if version is None or version.match is not Match.CHANGED:
            yield ShownReview(review)
        elif version.change is None or version.change in told:
            yield ShownReview(review, is_changed=True, as_above=version.change is not None)
        else:
            told.add(version.change)
            edits = list(_edits(version.change))
            yield ShownReview(
                review,
                is_changed=True,
                words=version.change.words,
                facts=version.change.facts[:SHOWN],
                edits=edits[:SHOWN],
                more=max(0, len(edits) - SHOWN),
            )


def changed_since_approval(site: Site) -> Iterator[Record]:
    """Find the approved records whose approvals are about an earlier version."""
    for light in site.log.records:
        reviews = light.facts.reviews
        known = site.known.get(light.path)
        if known is not None and known.is_as_approved:
            continue
        if light.facts.status == "approved" and any(review.digest or review.commit for review in reviews):
            record = site.whole(light)
            standing = standing_of(record, reviews, site.config, lambda review: version_of(record, review, site.config))  # noqa: B023
            if any(version.match is Match.CHANGED for version in standing.versions) and not standing.is_enough:
                yield light


def _edits(change: Change) -> Iterator[ShownEdit]:
    for section in change.sections:
        title = section.title or "Above the first section"
        for edit in section.edits:
            yield ShownEdit(title, *map(_words, (edit.before, edit.was, edit.now, edit.after)))
        if not section.edits:
            yield ShownEdit(title, "", "", f"(this section was {section.kind})", "")


def _words(words: Iterable[str]) -> str:
    return " ".join(words).replace(IN_CODE, " ")[:2000]
