"""A year drawn: a row for each month, a place for each day, a stripe for each incident of the day by its severity.

Places across are in percent, places down in pixels, so that a drawing is as wide as its page.
"""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from opslog.record import Record

DAYS = 31
LEFT = 8.5
"""Percent across for the names of the months."""
STEP = (100 - LEFT) / DAYS
TOP, ROW = 18, 24
MOST_STRIPES = 4
"""A day shows so many; its title and the list tell of all."""
MARKED_DAYS = (1, 5, 10, 15, 20, 25, 31)
NO_RANK = 9


class Stripe(NamedTuple):
    """An incident in its day; `rank` 1 is the most severe, 9 stands for none."""

    x: float
    width: float
    rank: int


class Day(NamedTuple):
    """A day with incidents: where it leads, and what it says."""

    title: str
    address: str
    y: int
    stripes: tuple[Stripe, ...]


class Month(NamedTuple):
    """A month: its name, its place down, how wide its days are together, and its days with their records."""

    number: str
    name: str
    y: int
    width: float
    days: Mapping[str, Sequence[Record]]


class YearGrid(NamedTuple):
    """The drawing: months from top to bottom, days with incidents, and the days that are named above."""

    months: tuple[Month, ...]
    days: tuple[Day, ...]
    marks: tuple[tuple[float, int], ...]
    height: int
    left: float = LEFT


def year_grid(
    year: str, records: Iterable[Record], address: Callable[[Sequence[Record]], str], rank: Callable[[Record], int]
) -> YearGrid:
    """Draw the records of a year; `address` says where a day with some records leads, `rank` how severe one was."""
    by_day: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda one: (one.day, rank(one), one.id)):
        by_day.setdefault(record.day, []).append(record)
    months = tuple(_month(int(year), number, by_day) for number in range(1, 13))
    days = tuple(
        Day(_title(day, found), address(found), month.y, _stripes(int(day[8:10]), [rank(one) for one in found]))
        for month in months
        for day, found in month.days.items()
    )
    marks = tuple((round(_x(day) + STEP / 2, 2), day) for day in MARKED_DAYS)
    return YearGrid(months, days, marks, TOP + 12 * ROW)


def _month(year: int, number: int, by_day: Mapping[str, Sequence[Record]]) -> Month:
    start = f"{year:04}-{number:02}-"
    days = {day: records for day, records in by_day.items() if day.startswith(start)}
    width = round(monthrange(max(year, 1), number)[1] * STEP, 2)
    return Month(f"{number:02}", month_name[number], TOP + ROW * (number - 1), width, days)


def _x(day: int) -> float:
    return LEFT + (day - 1) * STEP


def _stripes(day: int, ranks: Sequence[int]) -> tuple[Stripe, ...]:
    shown = ranks[:MOST_STRIPES]
    inner = STEP * 0.84
    width = inner / len(shown)
    left = _x(day) + STEP * 0.08
    return tuple(Stripe(round(left + width * n, 2), round(width, 2), rank) for n, rank in enumerate(shown))


def _title(day: str, records: Sequence[Record]) -> str:
    told = "; ".join(f"{one.facts.severity or one.facts.kind} {one.title}" for one in records[:MOST_STRIPES])
    more = len(records) - MOST_STRIPES
    return f"{day}: {told}{f' and {more} more' if more > 0 else ''}"
