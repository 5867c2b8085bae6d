"""Blocks of fields: the frontmatter as a whole, and the mappings inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from opslog.node import Mapping, Node, Scalar
from opslog.shapes import Reader, Shape, capital
from opslog.span import Span
from opslog.suggestion import did_you_mean


class Field(NamedTuple):
    """One field: its name, its shape, what it means and an example; `required` where no record can do without."""

    name: str
    shape: Shape
    doc: str
    example: str = ""
    required: bool = False

    @property
    def attribute(self) -> str:
        """The field's name in the data class."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Block:
    """A mapping with known fields, read into a data class."""

    fields: tuple[Field, ...]
    into: Callable[..., Any]
    name: str = "a block of fields"

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {item.name: item for item in self.fields}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that no record can do without."""
        return tuple(item for item in self.fields if item.required)

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """Return the data class, made from the fields that could be read."""
        if isinstance(node, Scalar) and node.is_null:
            return None
        if not isinstance(node, Mapping):
            names = ", ".join(item.name for item in self.fields)
            reader.note(node.span, path, "a block of fields belongs here", f"Its fields are {names}.")
            return None
        return self.into(**self.values(node, f"{path}." if path else "", reader))

    def values(self, node: Mapping, prefix: str, reader: Reader) -> dict[str, Any]:
        """Read the fields of a mapping by attribute name; unknown and missing ones become problems."""
        values: dict[str, Any] = {}
        for key, value in node.items:
            known = self.by_name.get(key.text)
            if known is None:
                reader.note(
                    key.span, prefix + key.text, "there is no such field", self._where(key.text), "unknown-field"
                )
                continue
            reader.places[prefix + key.text] = value.span
            if isinstance(value, Scalar) and value.is_null:
                continue
            read = known.shape.read(value, prefix + key.text, reader)
            if read is not None:
                values[known.attribute] = read
        self._note_missing(node, prefix, reader)
        return values

    def _where(self, name: str) -> str:
        """Say where an unknown field belongs, or which one may be meant."""
        for item in self.fields:
            if isinstance(item.shape, Block) and any(inner.name == name for inner in item.shape.fields):
                return f"It belongs under `{item.name}:`."
        return capital(did_you_mean(name, [item.name for item in self.fields]))

    def _note_missing(self, node: Mapping, prefix: str, reader: Reader) -> None:
        if not self.required:
            return
        given = {key.text for key, value in node.items if not (isinstance(value, Scalar) and value.is_null)}
        for item in self.required:
            if item.name not in given:
                span = reader.places.get(prefix + item.name) or reader.places.get(prefix.rstrip(".")) or node.span
                span = Span(span.line, span.column, span.line, span.column)
                reader.note(span, prefix + item.name, "the record does not say", _how_to(item), "missing-field")


def _how_to(item: Field) -> str:
    return f"Write `{item.name}: {item.example}`: {item.doc}." if item.example else f"Write {item.doc}."
