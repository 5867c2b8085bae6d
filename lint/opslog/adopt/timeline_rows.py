"""A timeline as its author wrote it becomes one that a record has: the usual time in front, words untouched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date
from typing import NamedTuple

from opslog.adopt.rows import BLANK, Row, as_lines, heading
from opslog.adopt.timeline_tables import near_of, times_of_rows
from opslog.adopt.written_times import Day, When, clock_text, read_when
from opslog.clock import Stamp, read_stamp
from opslog.markdown import COMMENT, HEADED, TEXT
from opslog.tables import read_tables
from opslog.zone_labels import LABELS

AFTER_TIME = re.compile(r"[\s*_`)\]}.:,;|>\"'-]*(?:[-–—:,]|\s|\*|_|\Z)")
ONLY_MARKS = re.compile(r"[\s*_`)\]}(\[{.:,;–—-]*(?:\([*_]{0,2}[^()]{0,60}\))?[\s*_:.)]*\Z")
LIST_MARKED = re.compile(r"(?P<lead>[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)")

NESTED = re.compile(r"(?P<indent>[ ]{2,8})(?:[-*+]|\d{1,3}[.)])[ \t]+")
MEANT_AS_TIME = re.compile(
    r"[*_\[]{0,3}(?:\d{1,5}[-/]\d{1,2}[-/]\d{1,5}|\d{1,2}:[?Xx]{2}|[?Xx]{2}:[?Xx\d]{2}|\?{2,4})(?=[\s\]*_:])"
)
"""What was written for a time and is none: `11/03/202`, `12:??`. An entry begins with it, and says no time."""
LONGEST_ENTRY = 40
"""In lines of one paragraph."""


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
        self.out: list[Row] = []
        self.inside = False  # an entry that was a paragraph: what stands below belongs to it

    def retell(self, rows: list[Row]) -> Retold:
        """Go through the rows; each is left as it is, or told with the usual time."""
        rows = self._tables(_without_day_items(rows))
        tabled = {at for table in read_tables(as_lines(rows)) for at in range(table.first, table.last + 1)}
        level = _level_of_times(rows)
        for index, row in enumerate(rows):
            if row.kind == HEADED:
                self._add(self._heading(row, level), ends_entry=True)
            elif row.kind == TEXT and (found := LIST_MARKED.match(row.text)):
                self._add(self._item(row, found["lead"]), ends_entry=True)
            elif not level and row.is_prose and index not in tabled and (when := _entry_begun(rows, index)):
                self._paragraph(rows, index, when)
            else:
                self._add(self._below(row))
        return Retold(self.out, tuple(self.ambiguous), tuple(self.rewritten))

    def _add(self, row: Row, *, ends_entry: bool = False) -> None:
        self.out.append(row)
        self.inside = self.inside and not ends_entry

    def _below(self, row: Row) -> Row:
        """Indent what belongs to an entry above; not tables and comments, which stand for themselves."""
        belongs = self.inside and not row.is_blank and row.kind != COMMENT and row.text[:1] != "|"
        return row._replace(text=f"  {row.text}") if belongs else row

    def _paragraph(self, rows: Sequence[Row], index: int, when: When) -> None:
        """Make a line that begins with a time an item of a list, or a heading where it is only the day of others."""
        row = rows[index]
        told = self._told(row.text.strip() if when.clock is None else row.text.lstrip(), row.number)
        if _is_day_marker(rows, index, when):
            self.out += [*_gap(self.out), heading(told, 3, row.number), BLANK]
            self.inside = False
            return
        follows = bool(self.out) and self.out[-1].text.startswith("- ")
        self.out += [*(() if follows else _gap(self.out)), row._replace(text=f"- {told}")]
        self.inside = True

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

    def _tables(self, rows: list[Row]) -> list[Row]:
        """Give a table a first column with the usual times, where its own do not start with one."""
        for table in read_tables(as_lines(rows)):
            cells = times_of_rows(table)
            if cells is None:
                continue
            near = near_of(table, self.near)
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


def _entry_begun(rows: Sequence[Row], index: int) -> When | None:
    """Give the time a line begins an entry with: where a paragraph begins, or in one that is entry after entry."""
    when = _time_at_margin(rows[index])
    above = rows[index - 1] if index else BLANK
    if when is None or not above.is_prose:
        return when
    names_moment = when.clock is not None or (when.day is not None and when.day.year is not None)
    return when if names_moment and _is_in_entries(rows, index - 1) else None


def _is_in_entries(rows: Sequence[Row], index: int) -> bool:
    """Say whether the paragraph of a line begins as an entry; looks up as far as entries are long."""
    for at in range(index, max(-1, index - LONGEST_ENTRY), -1):
        if at == 0 or not rows[at - 1].is_prose:
            return _time_at_margin(rows[at]) is not None
    return False


def _time_at_margin(row: Row) -> When | None:
    text = row.text.lstrip(" ")
    if len(row.text) - len(text) > 1 or text[:1] in "|>!" or LIST_MARKED.match(row.text):
        return None
    when = read_when(text)
    if when and AFTER_TIME.match(text, when.length):
        return when
    meant = MEANT_AS_TIME.match(text)
    return When(meant[0], meant.end(), None, None, None) if meant else None


def _is_day_marker(rows: Sequence[Row], index: int, when: When) -> bool:
    """Say whether a line is only a day, which the clock times below are on."""
    if when.clock is not None or not ONLY_MARKS.match(rows[index].text.lstrip(" "), when.length):
        return False
    below = rows[index + 1] if index + 1 < len(rows) else BLANK
    following = next((row for row in rows[index + 1 : index + 12] if not row.is_blank), BLANK)
    if LIST_MARKED.match(following.text):
        return True
    next_when = read_when(following.text)
    is_timed = next_when is not None and next_when.clock is not None
    return is_timed and (below.is_blank or (next_when is not None and next_when.day is None))


def _without_day_items(rows: Sequence[Row]) -> list[Row]:
    """Take items that are only a day, with its entries nested below, as headings: `- **March 3**`, `  - 12:32 …`."""
    out: list[Row] = []
    indent = 0
    for index, row in enumerate(rows):
        found = LIST_MARKED.match(row.text) if row.kind == TEXT and row.text[:1] != " " else None
        below = rows[index + 1] if index + 1 < len(rows) else BLANK
        if found and row.text[:1].strip():
            when = read_when(row.text[found.end() :])
            nested = NESTED.match(below.text)
            is_day = when is not None and when.clock is None and ONLY_MARKS.match(row.text[found.end() :], when.length)
            if is_day and nested and read_when(below.text[nested.end() :]):
                indent = len(nested["indent"])
                out += [*_gap(out), heading(row.text[found.end() :].strip(), 3, row.number), BLANK]
                continue
            indent = 0
        taken = min(indent, len(row.text) - len(row.text.lstrip(" ")))
        out.append(row._replace(text=row.text[taken:]) if taken else row)
    return out


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
