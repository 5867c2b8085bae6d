"""The shapes a frontmatter value can have: each turns a YAML node into a fact, or says why it cannot.

A shape has a `name` for messages and documentation and a `read`. It never raises for bad input: it notes a problem
and returns None, so that every mistake of a file is found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from opslog.node import Node, Scalar, Sequence
from opslog.problem import Problem
from opslog.span import Span
from opslog.suggestion import did_you_mean
from opslog.times import TimeError, find_zone, read_day, read_moment

if TYPE_CHECKING:
    from datetime import tzinfo


WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
MAX_TEXT = 2000


@dataclass(slots=True)
class Reader:
    """What reading the fields of one record needs and collects."""

    zone: tzinfo
    words: Mapping[str, Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)

    def note(self, span: Span, path: str, message: str, instead: str, rule: str = "invalid-value") -> None:
        """Remember a problem with the field at `path`."""
        self.problems.append(Problem(rule, span, f"`{path}`: {message}", instead))


class Shape(Protocol):
    """How the value of a field is read."""

    @property
    def name(self) -> str:
        """What a person would write: `a time such as 2022-12-25 12:32`."""

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """Turn a node into a fact; None and a problem where it is not one."""


def scalar_of(node: Node, path: str, reader: Reader, wanted: str) -> Scalar | None:
    """Expect a single value; note a list or mapping as a problem."""
    if isinstance(node, Scalar):
        return node
    reader.note(node.span, path, f"{wanted} belongs here, not a list or a block of fields", "Write one value.")
    return None


class Text(NamedTuple):
    """Words on one line."""

    name: str = "a text"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        """Return the words."""
        scalar = scalar_of(node, path, reader, self.name)
        if scalar is None:
            return None
        text = "" if scalar.is_null else " ".join(scalar.text.split())
        if not text:
            reader.note(scalar.span, path, "nothing is written here", f"Write {self.name}, or leave the field out.")
            return None
        if len(text) > MAX_TEXT:
            reader.note(scalar.span, path, f"more than {MAX_TEXT} characters", "The story goes into the body.")
            return None
        return text


TEXT = Text()


class Choice(NamedTuple):
    """One word of a vocabulary: its own, or one of the reader's (those come from the configuration)."""

    vocabulary: str

    @property
    def name(self) -> str:
        """Name the vocabulary."""
        return f"one of the {self.vocabulary}"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        """Return the word if it is one of the vocabulary."""
        word = TEXT.read(node, path, reader)
        known = reader.words[self.vocabulary]
        if word is None or word in known or not known:
            return word
        reader.note(node.span, path, f"`{word}` is none of the {self.vocabulary}", capital(did_you_mean(word, known)))
        return None


class Time(NamedTuple):
    """A moment, in the record's zone or with an offset."""

    name: str = "a time such as 2022-12-25 12:32"

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """Return a Moment."""
        return _read_time(node, path, reader, self.name, lambda text: read_moment(text, reader.zone))


class Day(NamedTuple):
    """A date."""

    name: str = "a date such as 2023-01-09"

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """Return a date."""
        return _read_time(node, path, reader, self.name, read_day)


def _read_time(node: Node, path: str, reader: Reader, name: str, convert: Callable[[str], Any]) -> Any:
    scalar = scalar_of(node, path, reader, name)
    if scalar is None:
        return None
    try:
        return convert(scalar.text.strip())
    except TimeError as problem:
        reader.note(scalar.span, path, problem.message, problem.instead, "invalid-time")
    except OverflowError:
        reader.note(scalar.span, path, "this time is beyond the calendar", "Check the year.", "invalid-time")
    return None


class Zone(NamedTuple):
    """An IANA time zone, by name."""

    name: str = "an IANA zone such as Europe/Berlin"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        """Return the name if there is such a zone."""
        word = TEXT.read(node, path, reader)
        try:
            return find_zone(word).key if word else None
        except TimeError as problem:
            reader.note(node.span, path, problem.message, problem.instead)
            return None


class Link(NamedTuple):
    """A web address."""

    name: str = "a web address (https://…)"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        """Return the address; only http and https are links."""
        text = TEXT.read(node, path, reader)
        if text is None or WEB_ADDRESS.match(text):
            return text
        reader.note(node.span, path, f"`{text[:80]}` is not a web address", "Write it in full: https://…")
        return None


class Digest(NamedTuple):
    """A digest of a record's words and facts (`review/digest.py`)."""

    name: str = "a digest (sha256:…), as `opslog review record` writes it"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        """Return the digest."""
        text = TEXT.read(node, path, reader)
        if text is None or DIGEST.match(text):
            return text
        message = f"`{text[:80]}` is no digest"
        reader.note(node.span, path, message, "Delete it, and let `opslog review record` write it.")
        return None


class ListOf(NamedTuple):
    """A list; a single value counts as a list of one."""

    of: Shape

    @property
    def name(self) -> str:
        """Name what it lists."""
        return f"a list, each {self.of.name}"

    def read(self, node: Node, path: str, reader: Reader) -> tuple[Any, ...]:
        """Return the items that could be read."""
        if isinstance(node, Scalar) and node.is_null:
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        read: list[Any] = []
        for index, item in enumerate(nodes):
            reader.places[f"{path}.{len(read)}"] = item.span  # numbered as the facts are
            value = self.of.read(item, f"{path}.{index}" if len(nodes) > 1 else path, reader)
            if value is not None:
                read.append(value)
        return tuple(read)


def capital(text: str) -> str:
    """Start a sentence."""
    return text[:1].upper() + text[1:]
