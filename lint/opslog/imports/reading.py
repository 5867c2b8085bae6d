"""Files of exports, read: JSON, JSON Lines, or several values one behind the other, sorted by what they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from opslog.errors import OpslogError
from opslog.files import printable
from opslog.imports.value import MOST_SHOWN, Value

MAX_BYTES = 64 * 1024 * 1024
"""What an API answers about an incident is a few MB at most; a larger file is something else."""
SUFFIXES = (".json", ".jsonl", ".ndjson")
MOST_KEYS = 6
SPACES = " \t\r\n"

Kinds = Mapping[str, str]
KindOf = Callable[[Value], str | None]


def read_parts(path: Path, product: str, answers: Kinds, kind_of: KindOf) -> dict[str, list[Value]]:
    """Read a file, or the files in a folder, and sort what is in them by kind. Raises OpslogError.

    `answers` maps the key under which an answer of the API holds something to its kind, and all these kinds are in the
    result; an empty kind, and objects that stand alone or in a list, are left to `kind_of`, which knows them by their
    keys. What has an id and was read already, as where pages of a list overlap, is left out.
    """
    parts: dict[str, list[Value]] = {kind: [] for kind in answers.values() if kind}
    seen: set[tuple[str, str]] = set()
    for file in _files(path):
        for value in read_values(file):
            for kind, part in _sorted(value, product, answers, kind_of):
                id_ = part.get("id").word()
                if id_ is None or (kind, id_) not in seen:
                    parts.setdefault(kind, []).append(part)
                seen.add((kind, id_ or ""))
    return parts


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise OpslogError(f"{printable(str(path))}: no {' and no '.join(SUFFIXES)} file in this folder")
    return found


def _sorted(value: Value, product: str, answers: Kinds, kind_of: KindOf) -> Iterator[tuple[str, Value]]:
    for one in value.items() if isinstance(value.raw, list) else (value,):
        alone = kind_of(one)
        held = [] if alone else [key for key in answers if one.has(key)]
        if not held:
            yield alone or _kind(one, product, answers, kind_of), one
        for key in held:
            inside = one.get(key)
            for part in inside.items() if isinstance(inside.raw, list | None) else (inside,):
                yield answers[key] or _kind(part, product, answers, kind_of), part


def _kind(value: Value, product: str, answers: Kinds, kind_of: KindOf) -> str:
    kind = kind_of(value)
    if kind:
        return kind
    keys = [f"`{printable(str(key))[:MOST_SHOWN]}`" for key in value.raw] if isinstance(value.raw, dict) else []
    found = f"an object with {', '.join(keys[:MOST_KEYS])}" if keys else "something else"
    expected = ", ".join(f"`{key}`" for key in answers)
    raise OpslogError(f"{value.place}: this is nothing that {product} exports: expected {expected}; found {found}")


def read_values(path: Path) -> tuple[Value, ...]:
    """Read the values of a file; raises OpslogError that says where it is broken."""
    name = printable(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OpslogError(f"{name}: this file is larger than {MAX_BYTES // 1024**2} MB; is it an export?")
        raw = path.read_bytes()
    except OSError as error:
        raise OpslogError(f"{name}: cannot be read: {error.strerror}") from error
    return values_of(raw, name)


def values_of(raw: bytes, name: str) -> tuple[Value, ...]:
    """Read the values in the bytes of a file called `name`; raises OpslogError."""
    try:
        # UTF-16 is what PowerShell writes with `>`.
        text = raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise OpslogError(f"{name}: byte {error.start + 1} is not {error.encoding.upper()}: not JSON") from error
    found: list[Value] = []
    decoder = json.JSONDecoder()
    end, line = 0, 1
    while (start := _next(text, end)) < len(text):
        line += text.count("\n", end, start)
        place = f"{name}:{line}" if found else name
        try:
            value, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise OpslogError(f"{name}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}") from error
        except RecursionError as error:
            raise OpslogError(f"{place}: this is nested too deeply to be an export") from error
        except ValueError as error:
            raise OpslogError(f"{place}: a number here has too many digits") from error
        found.append(Value(value, place))
        line += text.count("\n", start, end)
    if not found:
        raise OpslogError(f"{name}: this file is empty")
    return tuple(found)


def _next(text: str, start: int) -> int:
    while start < len(text) and text[start] in SPACES:
        start += 1
    return start
