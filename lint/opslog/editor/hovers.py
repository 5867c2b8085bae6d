"""What is said when the cursor rests: what a field means, and the page of the rule that found something."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types

from opslog.block import Field
from opslog.editor.cursor import field_at, place_at
from opslog.editor.document import Document
from opslog.fields import words_of
from opslog.finding import Finding
from opslog.rule import find_rules
from opslog.shapes import Choice, ListOf

WORD = re.compile(r"[\w-]+")


def hover(document: Document, position: types.Position, findings: Iterable[Finding]) -> types.Hover | None:
    """Explain what stands under the cursor; None where there is nothing to explain."""
    line, column = document.place(position)
    here = (line + 1, column + 1)
    codes = dict.fromkeys(one.code for one in findings if one.span[:2] <= here <= one.span[2:])
    pages = [*_field(document, line, column), *(page for code in codes for page in _pages(code))]
    if not pages:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(pages)))


def _pages(code: str) -> list[str]:
    return [f"**{one.code} {one.name}**\n\n{one.page}" for one in find_rules(code)]


def _field(document: Document, line: int, column: int) -> list[str]:
    """Explain a key of the frontmatter, or a word of a vocabulary behind one."""
    text = document.lines[line]
    word = next((found for found in WORD.finditer(text) if found.start() <= column <= found.end()), None)
    place = place_at(document.lines, line, word.start()) if word else None
    if word is None or place is None:
        return []
    if place.opens and text[word.end() :].lstrip(" ").startswith(":"):
        field = field_at((*place.path, word[0]))
        return [_about(field)] if field else []
    field = field_at(place.path)
    shape = field.shape.of if field and isinstance(field.shape, ListOf) else field.shape if field else None
    meaning = words_of(document.config)[shape.vocabulary].get(word[0]) if isinstance(shape, Choice) else None
    return [f"**{word[0]}**: {meaning}"] if meaning else []


def _about(field: Field) -> str:
    said = f"**{field.name}**{' (required)' if field.required else ''}: {field.doc}.\n\nIt is {field.shape.name}."
    return f"{said}\n\n```yaml\n{field.name}: {field.example}\n```" if field.example else said
