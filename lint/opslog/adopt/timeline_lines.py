"""The lines of a timeline that is written as paragraphs: which begin an entry, and which only say the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opslog.adopt.rows import BLANK, Row
from opslog.adopt.written_times import Day, When, read_when
from opslog.markdown import TEXT

AFTER_TIME = re.compile(r"[\s*_`)\]}.:,;|>\"'-]*(?:[-–—:,]|\s|\*|_|\Z)")
ONLY_MARKS = re.compile(r"[\s*_`)\]}(\[{.:,;–—-]*(?:\([*_]{0,2}[^()]{0,60}\))?[\s*_:.)]*\Z")
LIST_MARKED = re.compile(r"(?P<lead>[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)")
DIVIDED = re.compile(r"[ *_`)\]]{0,6}(?::|--?|[–—])[*_]{0,3}(?=[ \t]|\Z)")
"""What stands between a time and its words, and not in a sentence that goes on with a time."""
BREAK = re.compile(r"<br[ ]?/?>[ \t]*", re.IGNORECASE)
MEANT_AS_TIME = re.compile(
    r"[*_\[]{0,3}(?:\d{1,5}[-/]\d{1,2}[-/]\d{1,5}|\d{1,2}:[?Xx]{2}|[?Xx]{2}:[?Xx\d]{2}|\?{2,4})(?=[\s\]*_:])"
)
"""What was written for a time and is none: `11/03/202`, `12:??`. An entry begins with it, and says no time."""
LONGEST_ENTRY = 40
"""In lines of one paragraph."""


def at_breaks(rows: Sequence[Row]) -> Iterator[Row]:
    """Part paragraphs where a `<br>` stands before a time; it stays at the end of its line."""
    for row in rows:
        start = 0
        if row.kind == TEXT and row.text[:1] != "|" and not LIST_MARKED.match(row.text):
            for found in BREAK.finditer(row.text):
                if time_at_margin(Row(row.text[found.end() :], 0)):
                    yield row._replace(text=row.text[start : found.end()].rstrip(" "))
                    start = found.end()
        yield row._replace(text=row.text[start:]) if start else row


def entry_begun(rows: Sequence[Row], index: int) -> When | None:
    """Give the time a line begins an entry with: where a paragraph begins, or in one that is entry after entry."""
    when = time_at_margin(rows[index])
    above = rows[index - 1] if index else BLANK
    if when is None or not above.is_prose or _is_broken(above):
        return when
    names_moment = when.clock is not None or (when.day is not None and when.day.year is not None)
    is_apart = when.clock is not None and DIVIDED.match(rows[index].text.lstrip(" "), when.length)
    return when if is_apart or (names_moment and _is_in_entries(rows, index - 1)) else None


def _is_in_entries(rows: Sequence[Row], index: int) -> bool:
    """Say whether the paragraph of a line begins as an entry; looks up as far as entries are long."""
    for at in range(index, max(-1, index - LONGEST_ENTRY), -1):
        if at == 0 or not rows[at - 1].is_prose or _is_broken(rows[at - 1]):
            return time_at_margin(rows[at]) is not None
    return False


def _is_broken(row: Row) -> bool:
    return row.text.rstrip().casefold().endswith(("<br>", "<br/>", "<br />"))


def time_at_margin(row: Row) -> When | None:
    """Give the time that a line outside of lists and tables begins with, or what was meant as one."""
    text = row.text.lstrip(" ")
    if len(row.text) - len(text) > 1 or text[:1] in "|>!" or LIST_MARKED.match(row.text):
        return None
    when = read_when(text)
    if when and AFTER_TIME.match(text, when.length):
        return when
    meant = MEANT_AS_TIME.match(text)
    return When(meant[0], meant.end(), None, None, None) if meant else None


def is_day_marker(rows: Sequence[Row], index: int, when: When) -> bool:
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


def first_with_day(rows: Sequence[Row], first: int) -> int:
    """Give the first row of a table, or that of a line above which is only the day of its times."""
    above = first - 2 if first > 1 and rows[first - 1].is_blank else first - 1
    when = time_at_margin(rows[above]) if above >= 0 and rows[above].is_prose else None
    is_day = when and when.day and when.clock is None and ONLY_MARKS.match(rows[above].text.lstrip(" "), when.length)
    return above if is_day else first


def day_above(rows: Sequence[Row], first: int) -> Day | None:
    """Give the day that a line above a table says for its times."""
    above = first_with_day(rows, first)
    when = read_when(rows[above].text) if above < first else None
    return when.day if when else None
