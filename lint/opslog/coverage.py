"""Where the postmortem of every incident stands against the deadline of its severity.

The deadline is counted in days of the record's zone from the day it was resolved (`closing.days`). Near-misses count
as incidents do. False alarms and exercises do not: nothing is owed for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opslog.clock import zone_of
from opslog.closing import Answer, unanswered
from opslog.config import Config
from opslog.record import Record
from opslog.times import day_in, days_text

COVERED_KINDS = ("incident", "near-miss")
STATES = {
    "late": "the deadline has passed and the postmortem is not approved",
    "in-work": "the incident goes on, or its postmortem is being written or reviewed",
    "not-closed": "the postmortem is approved, and questions of the closing gate are unanswered",
    "waived": "somebody decided that no postmortem is needed, and said why",
    "done": "the postmortem is approved and the closing gate is answered",
}
"""How an incident can stand, what wants attention first."""


class Standing(NamedTuple):
    """How one incident stands on a day.

    `late_by` is in days: until approval if it is approved, until today if it is not; negative where days are left, None
    where there is no deadline or no date to compare with it. `age` counts the days since it was resolved.
    """

    record: Record
    state: str
    resolved: date | None
    deadline: date | None
    approved: date | None
    late_by: int | None
    age: int | None
    unanswered: tuple[Answer, ...]

    @property
    def is_late(self) -> bool:
        """Whether it was approved, or is still to be approved, after the deadline."""
        return self.late_by is not None and self.late_by > 0

    @property
    def words(self) -> str:
        """Say how it stands against the deadline; nothing for what was waived."""
        status = self.record.facts.status
        if status == "waived":
            return ""
        if self.late_by is None:
            return self._without_figure()
        if self.late_by > 0:
            return f"{days_text(self.late_by)} late"
        if status == "approved":
            return "in time"
        return f"{days_text(-self.late_by)} left" if self.late_by else "due today"

    def _without_figure(self) -> str:
        if self.resolved is None:
            return "going on" if self.record.facts.status == "open" else "no day of resolution"
        if self.deadline is None:
            return f"no deadline for {self.record.facts.severity or 'no severity'}"
        return "date not recorded"


def standing_of(record: Record, config: Config, today: date) -> Standing:
    """Say how the postmortem of a record stands on the day `today`."""
    status = record.facts.status
    resolved = resolved_on(record, config)
    deadline = None if status == "waived" else deadline_of(record, config)
    approved = approved_on(record, config) if status == "approved" else None
    until = approved if status == "approved" else today
    late_by = (until - deadline).days if until and deadline else None
    open_questions = () if status in ("open", "waived") else unanswered(record, config, today)
    return Standing(
        record,
        _state(status, late_by, open_questions),
        resolved,
        deadline,
        approved,
        late_by,
        (today - resolved).days if resolved else None,
        open_questions,
    )


def coverage(records: Iterable[Record], config: Config, today: date) -> tuple[Standing, ...]:
    """Say it of all records of which a postmortem is asked."""
    return tuple(standing_of(record, config, today) for record in records if record.facts.kind in COVERED_KINDS)


def deadline_of(record: Record, config: Config) -> date | None:
    """Tell the last day in time; None while it is not resolved, and for a severity without a figure."""
    resolved = resolved_on(record, config)
    days = config.closing.days.get(record.facts.severity or "")
    if resolved is None or days is None:
        return None
    try:
        return resolved + timedelta(days=days)
    except OverflowError:
        return date.max


def resolved_on(record: Record, config: Config) -> date | None:
    """Tell the day it was resolved by the calendar of the record's zone; None where the record does not say."""
    resolved = record.facts.times.resolved
    return None if resolved is None else day_in(zone_of(record, config), resolved)


def approved_on(record: Record, config: Config) -> date | None:
    """Tell the day of the latest approving review; None where none has a date."""
    moments = [review.at for review in record.facts.reviews if review.state == "approved" and review.at]
    return max((day_in(zone_of(record, config), moment) for moment in moments), default=None)


def _state(status: str | None, late_by: int | None, open_questions: tuple[Answer, ...]) -> str:
    if status == "waived":
        return "waived"
    if status == "approved":
        return "not-closed" if open_questions else "done"
    return "late" if late_by is not None and late_by > 0 else "in-work"
