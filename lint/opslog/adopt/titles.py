"""What an account is called: by its frontmatter, its first heading, or the words of its file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from opslog.adopt.date_order import DATE_IN_NAME
from opslog.adopt.files import stem_of
from opslog.adopt.rows import Row
from opslog.adopt.section_names import SectionNames
from opslog.adopt.statements import STATED, Statement, Statements, first_of
from opslog.adopt.written_times import read_when
from opslog.markdown import COMMENT, HEADED

PLACEHOLDER = re.compile(
    r"(?:the )?(?:title|name|issue name|incident (?:name|title|report|post-?mortem|summary)|post-?mortem|report"
    r"|incident)(?: template| report)?[: ]*\Z",
    re.IGNORECASE,
)
LINK = re.compile(r"!?\[([^\[\]]{0,200})\](?:\([^()\s]{0,500}\)|\[[^\[\]]{0,100}\])?")
MARKS = re.compile(r"\*{1,3}|`|(?<!\w)_{1,3}|_{1,3}(?!\w)")
NUMBER = re.compile(r"\A(?:PM|INC|RCA)?[-_ ]?\d{1,5}(?:[-_]\d{1,5})?[-_ ]+", re.IGNORECASE)
NO_TITLES = frozenset({"metadata", "meta", "details", "general", "general information", "information", "info", "about",
                       "background", "context", "facts", "key facts", "at a glance"})  # fmt: skip
"""Headings of a first section, where it stands as high as the others."""
EXPORTED = re.compile(r"[ _-][0-9a-f]{32}\Z")
"""The key that some wikis put behind the name of a page they export."""
LONGEST = 300


class Title(NamedTuple):
    """A title, the line it stands on (0: in the file's name), and the index of its row where it has one."""

    words: str
    line: int
    row: int | None = None


def find_title(
    statements: Sequence[Statement], rows: Sequence[Row], names: SectionNames, labels: Statements, path: PurePath
) -> Title:
    """Find what an account is called."""
    in_front = first_of((one for one in statements if one.in_front), "title")
    if in_front and plain_title(in_front.value):
        return Title(plain_title(in_front.value), in_front.line, _same_heading(in_front.value, rows))
    at = _first_heading(rows)
    if at is not None and _is_title(rows, at, names, labels):
        if not PLACEHOLDER.match(rows[at].title):
            return Title(plain_title(rows[at].title), rows[at].number, at)
        below = next((i for i in range(at + 1, min(len(rows), at + 4)) if not rows[i].is_blank), None)
        if below is not None and _may_be_title(rows[below], names):
            return Title(plain_title(rows[below].title or rows[below].text), rows[below].number, below)
    stated = first_of(statements, "title")
    if stated and plain_title(stated.value):
        return Title(plain_title(stated.value), stated.line)
    return Title(words_of_name(path), 0)


def plain_title(text: str) -> str:
    """Take the markup out of a title."""
    return " ".join(MARKS.sub("", LINK.sub(r"\1", text)).split())[:LONGEST].strip()


def words_of_name(path: PurePath) -> str:
    """Write the words of a file's name: without the folders that were joined into it, its day and its number.

    >>> words_of_name(PurePath("2021-03-03-disk_full.md")), words_of_name(PurePath("007_-_Hung_nodes.md"))
    ('disk full', 'Hung nodes')
    """
    stem = EXPORTED.sub("", stem_of(path.name).rpartition("__")[2])
    dated = list(DATE_IN_NAME.finditer(stem))
    rest = stem[dated[-1].end() :] if dated and stem[dated[-1].end() :].strip("-_ .") else DATE_IN_NAME.sub("", stem)
    rest = re.sub(r"\A\d{1,2}[-_]\d{1,2}[-_]", "", rest.strip("-_ ."))
    words = " ".join(re.split(r"[-_\s]+", NUMBER.sub("", rest, count=1) or rest)).strip(" .-")
    return words or stem


def _first_heading(rows: Sequence[Row]) -> int | None:
    return next((index for index, row in enumerate(rows) if row.kind == HEADED and row.title), None)


def _is_title(rows: Sequence[Row], at: int, names: SectionNames, labels: Statements) -> bool:
    """Say whether the first heading is the title: above the sections, no section itself, and no label of a fact."""
    row = rows[at]
    deeper = [one.level for one in rows[at + 1 :] if one.kind == HEADED]
    if row.level == 1 and deeper and min(deeper) > 1 and names.exact(row.title) is None:
        return True
    label = labels.field_of(row.title.partition(":")[0])
    if names.find(row.title) and not PLACEHOLDER.match(row.title):
        return False
    if label and label != "title" and read_when(row.title) is None:
        return False
    sections = [one.level for one in rows if one.kind == HEADED and names.find(one.title)]
    is_first = all(one.is_blank or one.kind == COMMENT for one in rows[:at])
    if sections:
        stands_high = is_first and row.level == min(sections)
        return row.level < min(sections) or (stands_high and row.title.strip(": ").casefold() not in NO_TITLES)
    return row.level == 1 or is_first


def _may_be_title(row: Row, names: SectionNames) -> bool:
    words = row.title or row.text
    return (
        len(words) <= 150
        and STATED.match(words) is None
        and names.find(words) is None
        and words.lstrip()[:1] not in "-*+|>!<"
    )


def _same_heading(title: str, rows: Sequence[Row]) -> int | None:
    """Find the heading that only repeats the title of the frontmatter."""
    at = _first_heading(rows)
    is_same = at is not None and plain_title(rows[at].title).casefold() == plain_title(title).casefold()
    return at if is_same else None
