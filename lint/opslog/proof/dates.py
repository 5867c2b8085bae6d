"""Dates, weekdays and clock times inside a text: what stands there, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_TH = r"(?:st|nd|rd|th)?"
DATE = re.compile(
    r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"
    rf"|(?<!\w)(?P<day2>\d{{1,2}}){_TH}[ ](?:of[ ])?(?P<name2>{_MONTH})(?:,?[ ](?P<year2>\d{{4}}))?(?!\w)"
    rf"|(?<!\w)(?P<name3>{_MONTH})[ ](?P<day3>\d{{1,2}}){_TH}(?:,?[ ](?P<year3>\d{{4}}))?(?![\w:.])"
)
BEFORE = re.compile(rf"(?<!\w)(?P<weekday>{_WEEKDAY})\.?,?[ ](?:the[ ]|on[ ])?\Z")
AFTER = re.compile(rf"[ ]?(?:,[ ]|\([ ]?(?:a[ ])?|was a |is a )(?P<weekday>{_WEEKDAY})\b")
WEEKDAY_SIGN = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
ON_WEEKDAY = re.compile(
    r"\bon[ ](?:a[ ]|the[ ])?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!s)"
)
CLOCK = re.compile(
    r"(?<![\w:.,/=+-])(?P<about>~)?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?P<half>[ ]?[aApP]\.?[mM]\b\.?)?"
    r"(?:[ ]\(?(?P<label>[A-Z]{2,5})\b)?(?![\w:%-]|\.\d|[ ]in[ ][A-Z])"
)
CLOCK_SIGN = re.compile(r":[0-5]\d")
LOG_TIME = re.compile(
    r"(?<![\d-])(?P<date>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2})(?::\d{2})"
    r"|\[[A-Z] (?P<short>\d{6}) (?P<clock2>\d{2}:\d{2}):\d{2}"
    r"|(?<!\w)[EWIF](?P<klog>\d{4}) (?P<clock3>\d{2}:\d{2}):\d{2}\.\d"
)
"""A log line's own time: ISO 8601, tornado's `[E 180220 15:32:35`, klog's `E0220 10:59:57.7`."""


class Dated(NamedTuple):
    """A date in a text, and the weekday beside it as written ("" where there is none)."""

    day: date
    start: int
    end: int
    written: str
    weekday: str = ""


def find_dates(text: str, near: date) -> Iterator[Dated]:
    """Find the dates in a text; one without a year is of the year that brings it closest to `near`."""
    for found in DATE.finditer(text):
        day = _day(found, near)
        if day is None:
            continue
        before = BEFORE.search(text[max(0, found.start() - 16) : found.start()])
        after = AFTER.match(text[found.end() : found.end() + 20])
        weekday = before["weekday"] if before else after["weekday"] if after else ""
        yield Dated(day, found.start(), found.end(), found[0], weekday)


def _day(found: re.Match[str], near: date) -> date | None:
    try:
        if found["year"]:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        month = MONTHS.index((found["name2"] or found["name3"])[:3].casefold()) + 1
        number, year = int(found["day2"] or found["day3"]), found["year2"] or found["year3"]
        if year:
            return date(int(year), month, number)
        years = (near.year - 1, near.year, near.year + 1)
        return min((date(one, month, number) for one in years), key=lambda day: abs(day - near))
    except (ValueError, OverflowError):
        return None


def weekday_named(written: str) -> str:
    """Complete a weekday: `Tues` is Tuesday."""
    return next(name for name in WEEKDAYS if name[:2].casefold() == written[:2].casefold())


def weekday_of(day: date) -> str:
    """Name the weekday of a date."""
    return WEEKDAYS[day.weekday()]


def nearest_weekday(name: str, day: date) -> date:
    """Find the day of that name closest to another day."""
    return day + timedelta(days=(WEEKDAYS.index(name) - day.weekday() + 3) % 7 - 3)


def log_times(text: str, year: int) -> Iterator[tuple[date, str, int, int]]:
    """Find the times of log lines: date, clock time as written, from where to where; klog leaves out the year."""
    for found in LOG_TIME.finditer(text):
        digits = found["short"] or found["klog"]
        if found["date"]:
            parts = tuple(map(int, found["date"].split("-")))
        elif found["short"]:
            parts = (2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        else:
            parts = (year, int(digits[:2]), int(digits[2:]))
        try:
            yield date(*parts), found["clock"] or found["clock2"] or found["clock3"], found.start(), found.end()
        except ValueError:
            continue
