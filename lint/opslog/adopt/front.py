"""The frontmatter of a source: YAML or TOML, any keys; every value as text, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.frontmatter import parse_yaml
from opslog.node import Mapping, Node, Scalar
from opslog.node import Sequence as NodeList

FENCES = {"---": "yaml", "+++": "toml"}
CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
MOST_LINES = 500
MOST_VALUES = 500
KEY_LINE = re.compile(r"\s*[\"']?(?P<key>[\w.-]{1,80})[\"']?\s*[:=]")


class FrontValue(NamedTuple):
    """What a key says: its texts (several for a list) and the line of the key."""

    texts: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """Its first text, or nothing."""
        return self.texts[0] if self.texts else ""


class Front(NamedTuple):
    """The frontmatter: its values by key, its lines as written, the language they are in, where the body starts.

    `problem` says why values could not be read; the lines are kept all the same.
    """

    values: dict[str, FrontValue]
    lines: tuple[str, ...] = ()
    language: str = ""
    body_line: int = 1
    problem: str = ""


def split_front(lines: Sequence[str]) -> Front:
    """Take the frontmatter off the lines of a source."""
    fence = lines[0].rstrip() if lines else ""
    if fence not in FENCES:
        return Front({})
    end = next((i for i in range(1, min(len(lines), MOST_LINES)) if lines[i].rstrip() in CLOSING[fence]), 0)
    within = tuple(lines[1:end])
    if not end or (fence == "---" and not any(KEY_LINE.match(line) for line in within)):
        return Front({})  # a rule at the top of the page
    values, problem = (_yaml if fence == "---" else _toml)(within)
    return Front(values, within, FENCES[fence], end + 2, problem)


def _yaml(lines: Sequence[str]) -> tuple[dict[str, FrontValue], str]:
    root, problems = parse_yaml("\n".join(lines), first_line=2)
    problem = f"line {problems[0].span.line}: {problems[0].message}" if problems else ""
    if root is None:
        return {}, problem
    return dict(_flat(root, "")), problem


def _flat(root: Mapping, prefix: str) -> Iterator[tuple[str, FrontValue]]:
    for key, node in root.items[:MOST_VALUES]:
        if isinstance(node, Mapping):
            yield from _flat(node, f"{prefix}{key.text}.")
        else:
            yield prefix + key.text, FrontValue(tuple(_texts(node)), key.line)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        if not node.is_null:
            yield " ".join(node.text.split())
    elif isinstance(node, NodeList):
        for item in node.items[:MOST_VALUES]:
            yield from _texts(item)
    else:
        for _, item in node.items[:MOST_VALUES]:
            yield from _texts(item)


def _toml(lines: Sequence[str]) -> tuple[dict[str, FrontValue], str]:
    try:
        raw = tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, f"line 1: this frontmatter is not valid TOML: {error}"
    places: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        found = KEY_LINE.match(line)
        if found:
            places.setdefault(found["key"], number)
    return dict(_flat_toml(raw, "", places)), ""


def _flat_toml(table: dict[str, object], prefix: str, places: dict[str, int]) -> Iterator[tuple[str, FrontValue]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat_toml(value, f"{prefix}{key}.", places)
        else:
            items = value if isinstance(value, list) else [value]
            yield prefix + key, FrontValue(tuple(str(item) for item in items), places.get(key, 1))
