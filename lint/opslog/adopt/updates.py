"""Accounts without a timeline that tell one all the same: updates with their times, or a list of times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opslog.adopt.outline import UPDATE
from opslog.adopt.rows import BLANK, Row, heading
from opslog.adopt.timeline_rows import AFTER_TIME, LIST_MARKED, Context, usual_time
from opslog.adopt.written_times import When, read_when
from opslog.markdown import HEADED, TEXT
from opslog.vocabulary import SECTIONS

MARKED = re.compile(r"(?:\*\*(?P<bold>[^*]{4,80})\*\*|\[(?P<square>[^\[\]]{4,80})\])[ \t]*:?[ \t]*\Z")
WORD_BEFORE = re.compile(
    r"(?:[A-Za-z]{2,14}[ :,-]{1,3}){0,3}?(?=\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
FEWEST_ITEMS = 2


def with_updates(rows: list[Row], context: Context) -> tuple[list[Row], int]:
    """Put updates with times under Timeline where no section is one; give the line of the first of them."""
    if any(row.level == 2 for row in rows):
        return rows, 0
    return _marked(rows, context) or _listed(rows) or (rows, 0)


def _marked(rows: list[Row], context: Context) -> tuple[list[Row], int] | None:
    """Take lines such as `[Update 2021-03-03 12:00 UTC]` as headings of entries."""
    timed = {index: when for index, row in enumerate(rows) if (when := _time_of_mark(row))}
    if not timed or (len(timed) < FEWEST_ITEMS and not any(when.clock for when in timed.values())):
        return None
    first = min(timed)
    out = [*rows[:first], *_gap(rows[:first]), heading(SECTIONS["timeline"][0], 2), BLANK]
    for index, row in enumerate(rows[first:], first):
        if index in timed:
            day = timed[index].day
            usual = usual_time(timed[index], day.in_order(*context) if day else None)
            out += [
                *_gap(out),
                heading(f"{usual} — {row.text.strip()}" if usual else row.text.strip(), 3, row.number),
                BLANK,
            ]
        elif row.kind == TEXT and MARKED.match(row.text) and UPDATE.search(row.text):
            out += [*_gap(out), heading(row.text.strip(), 3, row.number), BLANK]
        elif row.kind == HEADED:
            out.append(heading(row.title, max(4, row.level), row.number))
        else:
            out.append(row)
    return out, rows[first].number


def _time_of_mark(row: Row) -> When | None:
    found = MARKED.match(row.text) if row.kind == TEXT else None
    if found is None:
        return None
    words = found["bold"] or found["square"]
    before = WORD_BEFORE.match(words)
    rest = words[before.end() :] if before else words
    when = read_when(rest)
    return when if when and AFTER_TIME.match(rest, when.length) else None


def _listed(rows: list[Row]) -> tuple[list[Row], int] | None:
    """Take a list at the top, every item of which starts with a time, as the timeline."""
    start = next((index for index, row in enumerate(rows) if not row.is_blank), len(rows))
    end = start
    while end < len(rows) and (rows[end].is_blank or LIST_MARKED.match(rows[end].text) or rows[end].text[:2] == "  "):
        end += 1
    items = [found for row in rows[start:end] if (found := LIST_MARKED.match(row.text))]
    times = [read_when(found.string[found.end() :]) for found in items]
    if len(items) < FEWEST_ITEMS or not all(times):
        return None
    timeline = [heading(SECTIONS["timeline"][0], 2), BLANK, *rows[start:end]]
    rest = rows[end:]
    summary = (
        [*_gap(timeline), heading(SECTIONS["summary"][0], 2), BLANK] if any(not row.is_blank for row in rest) else []
    )
    return [*timeline, *summary, *rest], rows[start].number


def _gap(rows: Sequence[Row]) -> list[Row]:
    return [BLANK] if rows and not rows[-1].is_blank else []
