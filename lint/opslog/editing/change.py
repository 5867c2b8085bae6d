"""Changing the file of a record: one at a time, whole or not at all, and only to what can be read."""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.reading import parse_record
from opslog.record import Record
from opslog.source import MAX_BYTES
from opslog.writing import replace_file

try:
    import fcntl
except ImportError:  # Windows: there two that write at once are told so by the comparison before the file is replaced
    fcntl = None  # type: ignore[assignment]

LONGEST_WAIT = 20.0
"""Seconds to wait for others who write into the same folder."""
LOOK_AGAIN = 0.02


def change_record(path: Path, config: Config, change: Callable[[bytes, Record], bytes]) -> Record:
    """Change a record: `change` gets its bytes and what they say, and gives its new bytes.

    Nobody else who writes through here can come between, in this process or another. Raises OpslogError, and leaves
    the file as it was, where it cannot be read or written, or where the change would make something of it that cannot
    be read or is newly wrong.
    """
    shown = printable(str(path))
    with locked(path.parent):
        raw = _read(path, shown)
        before = parse_record(raw, shown, config)
        if not before.readable or not before.has_facts:
            why = before.problems[0].message if before.problems else "it cannot be read"
            raise OpslogError(f"{shown}: {why}; mend that first")
        edited = change(raw, before)
        after = parse_record(edited, shown, config)
        _check(before, after)
        if edited != raw:
            if _read(path, shown) != raw:
                raise OpslogError(f"{shown}: somebody is writing to the file; run this again")
            replace_file(path, edited)
        return after


def _read(path: Path, shown: str) -> bytes:
    try:
        if path.is_symlink():
            raise OpslogError(f"{shown}: links are not written to; name the file itself")
        if path.stat().st_size > MAX_BYTES:
            raise OpslogError(f"{shown}: the file is larger than any record")
        return path.read_bytes()
    except OSError as error:
        raise OpslogError(f"{shown}: cannot be read: {error.strerror}") from error


def _check(before: Record, after: Record) -> None:
    known = Counter((problem.rule, problem.message) for problem in before.problems)
    now = Counter((problem.rule, problem.message) for problem in after.problems)
    new = [
        problem
        for problem in after.problems
        if now[problem.rule, problem.message] > known[problem.rule, problem.message]
    ]
    if new or not after.readable:
        why = f"{new[0].message}. {new[0].instead}" if new else "it could not be read any more"
        raise OpslogError(f"{before.path}: this would not do: {why}")


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock that the system keeps for a folder: it leaves no file, and ends with the process."""
    if fcntl is None:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OpslogError(f"{printable(str(folder))}: cannot be opened: {error.strerror}") from error
    try:
        _wait_for(handle, folder)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, folder: Path) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise OpslogError(f"{printable(str(folder))}: somebody else has been writing here for long") from None
            time.sleep(LOOK_AGAIN)
        except OSError:  # a file system without locks: the comparison before the file is replaced has to do
            return
