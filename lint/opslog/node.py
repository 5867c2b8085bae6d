"""YAML values that know where they stand: what frontmatter is read into."""

from __future__ import annotations

from typing import NamedTuple

from opslog.span import Span

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A single value, as written. Most are never asked where they stand, so the place is kept as numbers."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    plain: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.line, self.column, self.end_line, self.end_column)

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: an empty value, `~` or `null`."""
        return self.plain and self.text in NULLS


class Sequence(NamedTuple):
    """A YAML list."""

    span: Span
    items: tuple[Node, ...]


class Mapping(NamedTuple):
    """A YAML mapping: keys in order, each once."""

    span: Span
    items: tuple[tuple[Scalar, Node], ...]


Node = Scalar | Sequence | Mapping
