"""What may be written where the cursor stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lsprotocol import types

from opslog.editor.cursor import Place, block_within, body_start, field_at, place_at, section_at
from opslog.editor.document import Document
from opslog.editor.neighbours import HANDLE, Neighbours
from opslog.fields import PERSON, RECORD, RoleShape, words_of
from opslog.rule import all_rules
from opslog.shapes import Choice, ListOf, Shape
from opslog.vocabulary import ENTRY_KINDS, FOLLOW_UP_KINDS, PRIORITIES

HANDLE_SO_FAR = re.compile(r"(?<![\w.@/])@[\w.-]{0,60}\Z")
ENTRY_KIND_SO_FAR = re.compile(r"\d[^\[\]]{0,60}\[(?P<word>[\w-]{0,20})\Z")
ATTRIBUTE_SO_FAR = re.compile(r"(?:^|\s)—\s(?P<given>(?:[^—,]*,)*)(?P<word>[^—,]*)\Z")
RULE_SO_FAR = re.compile(r"<!--[ \t]*opslog-(?:disable|enable)[a-z-]*[ \t]+(?:[\w-]+[ ,]+)*(?P<word>[\w-]*)\Z")

Kind = types.CompletionItemKind


class Offer(NamedTuple):
    """A word that may be written: what it means, what is written for it, and what it is."""

    word: str
    meaning: str = ""
    written: str = ""
    kind: types.CompletionItemKind = Kind.EnumMember


def completions(document: Document, position: types.Position, neighbours: Neighbours) -> list[types.CompletionItem]:
    """List what may be written at a position."""
    line, column = document.place(position)
    start, offers = _offers(document, line, column, neighbours)
    return [
        types.CompletionItem(
            label=one.word,
            kind=one.kind,
            detail=one.meaning or None,
            text_edit=document.edit(line, start, column, one.written or one.word),
        )
        for one in offers
    ]


def _offers(document: Document, line: int, column: int, neighbours: Neighbours) -> tuple[int, Iterator[Offer]]:
    """Find from which column on something is replaced, and by what."""
    text = document.lines[line]
    head, tail = text[:column], text[column:]
    place = place_at(document.lines, line, column)
    handle = HANDLE_SO_FAR.search(head)
    if handle:
        quoted = place is None or head[: handle.start()].endswith(('"', "'"))
        return handle.start(), _people(document, neighbours, quote=not quoted, unfinished=handle[0])
    if place is not None:
        in_quotes = place.word[:1] in ('"', "'")
        return place.start + in_quotes, _in_frontmatter(document, place, head, neighbours, quote=not in_quotes)
    rule = RULE_SO_FAR.search(head)
    if rule:
        return rule.start("word"), (Offer(one.code, f"{one.name}: {one.summary}") for one in all_rules().values())
    section = section_at(document.lines, line, document.config) if line >= body_start(document.lines) else None
    kind = ENTRY_KIND_SO_FAR.search(head) if section == "timeline" else None
    if kind:
        closing = "" if tail.startswith("]") else "] "
        return kind.start("word"), (Offer(word, doc, word + closing) for word, doc in ENTRY_KINDS.items())
    attribute = ATTRIBUTE_SO_FAR.search(head) if section == "follow-ups" else None
    if attribute:
        return column - len(attribute["word"].lstrip()), _attributes(attribute["given"])
    return column, iter(())


def _people(document: Document, neighbours: Neighbours, *, quote: bool, unfinished: str = "") -> Iterator[Offer]:
    """Offer the handles of this record first, then those of the log; YAML wants them in quotes."""
    here = Counter(HANDLE.findall(document.text))
    here[unfinished] -= 1  # being written is not being known
    for handle in dict.fromkeys((*sorted(+here), *sorted(neighbours.handles))):
        yield Offer(handle, "", f'"{handle}"' if quote else handle, Kind.Value)


def _attributes(given: str) -> Iterator[Offer]:
    """Offer the attributes of a follow-up that are not given yet."""
    words = {piece.strip() for piece in given.split(",")}
    for known in (FOLLOW_UP_KINDS, PRIORITIES):
        if not words & known.keys():
            yield from (Offer(word, meaning) for word, meaning in known.items())
    if not any(word.startswith("due") for word in words):
        yield Offer("due", "by when: due 2023-01-09", "due ", Kind.Keyword)


def _in_frontmatter(
    document: Document, place: Place, head: str, neighbours: Neighbours, *, quote: bool
) -> Iterator[Offer]:
    """Offer the keys of the block, or the words of the field."""
    field = field_at(place.path)
    block = block_within(field.shape) if field else (None if place.path else RECORD)
    space = " " if head.endswith(":") else ""
    if place.opens and block is not None:
        # YAML has blocks in lists, and people beside blocks: a role is a name or a list of intervals.
        yield from (
            Offer(one.name, one.doc, f"{space}{one.name}: ", Kind.Property)
            for one in block.fields
            if (*place.path, one.name) not in _given(document)
        )
    elif field is not None:
        for word, meaning in _words(field.shape, document, neighbours).items():
            yield Offer(word, meaning, space + word)
        if _names_people(field.shape):
            for person in _people(document, neighbours, quote=quote):
                yield person._replace(written=space + person.written)


def _given(document: Document) -> set[tuple[str, ...]]:
    """List the fields at the top that stand there already; blocks in lists may repeat theirs."""
    lines = document.lines[1 : body_start(document.lines)]
    return {(line.partition(":")[0],) for line in lines if ":" in line and not line.startswith(" ")}


def _words(shape: Shape, document: Document, neighbours: Neighbours) -> Mapping[str, str]:
    """Name the words a shape may be; services that nobody configured are those of the log."""
    if isinstance(shape, ListOf):
        return _words(shape.of, document, neighbours)
    if not isinstance(shape, Choice):
        return {}
    known = words_of(document.config)[shape.vocabulary]
    if not known and shape.vocabulary == "services":
        return dict.fromkeys(sorted(neighbours.services), "")
    return known


def _names_people(shape: Shape) -> bool:
    return (shape.of if isinstance(shape, ListOf) else shape) == PERSON or isinstance(shape, RoleShape)
