"""When those affected are to hear the next word: as promised, or else as the policy asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from opslog.communication import communication_of
from opslog.config import Config
from opslog.promises import read_promise
from opslog.record import Record
from opslog.times import Moment

PROMISED, POLICY, FIRST = "promised", "policy", "first word"


class NextUpdate(NamedTuple):
    """When it is due, and why then: promised, by the policy, or the first word of all."""

    due: Moment
    why: str

    def late(self, now: datetime) -> timedelta:
        """Say how late it is; negative where it is still to come. What is due on a day is late when that day ends."""
        return now - self.due.at - timedelta(days=1 if self.due.whole_day else 0)


def next_update(record: Record, config: Config, now: datetime) -> NextUpdate | None:
    """Find when the next word is due; None where nobody promised one and no policy asks for it."""
    severity, times = record.facts.severity or "", record.facts.times
    told = communication_of(record, config, now)
    if told.end_announced:
        return None
    if told.words:
        last = told.words[-1]
        promise = read_promise(last.entry.text, last.at)
        if promise is not None:
            return NextUpdate(promise.due, PROMISED)
        minutes = config.communication.update_minutes.get(severity)
        return None if minutes is None or times.mitigated or times.resolved else _after(last.end, minutes, POLICY)
    called = times.declared or times.detected
    minutes = config.communication.first_word_minutes.get(severity)
    return None if minutes is None or called is None else _after(called, minutes, FIRST)


def _after(moment: Moment, minutes: int, why: str) -> NextUpdate | None:
    if moment.whole_day:
        return None
    at = moment.at + timedelta(minutes=minutes)
    return NextUpdate(Moment(at, at.astimezone(moment.local.tzinfo)), why)
