"""When the update comes that follows the one being written, and how that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.promises import read_promise
from opslog.record import Record
from opslog.times import Moment, is_before, zone_name

MINUTES = re.compile(r"\d{1,4}\Z")


def following_update(record: Record, config: Config, said: Moment, asked: str | None = None) -> Moment | None:
    """Say when the update behind one at `said` is due: as `asked`, else by the severity. Raises OpslogError."""
    if asked is None:
        minutes = _cadence(record, config, said)
        return _later(said, minutes) if minutes else None
    text = asked.strip()
    promise = read_promise(f"next update {f'in {text} min' if MINUTES.match(text) else text}", said)
    if promise is None:
        raise OpslogError(
            f"--next: `{printable(text)[:40]}` is no time to come; write 45 (minutes), 22:30 or tomorrow 9:00"
        )
    return promise.due


def update_time(due: Moment, said: Moment) -> str:
    """Write when an update is due so that it reads as that very moment: `22:40 CET`, with the date on another day."""
    in_utc = f"{due.at:%Y-%m-%d %H:%M} UTC"
    return next((text for text in _spellings(due, said) if _reads_as(text, said, due)), in_utc)


def _later(moment: Moment, minutes: int) -> Moment:
    at = moment.at + timedelta(minutes=minutes)
    return Moment(at, at.astimezone(moment.local.tzinfo))


def _cadence(record: Record, config: Config, at: Moment) -> int | None:
    """Say how often, in minutes, those affected are told at a moment of an incident."""
    mitigated = record.facts.times.mitigated
    policy = config.communication
    minutes = policy.update_minutes if mitigated is None or is_before(at, mitigated) else policy.monitoring_minutes
    return minutes.get(record.facts.severity or "")


def _spellings(due: Moment, said: Moment) -> Iterator[str]:
    zone = said.local.tzinfo
    local = due.at.astimezone(zone)
    moment = Moment(due.at, local)
    if due.whole_day:
        yield f"{due.local:%Y-%m-%d}"
    if local.date() == said.local.date():
        yield f"{local:%H:%M} {zone_name(moment)}"
    yield f"{local:%Y-%m-%d %H:%M} {zone_name(moment)}"


def _reads_as(text: str, said: Moment, due: Moment) -> bool:
    promise = read_promise(f"Next update: {text}.", said)
    return promise is not None and promise.due.at == due.at
