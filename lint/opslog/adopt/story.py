"""The body of a record, from the rows of an account: its sections, its timeline, its follow-ups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.adopt.rows import Row
from opslog.adopt.section_names import SectionNames
from opslog.adopt.sections import Named, with_sections, with_summary
from opslog.adopt.timeline_rows import LIST_MARKED, Context, retell
from opslog.adopt.updates import with_timeline
from opslog.markdown import TEXT

DONE_MARK = re.compile(
    r"(?:[✔✅☑]\N{VARIATION SELECTOR-16}?|\((?:done|completed|fixed)\)|\bDONE)[ \t.]*\Z|\A(?:[✔✅☑]|\[?DONE\]?\b)"
)


class Story(NamedTuple):
    """The rows of a body, and what was concluded on the way: sections by other words, lines that were retold."""

    rows: list[Row]
    named: tuple[Named, ...]
    summary_line: int
    updates_line: int
    ambiguous: tuple[tuple[str, int], ...]
    rewritten: tuple[int, ...]


def tell_story(rows: Sequence[Row], title_row: int | None, names: SectionNames, context: Context) -> Story:
    """Make the body of a record."""
    sectioned = with_sections(rows, title_row, names)
    body, updates_line = with_timeline(sectioned.rows, names, context)
    body, summary_line = with_summary(body, names)
    out: list[Row] = []
    ambiguous: list[tuple[str, int]] = []
    rewritten: list[int] = []
    for name, section in _by_section(body, names):
        if name == "timeline":
            retold = retell(section[1:], context)
            out += [section[0], *retold.rows]
            ambiguous += retold.ambiguous
            rewritten += retold.rewritten
        elif name == "follow-ups":
            out += [_ticked(row) for row in section]
        else:
            out += section
    return Story(
        _without_double_gaps(out), sectioned.named, summary_line, updates_line, tuple(ambiguous), tuple(rewritten)
    )


def _without_double_gaps(rows: Sequence[Row]) -> list[Row]:
    """Leave out blank lines that were added beside others."""
    added = [row.is_blank and row.number == 0 for row in rows]
    beside = [
        (index > 0 and rows[index - 1].is_blank)
        or (index + 1 < len(rows) and rows[index + 1].is_blank and not added[index + 1])
        for index in range(len(rows))
    ]
    return [row for row, new, double in zip(rows, added, beside, strict=True) if not (new and double)]


def _by_section(rows: Sequence[Row], names: SectionNames) -> Iterator[tuple[str | None, list[Row]]]:
    starts = [index for index, row in enumerate(rows) if row.level == 2]
    yield None, list(rows[: starts[0] if starts else len(rows)])
    for start, end in zip(starts, (*starts[1:], len(rows)), strict=False):
        yield names.exact(rows[start].title), list(rows[start:end])


def _ticked(row: Row) -> Row:
    """Tick the box of a follow-up whose words end in a mark that it is done."""
    found = LIST_MARKED.match(row.text) if row.kind == TEXT else None
    if found is None or "[" in found["lead"] or not DONE_MARK.search(row.text[found.end() :].strip()):
        return row
    return row._replace(text=f"{found['lead']}[x] {row.text[found.end() :]}")
