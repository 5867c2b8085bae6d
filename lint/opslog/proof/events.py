"""The recorded events of an incident: milestones and timeline entries whose moment is known to the minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from opslog.record import MILESTONES, Entry, Record
from opslog.span import Span
from opslog.times import Moment

MOST = 100
"""Events compared in pairs; a record with more is compared by its first ones."""
FIRST_YEAR, LAST_YEAR = 20, 9980
"""Beyond these a day before or a year after may leave the calendar; a rule says that such a year is wrong anyway."""


class Event(NamedTuple):
    """Something that happened at a known minute: a milestone by its name, or an entry by its words."""

    at: Moment
    name: str
    span: Span

    @property
    def shown(self) -> str:
        """The event as a message names it: `started` or `the entry 12:40`."""
        return self.name or f"the entry {self.at.local:%H:%M}"


class Window(NamedTuple):
    """From the first recorded event to the last, as the record's clock shows them."""

    first: Moment
    last: Moment

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, by the record's clock or by UTC, whichever is further out."""
        return (
            min(self.first.local.date(), self.first.at.date()),
            max(self.last.local.date(), self.last.at.date()),
        )

    def holds(self, at: datetime, slack: timedelta) -> bool:
        """Whether a moment lies between the two, or within `slack` of them."""
        return self.first.at - slack <= at <= self.last.at + slack


def milestones(record: Record) -> Iterator[tuple[str, Moment]]:
    """List the milestones that are given."""
    for name in MILESTONES:
        moment: Moment | None = getattr(record.facts.times, name)
        if moment is not None:
            yield name, moment


def events_of(record: Record) -> tuple[Event, ...]:
    """List the events that have a clock time, milestones first."""
    given = [Event(at, name, record.place(f"times.{name}")) for name, at in milestones(record) if not at.whole_day]
    told = [Event(entry.at, "", entry_place(entry)) for entry in record.timeline if entry.at and not entry.at.whole_day]
    return tuple((*given, *told)[:MOST])


def window_of(record: Record) -> Window | None:
    """Find the first and the last event, whole days included; None where nothing is, or at the calendar's ends."""
    moments = [at for _, at in milestones(record)]
    for entry in record.timeline:
        moments.extend(at for at in (entry.at, entry.until) if at is not None)
    if not moments:
        return None
    window = Window(min(moments, key=_instant), max(moments, key=_instant))
    return window if window.first.at.year > FIRST_YEAR and window.last.at.year < LAST_YEAR else None


def entry_place(entry: Entry) -> Span:
    """Point at the time of an entry."""
    return Span.on_line(entry.span.line, entry.span.column, max(1, len(entry.written)))


def _instant(moment: Moment) -> datetime:
    return moment.at
