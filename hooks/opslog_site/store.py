"""What earlier builds worked out, as pickles in the folder of `opslog.cache`."""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from opslog.cache import cache_for
from opslog_site.digests import of_code

LAYOUT = 1
TABLES = (
    "create table if not exists kept (kind text, key text, value blob, primary key (kind, key)) without rowid",
    "create table if not exists pages (out text, path text, key text, size int, mtime int, primary key (out, path))",
)


class Written(NamedTuple):
    """A file of a site as it was written: what it was made from, and its size and time then."""

    key: str
    size: int
    mtime: int


class Store:
    """The memory of one log's builds. Where it cannot be opened or read, it knows nothing and keeps nothing."""

    def __init__(self, root: Path | None) -> None:
        self.data: sqlite3.Connection | None = None
        self.folder = cache_for(root) if root is not None else None
        if self.folder is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                self.data = _opened(self.folder / f"build-{LAYOUT}.db")

    def close(self) -> None:
        """Let go of it."""
        if self.data is not None:
            with contextlib.suppress(sqlite3.Error):
                self.data.close()
            self.data = None

    def kept(self, kind: str) -> dict[str, Any]:
        """Give all that is kept of a kind."""
        rows = self._rows("select key, value from kept where kind = ?", kind)
        return {key: pickle.loads(value) for key, value in rows}  # noqa: S301 - see above

    def keep(self, kind: str, values: Mapping[str, Any], wanted: Iterable[str]) -> None:
        """Keep new values of a kind, and of the others only those that are `wanted`."""
        rows = [(kind, key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for key, value in values.items()]
        known = {key for (key,) in self._rows("select key from kept where kind = ?", kind)}
        gone = [(kind, key) for key in known - set(wanted)]
        self._change("insert or replace into kept values (?, ?, ?)", rows)
        self._change("delete from kept where kind = ? and key = ?", gone)

    def written(self, out: Path) -> dict[str, Written]:
        """Say what was written into a folder."""
        rows = self._rows("select path, key, size, mtime from pages where out = ?", str(out.absolute()))
        return {path: Written(*rest) for path, *rest in rows}

    def note_written(self, out: Path, files: Mapping[str, Written], gone: Iterable[str]) -> None:
        """Note what was written into a folder, and what is no longer there."""
        where = str(out.absolute())
        self._change(
            "insert or replace into pages values (?, ?, ?, ?, ?)", [(where, path, *one) for path, one in files.items()]
        )
        self._change("delete from pages where out = ? and path = ?", [(where, path) for path in gone])

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        if self.data is not None:
            with contextlib.suppress(sqlite3.Error):
                yield from self.data.execute(query, values).fetchall()

    def _change(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        if self.data is not None and rows:
            with contextlib.suppress(sqlite3.Error), self.data:
                self.data.executemany(query, rows)


def _opened(path: Path) -> sqlite3.Connection:
    data = sqlite3.connect(path, timeout=20)
    try:
        data.execute("pragma journal_mode = wal")
        data.execute("pragma synchronous = normal")
        _prepare(data)
    except sqlite3.DatabaseError:  # a torn file: begin anew
        data.close()
        path.unlink()
        data = sqlite3.connect(path, timeout=20)
        _prepare(data)
    return data


def _prepare(data: sqlite3.Connection) -> None:
    """Make the tables, and forget what another version of the code kept: its pickles may not fit this one's classes."""
    for table in TABLES:
        data.execute(table)
    version = of_code()
    if data.execute("select value from kept where kind = 'version'").fetchall() != [(version,)]:
        with data:
            data.execute("delete from kept")
            data.execute("insert into kept values ('version', '', ?)", [version])
