"""The times of a timeline that is a table: in which of its first cells they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date

from opslog.adopt.written_times import Day, When, proven_order, read_when
from opslog.clock import read_stamp
from opslog.tables import Table

MONTH_AND_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def times_of_rows(table: Table, day: Day | None = None) -> list[When | None] | None:
    """Find the time of each row in its first cells; None where the reader finds it, or where there is none.

    `day` is the day of rows that name none, where the reader would take it for another.
    """
    width = len(table.header)
    if not table.rows or width < 2:
        return None
    seen = [[read_when(cell.text.strip("*_` ")) for cell in row[: min(4, width - 1)]] for row in table.rows]
    for column in range(min(4, width - 1)):
        if YEAR.search(table.header[column].text):
            _with_months(seen, table, column)
    strict = [read_stamp(" ".join(row[0].text.split()), UTC, date(2000, 1, 1)) if row else None for row in table.rows]
    is_read = sum(stamp is not None and stamp.at is not None for stamp in strict) * 2 >= len(table.rows)
    if is_read and day is None and not _needs_help(table, seen):
        return None
    columns = range(min(4, width - 1))
    clock_column = next((at for at in columns if _most(seen, at, clock=True)), None)
    day_column = next((at for at in columns if _most(seen, at, clock=False)), None)
    if clock_column is None and day_column is None:
        return None
    times = [_joined(row, day_column, clock_column) for row in seen]
    return [when._replace(day=day) if when and when.day is None and day else when for when in times]


def _with_months(seen: Sequence[list[When | None]], table: Table, column: int) -> None:
    """Read `08-04` in a column whose head names the year, where the column itself proves which is the month."""
    cells = {at: row[column].text.strip("*_` ") for at, row in enumerate(table.rows) if len(row) > column}
    found = {at: MONTH_AND_DAY.fullmatch(text) for at, text in cells.items()}
    pairs = {at: (int(one[1]), int(one[2])) for at, one in found.items() if one}
    orders = {order for pair in pairs.values() if (order := proven_order(pair))}
    for at, (one, two) in pairs.items():
        if len(orders) == 1 and seen[at][column] is None:
            month, number = (one, two) if orders == {"mdy"} else (two, one)
            seen[at][column] = When(cells[at], len(cells[at]), Day(cells[at], None, month, number), None, None)


def heads_of_clocks(table: Table) -> list[str]:
    """Give the heads of the columns that have clock times, of which the first is read."""
    seen = [[read_when(cell.text.strip("*_` ")) for cell in row[:4]] for row in table.rows]
    return [cell.text for at, cell in enumerate(table.header[:4]) if _most(seen, at, clock=True)]


def is_timed(table: Table) -> bool:
    """Say whether every row of a table has a clock time, or a whole day, in its first cells."""
    width = max(1, min(3, len(table.header) - 1))
    whens = [[read_when(cell.text.strip("*_` ")) for cell in row[:width]] for row in table.rows]
    return all(any(when and (when.clock or (when.day and when.day.year)) for when in row) for row in whens)


def _needs_help(table: Table, seen: Sequence[Sequence[When | None]]) -> bool:
    """Say whether the day stands in another cell than the reader of records looks in."""
    names = [cell.text.strip("*_ ").casefold() for cell in table.header[:2]]
    if names and names[0] in {"date", "day"} and len(names) == 2 and names[1].startswith("time"):
        return any(row and row[0] and row[0].day and (row[0].day.year is None or row[0].day.either) for row in seen)
    return any(len(row) > 1 and row[1] and row[1].day and row[0] and not row[0].day for row in seen)


def _most(seen: Sequence[Sequence[When | None]], column: int, *, clock: bool) -> bool:
    found = [row[column] for row in seen if len(row) > column]
    good = sum(1 for when in found if when and (when.clock if clock else when.day))
    return bool(found) and good * 2 >= len(found)


def _joined(row: Sequence[When | None], day_column: int | None, clock_column: int | None) -> When | None:
    day = row[day_column] if day_column is not None and day_column < len(row) else None
    clock = row[clock_column] if clock_column is not None and clock_column < len(row) else None
    timed = clock or day
    if timed is None:
        return None
    return timed._replace(day=(day.day if day else None) or (clock.day if clock else None))


def days_of_rows(table: Table) -> dict[int, date]:
    """Give the days of a table whose head says their year, by the line each stands on."""
    if len({year for cell in table.header for year in YEAR.findall(cell.text)}) != 1:
        return {}
    times = zip(table.rows, times_of_rows(table) or (), strict=False)
    found = {
        row[0].span.line: when.day.in_order(None, near_of(table, None)) for row, when in times if when and when.day
    }
    return {line: day for line, day in found.items() if day}


def near_of(table: Table, near: date | None) -> date | None:
    """Give the day that days without a year are near: in the year that the head of a table names."""
    years = {found for cell in table.header for found in YEAR.findall(cell.text)}
    if len(years) != 1:
        return near
    year = int(years.pop())
    return near if near and near.year == year else date(year, 7, 1)
