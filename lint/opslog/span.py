"""A place in a record."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """From (line, column) up to, not including, (end_line, end_column): all 1-based, in code points."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def on_line(cls, line: int, column: int, length: int) -> Span:
        """Mark `length` characters of one line."""
        return cls(line, column, line, column + length)


START = Span(1, 1, 1, 1)
"""Where a finding about a whole file points."""
