"""The short way through frontmatter: lines of `name: value`, as nearly all records have, without a YAML parser.

It takes values on one line, written in words or quotes, lists and blocks of them: what reads the same to everybody.
At anything else it gives up, and the record goes the long way (`frontmatter.py`). A property test sends texts both
ways: what the short way reads, it reads as the long way does, to the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Several
from typing import NamedTuple

from opslog.node import Mapping, Node, Scalar, Sequence
from opslog.span import Span

KEY = r"[A-Za-z][\w-]{0,60}"
END = r"(?<! )"
IN_LIST = rf"[^\W_](?:[\w ./()@+–—-]++|:(?=[\w/])|(?<=\w)#)*+{END}"
PLAIN = rf"[^\W_](?:[\w ./()@+–—,;'’-]++|:(?=[\w/])|(?<=\w)#)*+{END}"
QUOTED = r"\"[\w ./()@+–—,;'’:#-]*\""

ROW = re.compile(
    rf"(?P<indent> {{0,6}})(?P<dash>- )?(?:(?P<key>{KEY}):(?: (?=\S)|\Z))?"
    rf"(?:(?P<plain>{PLAIN})|(?P<quoted>{QUOTED})|(?P<list>\[.*\])|(?P<block>\{{.*\}}))?\Z"
)
ITEM = re.compile(rf"(?:(?P<plain>{IN_LIST})|(?P<quoted>{QUOTED}))(?:, (?!\])|\]\Z)")
PAIR = re.compile(rf"(?P<name>{KEY}): (?:(?P<plain>{IN_LIST})|(?P<quoted>{QUOTED}))(?:, (?!\}})|\}}\Z)")


class NotPlainError(Exception):
    """Something stands here that the short way does not read."""


class Row(NamedTuple):
    """One line that says something: its number, its indentation, whether a list item starts on it, and its parts."""

    number: int
    indent: int
    dash: bool
    found: re.Match[str]


def read_plain(lines: Several[str], first_number: int) -> Mapping | None:
    """Read the lines of a frontmatter whose first one is line `first_number` of the file; None: go the long way."""
    try:
        rows = list(_rows(lines, first_number))
        return _Blocks(rows, first_number + len(lines) - (not lines[-1])).mapping(0) if rows else None
    except NotPlainError:
        return None


def _rows(lines: Several[str], first_number: int) -> Iterator[Row]:
    for number, line in enumerate(lines, first_number):
        if not line:
            continue
        found = ROW.match(line)
        if found is None:
            raise NotPlainError
        yield Row(number, found.end("indent"), found["dash"] is not None, found)


class _Blocks:
    """Reads blocks by their indentation; `end` is the line behind the last one."""

    def __init__(self, rows: list[Row], end: int) -> None:
        self.rows = rows
        self.at = 0
        self.end = end

    def mapping(self, indent: int) -> Mapping:
        """Read a block of names."""
        start = self._here()
        items: dict[str, tuple[Scalar, Node]] = {}
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row.indent < indent:
                break
            key = row.found["key"]
            if row.indent > indent or row.dash or key is None or key in items:
                raise NotPlainError
            column = row.found.start("key") + 1
            name = Scalar(row.number, column, row.number, column + len(key), key, plain=True)
            self.at += 1
            items[key] = (name, _value(row) or self._below(name, indent))
        return Mapping(Span(*start, *self._here()), tuple(items.values()))

    def _below(self, name: Scalar, indent: int) -> Node:
        """Read the value of a name with nothing beside it: what is indented below it, or a list, or nothing."""
        if self.at < len(self.rows):
            row = self.rows[self.at]
            if row.dash and row.indent >= indent:
                return self._sequence(row.indent, beside=row.indent == indent)
            if row.indent > indent:
                return self.mapping(row.indent)
        return Scalar(name.line, name.end_column + 1, name.line, name.end_column + 1, "", plain=True)

    def _sequence(self, indent: int, *, beside: bool) -> Sequence:
        """Read a list; the dashes of one that stands `beside` its name are indented no further than the name."""
        start = self._here()
        items: list[Node] = []
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row.indent < indent or (beside and row.indent == indent and not row.dash):
                break
            if row.indent > indent or not row.dash:
                raise NotPlainError
            items.append(self._item(row))
        return Sequence(Span(*start, *self._here()), tuple(items))

    def _item(self, row: Row) -> Node:
        if row.found["key"] is not None:
            inner = row.found.start("key")
            self.rows[self.at] = Row(row.number, inner, dash=False, found=row.found)
            return self.mapping(inner)
        self.at += 1
        value = _value(row)
        if value is None:
            raise NotPlainError
        return value

    def _here(self) -> tuple[int, int]:
        """Say where the next row starts: blocks end where something else begins."""
        if self.at == len(self.rows):
            return self.end, 1
        row = self.rows[self.at]
        return row.number, row.indent + 1


def _value(row: Row) -> Node | None:
    """Read what stands beside a name or a dash; None where nothing does."""
    kind = row.found.lastgroup
    if kind == "plain" or kind == "quoted":
        return _scalar(row, row.found, kind)
    if kind == "list":
        return _list(row)
    return _block(row) if kind == "block" else None


def _scalar(row: Row, found: re.Match[str], group: str) -> Scalar:
    start, end = found.span(group)
    if group == "quoted":
        return Scalar(row.number, start + 1, row.number, end + 1, found.string[start + 1 : end - 1], plain=False)
    return Scalar(row.number, start + 1, row.number, end + 1, found[group], plain=True)


def _list(row: Row) -> Sequence:
    start, end = row.found.span("list")
    pieces = _pieces(ITEM, row.found.string, start + 1, end)
    items = tuple(_scalar(row, found, found.lastgroup or "") for found in pieces)
    return Sequence(Span.on_line(row.number, start + 1, end - start), items)


def _block(row: Row) -> Mapping:
    start, end = row.found.span("block")
    items: dict[str, tuple[Scalar, Node]] = {}
    for found in _pieces(PAIR, row.found.string, start + 1, end):
        if found["name"] in items:
            raise NotPlainError
        items[found["name"]] = (_scalar(row, found, "name"), _scalar(row, found, found.lastgroup or ""))
    return Mapping(Span.on_line(row.number, start + 1, end - start), tuple(items.values()))


def _pieces(pattern: re.Pattern[str], text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """Cut what stands in brackets into its pieces."""
    while at < end:
        found = pattern.match(text, at)
        if found is None:
            raise NotPlainError
        yield found
        at = found.end()
