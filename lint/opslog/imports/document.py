"""JSON that may come from anybody: bounded when it is read, and asked for values of one type."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from opslog.errors import OpslogError

Json = Mapping[str, "Json"] | list["Json"] | str | int | float | bool | None

MAX_BYTES = 256 * 1024 * 1024
"""No export of one incident is larger; more would stall the machine of whoever was sent it."""
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?[ ]?(Z|UTC|[+-]\d{2}:?\d{2})?\Z", re.IGNORECASE
)


def read_json(path: Path) -> Json:
    """Read a JSON file. Raises OpslogError that says where it is broken."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OpslogError(f"{path}: more than {MAX_BYTES // 1024**2} MB")
        raw = path.read_bytes()
    except OSError as error:
        raise OpslogError(f"{path}: cannot be read: {error.strerror}") from error
    return json_of(raw, str(path))


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


def moment(written: str | None) -> datetime | None:
    """Read an ISO 8601 time with an offset, `2025-01-10T03:10:30.905Z`; None where it is no such time.

    Digits behind the seconds are dropped, and so are the years that stand for "not set" (`0001-01-01T00:00:00Z`).
    """
    found = MOMENT.match(written.strip()) if written else None
    if found is None or found[4] is None:
        return None
    offset = "+00:00" if found[4].upper() in {"Z", "UTC"} else found[4]
    try:
        at = datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year >= datetime.fromtimestamp(0, UTC).year else None
