"""The next update that an entry promises: `next update 11:45 UTC`, `we will update again in an hour`."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from typing import NamedTuple

from opslog.clock import Stamp, read_stamp
from opslog.prose import masked
from opslog.times import Moment, is_before

_ABOUT = r"(?:(?P<about>about|around|circa|approximately|roughly)\s{1,3})?"
_DUE = (
    r"(?:(?:is|was|will be|comes|follows|expected|promised|due|planned|scheduled|on|at|by|before|not later than|"
    r"no later than|latest at|at the latest)\b|[:,(—–-])"
)
ANNOUNCED = re.compile(
    r"\b(?:(?:next|another|further|fresh)\s{1,3}(?:status\s{1,3}|public\s{1,3})?(?:update|word|message|post)|update(?:\s{1,3}\w{1,12})?\s{1,3}again"
    r"|update(?=\s{1,3}by\s))"
    rf"(?:\s{{0,3}}{_DUE}){{0,4}}\s{{0,3}}",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
AFTER = re.compile(
    rf"(?:in|within|after)\s{{1,3}}{_ABOUT}"
    rf"(?:(?P<half>half\s{{1,3}}an\s{{1,3}}hour)|(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})\s{{0,3}}-?"
    r"(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?)\b)",
    re.IGNORECASE,
)
TOMORROW = re.compile(r"tomorrow(?:\s{1,3}(?:morning|afternoon|evening))?(?:\s{1,3}(?:at|by))?\s{0,3}", re.IGNORECASE)
TOMORROW_BEHIND = re.compile(r"\s{0,3}tomorrow\b", re.IGNORECASE)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
OVERNIGHT = timedelta(hours=3)
"""A clock time this long before the entry that promises it is one of the next day; less is a slip."""


class Promise(NamedTuple):
    """When the next update is due; `whole_day` moments until that day ends."""

    due: Moment
    approximate: bool


def read_promise(markdown: str, said: Moment) -> Promise | None:
    """Read the first promise of an entry that was said at `said`, on its day and in its zone; None where there is none.

    A clock time that had passed when it was said is one of the next day.
    """
    text = " ".join(masked(markdown).split())
    for found in ANNOUNCED.finditer(text):
        rest = text[found.end() :][:80]
        promise = _after(rest, said) or _at(rest, said)
        if promise is not None and is_before(said, promise.due):
            return promise
    return None


def _after(text: str, said: Moment) -> Promise | None:
    """Read `in 30 minutes`."""
    found = AFTER.match(text)
    if found is None or said.whole_day:
        return None
    if found["half"]:
        span = timedelta(minutes=30)
    else:
        number = found["number"].casefold()
        span = (_NUMBERS.get(number) or int(number)) * UNITS[found["unit"][0].casefold()]
    try:
        at = said.at + span
        return Promise(Moment(at, at.astimezone(said.local.tzinfo)), found["about"] is not None)
    except OverflowError:
        return None


def _at(text: str, said: Moment) -> Promise | None:
    """Read `11:45 UTC`, `2022-12-26 09:00`, `tomorrow at 10:00`."""
    tomorrow = TOMORROW.match(text)
    text = text[tomorrow.end() :] if tomorrow else text
    try:
        today = said.local.date()
        next_day = today + timedelta(days=1)
        stamp = _stamp(text, said, next_day if tomorrow else today)
        if stamp is None or stamp.at is None:
            return None
        if TOMORROW_BEHIND.match(text[stamp.length :]) or stamp.at.at < said.at - OVERNIGHT:
            stamp = _stamp(text, said, next_day) or stamp
    except OverflowError:
        return None
    return Promise(stamp.until or stamp.at, stamp.approximate) if stamp.at else None


def _stamp(text: str, said: Moment, day: date) -> Stamp | None:
    return read_stamp(text, said.local.tzinfo or UTC, day)
