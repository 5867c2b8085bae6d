"""What differs between forges: where their GraphQL is, what is asked of it, how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from opslog.forges.reference import Reference
from opslog.tracked import Tracked

Node = Mapping[str, object]
"""An object of an answer. Nothing is known about what stands in it."""


class Field(NamedTuple):
    """A field of GraphQL: its name, its arguments as (name, type, value), and what is selected of an issue."""

    name: str
    arguments: tuple[tuple[str, str, str | int], ...]
    selection: str = ""


class Forge(NamedTuple):
    """A kind of forge.

    `read` gets the object of one issue and the day on which it was asked; None where it is not what was asked for.
    """

    name: str
    token_variables: tuple[str, ...]
    needs_token: bool
    most_at_once: int
    api: Callable[[str], str]
    project: Callable[[Reference], Field]
    issue: Callable[[Reference], Field]
    read: Callable[[Node, date], Tracked | None]


def text_of(node: Node, name: str) -> str:
    """Take a text out of an answer; empty where there is none."""
    value = node.get(name)
    return value if isinstance(value, str) else ""


def day_of(node: Node, *names: str) -> date | None:
    """Take a day (UTC) out of an answer: the first of the times with these names that can be read."""
    for name in names:
        try:
            return datetime.fromisoformat(text_of(node, name)).astimezone(UTC).date()
        except (ValueError, OverflowError):
            continue
    return None
