"""What an approval covers, reduced to what is compared, and its digest.

Covered are the facts of the frontmatter as they were read, and the words of every section in their order. Left out is
what changes after an approval because the process goes on:

- `status:` and `reviews:`, which are written when the approval is there, and `closure:`, which is answered afterwards;
- `formerly:`, which a record gets when its file is renamed;
- of follow-ups everything but what is to be done: box, owner, date, kind, priority and tracker reference;
- comments that keep a rule of the linter silent.

How it is laid out does not matter either: spaces and line breaks, bullets and their boxes, emphasis, the dashes of
tables; in the frontmatter comments, order, quotes and how a time is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from opslog.followups import CHECKBOX, COLUMNS
from opslog.markdown import BULLET, CODE, HEADED, HEADING, INLINE_CODE, Line, read_lines
from opslog.record import NO_FACTS, Record, Section
from opslog.tables import CELL_BREAK, Table, read_tables
from opslog.times import Moment

NOT_COVERED = frozenset({"status", "reviews", "closure", "formerly"})
SILENCE = re.compile(r"<!--\s{0,9}opslog-(?:(?!--).){0,2000}-->", re.DOTALL)
NO_WORDS = re.compile(r"[\s|:=*_-]*\Z")
OPENING = re.compile(r"\A(?P<before>[\[(\"'“‘]{0,3})[*_]{1,3}(?=[^\s*_])")
CLOSING = re.compile(r"(?<=[^\s*_])[*_]{1,3}(?=[\]).,;:!?\"'”’]{0,4}\Z)")
IN_CODE = "\u2423"
"""Stands for a space within code, so that a piece of code is one word."""


class Said(NamedTuple):
    """What a record says: each fact by its path, and the words of each section with its title (the first has none)."""

    facts: Mapping[str, str]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def digest_of(record: Record) -> str:
    """Give the digest of what a record says."""
    said = said_in(record)
    raw = json.dumps([said.facts, said.sections], sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(raw.encode('utf-8', 'surrogatepass')).hexdigest()}"


def said_in(record: Record) -> Said:
    """Reduce a record to what it says."""
    first = record.sections[0].heading.number if record.sections else None
    above = [line for line in record.body if first is None or line.number < first]
    sections = [("", tuple(words_of(above)))] if any(line.text.strip() for line in above) else []
    sections += [(_title(section), tuple(_section_words(section, record))) for section in record.sections]
    facts = {path: text for name in NO_FACTS._fields if name not in NOT_COVERED for path, text in _fact(record, name)}
    return Said(facts, tuple(sections))


def _title(section: Section) -> str:
    return " ".join(_heading_words(section.heading))


def _fact(record: Record, name: str) -> Iterator[tuple[str, str]]:
    value = getattr(record.facts, name)
    if value != NO_FACTS._field_defaults[name]:
        yield from _flat(name, value)


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Write a fact as texts by path. What a block leaves out is left out, so that new fields change nothing."""
    if value is None:
        return
    if isinstance(value, Moment):
        yield path, value.local.date().isoformat() if value.whole_day else f"{value.at:%Y-%m-%d %H:%M:%S} UTC"
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for name, inner in zip(value._fields, value, strict=True):
            yield from _flat(f"{path}.{name}", inner)
    elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        yield path, ", ".join(value)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _flat(f"{path}.{number}", item)
    else:
        yield path, value.isoformat() if isinstance(value, date) else str(value)


def _section_words(section: Section, record: Record) -> Iterator[str]:
    if section.name != "follow-ups":
        return words_of(section.lines)
    tables = tuple(read_tables(section.lines))
    rows = {number: text for table in tables for number, text in _work(table).items()}
    items = {item.first_line: item for item in record.follow_ups if item.first_line not in rows}
    lines: list[Line] = []
    passed = 0
    for index, line in enumerate(section.lines):
        item = items.get(line.number)
        if line.number in rows:
            lines.append(line._replace(text=rows[line.number]))
        elif line.number <= passed:
            continue
        elif item and not _has_comment(section.lines[index : index + 1 + item.last_line - item.first_line]):
            lines += read_lines(item.text.split("\n"), line.number)
            passed = item.last_line
        else:
            lines.append(line)
    return words_of(lines)


def _has_comment(lines: Iterable[Line]) -> bool:
    """Say whether a comment, or what looks like one, is among the lines; such a follow-up is covered as it stands."""
    return any("<!--" in line.text for line in lines)


def _work(table: Table) -> dict[int, str]:
    """Write the rows of a table of follow-ups without who does it, when, how it stands and where it is tracked."""
    names = [COLUMNS.get(cell.text.strip("*_ ").casefold(), "text") for cell in table.header]
    if "text" not in names:
        names[:1] = ["text"]
    kept = dict.fromkeys(range(table.first, table.last + 1), "")
    for row in (table.header, *table.rows):
        for index, cell in enumerate(row):
            if index >= len(names) or names[index] == "text":
                kept[cell.span.line] += f" | {cell.text}"
    return kept


def words_of(lines: Iterable[Line]) -> Iterator[str]:
    """List the words of some lines: a line of code, and a piece of code within a line, is one word."""
    block: list[str] = []
    for line in lines:
        if not line.text.strip():
            yield from _plain_words(block)
            block = []
        elif line.kind == CODE:
            yield from _plain_words(block)
            block = []
            yield f"`{IN_CODE.join(line.text.split())}"
        elif line.kind == HEADED:
            yield from _plain_words(block)
            block = []
            yield from _heading_words(line)
        elif not NO_WORDS.match(line.text):
            block.append(line.text)
    yield from _plain_words(block)


def _heading_words(line: Line) -> Sequence[str]:
    found = HEADING.match(line.text)
    return [*_plain_words([(found[2] or "").rstrip("# ") if found else line.text])]


def _plain_words(block: Sequence[str]) -> Iterator[str]:
    text = "\n".join(_without_marker(line) for line in block)
    if "`" in text:
        text = INLINE_CODE.sub(lambda code: IN_CODE.join(code[0].split()), text)
    yield from map(_without_emphasis, SILENCE.sub(" ", text).split())


def _without_emphasis(word: str) -> str:
    if "`" in word or not ("*" in word or "_" in word):
        return word
    return CLOSING.sub("", OPENING.sub(r"\g<before>", word, count=1))


def _without_marker(line: str) -> str:
    """Take the sign of a bullet off, and its box; numbers stay, they may be part of a sentence."""
    bare = line.lstrip()
    if bare[:1] == "|":
        return CELL_BREAK.sub(" | ", bare)
    found = BULLET.match(bare) if bare[:1] in {"-", "*", "+"} else None
    if found is None:
        return bare
    content = bare[found.end() :]
    box = CHECKBOX.match(content)
    return content[box.end() :] if box else content
