"""Facts as frontmatter: the way back from what `fields.py` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from typing import Any

from opslog.clock import zone_or_utc
from opslog.config import Config
from opslog.record import NO_FACTS, Closure, Facts, Holding
from opslog.times import Moment, moment_as_written
from opslog.writing import yaml_text

Tree = str | list["Tree"] | dict[str, "Tree"]
"""YAML as it will stand: a scalar in its final spelling, a list, or a block of fields."""


def facts_text(facts: Facts, config: Config) -> str:
    """Write facts as the frontmatter of a record, fences included; what the format takes for granted is left out."""
    lines = block_lines(facts_tree(facts, zone_or_utc(facts.timezone, config.timezone)))
    return "\n".join(("---", *lines, "---", ""))


def facts_tree(facts: Facts, zone: tzinfo) -> dict[str, Tree]:
    """Turn facts into fields in their usual order; times as a clock in `zone` shows them."""
    fields = {name: value for name, value in facts._asdict().items() if value != getattr(NO_FACTS, name)}
    return {name: _roles(value, zone) if name == "roles" else _tree(value, zone) for name, value in fields.items()}


def _tree(value: Any, zone: tzinfo, *, in_list: bool = False) -> Tree:
    if isinstance(value, Moment):
        return moment_as_written(value, zone)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return yaml_text(value, in_list=in_list)
    if hasattr(value, "_asdict"):
        answers = isinstance(value, Closure)  # there an empty list is an answer: there was none
        inner = {name: each for name, each in value._asdict().items() if each is not None and (answers or each != ())}
        return {name: _tree(each, zone) for name, each in inner.items()}
    return [_tree(each, zone, in_list=True) for each in value]


def _roles(holdings: Iterable[Holding], zone: tzinfo) -> Tree:
    by_role: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_role.setdefault(holding.role, []).append(holding)
    return {role: _role(held, zone) for role, held in by_role.items()}


def _role(held: list[Holding], zone: tzinfo) -> Tree:
    if len(held) == 1 and held[0].start is held[0].end is None:
        return yaml_text(held[0].who)
    return [_holding(one, zone) for one in held]


def _holding(holding: Holding, zone: tzinfo) -> Tree:
    told = {"who": holding.who, "from": holding.start, "to": holding.end}
    return {name: _tree(value, zone, in_list=True) for name, value in told.items() if value is not None}


def block_lines(fields: Mapping[str, Tree], indent: str = "") -> Iterator[str]:
    """Write fields a line each, and what lies within them below; lists of plain words stay on their line."""
    for name, value in fields.items():
        yield from field_lines(name, value, indent)


def field_lines(name: str, value: Tree, indent: str = "") -> Iterator[str]:
    """Write one field."""
    if isinstance(value, str) or not _is_tall(value):
        yield f"{indent}{name}: {flow(value)}"
        return
    yield f"{indent}{name}:"
    yield from value_lines(value, f"{indent}  ")


def value_lines(value: Tree, indent: str) -> Iterator[str]:
    """Write a block of fields or a list of blocks below its name."""
    if isinstance(value, dict):
        yield from block_lines(value, indent)
    else:
        for item in value:
            yield from item_lines(item, indent)


def item_lines(item: Tree, indent: str) -> Iterator[str]:
    """Write an item of a list: the intervals of a role on one line, anything else a field a line."""
    if not isinstance(item, dict) or "who" in item:
        yield f"{indent}- {flow(item)}"
        return
    for number, line in enumerate(block_lines(item, f"{indent}  ")):
        yield line if number else f"{indent}- {line.lstrip()}"


def _is_tall(value: Tree) -> bool:
    if isinstance(value, dict):
        return bool(value)
    return any(isinstance(item, dict) for item in value)


def flow(value: Tree) -> str:
    """Write a value on one line.

    >>> flow({"who": '"@amara"', "from": "2022-12-25 12:45"}), flow(["search", "checkout"])
    ('{who: "@amara", from: 2022-12-25 12:45}', '[search, checkout]')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {within(each)}' for name, each in value.items())}}}"
    return f"[{', '.join(within(each) for each in value)}]"


def within(value: Tree) -> str:
    """Write a value within brackets, where a comma would end one without quotes."""
    is_plain = isinstance(value, str) and value[:1] != '"'
    return f'"{value}"' if is_plain and "," in value else flow(value)
