"""What pages show of follow-ups that were still open when a later incident began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from opslog.ledger import LedgerEntry
from opslog.prevention import began_on
from opslog.record import Record
from opslog.vocabulary import ANSWERS
from opslog_site.known import SETTLED
from opslog_site.rendering import to_inline_html
from opslog_site.rows import Named, follow_up_link
from opslog_site.site import Site

HIT = frozenset({"yes", "partly"})
"""The answers that say that the work, had it been done, would have changed something."""


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """An earlier follow-up beside a later incident: why it was asked about (if it was found), and the answer.

    `age` is in days, when the later incident began; None where it is not known to have been open then.
    """

    text: Markup
    earlier: Named
    day: str
    age: int | None
    services: tuple[str, ...]
    words: tuple[str, ...]
    answer: str
    answer_note: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """An incident that an open follow-up would have prevented, wholly or in part."""

    incident: Named
    day: str
    answer: str
    answer_note: str
    text: Markup
    earlier: Named


def backlog_rows(site: Site, page: str, record: Record) -> list[BacklogRow]:
    """Make the rows of a record: what its authors were asked about, and what else they answered for."""
    candidates = () if record.facts.status in SETTLED else site.backlog.before(record)
    rows = [
        BacklogRow(
            *_shown(site, page, one.entry),
            age=one.age,
            services=one.services,
            words=one.words,
            answer=(one.answer.prevented or "") if one.answer else "",
            answer_note=ANSWERS.get((one.answer.prevented or "") if one.answer else "", ""),
        )
        for one in candidates
    ]
    found = [one.entry for one in candidates]
    for check in record.facts.backlog_check:
        entry = site.backlog.answered(check)
        if entry is not None and entry not in found:
            answer = check.prevented or ""
            day = began_on(record)
            age = entry.age(day) if day else None
            rows.append(BacklogRow(*_shown(site, page, entry), age, (), (), answer, ANSWERS.get(answer, "")))
    return rows


def hit_rows(site: Site, page: str) -> Iterator[HitRow]:
    """Make a row for every answer that says that an open follow-up would have changed something, newest first."""
    for record in site.log.records:
        for check in record.facts.backlog_check:
            entry = site.backlog.answered(check)
            if check.prevented in HIT and entry is not None:
                text, earlier, _ = _shown(site, page, entry)
                incident = Named(record.title, site.address(page, site.record_page(record)))
                answer = check.prevented or ""
                yield HitRow(incident, record.day, answer, ANSWERS[answer], text, earlier)


def _shown(site: Site, page: str, entry: LedgerEntry) -> tuple[Markup, Named, str]:
    words = " ".join(entry.follow_up.text.split()) or "(empty)"
    return (
        to_inline_html(words, site.link(page, entry.record)),
        follow_up_link(site, page, entry),
        entry.record.day,
    )
