"""JSON that may come from anybody: asked for values of one type, it gives them or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from opslog.errors import OpslogError

Json = Mapping[str, "Json"] | list["Json"] | str | int | float | bool | None


def json_of(raw: bytes, name: str) -> Json:
    """Read JSON from bytes; `name` is what an OpslogError calls them."""
    try:
        value: Json = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise OpslogError(f"{name}: byte {error.start + 1} is not UTF-8; JSON files are") from error
    except json.JSONDecodeError as error:
        raise OpslogError(f"{name}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:  # nested thousands deep; an integer of thousands of digits
        raise OpslogError(f"{name}: this JSON is not from an export: {type(error).__name__}") from error
    return value


def value(node: Json, *keys: str) -> Json:
    """Follow keys through objects; None where one is missing or something else stands there."""
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def text(node: Json, *keys: str) -> str | None:
    """Find a text that is not empty; None where there is none."""
    found = value(node, *keys)
    return found if isinstance(found, str) and found.strip() else None


def objects(node: Json, *keys: str) -> tuple[Mapping[str, Json], ...]:
    """Find a list and give the objects in it; what else stands in it is left out."""
    found = value(node, *keys)
    return tuple(one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else ()


def texts(node: Json, *keys: str) -> tuple[str, ...]:
    """Find a list and give the texts in it."""
    found = value(node, *keys)
    return tuple(one for one in found if isinstance(one, str) and one.strip()) if isinstance(found, list) else ()
