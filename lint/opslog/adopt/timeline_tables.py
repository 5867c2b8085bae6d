"""The times of a timeline that is a table: in which of its first cells they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date

from opslog.adopt.written_times import When, read_when
from opslog.clock import read_stamp
from opslog.tables import Table

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def times_of_rows(table: Table) -> list[When | None] | None:
    """Find the time of each row in its first cells; None where the reader finds it, or where there is none."""
    width = len(table.header)
    if not table.rows or width < 2:
        return None
    seen = [[read_when(cell.text.strip("*_` ")) for cell in row[: min(4, width - 1)]] for row in table.rows]
    strict = [read_stamp(" ".join(row[0].text.split()), UTC, date(2000, 1, 1)) if row else None for row in table.rows]
    is_read = sum(stamp is not None and stamp.at is not None for stamp in strict) * 2 >= len(table.rows)
    if is_read and not _needs_help(table, seen):
        return None
    columns = range(min(4, width - 1))
    clock_column = next((at for at in columns if _most(seen, at, clock=True)), None)
    day_column = next((at for at in columns if _most(seen, at, clock=False)), None)
    if clock_column is None and day_column is None:
        return None
    return [_joined(row, day_column, clock_column) for row in seen]


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


def near_of(table: Table, near: date | None) -> date | None:
    """Give the day that days without a year are near: in the year that the head of a table names."""
    years = {found for cell in table.header for found in YEAR.findall(cell.text)}
    if len(years) != 1:
        return near
    year = int(years.pop())
    return near if near and near.year == year else date(year, 7, 1)
