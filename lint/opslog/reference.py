"""Reference pages written from the tables they document: settings and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, is_dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from opslog.block import Block
from opslog.block import Field as RecordField
from opslog.config import Config
from opslog.fields import FIELDS, RoleShape
from opslog.settings import settings_of
from opslog.shapes import Choice, ListOf, Shape
from opslog.vocabulary import (
    ALIASES,
    ANSWERS,
    DETECTORS,
    ENTRY_KINDS,
    FOLLOW_UP_KINDS,
    KINDS,
    MITIGATIONS,
    PRIORITIES,
    REVIEW_STATES,
    SECTIONS,
    STATUSES,
    VISIBILITIES,
)

if TYPE_CHECKING:
    from click import Context, Group


def settings_page() -> str:
    """Write every setting with its meaning, its default and an example, as markdown."""
    lines = [f"## `[tool.opslog]`\n\n{(Config.__doc__ or '').strip()}\n"]
    groups: list[tuple[str, Any]] = []
    for name, item in settings_of(Config).items():
        default = _default(item)
        if is_dataclass(default):
            groups.append((name, type(default)))
        else:
            lines += _setting(name, item, default)
    for name, kind in groups:
        words = cleandoc(kind.__doc__ or "").split(": ", 1)[-1]
        lines.append(f"\n## `[tool.opslog.{name}]`\n\n{words[:1].upper()}{words[1:]}\n")
        for inner, item in settings_of(kind).items():
            lines += _setting(inner, item, _default(item), f"{name}.")
    return "\n".join(lines).rstrip("\n") + "\n"


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if callable(item.default_factory) else item.default


def _setting(name: str, item: Field[Any], default: Any, group: str = "") -> Iterator[str]:
    yield f"### `{name}`\n\n{item.metadata['doc']}\n"
    if isinstance(default, Mapping) and default:
        rows = "\n".join(f"{key if '.' not in key else _toml(key)} = {_toml(item)}" for key, item in default.items())
        yield f"By default:\n\n```toml\n[tool.opslog.{group}{name}]\n{rows}\n```\n"
    else:
        yield f"By default: `{_toml(default)}`.\n"
    if item.metadata["example"]:
        yield f"Example: `{name} = {item.metadata['example']}`\n"


def _toml(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        return f'"""\n{value}"""'
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return "{}" if value == {} else str(value)


def fields_page() -> str:
    """Write every field of the frontmatter, the vocabularies and the sections, as markdown."""
    parts = [
        "## Fields\n",
        _table(("Field", "What it says", "Shape", "Example"), _field_rows(FIELDS, "")),
        "\n## Words\n",
    ]
    vocabularies = {
        "Status": STATUSES,
        "Kind of record": KINDS,
        "Detected by, reported by": DETECTORS,
        "Mitigation": MITIGATIONS,
        "State of a review": REVIEW_STATES,
        "Visibility": VISIBILITIES,
        "Kind of timeline entry": ENTRY_KINDS,
        "Kind of follow-up": FOLLOW_UP_KINDS,
        "Priority of a follow-up": PRIORITIES,
        "Would an open follow-up have prevented this": ANSWERS,
    }
    for name, words in vocabularies.items():
        parts += [
            f"### {name}\n",
            _table(("Word", "Meaning"), [(f"`{word}`", meaning) for word, meaning in words.items()]),
            "",
        ]
    parts += ["## Sections\n", _table(("Section", "Answers", "Also found as"), _section_rows())]
    return "\n".join(parts).rstrip("\n") + "\n"


def _field_rows(fields: tuple[RecordField, ...], prefix: str) -> Iterator[tuple[str, ...]]:
    for item in fields:
        name = f"`{prefix}{item.name}`{' (required)' if item.required else ''}"
        example = f"`{item.example}`" if item.example else ""
        yield name, item.doc, _shape(item.shape), example
        inner = item.shape.of if isinstance(item.shape, ListOf) else item.shape
        if isinstance(inner, Block):
            yield from _field_rows(
                inner.fields, f"{prefix}{item.name}{'[]' if isinstance(item.shape, ListOf) else ''}."
            )


def _shape(shape: Shape) -> str:
    if isinstance(shape, ListOf):
        return f"list: {_shape(shape.of)}"
    if isinstance(shape, Choice | Block | RoleShape):
        return shape.name
    return shape.name.removeprefix("a ").removeprefix("an ")


def _section_rows() -> Iterator[tuple[str, ...]]:
    for name, (heading, question) in SECTIONS.items():
        yield heading, question, ", ".join(ALIASES[name])


def _table(header: tuple[str, ...], rows: Any) -> str:
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def commands_page() -> str:
    """Write the help of every command, as markdown."""
    from click import Context

    from opslog.cli import main

    top = Context(main, info_name="opslog")
    return "\n".join(part for name in main.list_commands(top) for part in _help(main, name, top))


def _help(group: Group, name: str, parent: Context) -> Iterator[str]:
    """Write the help of a command, and of those below it."""
    from click import Context, Group

    command = group.get_command(parent, name)
    if command is None:
        return
    context = Context(command, info_name=name, parent=parent, max_content_width=90)
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, Group):
        for inner in command.list_commands(context):
            yield from _help(command, inner, context)
