"""The moment at which something happened, as somebody types it while it goes on: `12:32`, `-10m`, a date and a time."""

from __future__ import annotations

import re
from datetime import timedelta, tzinfo

from opslog.clock import clock_of, read_stamp
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.times import Moment, TimeError, at_clock, clock_text, read_moment, to_the_minute
from opslog.today import now

AGO = re.compile(r"-(?=\d)(?:(?P<hours>\d{1,3})h)?(?:(?P<minutes>\d{1,4})(?:m|min)?)?\Z")
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\Z")
FORMS = "write 12:32 (today), -10m, or 2022-12-25 12:32"
KNOWN_SEPARATOR = re.compile(r"[ \t]*[—–:-]?[ \t]*")


def this_minute(zone: tzinfo) -> Moment:
    """Tell the present minute, as a clock in a zone shows it."""
    return to_the_minute(now(), zone)


def read_when(given: str | None, zone: tzinfo, said_by: str = "--at", *, day_will_do: bool = False) -> Moment:
    """Read when something happened, to the minute; left out: now. Raises OpslogError, also for what is still to come.

    A clock time is one of today, by the calendar of the zone; `-10m` and `-1h30m` count back from now. A date without
    an hour is refused, unless a day will do.
    """
    present = this_minute(zone)
    if given is None:
        return present
    text = given.strip()
    ago = AGO.match(text)
    try:
        if ago:
            back = timedelta(hours=int(ago["hours"] or 0), minutes=int(ago["minutes"] or 0))
            return to_the_minute(present.at - back, zone)
        if CLOCK.match(text):
            moment = at_clock(present.local.date(), clock_of(text, None)[0], zone)
        else:
            moment = read_moment(text, zone)
    except TimeError as problem:
        instead = FORMS if "is not a time" in problem.message else problem.instead
        raise OpslogError(f"{said_by}: {problem.message}; {instead}") from problem
    except OverflowError as problem:
        raise OpslogError(f"{said_by}: `{printable(text)[:40]}` is beyond the calendar; {FORMS}") from problem
    if moment.whole_day and not day_will_do:
        raise OpslogError(f"{said_by}: `{text}` names no hour; {FORMS}")
    minute = moment if moment.whole_day else to_the_minute(moment.at, zone)
    return _not_ahead(minute, present, text, zone, said_by)


def read_known(given: str, at: Moment, zone: tzinfo) -> tuple[Moment, str]:
    """Read `TIME what`: when something was learned, and what. A clock time is on the day of `at`."""
    text = " ".join(given.split())
    stamp = read_stamp(text, zone, at.local.date())
    if stamp is None or stamp.at is None or stamp.problem is not None or stamp.at.whole_day:
        raise OpslogError(
            f"--known: `{printable(text)[:60]}` does not start with a time; write `14:20 what was learned`"
        )
    rest = text[stamp.length :]
    separator = KNOWN_SEPARATOR.match(rest)
    what = rest[separator.end() if separator else 0 :]
    if not what:
        raise OpslogError("--known: what was learned? Write `14:20 what was learned`")
    moment = to_the_minute(stamp.at.at, zone)
    return _not_ahead(moment, this_minute(zone), stamp.written, zone, "--known"), what


def shown(moment: Moment, zone: tzinfo) -> str:
    """Write a moment for somebody who reads it today: the clock time, with its date where that is another day."""
    same_day = moment.local.date() == now().astimezone(zone).date()
    return f"{moment.local:%H:%M}" if same_day else clock_text(moment.at, zone)


def _not_ahead(moment: Moment, present: Moment, text: str, zone: tzinfo, said_by: str) -> Moment:
    if moment.at <= present.at:
        return moment
    message = f"{said_by}: {text} is still to come, it is {clock_text(present.at, zone)} in the record's zone ({zone})"
    if CLOCK.match(text):
        yesterday = present.local.date() - timedelta(days=1)
        message = f"{message}; for yesterday write {yesterday} {moment.local:%H:%M}"
    raise OpslogError(message)
