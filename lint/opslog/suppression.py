"""Comments in a record that keep a rule silent, each with its reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.markdown import CODE, CODE_OR_COMMENT, COMMENT, Line
from opslog.rule import find_rules
from opslog.span import Span

SUPPRESSION = re.compile(
    r"<!--[ \t]*opslog-(?P<what>disable-next-line|disable-file|disable|enable)(?=\s|-->)(?P<rest>.*?)-->", re.DOTALL
)
MOST_LINES = 8
"""A comment that keeps rules silent may be wrapped, over no more lines than these."""
LAST_LINE = 10**9


class Suppression(NamedTuple):
    """One comment: the rules it names (codes, families or names), its reason, and the lines it covers."""

    span: Span
    rules: tuple[str, ...]
    reason: str
    first_line: int
    last_line: int


def read_suppressions(lines: Sequence[Line]) -> tuple[Suppression, ...]:
    """Find the suppressions of a record, in the order of their comments."""
    found: list[Suppression] = []
    open_blocks: list[Suppression] = []
    comments = list(_comments(lines))
    # Blank lines and other comments between a comment and the line it is about are how people write.
    telling = [line.number for line in lines if line.kind != COMMENT and line.text.strip()] if comments else []
    for span, match in comments:
        what = match["what"]
        named, _, reason = f" {' '.join(match['rest'].split())} ".partition(" -- ")
        rules = tuple(named.replace(",", " ").split())
        if what == "enable":
            closed = [block for block in open_blocks if not rules or _codes(block.rules) & _codes(rules)]
            open_blocks = [block for block in open_blocks if block not in closed]
            found.extend(_until(block, span.end_line) for block in closed)
            continue
        first, last = _covers(what, span, telling)
        suppression = Suppression(span, rules, reason.strip(), first, last)
        (open_blocks if what == "disable" else found).append(suppression)
    return tuple(sorted((*found, *open_blocks), key=lambda one: one.span))


def _codes(names: Sequence[str]) -> set[str]:
    return {one.code for name in names for one in find_rules(name)}


def _comments(lines: Sequence[Line]) -> Iterator[tuple[Span, re.Match[str]]]:
    for index in [index for index, line in enumerate(lines) if "opslog-" in line.text]:
        line = lines[index]
        if line.kind == CODE:
            continue
        for found in CODE_OR_COMMENT.finditer(line.text):
            text = found[0]
            if found["ticks"]:
                continue
            if not text.endswith("-->"):
                text = "\n".join((text, *(below.text for below in lines[index + 1 : index + MOST_LINES])))
            match = SUPPRESSION.match(text)
            if match:
                yield _span(line.number, found.start() + 1, match[0]), match


def _span(number: int, column: int, text: str) -> Span:
    before, wrapped, last = text.rpartition("\n")
    if not wrapped:
        return Span.on_line(number, column, len(text))
    return Span(number, column, number + before.count("\n") + 1, len(last) + 1)


def _covers(what: str, comment: Span, telling: Sequence[int]) -> tuple[int, int]:
    """Say from which line to which a comment keeps silent; `telling` are the lines that say something."""
    if what == "disable-file":
        return 1, LAST_LINE
    if what == "disable":
        return comment.line, LAST_LINE
    below = bisect_right(telling, comment.end_line)
    following = telling[below] if below < len(telling) else comment.end_line + 1
    return following, following


def _until(block: Suppression, last_line: int) -> Suppression:
    return Suppression(block.span, block.rules, block.reason, block.first_line, last_line)
