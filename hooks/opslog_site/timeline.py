"""The timeline of a record, drawn: every entry at its time, and what was learned later also where it was learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from markupsafe import Markup

from opslog.knowledge import Learned, learned_later, not_known_yet
from opslog.record import Entry, Record
from opslog.times import Moment, duration_text, is_before
from opslog.vocabulary import ENTRY_KINDS
from opslog_site.templating import iso


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of the timeline, ready for the template.

    `number` counts entries from 1; the row of something learned has that of the entry it was true at, and `is_learned`.
    `leads_to` is where the other of the two stands. `unknown` tells of a decision what was true by then, and known only
    later.
    """

    number: int
    at: Moment | None
    clock: str
    since_start: str
    new_day: str = ""
    kind: str = ""
    kind_note: str = ""
    html: Markup = field(default_factory=Markup)
    known: Markup = field(default_factory=Markup)
    is_learned: bool = False
    leads_to: str = ""
    unknown: tuple[tuple[int, Markup], ...] = ()
    until: Moment | None = None


class TimelineRows:
    """Makes the rows of one record; `to_html` renders the markdown of an entry."""

    def __init__(self, record: Record, to_html: Callable[[str], Markup]) -> None:
        self.record = record
        self.to_html = to_html
        self.numbers = {entry.first_line: number for number, entry in enumerate(record.timeline, 1)}

    def rows(self, entries: Sequence[Entry]) -> list[EntryRow]:
        """Make the rows of a run of entries, in the order of their times; a day has a row where it begins."""
        rows: list[EntryRow] = []
        day = ""
        for row in self._in_order(entries):
            this_day = f"{row.at.local:%Y-%m-%d}" if row.at else day
            rows.append(replace(row, new_day=this_day) if this_day != day else row)
            day = this_day
        return rows

    def _in_order(self, entries: Sequence[Entry]) -> Iterator[EntryRow]:
        """Put what was learned later between the entries, where it was learned."""
        waiting: list[Learned] = []
        for entry in entries:
            if entry.at is not None:
                due = [one for one in waiting if not is_before(entry.at, one.known)]
                waiting = [one for one in waiting if one not in due]
                yield from self._learned_rows(due)
            yield self._row(entry)
            if _is_learned_later(entry):
                waiting += learned_later([entry])
        yield from self._learned_rows(waiting)

    def _learned_rows(self, learned: Iterable[Learned]) -> Iterator[EntryRow]:
        for one in sorted(learned, key=lambda one: one.known.at):
            what = one.entry.known.what if one.entry.known else ""
            since = Markup("true since {}, {} before").format(_time(one.at), duration_text(one.lag or timedelta(0)))
            yield EntryRow(
                number=self.numbers[one.entry.first_line],
                at=one.known,
                clock=f"{one.known.local:%H:%M}",
                since_start=self._since_start(one.known),
                kind="known",
                kind_note="something was learned that had been true for a while",
                html=self.to_html(what) if what else Markup(),
                known=since if one.lag else Markup(),
                is_learned=True,
                leads_to=f"entry-{self.numbers[one.entry.first_line]}",
            )

    def _row(self, entry: Entry) -> EntryRow:
        unknown = not_known_yet(entry, self.record.timeline) if entry.kind == "decision" else ()
        return EntryRow(
            number=self.numbers[entry.first_line],
            at=entry.at,
            clock=_clock(entry),
            since_start=self._since_start(entry.at),
            kind=entry.kind or "",
            kind_note=ENTRY_KINDS.get(entry.kind or "", ""),
            html=self.to_html(entry.text),
            known=_known(entry),
            leads_to=f"known-{self.numbers[entry.first_line]}" if _is_learned_later(entry) else "",
            unknown=tuple((self.numbers[one.entry.first_line], _time(one.known)) for one in unknown),
            until=entry.until,
        )

    def _since_start(self, at: Moment | None) -> str:
        started = self.record.facts.times.started
        span = at.minus(started) if at and started else None
        if span is None or span == timedelta(0):
            return ""
        return f"+{duration_text(span)}" if span > timedelta(0) else f"−{duration_text(-span)}"


def _known(entry: Entry) -> Markup:
    """Say when it was known; behind a decision that is what it rests on."""
    if entry.known is None:
        return Markup()
    written = _time(entry.known.at, entry.known.written) if entry.known.at else entry.known.written
    what = f": {entry.known.what}" if entry.known.what else ""
    if entry.kind == "decision":
        return Markup("known since {}{}").format(written, what)
    lag = next((one.lag for one in learned_later([entry])), None)
    if lag and _is_learned_later(entry):
        # What was learned has a row of its own.
        return Markup("known {}, {} later").format(written, duration_text(lag))
    return Markup("known {}{}").format(written, what)


def _time(moment: Moment, written: str = "") -> Markup:
    """Mark up a time within a sentence: by the record's clock, or as its author wrote it."""
    return Markup('<time datetime="{}">{}</time>').format(iso(moment), written or f"{moment.local:%H:%M}")


def _is_learned_later(entry: Entry) -> bool:
    return any(one.lag is not None and one.lag > timedelta(0) for one in learned_later([entry]))


def _clock(entry: Entry) -> str:
    """Show the time of an entry: its clock time, its range, or the words that could not be read as one."""
    if entry.at is None:
        return entry.written or "?"
    if entry.at.whole_day:
        return "that day"
    about = "~" if entry.approximate else ""
    until = f"–{entry.until.local:%H:%M}" if entry.until else ""
    return f"{about}{entry.at.local:%H:%M}{until}"
