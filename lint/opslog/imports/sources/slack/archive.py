"""The files of an export, in a folder or a ZIP. Nothing is unpacked to disk, and no more is read than an export has."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from opslog.errors import OpslogError
from opslog.files import is_inside
from opslog.imports.document import Json, json_of

MOST_FILES = 500_000
MOST_OF_ONE = 64 * 1024 * 1024
MOST_OF_ALL = 1024 * 1024 * 1024
"""Bytes, unpacked: a ZIP of a few kilobytes can hold more than any disk."""
LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
DAY = re.compile(r"(?P<channel>[^/\\\x00]{1,200})/(?P<day>\d{4}-\d{2}-\d{2})\.json\Z")


class Files(Protocol):
    """Where the files lie."""

    def names(self) -> list[str]:
        """Name them, with `/` between folders."""

    def read(self, name: str, most: int) -> bytes:
        """Read one, and no more than `most` bytes."""


class InFolder(NamedTuple):
    """An export that was unpacked."""

    folder: Path

    def names(self) -> list[str]:
        """Name the files of the folder and of those in it; a link that leads out of it names none."""
        found = [*self.folder.glob("*.json"), *self.folder.glob("*/*.json"), *self.folder.glob("*/*/*.json")]
        inside = (path for path in found if path.is_file() and is_inside(path, self.folder))
        return sorted(path.relative_to(self.folder).as_posix() for path in inside)

    def read(self, name: str, most: int) -> bytes:
        """Read a file."""
        with (self.folder / name).open("rb") as file:
            return file.read(most)


class InZip(NamedTuple):
    """An export as it was downloaded."""

    file: zipfile.ZipFile

    def names(self) -> list[str]:
        """Name the files; one whose name leads elsewhere is none of an export."""
        names = self.file.namelist()
        return sorted({name for name in names if name[:1] != "/" and ".." not in name.split("/") and "\\" not in name})

    def read(self, name: str, most: int) -> bytes:
        """Read a file."""
        with self.file.open(name) as file:
            return file.read(most)


class Day(NamedTuple):
    """A file of one channel and one day."""

    channel: str
    day: str
    name: str


class Archive:
    """An export: which files it has, and what stands in them."""

    def __init__(self, files: Files, path: Path) -> None:
        self.files = files
        self.path = path
        self.read_bytes = 0
        names = files.names()
        if len(names) > MOST_FILES:
            raise OpslogError(f"{path}: more than {MOST_FILES} files; no export has so many")
        self.prefix = _prefix(names)
        inside = {name[len(self.prefix) :] for name in names if name.startswith(self.prefix)}
        self.names = frozenset(inside)
        found = ((name, DAY.match(name)) for name in sorted(inside))
        self.days = tuple(Day(match["channel"], match["day"], name) for name, match in found if match)
        if not self.days:
            raise OpslogError(f"{path}: this is no export of Slack: it holds no channel/2025-01-31.json")

    def load(self, name: str) -> Json:
        """Read a file of JSON. Raises OpslogError that names it."""
        shown = f"{self.path}: {name}"
        try:
            raw = self.files.read(self.prefix + name, MOST_OF_ONE + 1)
        except OSError as error:
            raise OpslogError(f"{shown}: cannot be read: {error.strerror or 'it is broken'}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise OpslogError(f"{shown}: cannot be unpacked; it is broken, or locked with a password") from error
        self.read_bytes += len(raw)
        if len(raw) > MOST_OF_ONE or self.read_bytes > MOST_OF_ALL:
            raise OpslogError(f"{shown}: more than any export holds; name the --channel, or a part of the export")
        return json_of(raw, shown)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an export. Raises OpslogError where the path is none."""
    if path.is_dir():
        yield Archive(InFolder(path), path)
        return
    try:
        file = zipfile.ZipFile(path)
    except OSError as error:
        raise OpslogError(f"{path}: cannot be read: {error.strerror}") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise OpslogError(f"{path}: this is neither a folder nor a ZIP") from error
    with file:
        yield Archive(InZip(file), path)


def _prefix(names: list[str]) -> str:
    """Find the folder in which the export lies: some tools pack it with the folder around it."""
    lists = [name for name in names if name.rpartition("/")[2] in {*LISTS, "users.json", "org_users.json"}]
    nearest = min(lists, key=lambda name: name.count("/"), default="")
    return nearest[: nearest.rfind("/") + 1]
