"""The pipe tables of a markdown body, with the position of every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.markdown import TEXT, Line, in_list_below
from opslog.span import Span

RULE_CELL = re.compile(r":?-+:?\Z")
CELL_BREAK = re.compile(r"(?<!\\)\|")


class Cell(NamedTuple):
    """A table cell: its text and place."""

    text: str
    span: Span


class Table(NamedTuple):
    """A pipe table: the first line, the number of the last one, header cells and rows of cells."""

    first: int
    last: int
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Find the pipe tables among the lines; one within a list item is part of that item."""
    if not any("|" in line.text for line in lines):
        return
    index = 0
    in_list = False
    while index + 1 < len(lines):
        head, rule = lines[index], lines[index + 1]
        in_list = in_list_below(in_list, head.text, head.kind, lines[index - 1 : index])
        in_item = in_list and head.text[:2] == "  "
        if not in_item and "|" in head.text and head.kind == rule.kind == TEXT and _is_table_rule(rule.text):
            end = index + 2
            while end < len(lines) and lines[end].kind == TEXT and "|" in lines[end].text:
                end += 1
            rows = tuple(read_cells(line) for line in lines[index + 2 : end])
            yield Table(head.number, lines[end - 1].number, read_cells(head), rows)
            index = end
        else:
            index += 1


def outside(tables: Sequence[Table], lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the lines of tables."""
    if not tables:
        return lines
    within = {number for table in tables for number in range(table.first, table.last + 1)}
    return [line for line in lines if line.number not in within]


def _is_table_rule(text: str) -> bool:
    return "|" in text and all(RULE_CELL.match(cell.strip()) for cell in text.strip().strip("|").split("|"))


def read_cells(line: Line) -> tuple[Cell, ...]:
    """Split a table row at its pipes; escaped ones stay in the cell."""
    cells = []
    start = 0
    breaks = [found.start() for found in CELL_BREAK.finditer(line.text)]
    for end in (*breaks, len(line.text)):
        raw = line.text[start:end]
        text = raw.strip()
        edge = not text and (start == 0 or end == len(line.text))
        if not edge:
            column = start + (len(raw) - len(raw.lstrip())) + 1
            cells.append(Cell(text.replace("\\|", "|"), Span.on_line(line.number, column, len(text))))
        start = end + 1
    return tuple(cells)
