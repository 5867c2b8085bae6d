"""Comments in a record that keep a rule silent, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opslog.markdown import CODE, Line
from opslog.span import Span

COMMENT = re.compile(
    r"<!--[ \t]*opslog-(?P<what>disable-next-line|disable-file|disable|enable)\b(?P<rest>[^>]{0,300}?)-->"
)
LAST_LINE = 10**9


@dataclass(frozen=True, slots=True)
class Suppression:
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
    for line, match in _comments(lines):
        what = match["what"]
        span = Span.on_line(line.number, match.start() + 1, len(match[0]))
        named, _, reason = match["rest"].partition(" -- ")
        rules = tuple(named.replace(",", " ").split())
        if what == "enable":
            closed = [block for block in open_blocks if not rules or set(block.rules) & set(rules)]
            open_blocks = [block for block in open_blocks if block not in closed]
            found.extend(_until(block, line.number) for block in closed)
            continue
        first, last = _covers(what, line.number, lines)
        suppression = Suppression(span, rules, reason.strip(), first, last)
        (open_blocks if what == "disable" else found).append(suppression)
    return tuple(sorted((*found, *open_blocks), key=lambda one: one.span))


def _comments(lines: Sequence[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in lines:
        if line.kind != CODE and "opslog-" in line.text:
            for match in COMMENT.finditer(line.text):
                yield line, match


def _covers(what: str, number: int, lines: Sequence[Line]) -> tuple[int, int]:
    if what == "disable-file":
        return 1, LAST_LINE
    if what == "disable":
        return number, LAST_LINE
    # The next line that says something: a blank one between comment and paragraph is how markdown is written.
    following = next((line.number for line in lines if line.number > number and line.text.strip()), number + 1)
    return following, following


def _until(block: Suppression, last_line: int) -> Suppression:
    return Suppression(block.span, block.rules, block.reason, block.first_line, last_line)
