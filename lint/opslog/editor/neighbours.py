"""The records beside the one that is edited, as they lie on disk."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import find_records, read_file
from opslog.reading import people_of
from opslog.record import Record

HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z0-9](?:[\w-]|\.(?=\w)){0,60}")

State = tuple[int, int]
"""When a file was last written, and its size."""


class Neighbour(NamedTuple):
    """One record on disk: without its body, which no other record's findings hang on, but with the handles in it."""

    state: State
    record: Record
    handles: frozenset[str]


class Neighbours:
    """Remembers the records of a folder, and reads again only what has changed."""

    def __init__(self) -> None:
        self.stale = True
        self.config: Config | None = None
        self.found: dict[Path, Neighbour] = {}

    def refresh(self, config: Config) -> None:
        """Read what is new or has changed, once told that something may have; everything, for a new configuration."""
        if config == self.config and not self.stale:
            return
        old = self.found if config == self.config else {}
        found = {}
        try:
            files = list(find_records(config.records_folder))
        except OpslogError:  # no folder yet: the first record is being written
            files = []
        for file in files:
            path, state = file[0].resolve(), _state(file[0])
            known = old.get(path)
            found[path] = known if known and known.state == state else _read(file, state, config)
        self.found, self.config, self.stale = found, config, False

    def beside(self, path: Path) -> tuple[Record, ...]:
        """List the records but that of the file."""
        return tuple(one.record for file, one in self.found.items() if file != path.resolve())

    @property
    def handles(self) -> frozenset[str]:
        """Every `@handle` in the log."""
        return frozenset().union(*(one.handles for one in self.found.values()))

    @property
    def services(self) -> frozenset[str]:
        """Every service that a record names."""
        return frozenset(name for one in self.found.values() for name in one.record.facts.services)


def _state(path: Path) -> State:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _read(file: tuple[Path, Path | None], state: State, config: Config) -> Neighbour:
    record = read_file(file, config)
    said = {handle for line in record.body for handle in HANDLE.findall(line.text)}
    named = {name for name in people_of(record.facts) if HANDLE.fullmatch(name)}
    shown = os.path.relpath(record.path, config.root)
    stripped = replace(record, path=shown, body=(), sections=(), timeline=(), follow_ups=())
    return Neighbour(state, stripped, frozenset(said | named))
