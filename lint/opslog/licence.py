"""The temporary licence of a go-to-market incident: how long it may last, what is written of it, how it stands.

docs/process/go-to-market.md says what it is for.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from opslog.record import Licence, Record
from opslog.times import Moment, TimeError, at_clock, duration_text, moment_text

MOST_DAYS = 7
"""Anybody may issue one at night and without asking, because it ends by itself so soon."""
LOOK_BEFORE = timedelta(days=2)
"""So long before it ends somebody looks whether the proper licence is in place."""


class LicenceStanding(NamedTuple):
    """How a temporary licence stands at a moment: `valid`, `ending` (two days are left, or less) or `ended`."""

    state: str
    ends: Moment
    words: str


def lasting(issued: Moment, until: Moment) -> timedelta:
    """Tell how long a licence is valid; in days where only a date is known."""
    if issued.whole_day or until.whole_day:
        return until.local.date() - issued.local.date()
    # In one zone the second counts the hands of the clock: the same time a week later is seven days, also where
    # clocks go back in between.
    return min(until.at - issued.at, until.local - issued.local)


def days_later(moment: Moment, days: int) -> Moment:
    """Find the same clock time some days later; so many times 24 hours where clocks skip or repeat that hour."""
    local, zone = moment.local + timedelta(days=days), moment.local.tzinfo
    try:
        return at_clock(local.date(), (local.hour, local.minute, local.second), _zone(zone))
    except TimeError:
        at = moment.at + timedelta(days=days)
        return Moment(at, at.astimezone(zone))


def _zone(zone: tzinfo | None) -> tzinfo:
    if zone is None:
        raise AssertionError("a moment that was read has a zone")
    return zone


def fault_of(licence: Licence) -> str | None:
    """Say what is wrong with the times of a licence: too long, or over before it starts; None where nothing is."""
    issued, until = licence.issued, licence.valid_until
    if issued is None or until is None:
        return None
    span = lasting(issued, until)
    if span > timedelta(days=MOST_DAYS):
        return f"the temporary licence is valid for {duration_text(span)}, and {MOST_DAYS} days are the most"
    only_days = issued.whole_day or until.whole_day
    if span < timedelta(0) or (not span and not only_days):
        return "the temporary licence ends before it starts"
    return None


def licence_standing(record: Record, now: datetime) -> LicenceStanding | None:
    """Say how the temporary licence of a record stands; None where it has none, or the incident is resolved."""
    licence = record.facts.licence
    if licence is None or licence.valid_until is None or record.facts.times.resolved is not None:
        return None
    until = licence.valid_until
    ends = until.at + timedelta(days=1) if until.whole_day else until.at
    told, left = moment_text(until), ends - now
    if left <= timedelta(0):
        words = f"ended {duration_text(-left)} ago, at {told}: the customer may be blocked again"
        return LicenceStanding("ended", until, words)
    state = "ending" if left <= LOOK_BEFORE else "valid"
    ask = ": is the proper licence in place?" if state == "ending" else ""
    return LicenceStanding(state, until, f"ends in {duration_text(left)}, at {told}{ask}")
