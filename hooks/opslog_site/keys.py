"""What pages depend on, as texts to compare: two equal keys mean that a page would come out the same.

A key may hold more than its page needs, and then a page is made again for nothing. It must never hold less: a test
compares builds that kept pages with builds from nothing, over random edits.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from opslog.exports import FACTS, SUMMARIES, TEXTS
from opslog.ledger import LedgerEntry
from opslog.record import Record
from opslog_site.digests import digest
from opslog_site.known import SETTLED
from opslog_site.site import Site


@dataclass(frozen=True)
class Keys:
    """The keys of a site's pages; None where a record was not read by way of the store."""

    site: Site
    rows: dict[str, str] = field(default_factory=dict)

    def page(self, record: Record, *others: object) -> str | None:
        """Stand for everything that the page of a record depends on, the `others` that are named included."""
        known = self.site.known.get(record.path)
        if known is None:
            return None
        related = [self._named(self.site.log.by_id.get(name)) for name in record.facts.related]
        related += [self._named(other) for other in self.site.named_by.get(record.id, ())]
        answers = [self._answer(record)] if record.facts.backlog_check or record.facts.status not in SETTLED else []
        here = posixpath.dirname(self.site.file_of(record))
        links = [(name, self._target(here, name)) for name in known.named]
        day = self.site.today if self._is_moving(record) else None
        return digest(known.content, self.row(record) or "", repr((related, answers, links, day, others)))

    def row(self, record: Record) -> str | None:
        """Stand for what a list shows of a record."""
        known = self.site.known.get(record.path)
        if known is None:
            return None
        if record.path not in self.rows:
            entries = self.site.ledger.of(record)
            self.rows[record.path] = digest(known.facts, record.path, *(self._state(entry) for entry in entries))
        return self.rows[record.path]

    def told(self, record: Record, needs: str) -> str:
        """Stand for what a program is told of a record that needs so much of it."""
        known, row = self.site.known.get(record.path), self.row(record)
        if known is None or row is None:
            return repr(self.site.whole(record))
        more = {FACTS: known.told.updated or "", SUMMARIES: repr(known.told), TEXTS: known.content}
        return digest(row, more[needs])

    def of_rows(self, records: Iterable[Record], *others: object) -> str | None:
        """Stand for what a list of records depends on."""
        rows = [self.row(record) for record in records]
        return None if None in rows else digest(*(row for row in rows if row), repr(others))

    def entries(self, entries: Iterable[LedgerEntry], *others: object) -> str | None:
        """Stand for what a list of follow-ups depends on."""
        listed = list(entries)
        rows = [self.row(entry.record) for entry in listed]
        told = [
            f"{row}{entry.number}{self.site.today if entry.to_do else ''}"
            for row, entry in zip(rows, listed, strict=True)
        ]
        return None if None in rows else digest(*told, repr(others))

    def facts(self, records: Iterable[Record], *others: object) -> str | None:
        """Stand for what is computed from the facts of records, and names them."""
        known = [self.site.known.get(record.path) for record in records]
        return (
            None
            if None in known
            else digest(*(part for one in known if one for part in (one.record.path, one.facts)), repr(others))
        )

    def _state(self, entry: LedgerEntry) -> str:
        """Stand for how a follow-up stands, and which other incidents ask for it."""
        others = [self._named(self.site.log.by_id.get(name)) for name in entry.incidents[1:]]
        links = self._all_targets if "](" in entry.follow_up.text else ""
        return repr((*entry[2:9], others, links))

    def _answer(self, record: Record) -> object:
        """Stand for the follow-ups of earlier incidents that the page of a record names, or may name."""
        answered = [self.site.backlog.answered(check) for check in record.facts.backlog_check]
        entries = [(self.row(entry.record), entry.number) for entry in answered if entry is not None]
        # Which are asked about depends on all there are: a word weighs less the more of them have it.
        return entries, None if record.facts.status in SETTLED else self._all_follow_ups

    @cached_property
    def _all_follow_ups(self) -> str:
        return digest(*(self.row(record) or "" for record in self.site.log.records if record.follow_ups))

    def _is_moving(self, record: Record) -> bool:
        """Whether its page says something that is another thing tomorrow."""
        facts = record.facts
        held = facts.closure.retrospective.date if facts.closure and facts.closure.retrospective else None
        return (
            facts.status not in SETTLED
            or (held is not None and held >= self.site.today)
            or any(entry.to_do for entry in self.site.ledger.of(record))
        )

    def _named(self, record: Record | None) -> object:
        return record and (record.path, record.title)

    def _target(self, folder: str, name: str) -> str | None:
        if not name:  # a link in angle brackets may have spaces in it
            return self._all_targets
        return self.site.targets.get(posixpath.normpath(posixpath.join(folder, unquote(name))))

    @cached_property
    def _all_targets(self) -> str:
        return digest(*sorted(self.site.targets))
