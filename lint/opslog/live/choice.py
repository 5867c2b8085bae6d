"""Which record a command means: the one that is named, or else the only open one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import find_records, leads_out, printable, read_file
from opslog.record import Record
from opslog.suggestion import nearest
from opslog.times import moment_text

VARIABLE = "OPSLOG_RECORD"
UNDER_WAY = frozenset({"open", "draft"})
"""The statuses of a record that is written into without being asked for by name."""
SAYS_OPEN = re.compile(rb"\bstatus\b.{0,20}?\bopen\b")
"""A look at the bytes, before a file is read: of a long log nearly every record is closed."""


def record_file(given: str | None, config: Config, said_by: str = "--record") -> Path:
    """Choose the file of a record: `given` (an id or a path), else OPSLOG_RECORD, else the only open record.

    Raises OpslogError where there is no such record, or where none or several are open; it then says what to type.
    """
    if given:
        return _named(given, config, said_by)
    wanted = os.environ.get(VARIABLE)
    if wanted:
        file = _named(wanted, config, VARIABLE)
        status = read_file((file, None), config).facts.status
        if status not in UNDER_WAY:
            shown = printable(wanted)
            raise OpslogError(f"{VARIABLE}: `{shown}` is {status}, not open; if you mean it, add --record {shown}")
        return file
    found = dict(open_records(config))
    if not found:
        raise OpslogError("no record is open: `opslog declare` opens one, `--record ID` names another")
    if len(found) > 1:
        listed = "".join(f"\n  --record {record.id}   {_state(record)}" for record in found.values())
        raise OpslogError(f"{len(found)} records are open; add one of{listed}")
    return next(iter(found))


def open_records(config: Config) -> Iterator[tuple[Path, Record]]:
    """Find the records with the status `open`, in the order of their names."""
    folder = config.records_folder
    if not folder.is_dir():
        return
    for found in find_records(folder):
        if leads_out(found) or not _says_open(found[0]):
            continue
        record = read_file(found, config)
        if record.readable and record.facts.status == "open":
            yield found[0], record


def _says_open(file: Path) -> bool:
    try:
        return SAYS_OPEN.search(file.read_bytes()) is not None
    except OSError:
        return False


def _named(name: str, config: Config, said_by: str) -> Path:
    path = Path(name)
    try:
        if path.is_file():
            return path
        known = {found[0].stem: found for found in find_records(config.records_folder)}
    except (OSError, ValueError) as error:  # a name with a NUL in it, a folder that may not be read
        raise OpslogError(f"{said_by}: `{printable(name)}` cannot be looked for") from error
    found = known.get(path.stem if path.name == name else name)
    if found is not None and not leads_out(found):
        return found[0]
    near = nearest(name, known)
    where = f"did you mean `{near}`?" if near else f"the records are in {printable(str(config.records_folder))}"
    raise OpslogError(f"{said_by}: there is no record `{printable(name)}`; {where}")


def _state(record: Record) -> str:
    times = record.facts.times
    for name in ("resolved", "mitigated", "declared", "started"):
        moment = getattr(times, name)
        if moment is not None:
            return printable(f"{record.facts.severity}, {name} {moment_text(moment)}: {record.title}")
    return printable(record.title)
