"""A page for each record: its facts, its timeline drawn, its follow-ups with their state, its sections in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from opslog.cores import on_two_cores
from opslog.markdown import Line
from opslog.metrics import METRICS
from opslog.record import MILESTONES, Entry, FollowUp, Record
from opslog.times import Moment, duration_text
from opslog.vocabulary import DETECTORS, ENTRY_KINDS, KINDS, MITIGATIONS, STATUSES
from opslog_site.backlog_rows import backlog_rows
from opslog_site.page import Page
from opslog_site.passages import Prose, interleave, read_definitions, with_definitions
from opslog_site.rendering import to_html, to_inline_html, to_text
from opslog_site.rows import (
    FollowUpRow,
    Named,
    follow_up_row,
    service_links,
    severity_link,
)
from opslog_site.site import Site
from opslog_site.templating import render

NOTICES = {
    "open": "This incident is still going on. What stands here is what is known so far.",
    "draft": "This record is a draft. It has not been reviewed; facts may still change.",
    "in-review": "This record is being reviewed. Facts may still change.",
    "waived": "No postmortem was written for this incident.",
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A timeline entry, ready for the template."""

    written: str
    at: Moment | None
    clock: str
    new_day: str
    since_start: str
    kind: str
    kind_note: str
    html: Markup
    known: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a section: prose, or a run of entries or follow-ups."""

    kind: str
    html: str = ""
    rows: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section, ready for the template."""

    title: str
    parts: Sequence[Part]


def pages(site: Site) -> Iterator[Page]:
    """Make the page of every record."""
    records = site.log.records

    def make(index: int) -> Page:
        newer = records[index - 1] if index else None
        older = records[index + 1] if index + 1 < len(records) else None
        return _Maker(site, records[index]).page(older, newer)

    yield from on_two_cores(make, range(len(records)))


class _Maker:
    """Makes the page of one record."""

    def __init__(self, site: Site, record: Record) -> None:
        self.site = site
        self.record = record
        self.path = site.record_page(record)
        self.link = site.link(self.path, record)
        self.definitions = read_definitions(record.body)
        self.passages = 0

    def page(self, older: Record | None, newer: Record | None) -> Page:
        facts = self.record.facts
        markdown = render(
            "record.md.j2",
            record=self.record,
            facts=facts,
            title=self.record.title,
            status_note=STATUSES.get(facts.status or "", ""),
            kind_note=KINDS[facts.kind],
            notice=NOTICES.get(facts.status or "", ""),
            severity=severity_link(self.site, self.path, self.record),
            services=service_links(self.site, self.path, self.record),
            tags=[
                Named(tag, self.site.address(self.path, self.site.tag_page(tag))) for tag in dict.fromkeys(facts.tags)
            ],
            milestones=[(name, getattr(facts.times, name)) for name in MILESTONES if getattr(facts.times, name)],
            metrics=[(metric, span) for metric in METRICS if (span := metric.of(facts.times)) is not None],
            criteria=[(name, self.site.config.identification[name]) for name in facts.criteria],
            detectors=DETECTORS,
            mitigations=MITIGATIONS,
            related=[self._related(name) for name in facts.related],
            sections=[self._section(section.name, section.title, section.lines) for section in self.record.sections],
            preamble=self._preamble(),
            backlog=backlog_rows(self.site, self.path, self.record),
            older=self._neighbour(older),
            newer=self._neighbour(newer),
        )
        return Page(self.path, markdown, self.record.path)

    def _related(self, record_id: str) -> Named:
        other = self.site.log.by_id.get(record_id)
        return self._neighbour(other) or Named(record_id, "")

    def _neighbour(self, record: Record | None) -> Named | None:
        if record is None:
            return None
        return Named(record.title, self.site.address(self.path, self.site.record_page(record)), record.day)

    def _preamble(self) -> Markup:
        """Show what stands above the first section."""
        first = self.record.sections[0].heading.number if self.record.sections else None
        lines = [line.text for line in self.record.body if first is None or line.number < first]
        return self._html("\n".join(lines)) if any(text.strip() for text in lines) else Markup()

    def _section(self, name: str | None, title: str, lines: Sequence[Line]) -> ShownSection:
        items: Sequence[Entry] | Sequence[FollowUp] = ()
        if name == "timeline":
            items = self.record.timeline
        elif name == "follow-ups":
            items = self.record.follow_ups
        numbers = {line.number for line in lines}
        own = [item for item in items if item.first_line in numbers]
        parts = []
        for piece in interleave(lines, own):
            if isinstance(piece, Prose):
                html = self._html(piece.markdown)
                parts += [Part("prose", html)] if html.strip() else []
            elif name == "timeline":
                parts.append(Part("timeline", rows=self._entries([item for item in piece if isinstance(item, Entry)])))
            else:
                parts.append(Part("follow-ups", rows=self._follow_ups([i for i in piece if isinstance(i, FollowUp)])))
        return ShownSection(to_text(title), parts)

    def _entries(self, entries: Sequence[Entry]) -> list[EntryRow]:
        rows = []
        day = ""
        for entry in entries:
            this_day = f"{entry.at.local:%Y-%m-%d}" if entry.at else day
            rows.append(self._entry(entry, this_day if this_day != day else ""))
            day = this_day
        return rows

    def _entry(self, entry: Entry, new_day: str) -> EntryRow:
        known = ""
        if entry.known:
            lag = entry.known.at.minus(entry.at) if entry.known.at and entry.at else None
            later = f", {duration_text(lag)} later" if lag is not None and lag > timedelta(0) else ""
            known = f"known {entry.known.written}{later}: {entry.known.what}"
        return EntryRow(
            written=entry.written,
            at=entry.at,
            clock=_clock(entry),
            new_day=new_day,
            since_start=self._since_start(entry),
            kind=entry.kind or "",
            kind_note=ENTRY_KINDS.get(entry.kind or "", ""),
            html=self._html(entry.text),
            known=known,
        )

    def _since_start(self, entry: Entry) -> str:
        started = self.record.facts.times.started
        span = entry.at.minus(started) if entry.at and started else None
        if span is None or span == timedelta(0):
            return ""
        return f"+{duration_text(span)}" if span > timedelta(0) else f"−{duration_text(-span)}"

    def _follow_ups(self, items: Sequence[FollowUp]) -> list[tuple[FollowUpRow, Markup]]:
        entries = self.site.ledger.of(self.record)
        rows = []
        for item in items:
            many_lines = "\n" in with_definitions(item.text, self.definitions).strip()
            html = self._html(item.text) if many_lines else to_inline_html(item.text, self.link)
            entry = entries[self.record.follow_ups.index(item)]
            rows.append((follow_up_row(self.site, self.path, entry), html))
        return rows

    def _html(self, markdown: str) -> Markup:
        self.passages += 1
        return to_html(with_definitions(markdown, self.definitions), self.link, f"{self.passages}-")


def _clock(entry: Entry) -> str:
    """Show the time of an entry: its clock time, its range, or the words that could not be read as one."""
    if entry.at is None:
        return entry.written or "?"
    if entry.at.whole_day:
        return "that day"
    about = "~" if entry.approximate else ""
    until = f"–{entry.until.local:%H:%M}" if entry.until else ""
    return f"{about}{entry.at.local:%H:%M}{until}"
