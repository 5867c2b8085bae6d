"""A database (SQLite 3) to ask questions of: tables of incidents and what belongs to them, and their durations.

Times are texts in UTC, which SQLite's own functions read and which sort as times do. The same incidents give the same
bytes, as long as the library is the same. `search` is a full-text index (FTS5), where the library has that.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opslog.errors import OpslogError
from opslog.exports import Extract
from opslog.incident import MINUTES, VERSION, Incident, body_of
from opslog.metrics import DECIDED
from opslog.record import MILESTONES

PIECE = 1 << 20
ABOUT = (
    "title", "severity", "status", "kind", "visibility", "timezone", "detected_by", "reported_by", "resolution_owner",
    "waived_because", "waived_by", "summary", "updated", "url", "file",
)  # fmt: skip
LISTS: Mapping[str, str] = {
    "services": "service",
    "tags": "tag",
    "criteria": "criterion",
    "responders": "who",
    "authors": "who",
    "related": "other",
    "formerly": "id",
}
ROWS: Mapping[str, tuple[str, ...]] = {
    "roles": ("role", "who", "since", "until"),
    "reviews": ("who", "role", "state", "at", "url", "revision", "digest"),
    "follow_ups": (
        "number", "text", "state", "due", "due_by_policy", "owner", "kind", "priority", "tracker", "url", "opened",
        "closed",
    ),
    "timeline": ("number", "at", "until", "approximate", "kind", "text", "known_at", "known"),
}  # fmt: skip
COLUMN_OF = {"by": "who", "commit": "revision"}
"""Other names for fields whose own are words of SQL."""
INDEXED = {"services": "service", "tags": "tag", "follow_ups": "due", "roles": "who", "timeline": "at"}
INCIDENT_COLUMNS = ("id", *ABOUT, *MILESTONES, "mitigation", DECIDED, "instead_of_rollback", "body")


def export(extract: Extract) -> Iterator[bytes]:
    """Write the database. What is being written stands in a temporary file, not in memory."""
    with tempfile.TemporaryDirectory(prefix="opslog-") as folder:
        file = Path(folder, "incidents.db")
        _fill(file, extract.incidents)
        with file.open("rb") as database:
            while piece := database.read(PIECE):
                yield piece


def _fill(file: Path, incidents: Iterable[Incident]) -> None:
    """Fill a new database. Raises OpslogError where there is no room for it."""
    database = sqlite3.connect(file, isolation_level=None)
    try:
        # Nobody else sees this file before it is whole, so nothing has to survive a crash.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        for statement in _tables():
            database.execute(statement)
        for incident in incidents:
            _insert(database, incident)
        for statement in (*_indices(), *_views()):
            database.execute(statement)
        _index_words(database)
        database.execute("COMMIT")
        database.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.OperationalError as error:
        raise OpslogError(f"the database cannot be written: {error}") from error
    finally:
        database.close()


def _tables() -> Iterator[str]:
    columns = ", ".join(f"{name} TEXT" for name in INCIDENT_COLUMNS[1:])
    yield f"CREATE TABLE incidents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {columns})"
    for table, column in LISTS.items():
        yield f"CREATE TABLE {table} (incident TEXT NOT NULL REFERENCES incidents (id), {column} TEXT NOT NULL)"
    for table, names in ROWS.items():
        described = ", ".join(f"{name} {_kind(name)}" for name in names)
        yield f"CREATE TABLE {table} (incident TEXT NOT NULL REFERENCES incidents (id), {described})"


def _kind(column: str) -> str:
    return "INTEGER" if column in ("number", "due_by_policy", "approximate") else "TEXT"


def _indices() -> Iterator[str]:
    for table in (*LISTS, *ROWS):
        yield f"CREATE INDEX {table}_of_incident ON {table} (incident)"
    for table, column in INDEXED.items():
        yield f"CREATE INDEX {table}_by_{column} ON {table} ({column})"
    for column in ("started", "severity"):
        yield f"CREATE INDEX incidents_by_{column} ON incidents ({column})"


def _views() -> Iterator[str]:
    """Make the durations in minutes, by the same definitions as everywhere; nothing where a point is only a day."""
    durations = ", ".join(_minutes(name, metric.earlier, metric.later) for name, metric in MINUTES.items())
    yield f"CREATE VIEW durations AS SELECT id AS incident, {durations} FROM incidents"  # noqa: S608 - our own names
    yield (
        "CREATE VIEW overdue AS SELECT * FROM follow_ups WHERE state = 'open' AND due < date('now') "
        "ORDER BY due, incident, number"
    )


def _minutes(name: str, earlier: str, later: str) -> str:
    seconds = f"strftime('%s', {later}) - strftime('%s', {earlier})"
    exact = f"length({earlier}) > 10 AND length({later}) > 10 AND {later} >= {earlier}"
    return f"CASE WHEN {exact} THEN ({seconds}) / 60 END AS {name}"


def _insert(database: sqlite3.Connection, incident: Incident) -> None:
    _add(database, "incidents", INCIDENT_COLUMNS, _incident_values(incident))
    told: Mapping[str, Any] = {**incident}
    for table, column in LISTS.items():
        for member in told[table]:
            _add(database, table, ("incident", column), {"incident": incident["id"], column: member})
    for table, columns in ROWS.items():
        for row in told[table]:
            _add(database, table, ("incident", *columns), _row_values(row) | {"incident": incident["id"]})


def _add(database: sqlite3.Connection, table: str, columns: Sequence[str], values: Mapping[str, Any]) -> None:
    marks = ", ".join("?" * len(columns))
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
    database.execute(into, [values[column] for column in columns])


def _incident_values(incident: Incident) -> dict[str, Any]:
    mitigation = incident["mitigation"] or {"kind": None, "decided": None, "instead_of_rollback": None}
    return {
        **incident,
        **incident["times"],
        "mitigation": mitigation["kind"],
        DECIDED: mitigation["decided"],
        "instead_of_rollback": mitigation["instead_of_rollback"],
        "body": body_of(incident),
    }


def _row_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a row by column; what was learned later stands in two."""
    values = {COLUMN_OF.get(name, name): value for name, value in row.items()}
    known = values.get("known")
    return values | {"known_at": known["at"], "known": known["what"]} if known else {"known_at": None, **values}


def _index_words(database: sqlite3.Connection) -> None:
    """Make the full-text index of titles and bodies; some libraries are built without it."""
    columns = "id UNINDEXED, title, body, content = 'incidents', content_rowid = 'number'"
    try:
        database.execute(f"CREATE VIRTUAL TABLE search USING fts5({columns}, tokenize = 'porter unicode61')")
    except sqlite3.OperationalError:
        return
    database.execute("INSERT INTO search (search) VALUES ('rebuild')")
