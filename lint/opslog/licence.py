"""The temporary licence of a go-to-market incident: how long it may last, what is written of it, how it stands.

docs/process/go-to-market.md says what it is for.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.record import Licence, Record
from opslog.times import Moment, TimeError, at_clock, duration_text, moment_text

MOST_DAYS = 7
"""Anybody may issue one at night and without asking, because it ends by itself so soon."""
LOOK_BEFORE = timedelta(days=2)
"""So long before it ends somebody looks whether the proper licence is in place."""


class LicenceStanding(NamedTuple):
    """How a temporary licence stands at a moment: `valid`, `ending` (two days are left, or less) or `ended`."""

    state: str
    words: str


def lasting(issued: Moment, until: Moment) -> timedelta:
    """Tell how long a licence is valid; in days where only a date is known."""
    if issued.whole_day or until.whole_day:
        return until.local.date() - issued.local.date()
    # In one zone the second counts the hands of the clock: the same time a week later is seven days, also where
    # clocks go back in between.
    return min(until.at - issued.at, until.local - issued.local)


def is_too_long(span: timedelta) -> bool:
    """Say whether a temporary licence may not last so long."""
    return span > timedelta(days=MOST_DAYS)


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


def issue(record: Record, licence: Licence) -> Licence | None:
    """Check a licence that is to be written into a record; None where the record has it already.

    Raises OpslogError for one that is too long, ends before it starts, or is another customer's.
    """
    issued, until, known = licence.issued, licence.valid_until, record.facts.licence
    if issued is None or until is None:
        raise AssertionError("a licence that is issued has both its times")
    span = lasting(issued, until)
    if is_too_long(span):
        raise OpslogError(
            f"a temporary licence is valid for {MOST_DAYS} days at most, and this would be {duration_text(span)}: "
            "anybody may issue it without asking because it ends so soon; another one can follow"
        )
    if span <= timedelta(0) and not (span == timedelta(0) and (issued.whole_day or until.whole_day)):
        raise OpslogError(f"this licence would end ({moment_text(until)}) before it starts ({moment_text(issued)})")
    if known is not None and known.customer and known.customer.casefold() != (licence.customer or "").casefold():
        raise OpslogError(
            f"{record.path}: it holds a licence of another customer; declare an incident of its own for this one"
        )
    return None if known == licence else licence


def entry_text(licence: Licence, known: Licence | None) -> str:
    """Say in the timeline that a licence was issued. Customers are not named there."""
    which = "a temporary licence" if known is None else "another temporary licence"
    until = moment_text(licence.valid_until) if licence.valid_until else ""
    return f"{licence.issued_by} issues {which}, valid until {until}."


def licence_standing(record: Record, now: datetime) -> LicenceStanding | None:
    """Say how the temporary licence of a record stands; None where it has none, or the incident is resolved."""
    licence = record.facts.licence
    if licence is None or licence.valid_until is None or record.facts.times.resolved is not None:
        return None
    until = licence.valid_until
    ends = until.at + timedelta(days=1) if until.whole_day else until.at
    told, left = moment_text(until), ends - now
    if left <= timedelta(0):
        words = f"the temporary licence ended {duration_text(-left)} ago ({told}): the customer may be blocked again"
        return LicenceStanding("ended", words)
    state = "ending" if left <= LOOK_BEFORE else "valid"
    ask = ": is the proper licence in place?" if state == "ending" else ""
    return LicenceStanding(state, f"the temporary licence ends in {duration_text(left)} ({told}){ask}")
