"""What was adopted, from which bytes, and which bytes were written: so that a second run overwrites nobody's work."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.writing import create_file, replace_file

NAME = ".adopted.json"
VERSION = 1


class Known(NamedTuple):
    """An adopted account: its record's path from the manifest's folder, and digests of the source and of the record."""

    record: str
    source: str
    written: str


Manifest = Mapping[str, Known]
"""Known accounts by the path of their source, from the manifest's folder."""


def digest(raw: bytes) -> str:
    """Name bytes by what they are."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def source_key(source: Path, folder: Path) -> str:
    """Name a source by its path from the folder of the records."""
    return Path(os.path.relpath(source.resolve(), folder.resolve())).as_posix()


def read_manifest(folder: Path) -> dict[str, Known]:
    """Read what was adopted into a folder; empty where nothing was. Raises OpslogError for a file that is none."""
    file = folder / NAME
    try:
        raw = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OpslogError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise OpslogError(f"{file}: this is not JSON ({error}); is a merge unfinished?") from error
    match raw:
        case {"opslog-adopted": int(version), "accounts": dict(accounts)} if version == VERSION:
            return {str(key): _known(value, str(key), file) for key, value in accounts.items()}
    raise OpslogError(f"{file}: this is no list of adopted accounts that this opslog can read")


def _known(value: object, key: str, file: Path) -> Known:
    match value:
        case {"record": str(record), "source": str(source), "written": str(written)}:
            if Path(record).is_absolute() or ".." in Path(record).parts:
                raise OpslogError(f"{file}: the record of `{key}` lies outside the folder")
            return Known(record, source, written)
    raise OpslogError(f"{file}: the entry `{key}` is none; is a merge unfinished?")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what was adopted, an account on a line. Raises OpslogError."""
    lines = ",\n".join(
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(manifest[key]._asdict(), ensure_ascii=False)}"
        for key in sorted(manifest)
    )
    text = f'{{"opslog-adopted": {VERSION}, "accounts": {{\n{lines}\n}}}}\n'
    file = folder / NAME
    if not file.exists():
        create_file(file, text)
    elif file.read_bytes() != text.encode():
        replace_file(file, text.encode())
