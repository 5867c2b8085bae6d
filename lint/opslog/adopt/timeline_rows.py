"""A timeline as its author wrote it becomes one that a record's reader reads: the usual time in front, words untouched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import NamedTuple

from opslog.adopt.rows import BLANK, Row, as_lines, heading
from opslog.adopt.written_times import Day, When, clock_text, read_when
from opslog.clock import Stamp, read_stamp
from opslog.markdown import BULLET, COMMENT, HEADED, TEXT
from opslog.tables import Table, read_tables
from opslog.zone_labels import LABELS

AFTER_TIME = re.compile(r"[\s*_`)\]}.:,;|>\"'-]*(?:[-–—:,]|\s|\*|_|\Z)")
ONLY_MARKS = re.compile(r"[\s*_`)\]}(\[{.:,;–—-]*\Z")
LIST_MARKED = re.compile(r"(?P<lead>[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
NEAR = timedelta(days=366)


class Context(NamedTuple):
    """What a time is read by: which of two numbers is the month, and the day that one without a year is near."""

    order: str | None
    near: date | None


class Retold(NamedTuple):
    """The rows of a timeline, and the days in it that could not be told apart: as written, with their lines."""

    rows: list[Row]
    ambiguous: tuple[tuple[str, int], ...] = ()
    rewritten: tuple[int, ...] = ()


def retell(rows: Sequence[Row], context: Context) -> Retold:
    """Put the usual time in front of every entry that starts with another; what is read as it stands stays."""
    return _Retelling(context).retell(list(rows))


class _Retelling:
    def __init__(self, context: Context) -> None:
        self.order, self.near = context
        self.ambiguous: list[tuple[str, int]] = []
        self.rewritten: list[int] = []

    def retell(self, rows: list[Row]) -> Retold:
        rows = self._tables(rows)
        level = _level_of_times(rows)
        out: list[Row] = []
        inside = False  # an entry that was a paragraph: what stands below belongs to it
        for index, row in enumerate(rows):
            if row.kind == HEADED:
                inside = False
                out.append(self._heading(row, level))
            elif row.kind != TEXT or row.is_blank:
                out.append(
                    row._replace(text=f"  {row.text}") if inside and not row.is_blank and row.kind != COMMENT else row
                )
            elif found := LIST_MARKED.match(row.text):
                inside = False
                out.append(self._item(row, found["lead"]))
            elif not level and self._starts_entry(rows, index):
                when = read_when(row.text)
                assert when is not None
                if self._is_day_marker(rows, index, when):
                    inside = False
                    out += [*_gap(out), self._day_marker(row, when), BLANK]
                else:
                    inside = True
                    out += _gap(out) if out and not out[-1].text.startswith("- ") else []
                    out.append(row._replace(text=f"- {self._told(row.text.lstrip(), row.number)}"))
            else:
                out.append(row._replace(text=f"  {row.text}") if inside and row.text[:1] not in "|" else row)
        return Retold(out, tuple(self.ambiguous), tuple(self.rewritten))

    def _heading(self, row: Row, level: int) -> Row:
        when = read_when(row.title)
        if when is None or not AFTER_TIME.match(row.title, when.length):
            return row
        told = self._told(row.title, row.number)
        deeper = max(row.level, level) if when.clock and level else max(row.level, 3)
        return heading(told, deeper, row.number)

    def _item(self, row: Row, lead: str) -> Row:
        if len(lead) - len(lead.lstrip(" ")) > 1:
            return row
        return row._replace(text=lead + self._told(row.text[len(lead) :], row.number))

    def _told(self, text: str, number: int) -> str:
        """Write the usual time before a text, unless a reader of records already reads what it starts with."""
        when = read_when(text)
        if when is None or not AFTER_TIME.match(text, when.length):
            return text
        stamp = read_stamp(text, UTC, self.near or date(2000, 1, 1))
        if stamp is not None and _says_all(stamp, when):
            return text
        usual = self._usual(when, number)
        if not usual:
            return text
        self.rewritten.append(number)
        return f"{usual} — {text}"

    def _usual(self, when: When, number: int) -> str:
        """Write a time as records do; nothing where its day cannot be told."""
        day = self._day(when.day, number) if when.day else None
        return "" if when.day and day is None else usual_time(when, day)

    def _day(self, day: Day, number: int) -> date | None:
        meant = day.in_order(self.order, self.near)
        if meant is None and day.is_ambiguous:
            self.ambiguous.append((day.written, number))
        return meant

    def _starts_entry(self, rows: Sequence[Row], index: int) -> bool:
        """Say whether a line of a paragraph begins an entry: with a time, where a paragraph or another entry begins."""
        row = rows[index]
        indent = len(row.text) - len(row.text.lstrip(" "))
        if indent > 1 or row.text.lstrip()[:1] in "|>!" or "|" in row.text[:24]:
            return False
        when = read_when(row.text)
        if when is None or not AFTER_TIME.match(row.text, when.length):
            return False
        above = rows[index - 1] if index else BLANK
        if above.kind != TEXT or above.is_blank:
            return True
        # Within a paragraph a line begins an entry where the paragraph is one entry after the other.
        return self._starts_entry_above(rows, index - 1) and (
            when.clock is not None or (when.day is not None and when.day.year is not None)
        )

    def _starts_entry_above(self, rows: Sequence[Row], index: int) -> bool:
        """Look up to the first line of the paragraph, at most as far as entries are long."""
        for at in range(index, max(-1, index - 40), -1):
            above = rows[at - 1] if at else BLANK
            if above.kind != TEXT or above.is_blank:
                text = rows[at].text
                return not LIST_MARKED.match(text) and read_when(text) is not None
        return False

    def _is_day_marker(self, rows: Sequence[Row], index: int, when: When) -> bool:
        """Say whether a line is only a day, which the clock times below are on."""
        if when.clock is not None or not ONLY_MARKS.match(rows[index].text, when.length):
            return False
        below = rows[index + 1] if index + 1 < len(rows) else BLANK
        if below.kind == TEXT and not below.is_blank and not LIST_MARKED.match(below.text):
            next_when = read_when(below.text)
            return next_when is not None and next_when.clock is not None and next_when.day is None
        for row in rows[index + 1 : index + 12]:
            if not row.is_blank:
                found = LIST_MARKED.match(row.text)
                text = row.text[found.end() :] if found else row.text
                below_when = read_when(text)
                return found is not None or (below_when is not None and below_when.clock is not None)
        return False

    def _day_marker(self, row: Row, when: When) -> Row:
        told = self._told(row.text.strip(), row.number)
        return heading(told, 3, row.number)

    def _tables(self, rows: list[Row]) -> list[Row]:
        """Give a table a first column with the usual times, where its own do not start with one."""
        for table in read_tables(as_lines(rows)):
            cells = _times_of_rows(table)
            if cells is None:
                continue
            near = _year_of(table, self.near)
            keep, self.near = self.near, near
            told = [
                self._usual(when, rows[table.first + 2 + at].number) if when else "" for at, when in enumerate(cells)
            ]
            self.near = keep
            if not any(told):
                continue
            for at, text in enumerate(("Time", "---", *told)):
                row = rows[table.first + at]
                bar = "" if row.text.lstrip().startswith("|") else " |"
                rows[table.first + at] = row._replace(
                    text=f"| {text}{bar} {row.text.lstrip()}" if not bar else f"{text}{bar} {row.text}"
                )
            self.rewritten.extend(rows[table.first + 2 + at].number for at, text in enumerate(told) if text)
        return rows


def usual_time(when: When, day: date | None) -> str:
    """Write a time as records do: its day where it names one, its clock time, the zone where a record may have it."""
    pieces = [f"{day}"] if day else []
    if when.clock is not None:
        pieces.append(clock_text(when.clock))
        if when.zone in LABELS or (when.zone and when.zone[0] in "+-" and day):
            pieces.append(when.zone)
    return ("~" if when.rough else "") + " ".join(pieces)


def _gap(out: Sequence[Row]) -> list[Row]:
    return [BLANK] if out and not out[-1].is_blank else []


def _level_of_times(rows: Sequence[Row]) -> int:
    """Find the level of headings with clock times: the one most of them have."""
    levels = [row.level for row in rows if row.kind == HEADED and (when := read_when(row.title)) and when.clock]
    return max(3, Counter(levels).most_common(1)[0][0]) if levels else 0


def _says_all(stamp: Stamp, when: When) -> bool:
    """Say whether a record's reader reads all that is there: the day as well, and the right half of the day."""
    if stamp.at is None or stamp.problem is not None:
        return False
    if when.day is not None and stamp.day is None:
        return False
    if when.day is not None and when.day.year is not None and when.day.month and stamp.at.local.month != when.day.month:
        return False
    if when.day is not None and stamp.length < when.length and when.day.written not in stamp.written:
        return False
    if when.clock is None:
        return stamp.at.whole_day
    return (stamp.at.local.hour, stamp.at.local.minute) == when.clock[:2] and not stamp.at.whole_day


def _times_of_rows(table: Table) -> list[When | None] | None:
    """Find the time of each row in its first cells; None where the reader finds it, or where there is none."""
    width = len(table.header)
    if not table.rows or width < 2:
        return None
    seen = [[read_when(cell.text.strip("*_` ")) for cell in row[: min(4, width - 1)]] for row in table.rows]
    strict = [read_stamp(" ".join(row[0].text.split()), UTC, date(2000, 1, 1)) if row else None for row in table.rows]
    if sum(stamp is not None and stamp.at is not None for stamp in strict) * 2 >= len(table.rows):
        if not _needs_help(table, seen):
            return None
    columns = range(min(4, width - 1))
    clock_column = next((at for at in columns if _most(seen, at, clock=True)), None)
    day_column = next((at for at in columns if _most(seen, at, clock=False)), None)
    if clock_column is None and day_column is None:
        return None
    return [_joined(row, day_column, clock_column) for row in seen]


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
    if day is None and clock is None:
        return None
    timed = clock or day
    assert timed is not None
    return timed._replace(day=(day.day if day else None) or (clock.day if clock else None))


def _year_of(table: Table, near: date | None) -> date | None:
    """Take the year that a table's head names for days that have none."""
    years = {found for cell in table.header for found in YEAR.findall(cell.text)}
    if len(years) != 1:
        return near
    year = int(years.pop())
    return near if near and near.year == year else date(year, 7, 1)
