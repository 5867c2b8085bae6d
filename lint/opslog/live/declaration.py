"""Declaring: an open record is written, and the channel hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.live.choice import open_records
from opslog.live.step import Step
from opslog.live.taking import Taken, new_lines, refuse_what_cannot_be
from opslog.live.when import shown
from opslog.new import Answers, record_path, record_text, write_record
from opslog.reading import parse_record, read_record
from opslog.times import Moment, find_zone

NEXT = (
    ("opslog ack --who @handle", "whoever takes it on"),
    ("opslog handoff comms @handle", "as soon as somebody can take it; ops and ic likewise"),
    ('opslog log "…"', "what you see and try, as you go"),
    ('opslog mitigate --kind rollback --plan "…"', "before you roll back"),
    ("opslog status", "who holds what, what is due"),
)


def declare(answers: Answers, config: Config) -> Taken:
    """Write the record of an incident that goes on. Raises OpslogError where somebody has declared it already."""
    path = record_path(answers, config)
    if path.exists():
        raise OpslogError(
            f"{path.stem} is declared already. If it is the same, go on there: --record {path.stem}. "
            "If not, give this one other words for its file name: --slug"
        )
    text = record_text(answers, config)
    refuse_what_cannot_be(parse_record(text, str(path), config), config)
    others = [record.id for _, record in open_records(config)]
    write_record(answers, config)
    record = read_record(path, config)
    notes = (f"Open as well: {', '.join(others)}. Name the one you mean with --record.",) if others else ()
    done = f"Declared: {answers.title} ({answers.severity})."
    step = Step(done, record.facts, say=tuple(_say(answers, path, config)), notes=notes, next=NEXT)
    return Taken(path, record, step, tuple(new_lines(b"", text.encode())))


def _say(answers: Answers, path: Path, config: Config) -> Iterator[str]:
    """Write the declaration for the incident channel, as docs/process/declare.md asks for it."""
    zone = find_zone(config.timezone)
    what = "EXERCISE" if answers.kind == "exercise" else "INCIDENT"
    yield f"{what} {answers.severity}: {answers.title}"
    by = f" Noticed by: {answers.detected_by}." if answers.detected_by else ""
    yield f"Since: {shown(answers.started, zone)} {_zone_name(answers.started)}.{by}"
    yield f"{answers.who} is incident commander, and holds comms and ops for now."
    yield f"Record: {path.stem}"
    minutes = config.communication.update_minutes.get(answers.severity)
    if minutes is not None:
        due = answers.now.local + timedelta(minutes=minutes)
        yield f"Next update: {due:%H:%M} {_zone_name(answers.now)}."


def _zone_name(moment: Moment) -> str:
    return f"{moment.local:%Z}"
