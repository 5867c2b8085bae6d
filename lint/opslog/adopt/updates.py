"""Accounts without a section for it that tell a timeline all the same: updates with their times, a list or table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.adopt.outline import UPDATE
from opslog.adopt.rows import BLANK, Row, as_lines, heading
from opslog.adopt.section_names import SectionNames
from opslog.adopt.timeline_rows import AFTER_TIME, LIST_MARKED, ONLY_MARKS, Context, usual_time
from opslog.adopt.timeline_tables import is_timed
from opslog.adopt.written_times import When, read_when
from opslog.markdown import HEADED, TEXT
from opslog.tables import read_tables
from opslog.vocabulary import SECTIONS

MARKED = re.compile(r"(?:\*\*(?P<bold>[^*]{4,80})\*\*|\[(?P<square>[^\[\]]{4,80})\])[ \t]*:?[ \t]*\Z")
WORD_BEFORE = re.compile(
    r"(?:[A-Za-z]{2,14}[ :,-]{1,3}){0,3}?(?=\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
FEWEST = 2
"""A single time in a text is no timeline."""


class Told(NamedTuple):
    """The rows with a Timeline, and the line of the source it begins on."""

    rows: list[Row]
    line: int


def with_timeline(rows: list[Row], names: SectionNames, context: Context) -> Told:
    """Put what tells a timeline under a heading that says so, where none does; at line 0 where nothing tells one."""
    sections = [names.exact(row.title) for row in rows if row.level == 2]
    if "timeline" in sections:
        return Told(rows, 0)
    found = (_marked(rows, context) or _signed(rows, context)) if not sections else None
    return found or _listed(rows) or Told(rows, 0)


def _marked(rows: list[Row], context: Context) -> Told | None:
    """Take lines such as `[Update 2021-03-03 12:00 UTC]` as headings of entries."""
    timed = {index: when for index, row in enumerate(rows) if (when := _time_of_mark(row))}
    if not timed or (len(timed) < FEWEST and not any(when.clock for when in timed.values())):
        return None
    first = min(timed)
    out = [*rows[:first], BLANK, heading(SECTIONS["timeline"][0], 2), BLANK]
    for index, row in enumerate(rows[first:], first):
        if index in timed:
            usual = _usual(timed[index], context)
            out += [
                BLANK,
                heading(f"{usual} — {row.text.strip()}" if usual else row.text.strip(), 3, row.number),
                BLANK,
            ]
        elif row.kind == TEXT and MARKED.match(row.text) and UPDATE.search(row.text):
            out += [BLANK, heading(row.text.strip(), 3, row.number), BLANK]
        elif row.kind == HEADED:
            out.append(heading(row.title, max(4, row.level), row.number))
        else:
            out.append(row)
    return Told(out, rows[first].number)


def _time_of_mark(row: Row) -> When | None:
    found = MARKED.match(row.text) if row.kind == TEXT else None
    if found is None:
        return None
    words = found["bold"] or found["square"]
    before = WORD_BEFORE.match(words)
    rest = words[before.end() :] if before else words
    when = read_when(rest)
    return when if when and AFTER_TIME.match(rest, when.length) else None


def _signed(rows: list[Row], context: Context) -> Told | None:
    """Take paragraphs that end in a line with nothing but their time, as pages of status write updates, as entries."""
    signed = {start: when for start, end in _paragraphs(rows) if end > start and (when := _whole_time(rows[end]))}
    usual = {start: text for start, when in signed.items() if (text := _usual(when, context))}
    if len(usual) < FEWEST:
        return None
    first = min(usual)
    out = [*rows[:first], BLANK, heading(SECTIONS["timeline"][0], 2), BLANK]
    for index, row in enumerate(rows[first:], first):
        out.append(row._replace(text=f"- {usual[index]} — {row.text.lstrip()}") if index in usual else row)
    return Told(out, rows[first].number)


def _paragraphs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Give the first and the last row of each paragraph."""
    start = None
    for index, row in enumerate((*rows, BLANK)):
        if row.is_prose and start is None:
            start = index
        elif not row.is_prose and start is not None:
            yield start, index - 1
            start = None


def _whole_time(row: Row) -> When | None:
    when = read_when(row.text)
    return when if when and when.clock and when.day and ONLY_MARKS.match(row.text, when.length) else None


def _usual(when: When, context: Context) -> str:
    day = when.day.in_order(*context) if when.day else None
    return "" if when.day and day is None else usual_time(when, day)


def _listed(rows: list[Row]) -> Told | None:
    """Take the first list or table with a time in every item as the timeline, where nothing but prose follows it."""
    for start, end in (*_timed_tables(rows), *_timed_lists(rows)):
        below = next((index for index in range(end, len(rows)) if rows[index].level == 2), len(rows))
        rest = rows[end:below]
        if any(row.kind == TEXT and (LIST_MARKED.match(row.text) or row.text[:1] == "|") for row in rest):
            continue
        has_sections = any(row.level == 2 for row in rows)
        tells_more = any(not row.is_blank for row in rest) and not has_sections
        out = [*rows[:start], BLANK, heading(SECTIONS["timeline"][0], 2), BLANK, *rows[start:end]]
        out += [BLANK, heading(SECTIONS["summary"][0], 2), BLANK] if tells_more else [BLANK]
        return Told([*out, *rows[end:]], rows[start].number)
    return None


def _timed_tables(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    for table in read_tables(as_lines(rows)):
        if len(table.rows) >= FEWEST and is_timed(table):
            yield table.first, table.last + 1


def _timed_lists(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Find the lists whose every item begins with a time; each from its first line to behind its last."""
    start = 0
    while start < len(rows):
        if not (rows[start].kind == TEXT and LIST_MARKED.match(rows[start].text)):
            start += 1
            continue
        end = start
        while end < len(rows) and _is_of_list(rows, end):
            end += 1
        items = [found for row in rows[start:end] if (found := LIST_MARKED.match(row.text)) and row.text[:1] != " "]
        times = [when for found in items if (when := read_when(found.string[found.end() :]))]
        if len(items) >= FEWEST and len(times) == len(items):
            yield start, end
        start = max(end, start + 1)


def _is_of_list(rows: Sequence[Row], index: int) -> bool:
    row = rows[index]
    if row.kind == HEADED:
        return False
    if row.is_blank:
        below = rows[index + 1] if index + 1 < len(rows) else BLANK
        return bool(LIST_MARKED.match(below.text)) or below.text[:2] == "  "
    return bool(LIST_MARKED.match(row.text)) or row.text[:1] in " \t" or rows[index - 1].is_prose
