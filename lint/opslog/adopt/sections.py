"""The headings of an account become those of a record: sections at `##`, found by name, the author's words kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opslog.adopt.rows import BLANK, Row, heading
from opslog.adopt.section_names import SectionNames, is_lesson_part
from opslog.adopt.statements import STATED
from opslog.adopt.written_times import read_when
from opslog.markdown import COMMENT, HEADED, TEXT
from opslog.vocabulary import SECTIONS

HOLDING = frozenset({"timeline", "lessons-learned", "follow-ups"})
"""Sections whose sub-headings keep their own meaning: "Response" under follow-ups is a group of them."""
REPEATED = frozenset({"timeline", "follow-ups"})
"""Sections that an account may have in several places, each of which counts."""


class Named(NamedTuple):
    """A section that was found under other words than a record's: its name, those words, their line."""

    name: str
    words: str
    line: int


class Sectioned(NamedTuple):
    """The rows with the headings of a record, and what was found under other words."""

    rows: list[Row]
    named: tuple[Named, ...] = ()


def with_sections(rows: Sequence[Row], title_row: int | None, names: SectionNames) -> Sectioned:
    """Bring every heading to its level in a record; `title_row` is left out, the frontmatter has its words."""
    rows = [row for index, row in enumerate(rows) if index != title_row]
    meant = [names.find(row.title) if row.kind == HEADED else None for row in rows]
    base = _base_level(rows, meant)
    at_base = {name for row, name in zip(rows, meant, strict=True) if name and row.level <= base}
    levels = _Levels(base, at_base)
    seen = {name for row in rows if row.kind == HEADED and (name := names.exact(row.title))} - REPEATED
    out: list[Row] = []
    named: list[Named] = []
    for row, name in zip(rows, meant, strict=True):
        if row.kind != HEADED:
            out.append(row)
            continue
        level, name = levels.place(row, name)
        if name in seen and names.exact(row.title) is None:
            name = levels.section = None  # another heading has that section's own name: this one is the author's
        elif name:
            seen |= {name} - REPEATED
        if level == 2 and is_lesson_part(row.title) and name is None:
            if levels.section != "lessons-learned":
                out += [*_gap(out), heading(SECTIONS["lessons-learned"][0], 2), BLANK]
                named.append(Named("lessons-learned", row.title, row.number))
            levels.section, level = "lessons-learned", 3
            out.append(heading(row.title, level, row.number))
        elif level == 2 and name and names.exact(row.title) is None:
            out += [*_gap(out), heading(SECTIONS[name][0], 2), BLANK, Row(_as_words(row.title), row.number), BLANK]
            named.append(Named(name, row.title, row.number))
        else:
            out.append(heading(row.title, level, row.number) if level != row.level else _plain(row))
    return Sectioned(out, tuple(named))


class _Levels:
    """Decides how deep a heading stands, by those above it."""

    def __init__(self, base: int, at_base: set[str]) -> None:
        self.base = base
        self.at_base = at_base
        self.section: str | None = None

    def place(self, row: Row, name: str | None) -> tuple[int, str | None]:
        when = read_when(row.title)
        if when is not None and self.section == "timeline" and name is None and (when.clock or row.level > self.base):
            return max(3, row.level - self.base + 2), None
        nested = row.level > self.base
        if nested and name and (name in self.at_base or self.section in HOLDING):
            name = None
        if nested and not name:
            return min(6, row.level - self.base + 2), None
        self.section = name
        if name:
            self.at_base.add(name) if nested else None
        return 2, name


def _base_level(rows: Sequence[Row], meant: Sequence[str | None]) -> int:
    """Find the level of the account's sections."""
    levels = [row.level for row, name in zip(rows, meant, strict=True) if name]
    if levels:
        return max(sorted(set(levels)), key=levels.count)
    return min((row.level for row in rows if row.kind == HEADED), default=2)


def with_summary(rows: list[Row], names: SectionNames) -> tuple[list[Row], int]:
    """Put what stands above the first section under Summary, where no section is one; give the line it starts on."""
    if any(row.level == 2 and names.exact(row.title) == "summary" for row in rows):
        return rows, 0
    end = next((index for index, row in enumerate(rows) if row.level == 2), len(rows))
    start = next((index for index in range(end) if _is_story(rows, index)), None)
    if start is None:
        return rows, 0
    made = [*_gap(rows[:start]), heading(SECTIONS["summary"][0], 2), BLANK]
    return [*rows[:start], *made, *rows[start:]], rows[start].number


def _is_story(rows: Sequence[Row], index: int) -> bool:
    """Say whether a line tells something, and is no fact of the sort `Author: …`, no comment and no picture."""
    row = rows[index]
    if row.is_blank or row.kind == COMMENT or row.kind == HEADED:
        return False
    return not (
        row.kind == TEXT
        and (STATED.match(row.text) or row.text.startswith(("![", "|", "{:", ":", "<", "- **", "* **")))
    )


def _plain(row: Row) -> Row:
    """Write a heading with signs in front, where it was underlined."""
    return row if row.text.lstrip().startswith("#") else heading(row.title, row.level, row.number)


def _as_words(title: str) -> str:
    """Write the words of a heading as a line of their own."""
    return f"*{title}*" if not set("*_[]`<") & set(title) else title


def _gap(rows: Sequence[Row]) -> list[Row]:
    return [BLANK] if rows and not rows[-1].is_blank else []
