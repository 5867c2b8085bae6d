"""The headings of an account become those of a record: sections at `##`, found by name, the author's words kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from opslog.adopt.rows import BLANK, Row, heading
from opslog.adopt.section_names import SectionNames, is_lesson_part
from opslog.adopt.statements import STATED
from opslog.adopt.words import words_in
from opslog.adopt.written_times import read_when
from opslog.markdown import COMMENT, HEADED, TEXT
from opslog.vocabulary import SECTIONS

LESSONS = "lessons-learned"
WORDS = re.compile(r"[\w'’&/()-]+")
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
    levels = _Levels(rows, names)
    out: list[Row] = []
    named: list[Named] = []
    for row in rows:
        if row.kind != HEADED:
            out.append(row)
            continue
        placed = levels.place(row)
        made, words = placed.made, Row(_as_words(row.title), row.number)
        plain = " ".join(WORDS.findall(row.title))
        if made and placed.level == 2 and names.exact(plain) == made and words_in(plain) == words_in(row.title):
            out.append(heading(plain, 2, row.number))  # only a sign is gone: `What happened?`, `📝 Summary`
            continue
        if made:
            out += [*_gap(out), heading(SECTIONS[made][0], 2), BLANK]
            named.append(Named(made, row.title, row.number))
        if made and placed.level == 2:
            out += [words, BLANK]
        else:
            out.append(heading(row.title, placed.level, row.number) if placed.level != row.level else _plain(row))
    return Sectioned(out, tuple(named))


class Placed(NamedTuple):
    """The level of a heading in a record, and the section whose own heading has to be made above it."""

    level: int
    made: str | None = None


class _Levels:
    """Decides how deep a heading stands, by those above it."""

    def __init__(self, rows: Sequence[Row], names: SectionNames) -> None:
        headings = [row for row in rows if row.kind == HEADED]
        self.names = names
        self.base = _base_level(headings, names)
        self.at_base = {name for row in headings if row.level <= self.base and (name := names.find(row.title))}
        self.there = {name for row in headings if (name := names.exact(row.title))} - REPEATED
        self.section: str | None = None
        self.parted = False  # a section of its own was found among the lessons, and more of these may follow

    def place(self, row: Row) -> Placed:
        """Place the next heading."""
        name, is_exact = self.names.find(row.title), self.names.exact(row.title) is not None
        if self._is_time(row, name):
            return Placed(max(3, row.level - self.base + 2))
        if row.level > self.base:
            if self.parted and is_lesson_part(row.title):
                self.section, self.parted = LESSONS, False
                return Placed(3, LESSONS)
            if name is None or name in self.at_base or self._holds(name):
                return Placed(min(6, row.level - self.base + 2))
            self.at_base.add(name)
            self.parted = self.section == LESSONS
        else:
            self.parted = False
        if not is_exact and name in self.there:
            name = None  # another heading has that section's own name: this one is the author's
        if name is None and is_lesson_part(row.title):
            made = None if self.section == LESSONS else LESSONS
            self.section = LESSONS
            return Placed(3, made)
        self.section = name
        self.there |= {name} - REPEATED if name else set()
        return Placed(2, None if is_exact else name)

    def _holds(self, name: str) -> bool:
        """Say whether a heading below this section is part of it, whatever it is called."""
        return self.section in HOLDING and not (self.section == LESSONS and name in REPEATED)

    def _is_time(self, row: Row, name: str | None) -> bool:
        """Say whether a heading is the time of an entry, as deep as it may stand."""
        when = read_when(row.title) if self.section == "timeline" and name is None else None
        return when is not None and (when.clock is not None or row.level > self.base)


def _base_level(headings: Sequence[Row], names: SectionNames) -> int:
    """Find the level of the account's sections."""
    levels = [row.level for row in headings if names.find(row.title)]
    if levels:
        return max(sorted(set(levels)), key=levels.count)
    return min((row.level for row in headings), default=2)


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
