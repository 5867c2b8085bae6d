"""Frontmatter: from the lines of a record to YAML values that know where they stand.

Every scalar stays the text that was written. YAML 1.1 would make 10:30 the number 630, `no` false and 010 eight;
what a value means is decided by the field it stands in (`fields.py`), never by how it looks.

The tree is built from parse events, not by yaml.compose: composing deeply nested input overflows the C stack, and
events say where an alias stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from opslog.node import Mapping, Node, Scalar, Sequence
from opslog.plain_yaml import read_plain
from opslog.problem import Problem
from opslog.span import Span

if TYPE_CHECKING:
    from yaml.events import Event

FENCE = re.compile(r"---[ \t]*\Z")
OTHER_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Line ends to YAML, and to no editor: they would shift the line numbers."""
STANDARD_TAG = "tag:yaml.org,2002:"
MAX_DEPTH = 12
MAX_LINES = 2000


class Frontmatter(NamedTuple):
    """The mapping between the two `---` lines (None where there is none to use), and the line the body starts at."""

    root: Mapping | None
    body_line: int
    problems: tuple[Problem, ...] = ()


def split_frontmatter(lines: tuple[str, ...]) -> Frontmatter:
    """Find and read the frontmatter. Never raises: what is wrong comes back as problems."""
    if not lines or not FENCE.match(lines[0]):
        late = _late_start(lines)
        return Frontmatter(None, _line_after(lines, late), (_no_frontmatter(lines, late),))
    for index in range(1, min(len(lines), MAX_LINES)):
        if FENCE.match(lines[index]):
            plain = read_plain(lines[1:index], first_number=2)
            if plain is not None:
                return Frontmatter(plain, index + 2)
            root, problems = parse_yaml("\n".join(lines[1:index]), first_line=2)
            return Frontmatter(root, index + 2, tuple(problems))
    message = "the frontmatter that starts here is never closed"
    if len(lines) > MAX_LINES:
        message += f" (looked at {MAX_LINES} lines)"
    unclosed = Problem("unclosed-frontmatter", Span.on_line(1, 1, 3), message, "Close it with a line of `---`.")
    return Frontmatter(None, _likely_body(lines), (unclosed,))


def _late_start(lines: tuple[str, ...]) -> int:
    """Find the line of frontmatter that stands below blank lines or a comment; 0 where there is none."""
    for number, line in enumerate(lines[:20], 1):
        if FENCE.match(line):
            return number
        if line.strip() and not (line.startswith("<!--") and line.rstrip().endswith("-->")):
            break
    return 0


def _line_after(lines: tuple[str, ...], start: int) -> int:
    """Find the first line of the body: below frontmatter that starts too late, so that it is not read as prose."""
    ends = (number for number, line in enumerate(lines[start:], start + 1) if start and FENCE.match(line))
    return next(ends, 0) + 1


def _no_frontmatter(lines: tuple[str, ...], late: int) -> Problem:
    message = "a record starts with its frontmatter, and this file does not"
    if late:
        message = f"the frontmatter starts on line {late}, and other readers look for it on line 1 only"
    return Problem(
        "missing-frontmatter",
        Span.on_line(1, 1, len(lines[0]) if lines else 0),
        message,
        "Put `---`, then title, severity, status and times, then `---` at the very top; `opslog new` writes it.",
    )


def _likely_body(lines: tuple[str, ...]) -> int:
    """Guess where the body of a record with unclosed frontmatter starts, so that its prose is still read."""
    return next((number for number, line in enumerate(lines, 1) if line.startswith("## ")), len(lines) + 1)


def parse_yaml(text: str, first_line: int) -> tuple[Mapping | None, list[Problem]]:
    """Parse YAML whose first line is line `first_line` of the file."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = text.translate(OTHER_LINE_ENDS)
    problems: list[Problem] = []
    try:
        root = _Builder(first_line - 1, problems).build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        from opslog.yaml_errors import problem_of

        problems.append(problem_of(error, first_line - 1, text))
        return None, problems
    except _Refusal as refusal:
        problems.append(refusal.problem)
        return None, problems
    if isinstance(root, Mapping):
        return root, problems
    if root is None or (isinstance(root, Scalar) and root.is_null):
        return Mapping(Span.on_line(first_line, 1, 0), ()), problems
    problems.append(
        Problem("invalid-yaml", root.span, "the frontmatter is not a list of fields", "Write `title: …` and so on.")
    )
    return None, problems


class _Refusal(Exception):  # noqa: N818 - it ends the parse; it is not an error of ours
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds the tree of one document from its events, refusing what records have no use for."""

    def __init__(self, line_offset: int, problems: list[Problem]) -> None:
        self.line_offset = line_offset
        self.problems = problems

    def build(self, events: Iterable[Event]) -> Node | None:
        from yaml.events import DocumentStartEvent, NodeEvent

        stream = iter(events)
        root: Node | None = None
        for event in stream:
            if isinstance(event, DocumentStartEvent) and root is not None:
                self._refuse(self._span(event), "a second document starts here", "Frontmatter is one block of fields.")
            if isinstance(event, NodeEvent):
                root = self._node(event, stream, 0)
        return root

    def _node(self, event: Any, stream: Iterator[Event], depth: int) -> Node:
        from yaml.events import AliasEvent, ScalarEvent, SequenceStartEvent

        if isinstance(event, AliasEvent) or event.anchor:
            self._refuse(
                self._span(event),
                "anchors and aliases of YAML are not read in records",
                "Write the value out in each place.",
            )
        if event.tag is not None:
            tag = event.tag.replace(STANDARD_TAG, "!!")[:60]
            self._refuse(
                self._span(event),
                f"the YAML tag `{tag}` is not read in records",
                "Leave the tag out.",
            )
        if depth > MAX_DEPTH:
            self._refuse(
                self._span(event), f"values are nested more than {MAX_DEPTH} deep here", "No field of a record is."
            )
        if isinstance(event, ScalarEvent):
            return Scalar(*self._span(event), event.value, plain=not event.style)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, stream, depth)
        return self._mapping(event, stream, depth)

    def _sequence(self, start: Event, stream: Iterator[Event], depth: int) -> Sequence:
        from yaml.events import SequenceEndEvent

        items: list[Node] = []
        for event in stream:
            if isinstance(event, SequenceEndEvent):
                return Sequence(self._span(start, event), tuple(items))
            items.append(self._node(event, stream, depth + 1))
        raise AssertionError("the parser closes what it opens")

    def _mapping(self, start: Event, stream: Iterator[Event], depth: int) -> Mapping:
        from yaml.events import MappingEndEvent

        items: dict[str, tuple[Scalar, Node]] = {}
        for event in stream:
            if isinstance(event, MappingEndEvent):
                return Mapping(self._span(start, event), tuple(items.values()))
            key = self._node(event, stream, depth + 1)
            value = self._node(next(stream), stream, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(key.span, "a key here is not a word", "Write `name: value`.")
            elif key.text in items:
                first = items[key.text][0].span.line
                self.problems.append(
                    Problem(
                        "duplicate-field",
                        key.span,
                        f"`{key.text}` stands twice in this block (first on line {first}); the first one is used",
                        "Keep one of the two.",
                    )
                )
            else:
                items[key.text] = (key, value)
        raise AssertionError("the parser closes what it opens")

    def _span(self, start: Any, end: Any = None) -> Span:
        first, last = start.start_mark, (end or start).end_mark
        return Span(
            first.line + 1 + self.line_offset, first.column + 1, last.line + 1 + self.line_offset, last.column + 1
        )

    def _refuse(self, span: Span, message: str, instead: str) -> None:
        raise _Refusal(Problem("invalid-yaml", span, message, instead))
