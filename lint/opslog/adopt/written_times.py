"""Days and clock times as people write them anywhere: in words, month or day first, with 12 hours, in any order.

Records have one way to write a time (`clock.py`); this reads the others, to put that one beside them. Which of two
numbers is the month is never guessed: such a day is read in an order that something proves, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from opslog.clock import ABOUT
from opslog.proof.dates import MONTHS
from opslog.zone_labels import LABELS

ORDERS = {"mdy": "month first", "dmy": "day first", "ymd": "year first"}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?![A-Za-z])\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![A-Za-z])[.,]?[ ]{0,2})?"
_YEAR = r"(?:19|20)\d{2}(?!\d|:\d)"
DAY = re.compile(
    rf"{_WEEKDAY}(?:the[ ])?(?:"
    r"(?P<year>(?:19|20)\d{2})(?P<dash>[-/.])(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})(?![\d/])"
    r"|(?P<one>\d{1,2})(?P<stroke>[-/.])(?P<two>\d{1,2})(?P=stroke)(?P<year2>(?:19|20)\d{2}|\d{2})(?![\d:/])"
    rf"|(?P<name>{_MONTH})[ ]?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d)(?:,?[ ](?P<year3>{_YEAR}))?"
    rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?:of[ ])?(?P<name2>{_MONTH})(?:,?[ -](?P<year4>{_YEAR}))?"
    r"|(?P<one2>\d{1,2})[-/](?P<two2>\d{1,2})(?=[ ,T]{1,2}\d{1,2}:\d{2})"
    r")",
    re.IGNORECASE,
)
WITHIN = re.compile(r"(?<![\w/.:-])(?=[\dA-Z])")
CLOCK = re.compile(
    r"(?:(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?!\d|:\d)(?P<half>[ ]?[aApP]\.?[mM]\.?(?![A-Za-z])|[aApP](?![A-Za-z]))?"
    r"|(?P<hour2>\d{1,2})(?:[.](?P<minute2>[0-5]\d))?(?P<half2>[ ]?[aApP]\.?[mM]\.?)(?![A-Za-z\d])"
    r"|(?P<hour3>\d{1,2})h(?P<minute3>[0-5]\d)(?![A-Za-z\d])"
    r"|(?P<hour4>[01]\d|2[0-3])\.?(?P<minute4>[0-5]\d)(?=[ ]?(?:UTC|GMT|Z|hrs?|h)\b))"
)
ZONE = re.compile(
    rf"[ ]?\(?(?P<zone>UTC[+-]\d{{1,2}}|GMT[+-]\d{{1,2}}|[+-]\d{{2}}:?\d{{2}}|Z|{'|'.join(LABELS)})(?![\w+-])\)?"
)
BETWEEN = re.compile(rf"(?:[ \t,:;@T–—|-]|\bat\b|\bbetween\b|{ABOUT}){{1,8}}(?=\d)", re.IGNORECASE)
BEFORE_DAY = re.compile(r"[ ,]{0,3}(?:on[ ])?(?=[\dA-Z])")
LEAD = re.compile(rf"(?:[\s*_`(\[{{>\"'#-]|\b(?:at|on|from|between|by|the)\b[ ]?|{ABOUT}){{0,10}}", re.IGNORECASE)
ROUGH = re.compile(ABOUT, re.IGNORECASE)
CENTURY = 2000


class Day(NamedTuple):
    """A day as written: the numbers, and which of them may be the month where that is not plain."""

    written: str
    year: int | None
    month: int | None
    number: int | None
    either: tuple[int, int] | None = None

    def in_order(self, order: str | None, near: date | None) -> date | None:
        """Give the day it means; one without a year is of the year that brings it closest to `near`."""
        month, number = self.month, self.number
        if self.either:
            order = proven_order(self.either) or order
            if order not in ("mdy", "dmy"):
                return None
            month, number = self.either if order == "mdy" else self.either[::-1]
        if month is None or number is None or (self.year is None and near is None):
            return None
        if self.year is not None or near is None:
            return _real(self.year or 0, month, number)
        days = (_real(year, month, number) for year in (near.year - 1, near.year, near.year + 1))
        return min((day for day in days if day), key=lambda day: abs(day - near), default=None)

    @property
    def is_ambiguous(self) -> bool:
        """Whether month and day can be told apart only by an order."""
        return self.either is not None and proven_order(self.either) is None and self.either[0] != self.either[1]


class When(NamedTuple):
    """What a text starts with: a day, a clock time (hour, minute, second or None), the zone, how much of it."""

    written: str
    length: int
    day: Day | None
    clock: tuple[int, int, int | None] | None
    zone: str | None
    rough: bool = False


def proven_order(pair: tuple[int, int]) -> str | None:
    """Say which of two numbers is the month, where only one of them can be."""
    if (pair[0] > 12) == (pair[1] > 12):
        return "mdy" if pair[0] == pair[1] and pair[0] <= 12 else None
    return "dmy" if pair[0] > 12 else "mdy"


def read_when(text: str) -> When | None:
    """Read the time that a text starts with, behind emphasis, brackets and words such as "around"."""
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    rough = bool(ROUGH.search(text[:start]))
    day_found = DAY.match(text, start)
    if day_found is not None:
        end = day_found.end()
        between = BETWEEN.match(text, end)
        clock_found = CLOCK.match(text, between.end()) if between else None
        if between and clock_found:
            rough = rough or bool(ROUGH.search(between[0]))
    else:
        clock_found = CLOCK.match(text, start)
        end = start
    zone = None
    if clock_found is not None:
        end = clock_found.end()
        zone_found = ZONE.match(text, end)
        if zone_found:
            zone, end = zone_found["zone"], zone_found.end()
        if day_found is None:
            gap = BEFORE_DAY.match(text, end)
            day_found = DAY.match(text, gap.end()) if gap else None
            end = day_found.end() if day_found else end
    if day_found is None and clock_found is None:
        return None
    clock = read_clock(clock_found) if clock_found else None
    if clock_found is not None and clock is None:
        return None
    return When(text[start:end].strip(), end, _day(day_found) if day_found else None, clock, zone, rough)


def find_days(text: str) -> Iterator[tuple[Day, int]]:
    """Find the days in a text, each with the place it starts at."""
    position = 0
    while found := WITHIN.search(text, position):
        day = DAY.match(text, found.start())
        if day is None or day["one2"]:
            position = found.start() + 1
            continue
        yield _day(day), found.start()
        position = day.end()


def read_clock(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Turn a clock time into hour, minute and second (None: not said); None for one that no clock shows."""
    hour = int(found["hour"] or found["hour2"] or found["hour3"] or found["hour4"])
    minute = int(found["minute"] or found["minute2"] or found["minute3"] or found["minute4"] or 0)
    second = int(found["second"]) if found["second"] else None
    half = (found["half"] or found["half2"] or "").strip()[:1].casefold()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, second) if hour <= 23 else None


def clock_text(clock: tuple[int, int, int | None]) -> str:
    """Write a clock time as records do."""
    hour, minute, second = clock
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")


def _day(found: re.Match[str]) -> Day:
    written = found[0].strip()
    if found["year"]:
        return Day(written, int(found["year"]), int(found["month"]), int(found["day"]))
    if found["one"] or found["one2"]:
        pair = (int(found["one"] or found["one2"]), int(found["two"] or found["two2"]))
        year = found["year2"]
        whole = None if year is None else int(year) if len(year) == 4 else CENTURY + int(year)
        return Day(written, whole, None, None, pair)
    name, number = (found["name"], found["day2"]) if found["name"] else (found["name2"], found["day3"])
    year = found["year3"] or found["year4"]
    return Day(written, int(year) if year else None, MONTHS.index(name[:3].casefold()) + 1, int(number))


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
