"""Tables of counts with a bar beside each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from opslog_site.rows import Named


class Segment(NamedTuple):
    """A part of a bar, in percent of the longest bar, and the rank of what it counts (0: none)."""

    x: float
    width: float
    rank: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row: its name, a count for each column, the sum, and the bar."""

    name: Named
    cells: tuple[int, ...]
    total: int
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of incidents by one thing, or by two."""

    label: str
    columns: tuple[Named, ...]
    rows: tuple[CountRow, ...]


def count_table(label: str, columns: Sequence[Named], rows: Sequence[tuple[Named, Sequence[str]]]) -> CountTable:
    """Count, in each row, how often each column's name occurs; without columns, how much there is."""
    longest = max((len(names) for _, names in rows), default=0)
    return CountTable(label, tuple(columns), tuple(_row(name, names, columns, longest) for name, names in rows))


def bar_of(numbers: Sequence[int], ranks: Sequence[int], longest: int) -> tuple[Segment, ...]:
    """Lay numbers end to end, each in the colour of its rank; a bar of `longest` in all is as long as can be."""
    bar = []
    start = 0
    for number, rank in zip(numbers, ranks, strict=True):
        if number:
            bar.append(Segment(_percent(start, longest), _percent(number, longest), rank))
        start += number
    return tuple(bar)


def _row(name: Named, names: Sequence[str], columns: Sequence[Named], longest: int) -> CountRow:
    counts = Counter(names)
    cells = tuple(counts[column.name] for column in columns)
    bar = bar_of(cells, [column.rank for column in columns], longest) if columns else bar_of([len(names)], [0], longest)
    return CountRow(name, cells, len(names), bar)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)
