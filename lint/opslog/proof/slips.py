"""The likely slip behind a date that does not fit: a wrong year or month, or two numbers changed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from opslog.proof.events import FIRST_YEAR, LAST_YEAR
from opslog.times import Moment

SLACK = timedelta(hours=12)
"""Around its neighbours a corrected moment may lie by this much."""


def likely_slip(moment: Moment, earliest: Moment, latest: Moment) -> str | None:
    """Write the date and time that was probably meant: the one slip that brings a moment between two others.

    `earliest` and `latest` may be the same. None where no single slip does.
    """
    if not FIRST_YEAR < min(earliest.at.year, moment.at.year) <= max(latest.at.year, moment.at.year) < LAST_YEAR:
        return None
    low, high = earliest.at - SLACK, latest.at + SLACK
    for meant in _slips(moment.local):
        if low <= meant <= high:
            return f"{meant:%Y-%m-%d}" if moment.whole_day else f"{meant:%Y-%m-%d %H:%M}"
    return None


def _slips(local: datetime) -> Iterator[datetime]:
    """List what one slip turns into this date, the likeliest first."""
    for years in (1, -1, 10, -10):
        yield from _replaced(local, year=local.year + years)
    for months in (1, -1, 2, -2, 10, -10, 11, -11):
        yield from _replaced(local, month=local.month + months)
    yield from _replaced(local, month=local.day, day=local.month)


def _replaced(local: datetime, **parts: int) -> Iterator[datetime]:
    try:
        changed = local.replace(**parts)  # type: ignore[arg-type]
    except ValueError:
        return
    if changed != local:
        yield changed
