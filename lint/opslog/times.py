"""Times as people write them, and the moments they mean.

Arithmetic is done in UTC only: subtracting two local times of one zone counts the hands of the clock, not the
hours that passed (docs.python.org, datetime, "aware and same tzinfo").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:(?:[ \t]+|T)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"[ \t]*(?P<offset>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\Z"
)
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?\Z")
FURTHEST_OFFSET = 14 * 60
"""In minutes: Line Islands, +14:00."""
UTC_NAMES = frozenset({"Z", "UTC", "GMT"})


class TimeError(ValueError):
    """Why a time cannot be used, and what to write instead."""

    def __init__(self, message: str, instead: str) -> None:
        super().__init__(message)
        self.message = message
        self.instead = instead


class Moment(NamedTuple):
    """A point in time: `at` in UTC to compute with, `local` (same instant) as its author's clock showed it.

    `whole_day` marks a date without a clock time; `at` is then the start of that day.
    """

    at: datetime
    local: datetime
    whole_day: bool = False

    def minus(self, earlier: Moment) -> timedelta | None:
        """Subtract, or None where one of the two is only a date and the answer would be invented."""
        return None if self.whole_day or earlier.whole_day else self.at - earlier.at


def elapsed(earlier: Moment | None, later: Moment | None) -> timedelta | None:
    """Subtract; None where a moment is missing, only a date, or the two run backwards."""
    if earlier is None or later is None:
        return None
    span = later.minus(earlier)
    return None if span is None or span < timedelta(0) else span


def is_before(one: Moment, other: Moment) -> bool:
    """Compare two moments; where one of them is only a date, by days as that date's zone counts them."""
    if not (one.whole_day or other.whole_day):
        return one.at < other.at
    zone = (one if one.whole_day else other).local.tzinfo
    return day_in(zone, one) < day_in(zone, other)


def day_in(zone: tzinfo | None, moment: Moment) -> date:
    """Tell the day of a moment by the calendar of a zone; a bare date is its own day."""
    if moment.whole_day:
        return moment.local.date()
    try:
        return moment.at.astimezone(zone).date()
    except OverflowError:  # the first or last day of the calendar
        return moment.local.date()


def to_the_minute(at: datetime, zone: tzinfo) -> Moment:
    """Make a moment of a point in time, without its seconds, as a clock in `zone` shows it."""
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    return Moment(at, at.astimezone(zone))


def find_zone(name: str) -> ZoneInfo:
    """Look up an IANA zone; raises TimeError for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        from zoneinfo import available_timezones

        from opslog.suggestion import nearest

        near = nearest(name, sorted(available_timezones()))
        hint = f"Did you mean `{near}`?" if near else "Write an IANA name such as Europe/Berlin, or UTC."
        raise TimeError(f"`{name}` is not a time zone", hint) from error


def read_moment(text: str, zone: tzinfo) -> Moment:
    """Read `2022-12-25 12:32`, with an offset or in `zone`, or a bare date. Raises TimeError."""
    found = MOMENT.match(text.strip())
    if found is None:
        raise TimeError(
            f"`{text}` is not a time", "Write 2022-12-25 12:32, with an offset such as +01:00 where the zone differs."
        )
    day = read_day(found["date"])
    if found["hour"] is None:
        local = datetime(day.year, day.month, day.day, tzinfo=zone)
        return Moment(local.astimezone(UTC), local, whole_day=True)
    clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return at_clock(day, clock, offset_zone(found["offset"]) or zone)


def at_clock(day: date, clock: tuple[int, int, int], zone: tzinfo) -> Moment:
    """Join a day and a clock time (hour, minute, second) in a zone.

    Raises TimeError for 25:00, and for a local time that happens twice or never because clocks change.
    """
    try:
        local = datetime(day.year, day.month, day.day, *clock, tzinfo=zone)
    except ValueError:
        written = f"{clock[0]}:{clock[1]:02}"
        raise TimeError(f"there is no {written}", "Hours run to 23, minutes and seconds to 59.") from None
    offset = _offset_all_day(zone, day)
    if offset is not None:
        return Moment(local.replace(tzinfo=UTC) - offset, local)
    second = local.replace(fold=1)
    if local.utcoffset() != second.utcoffset():
        raise _twice_or_never(local, second, zone)
    return Moment(local.astimezone(UTC), local)


@lru_cache(maxsize=64)
def _offset_all_day(zone: tzinfo, day: date) -> timedelta | None:
    """Find the offset of a day; None where clocks change on it or at one of its ends.

    A timeline asks for one day again and again. No zone changes its clocks twice within a day.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    try:
        next_midnight = (midnight + timedelta(days=1)).replace(fold=1)
    except OverflowError:
        return None
    offset = midnight.utcoffset()
    return offset if offset == next_midnight.utcoffset() else None


def read_day(text: str) -> date:
    """Read a date, `2023-01-09`. Raises TimeError."""
    try:
        # date.fromisoformat also takes 20230109 and week dates; a record has one way to write a date.
        if not DAY.match(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise TimeError(f"`{text}` is not a date", "Write year-month-day: 2023-01-09.") from None


def offset_zone(text: str | None) -> tzinfo | None:
    """Turn `Z`, `UTC`, `+01:00` or `-0500` into a zone; None where the text is none of these."""
    if text is None:
        return None
    if text.upper() in UTC_NAMES:
        return UTC
    found = OFFSET.match(text)
    if found is None:
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours * 60 + minutes > FURTHEST_OFFSET or minutes >= 60:
        raise TimeError(f"there is no offset {text}", "Offsets run from -12:00 to +14:00.")
    minutes += hours * 60
    return timezone(timedelta(minutes=minutes if found["sign"] == "+" else -minutes))


def _twice_or_never(first: datetime, second: datetime, zone: tzinfo) -> TimeError:
    """Explain a local time whose zone gives it two offsets: two answers or none (PEP 495)."""
    naive = first.replace(tzinfo=None)
    written, where = f"{naive:%Y-%m-%d %H:%M}", str(zone)
    early, late = offset_as_written(first), offset_as_written(second)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive:
        return TimeError(
            f"{written} happens twice in {where}: clocks go back that night",
            f"Say which one: {written}{early} for the first, {written}{late} for the second.",
        )
    # In a gap, each fold shifts the impossible time by the size of the gap: one lands before it, the other after.
    real = sorted(f"{moment.astimezone(UTC).astimezone(zone):%H:%M}" for moment in (first, second))
    return TimeError(
        f"{written} does not exist in {where}: clocks go forward over it that night",
        f"Perhaps {real[0]} or {real[1]} is meant, or the time is in another zone.",
    )


def offset_as_written(moment: datetime) -> str:
    """Write the offset of a moment's zone from UTC as a record does: `+01:00`."""
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"


def moment_as_written(moment: Moment, zone: tzinfo) -> str:
    """Write a moment so that reading it in `zone` gives it back; with its offset only where that is needed."""
    local = moment.local
    if moment.whole_day:
        return f"{local:%Y-%m-%d}"
    text = f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
    try:
        if read_moment(text, zone).at == moment.at:
            return text
    except (TimeError, OverflowError):
        pass
    return f"{text}{offset_as_written(local)}"


def clock_text(at: datetime, zone: tzinfo) -> str:
    """Write a point in time as a record does, to the minute; with its offset in the hour that happens twice."""
    return moment_as_written(to_the_minute(at, zone), zone)


def moment_text(moment: Moment) -> str:
    """Write a moment as its record's clock showed it: `2022-12-25 12:32`, or the bare date."""
    return f"{moment.local:%Y-%m-%d}" if moment.whole_day else f"{moment.local:%Y-%m-%d %H:%M}"


def when(moment: Moment) -> str:
    """Write a moment as its record's clock showed it, with the zone's name: `2022-12-25 12:32 EST`."""
    if moment.whole_day:
        return f"{moment.local:%Y-%m-%d}"
    return f"{moment.local:%Y-%m-%d %H:%M} {zone_name(moment)}"


def zone_name(moment: Moment) -> str:
    """Name the zone of a moment as people do: EST, CET; an offset where the zone has no name."""
    name = moment.local.tzname() or "UTC"
    return name if name[:1].isalpha() else f"UTC{offset_as_written(moment.local)}"


def days_text(count: int) -> str:
    """Write a number of days: `1 day`, `12 days`."""
    return f"{count} day{'' if count == 1 else 's'}"


def duration_text(span: timedelta) -> str:
    """Write a duration as people say it, to the minute: `2 h 15 min`, `3 d 4 h`, `0 min`.

    >>> duration_text(timedelta(hours=2, minutes=15))
    '2 h 15 min'
    """
    minutes = int(span.total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    kept = [f"{amount} {unit}" for amount, unit in parts if amount]
    return " ".join(kept[:2]) or "0 min"
