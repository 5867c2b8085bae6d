"""The body of a record, cut into what a page shows: prose, timeline entries and follow-ups in the author's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from opslog.markdown import CODE, COMMENT, TEXT, Line
from opslog.tables import read_tables

DEFINITION = re.compile(r" {0,3}\[(?P<label>\^?[^\]\[]{1,100})\]:[ \t]*\S")


class Placed(Protocol):
    """A timeline entry or a follow-up: something that takes whole lines."""

    @property
    def first_line(self) -> int:
        """Its first line in the file."""

    @property
    def last_line(self) -> int:
        """Its last line in the file."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Some lines of the author's markdown."""

    markdown: str


def interleave(lines: Sequence[Line], placed: Sequence[Placed]) -> Iterator[Prose | list[Placed]]:
    """Cut a section into prose and runs of entries or follow-ups, in the order of the file."""
    taken = {number: item for item in placed for number in range(item.first_line, item.last_line + 1)}
    in_tables = {number for table in read_tables(lines) for number in range(table.first, table.last + 1)}
    shown_tables = in_tables if any(item.first_line in in_tables for item in placed) else set()
    prose: list[Line] = []
    run: list[Placed] = []
    for line in lines:
        item = taken.get(line.number)
        if item is not None:
            if _words(prose):
                yield from _flush(run)
                yield _prose(prose)
                run = []
            prose = []
            if not run or run[-1] is not item:
                run.append(item)
        elif line.number not in shown_tables:
            prose.append(line)
    yield from _flush(run)
    if _words(prose):
        yield _prose(prose)


def _flush(run: list[Placed]) -> Iterator[list[Placed]]:
    if run:
        yield run


def _words(prose: Sequence[Line]) -> bool:
    """Whether there is something to show; a comment between two entries, say, is nothing."""
    return any(line.kind != COMMENT and line.text.strip() for line in prose)


def _prose(lines: Sequence[Line]) -> Prose:
    return Prose("\n".join([line.text for line in lines]))


def read_definitions(body: Sequence[Line]) -> Mapping[str, str]:
    """Collect footnotes and link definitions by label: sections are rendered apart, and refer to each other's."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in body:
        match = DEFINITION.match(line.text) if line.kind == TEXT and line.text.lstrip()[:1] == "[" else None
        if match:
            label = match["label"]
            found[label] = [line.text]
        elif label and line.kind in (TEXT, CODE) and line.text.startswith("    ") and label.startswith("^"):
            found[label].append(line.text)
        else:
            label = ""
    return {name: "\n".join(lines) for name, lines in found.items()}


def with_definitions(markdown: str, definitions: Mapping[str, str]) -> str:
    """Append the definitions that a passage refers to and does not hold itself."""
    missing = [text for label, text in definitions.items() if f"[{label}]" in markdown and text not in markdown]
    return "\n\n".join([markdown, *missing]) if missing else markdown
