"""The map: what a team's own words mean, written down once and used for every file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.statements import LABELS
from opslog.adopt.written_times import ORDERS
from opslog.adopt.zone_words import zone_name
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.frontmatter import parse_yaml
from opslog.node import Mapping as Block
from opslog.node import Node, Scalar
from opslog.suggestion import did_you_mean
from opslog.times import TimeError, read_day
from opslog.vocabulary import SECTIONS, STATUSES

TABLES = ("sections", "fields", "severities", "zones", "dates", "statuses")
SINGLE = ("date-order", "timezone", "status")
OWN = "own"
"""What a heading or key is mapped to that means nothing here: it stays the author's own."""
MOST_BYTES = 1024 * 1024


class Map(NamedTuple):
    """A team's words: headings → section, keys → field, severities, zones; the order of dates; files → day."""

    sections: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    severities: Mapping[str, str] = {}
    zones: Mapping[str, str] = {}
    dates: Mapping[str, date] = {}
    statuses: Mapping[str, str] = {}
    date_order: str | None = None
    timezone: str | None = None
    status: str = "draft"


def read_map(file: Path, config: Config) -> Map:
    """Read a map from YAML or TOML. Raises OpslogError that names the file and the key."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise OpslogError(f"{file}: a map of more than a megabyte is none")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OpslogError(f"{file}: the map cannot be read: {error}") from error
    raw = _from_toml(text, file) if file.suffix == ".toml" else _from_yaml(text, file)
    return _checked(raw, file, config)


def _from_toml(text: str, file: Path) -> dict[str, object]:
    try:
        return json.loads(json.dumps(tomllib.loads(text), default=str))  # type: ignore[no-any-return]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise OpslogError(f"{file}: this is not valid TOML: {error}") from error


def _from_yaml(text: str, file: Path) -> dict[str, object]:
    root, problems = parse_yaml(text, first_line=1)
    if problems or root is None:
        first = problems[0] if problems else None
        raise OpslogError(f"{file}: line {first.span.line if first else 1}: {first.message if first else 'no map'}")
    return {key.text: _plain(value) for key, value in root.items}


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Block):
        return {key.text: _plain(value) for key, value in node.items}
    return [_plain(item) for item in node.items]


def _checked(raw: Mapping[str, object], file: Path, config: Config) -> Map:
    for key in raw:
        if key not in (*TABLES, *SINGLE):
            raise OpslogError(f"{file}: there is no `{key}` in a map; {did_you_mean(key, (*TABLES, *SINGLE))}")
    known = {
        "sections": (*SECTIONS, OWN), "fields": (*LABELS, OWN), "severities": config.severities, "statuses": STATUSES,
    }  # fmt: skip
    tables = {name: dict(_pairs(raw, name, file)) for name in TABLES}
    for name, words in known.items():
        for key, value in tables[name].items():
            _one_of(value, words, f"{name}.{key}", file)
    zones = {words: _zone(value, f"zones.{words}", file) for words, value in tables["zones"].items()}
    days = {name: _day(value, f"dates.{name}", file) for name, value in tables["dates"].items()}
    single = {key: _text(raw[key], key, file) for key in SINGLE if key in raw}
    if "date-order" in single:
        _one_of(single["date-order"], ORDERS, "date-order", file)
    _one_of(single.get("status", "draft"), STATUSES, "status", file)
    zone = single.get("timezone")
    return Map(
        tables["sections"], tables["fields"], {key.casefold(): value for key, value in tables["severities"].items()},
        zones, days, {key.casefold(): value for key, value in tables["statuses"].items()},
        single.get("date-order"), _zone(zone, "timezone", file) if zone else None, single.get("status", "draft"),
    )  # fmt: skip


def _pairs(raw: Mapping[str, object], name: str, file: Path) -> Iterator[tuple[str, str]]:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise OpslogError(f"{file}: `{name}` is a table: the team's word, and what it means here")
    for key, value in table.items():
        yield str(key), _text(value, f"{name}.{key}", file)


def _text(value: object, key: str, file: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise OpslogError(f"{file}: `{key}` is one text")
    return value.strip()


def _one_of(value: str, words: Collection[str], key: str, file: Path) -> None:
    if value not in words:
        raise OpslogError(f"{file}: `{key}`: there is no `{value}`; {did_you_mean(value, list(words))}")


def _zone(value: str, key: str, file: Path) -> str:
    name = zone_name(value)
    if name is None:
        raise OpslogError(f"{file}: `{key}`: `{value}` is not a time zone; write an IANA name such as Europe/Berlin")
    return name


def _day(value: str, key: str, file: Path) -> date:
    try:
        return read_day(value)
    except TimeError as error:
        raise OpslogError(f"{file}: `{key}`: {error.message}; {error.instead}") from error
