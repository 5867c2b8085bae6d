"""Which record a command means that comes after the incident: the one that is named, or the only one that is so far."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from opslog.closing import unanswered
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import find_records, leads_out, printable, read_file
from opslog.live.choice import VARIABLE, record_file
from opslog.record import Record

Stage = Callable[[Record], bool]
MOST_LISTED = 9


def record_to_draft(given: str | None, config: Config) -> Path:
    """Choose the record whose postmortem is to be written: open and resolved, else open, else a draft already."""
    stages = (
        lambda record: record.facts.status == "open" and record.facts.times.resolved is not None,
        lambda record: record.facts.status == "open",
        lambda record: record.facts.status == "draft",
    )
    return _choose(given, config, stages, "no record is open or a draft: `--record ID` names another")


def record_to_close(given: str | None, config: Config, today: date) -> Path:
    """Choose the record to close: one that is being written or reviewed, else approved and with questions open."""
    stages = (
        lambda record: record.facts.status in ("draft", "in-review"),
        lambda record: record.facts.status == "approved" and bool(unanswered(record, config, today)),
        lambda record: record.facts.status == "open",
    )
    return _choose(given, config, stages, "every record is closed: `--record ID` names one all the same")


def _choose(given: str | None, config: Config, stages: Sequence[Stage], none: str) -> Path:
    if given or os.environ.get(VARIABLE):
        return record_file(given, config)
    folder = config.records_folder
    files = [found for found in find_records(folder) if not leads_out(found)] if folder.is_dir() else []
    records = [(found[0], read_file(found, config)) for found in files]
    for stage in stages:
        meant = [(file, record) for file, record in records if record.readable and stage(record)]
        if len(meant) == 1:
            return meant[0][0]
        if meant:
            raise OpslogError(_which([record for _, record in meant]))
    raise OpslogError(none)


def _which(records: Sequence[Record]) -> str:
    newest = sorted(records, key=lambda record: record.id, reverse=True)
    listed = [printable(f"  --record {record.id}   {record.title}") for record in newest[:MOST_LISTED]]
    more = [f"  and {len(newest) - MOST_LISTED} older ones"] if len(newest) > MOST_LISTED else []
    return "\n".join((f"{len(newest)} records may be meant; add one of", *listed, *more))
