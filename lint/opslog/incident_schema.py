"""The JSON Schema (draft 2020-12) of exported incidents, written from the types that describe them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from opslog.addresses import Addresses
from opslog.config import Config
from opslog.incident import VERSION, Incident

PATH = f"schema/incidents-v{VERSION}.json"
"""Where the site publishes it."""
Schema = dict[str, Any]

PLAIN: Mapping[Any, str] = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def schema_id(config: Config) -> str:
    """Say by which address the schema is known: where the site has it, if the site has an address."""
    return Addresses(config.site.url).of(PATH) if config.site.url else f"urn:opslog:incidents:v{VERSION}"


def incidents_schema(config: Config) -> Schema:
    """Say what `incidents.json` holds, and under `$defs` what a line of the JSON Lines is."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(config),
        "title": "Incidents of an ops log",
        "type": "object",
        "properties": {
            "$schema": {"type": "string", "description": "the address of this schema"},
            "version": {"const": VERSION},
            "title": {"type": "string", "description": "what the ops log is called"},
            "url": {"type": "string", "description": "where the ops log is; empty where that is not known"},
            "years": {
                "type": "object",
                "description": "where the incidents of each year are with their texts, if they are without them here",
                "additionalProperties": {"type": "string"},
            },
            "incidents": {"type": "array", "items": {"$ref": "#/$defs/incident"}, "description": "newest first"},
        },
        "required": ["version", "title", "url", "incidents"],
        "$defs": {"incident": _object(Incident)},
    }


def schema_text(config: Config) -> str:
    """Write the schema as JSON."""
    return json.dumps(incidents_schema(config), indent=2, ensure_ascii=False) + "\n"


@cache
def _object(described: Any) -> Schema:
    """Describe an object; readers let pass what they do not know."""
    hints = get_type_hints(described, include_extras=True)
    return {
        "type": "object",
        "description": described.__doc__,
        "properties": {name: _schema(hint) for name, hint in hints.items()},
        "required": [name for name, hint in hints.items() if get_origin(hint) is not NotRequired],
    }


def _schema(hint: Any) -> Schema:
    """Describe a value by its type and what stands beside it: a meaning, its words, or a pattern."""
    if get_origin(hint) is NotRequired:
        return _schema(get_args(hint)[0])
    if get_origin(hint) is Annotated:
        plain, *beside = get_args(hint)
        described = _schema(plain)
        for one in beside:
            described = _with(described, one)
        return described
    if is_typeddict(hint):
        return _object(hint)
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [_schema(one) for one in get_args(hint)]}
    if get_origin(hint) is list:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _schema(get_args(hint)[1])}
    return {"type": PLAIN[hint]}


def _with(described: Schema, beside: object) -> Schema:
    if isinstance(beside, str):
        return described | {"description": beside}
    if isinstance(beside, re.Pattern):
        return described | {"pattern": f"^{beside.pattern}$"}
    if not isinstance(beside, Mapping):
        raise TypeError(f"{beside!r} says nothing to a schema")
    if described.get("type") == "object":
        each = described["additionalProperties"]
        return {
            "type": "object",
            "properties": {name: each | {"description": doc} for name, doc in beside.items()},
            "required": [*beside],
        }
    words = {"oneOf": [{"const": word, "description": doc} for word, doc in beside.items()]}
    return {"anyOf": [words, {"type": "null"}]} if "anyOf" in described else words
