"""Other facts in the frontmatter of a record: what changes is written anew, field by field, and no byte besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from opslog.clock import zone_of, zone_or_utc
from opslog.config import Config
from opslog.editing.text import Edit, Text
from opslog.errors import OpslogError
from opslog.facts_text import Tree, facts_tree, field_lines, flow, item_lines, value_lines, within
from opslog.frontmatter import split_frontmatter
from opslog.node import Mapping, Node, Scalar
from opslog.node import Sequence as NodeSequence
from opslog.reading import parse_record
from opslog.record import Facts
from opslog.source import source_of
from opslog.span import Span

Fields = dict[str, Tree]
BY_HAND = "its frontmatter is written in a way that cannot be edited line by line; change it by hand"


def with_facts(raw: bytes, facts: Facts, path: str, config: Config) -> bytes:
    """Make the frontmatter of a record say `facts`. Raises OpslogError where that cannot be done line by line."""
    record = parse_record(raw, path, config)
    root = split_frontmatter(source_of(raw).lines).root
    if root is None or not root.items or any(key.column != 1 for key, _ in root.items):
        raise OpslogError(f"{path}: {BY_HAND}")
    before = facts_tree(record.facts, zone_of(record, config))
    after = facts_tree(facts, zone_or_utc(facts.timezone, config.timezone))
    text = Text(raw)
    edited = text.edited(_Editor(text, path).block(root, before, after, Facts._fields))
    if _said(parse_record(edited, path, config).facts) != _said(facts):
        raise OpslogError(f"{path}: {BY_HAND}")
    return edited


def _said(facts: Facts) -> Facts:
    """Leave out under which item of the file a role was found."""
    return facts._replace(roles=tuple(holding._replace(place="") for holding in facts.roles))


class _Editor:
    """Compares the fields that stand in a file with those that are to stand there."""

    def __init__(self, text: Text, path: str) -> None:
        self.text = text
        self.path = path

    def block(self, node: Mapping, before: Fields, after: Fields, order: Sequence[str]) -> Iterator[Edit]:
        """Edit a block that has a line for each of its fields."""
        nodes = {key.text: (key, value) for key, value in node.items}
        for name, (key, value) in nodes.items():
            if name in before and name not in after:
                yield self.text.lines_instead(key.line, self.last_line(key, value), ())
            elif name in after and before.get(name) != after[name]:
                yield from self.field(key, value, before.get(name), after[name])
        place = node.items[0][0].line - 1
        indent = " " * (node.items[0][0].column - 1)
        for name in sorted(after, key=order.index):
            if name in nodes:
                last = self.last_line(*nodes[name])
                place = max(place, last) if indent else last
            else:
                yield self.text.lines_below(place, field_lines(name, after[name], indent))

    def field(self, key: Scalar, value: Node, before: Tree | None, after: Tree) -> Iterator[Edit]:
        """Edit the value of a field, as deep inside as it can be told apart."""
        indent = " " * (key.column - 1)
        if not is_understood(value, before):
            raise OpslogError(f"{self.path}: `{key.text}` holds something that cannot be read; mend that first")
        if after and isinstance(before, dict) and isinstance(after, dict) and self.is_open(value, before, after):
            yield from self.inside(value, before, after)
        elif after and isinstance(before, list) and isinstance(after, list) and self.has_dashes(value, len(before)):
            yield from self.items(value, before, after)
        elif self.is_empty(value) and not isinstance(after, str) and value.span.line == value.span.end_line:
            yield from self.filled(key, value, after, indent)
        elif isinstance(after, str) or flow_fits(value, after):
            yield from self.words(key, value, flow(after))
        else:
            yield self.text.lines_instead(key.line, self.last_line(key, value), field_lines(key.text, after, indent))

    def items(self, node: NodeSequence, before: list[Tree], after: list[Tree]) -> Iterator[Edit]:
        """Edit a list with a dash for each item: those that differ, and what comes behind the last one."""
        indent = self.dash(node.items[-1]) or ""
        for item, old, new in zip(node.items, before, after, strict=False):
            if old != new and isinstance(old, dict) and isinstance(new, dict) and self.is_open(item, old, new):
                yield from self.inside(item, old, new)
            elif old != new and not self.is_tall(item) and item.span.line == item.span.end_line:
                yield self.text.words_instead(item.span, flow(new))
            elif old != new:
                yield self.text.lines_instead(item.span.line, self.last_line(item, item), item_lines(new, indent))
        for item in node.items[len(after) :]:
            yield self.text.lines_instead(item.span.line, self.last_line(item, item), ())
        added = [line for new in after[len(before) :] for line in item_lines(new, indent)]
        if added:
            yield self.text.lines_below(self.last_line(node.items[-1], node.items[-1]), added)

    def is_open(self, value: Node, before: Fields, after: Fields) -> TypeGuard[Mapping]:
        """Say whether a block can be edited inside: one with lines of its own, or braces that only gain fields."""
        if not isinstance(value, Mapping) or not value.items:
            return False
        if self.is_tall(value):
            return value.items[0][0].text in after or self.dash(value) is None
        return value.span.line == value.span.end_line and before.keys() <= after.keys()

    def inside(self, node: Mapping, before: Fields, after: Fields) -> Iterator[Edit]:
        """Edit a block inside."""
        if self.is_tall(node):
            yield from self.block(node, before, after, tuple(after))
            return
        for key, value in node.items:
            if key.text in after and before.get(key.text) != after[key.text]:
                yield self.text.words_instead(value.span, within(after[key.text]))
        added = {name: value for name, value in after.items() if name not in {key.text for key, _ in node.items}}
        if added:
            *_, (_, last) = node.items
            behind = Span.on_line(last.span.end_line, last.span.end_column, 0)
            yield self.text.words_instead(behind, f", {flow(added)[1:-1]}")

    def filled(self, key: Scalar, value: Node, after: Tree, indent: str) -> Iterator[Edit]:
        """Write a value below a field that had none; a comment behind its name stays."""
        lines = list(field_lines(key.text, after, indent))
        if len(lines) == 1:
            yield from self.words(key, value, flow(after))
            return
        behind = Span(key.line, key.end_column + 1, value.span.end_line, max(key.end_column + 1, value.span.end_column))
        yield self.text.words_instead(behind, "")
        yield self.text.lines_below(key.line, value_lines(after, f"{indent}  "))

    def words(self, key: Scalar, value: Node, words: str) -> Iterator[Edit]:
        """Write a value on the line of its field."""
        span = value.span
        if isinstance(value, Scalar) and value.plain and not value.text:
            behind = Span.on_line(key.line, key.end_column + 1, 0)
            yield self.text.words_instead(behind, f" {words}")
        elif span.line == key.line and (isinstance(value, Scalar) or not self.is_tall(value)) and span.end_column > 1:
            yield self.text.words_instead(span, words)
        else:
            indent = " " * (key.column - 1)
            yield self.text.lines_instead(key.line, self.last_line(key, value), [f"{indent}{key.text}: {words}"])

    def is_tall(self, value: Node) -> bool:
        """Say whether a block or list has lines of its own, rather than brackets."""
        return (
            not isinstance(value, Scalar) and self.text.line(value.span.line)[value.span.column - 1 :][:1] not in "[{"
        )

    def has_dashes(self, value: Node, count: int) -> TypeGuard[NodeSequence]:
        """Say whether a value is a list of so many items, each with a dash on a line of its own."""
        items = value.items if isinstance(value, NodeSequence) else ()
        return 0 < len(items) == count and all(self.dash(item) is not None for item in items)

    def is_empty(self, value: Node) -> bool:
        """Say whether nothing stands behind a field: `~`, `[]`, or nothing at all."""
        return value.is_null if isinstance(value, Scalar) else not value.items

    def dash(self, item: Node) -> str | None:
        """Give what stands before the dash of an item; None where it has no dash to itself."""
        before = self.text.line(item.span.line)[: item.span.column - 1]
        return before[: before.index("-")] if before.strip() == "-" else None

    def last_line(self, key: Node, value: Node) -> int:
        """Give the number of the last line on which something of a value stands."""
        if isinstance(value, Scalar):
            ends_above = value.end_column == 1 and value.end_line > value.line
            return max(key.span.line, value.end_line - ends_above)
        if not self.is_tall(value):
            return value.span.end_line
        inner = [node for _, node in value.items] if isinstance(value, Mapping) else value.items
        return max(self.last_line(key, node) for node in inner)


def is_understood(value: Node, before: Tree | None) -> bool:
    """Say whether all of a list or block was read, so that nothing is lost when it is written anew."""
    if isinstance(value, NodeSequence):
        return len(value.items) == (len(before) if isinstance(before, list) else 0)
    if isinstance(value, Mapping):
        told = {key.text for key, inner in value.items if not (isinstance(inner, Scalar) and inner.is_null)}
        return not told or (isinstance(before, dict) and told <= before.keys())
    return True


def flow_fits(value: Node, after: Tree) -> bool:
    """Say whether a value that stands in brackets can go on standing so, on one line."""
    return not isinstance(value, Scalar) and value.span.line == value.span.end_line and len(flow(after)) < 100
