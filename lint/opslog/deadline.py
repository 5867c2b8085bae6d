"""By when the follow-ups of an incident are due, if nobody gave them a date."""

from __future__ import annotations

from datetime import date, timedelta

from opslog.config import Config
from opslog.record import Record
from opslog.times import TimeError, read_day


def opened_on(record: Record) -> date | None:
    """Find the day from which the follow-ups of a record count: it was resolved, else mitigated, else started.

    Where its frontmatter has none of these, the day in its id; None where that is no day.
    """
    times = record.facts.times
    moment = times.resolved or times.mitigated or times.started
    if moment is not None:
        return moment.local.date()
    try:
        return read_day(record.day)
    except TimeError:
        return None


def due_by_policy(record: Record, config: Config) -> date | None:
    """Find the day by which the policy of its severity wants the follow-ups of a record done; None without a policy."""
    days = config.follow_ups.days.get(record.facts.severity or "")
    opened = opened_on(record)
    if days is None or opened is None:
        return None
    try:
        return opened + timedelta(days=days)
    except OverflowError:  # beyond the last day of the calendar
        return None
