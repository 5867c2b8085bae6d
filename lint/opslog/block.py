"""Blocks of fields: the frontmatter as a whole, and the mappings inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opslog.shapes import Reader, Shape, capital
from opslog.span import Span
from opslog.suggestion import did_you_mean

if TYPE_CHECKING:
    from opslog.frontmatter import Mapping as MappingNode
    from opslog.frontmatter import Node


@dataclass(frozen=True, slots=True)
class Field:
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


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping with known fields, read into a data class."""

    fields: tuple[Field, ...]
    into: Callable[..., Any]
    name: str = "a block of fields"

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """Return the data class, made from the fields that could be read."""
        from opslog.frontmatter import Mapping, Scalar

        if isinstance(node, Scalar) and node.is_null:
            return None
        if not isinstance(node, Mapping):
            names = ", ".join(item.name for item in self.fields)
            reader.note(node.span, path, "a block of fields belongs here", f"Its fields are {names}.")
            return None
        return self.into(**self.values(node, f"{path}." if path else "", reader))

    def values(self, node: MappingNode, prefix: str, reader: Reader) -> dict[str, Any]:
        """Read the fields of a mapping by attribute name; unknown and missing ones become problems."""
        from opslog.frontmatter import Scalar

        by_name = {item.name: item for item in self.fields}
        values: dict[str, Any] = {}
        for key, value in node.items:
            known = by_name.get(key.text)
            if known is None:
                reader.note(
                    key.span, prefix + key.text, "there is no such field", self._where(key.text), "unknown-field"
                )
                continue
            reader.places[prefix + key.text] = value.span if value.span != key.span else key.span
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

    def _note_missing(self, node: MappingNode, prefix: str, reader: Reader) -> None:
        given = {key.text for key, value in node.items if not getattr(value, "is_null", False)}
        for item in self.fields:
            if item.required and item.name not in given:
                span = reader.places.get(prefix + item.name) or reader.places.get(prefix.rstrip(".")) or node.span
                span = Span(span.line, span.column, span.line, span.column)
                reader.note(span, prefix + item.name, "the record does not say", _how_to(item), "missing-field")


def _how_to(item: Field) -> str:
    return f"Write `{item.name}: {item.example}`: {item.doc}." if item.example else f"Write {item.doc}."
