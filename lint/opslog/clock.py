"""The time at the start of a timeline entry, in the ways people write it."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from opslog.times import Moment, TimeError, at_clock, find_zone, offset_zone, read_day, read_moment
from opslog.zone_labels import LABELS, zone_meant

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.record import Record

_DATE = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
_HALF = r"[ ]?(?:[aApP]\.?[mM]\.?)(?![A-Za-z])"
_LABELS = "|".join(LABELS)
# Behind a date, 08:00-05:00 carries an offset; behind a bare clock time it is a range of times.
_OFFSET = r"[+]\d{2}:?\d{2}|(?(date)-(?:0\d|1[0-2]):?(?:00|30|45)|(?!))"
_ZONE = rf"(?:Z|UTC[+-]\d{{1,2}}|{_OFFSET}|{_LABELS})(?!\w|:\d)"
ABOUT = r"(?:~|≈|(?:ca\.?|c\.|circa|about|around|approx\.?)(?![A-Za-z]))"

STAMP = re.compile(
    rf"(?P<about>{ABOUT})?[ \t]*(?:(?P<date>{_DATE})(?:(?:[ \t,]{{1,8}}|T)(?P<about2>{ABOUT})?[ \t]*(?=\d))?)?"
    rf"(?:(?P<clock>{_CLOCK})(?P<half>{_HALF})?(?:[ \t]?\(?(?P<zone>{_ZONE})\)?)?"
    rf"(?:[ \t]?(?:-|–|—|to|until)[ \t]?(?P<until>(?:{_DATE}[ \tT])?{_CLOCK})(?P<until_half>{_HALF})?"
    rf"(?:[ \t]?\(?(?P<until_zone>{_ZONE})\)?)?)?)?",
)
ATTEMPT = re.compile(
    rf"(?:{ABOUT}[ \t]*)?(?:\d{{2,5}}-[\d?X]{{1,2}}-[\d?X]{{1,2}}|[\d?XxHh]{{1,2}}[:.h][\d?Xxm]{{2}}(?!\d)"
    rf"|\d{{1,2}}[ ]?[aApP][mM]\b"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|HH:mm|T[+-]\d)",
)
MARK = re.compile(r"(?P<mark>\*\*|__|[*_`(\[])(?=[~≈\d])")
CLOCK_PARTS = re.compile("[:.,]")
CLOSING = {"(": ")", "[": "]"}
DAY_AND_TIME = "Write 2022-12-25 12:32, or 12:32 for the same day as the entry above."
AFTER_TWELVE = 12


class Stamp(NamedTuple):
    """What stood at the start of an entry: `written`, what it means, and `length`, how much text it takes.

    `**12:32**` starts behind its mark (`start`); `**12:32 — Alert.**` leaves a mark `open` in the words behind it.
    `at` is None where it cannot be read, and `problem` then says why; both may be there (17:14pm). `day` is the date
    that stood there, even where the clock time beside it cannot be read.
    """

    written: str
    length: int
    at: Moment | None = None
    until: Moment | None = None
    approximate: bool = False
    day: date | None = None
    problem: TimeError | None = None
    start: int = 0
    open: str = ""


Meaning = tuple[Moment | None, Moment | None, date | None, TimeError | None]
"""Of a stamp: from when, until when, on which day, and what is wrong with it."""


def read_stamp(text: str, zone: tzinfo, day: date | None) -> Stamp | None:
    """Read the time `text` starts with; a clock time is on `day`. None where the text starts with no time at all."""
    marked = MARK.match(text)
    if marked is None:
        return _read(text, zone, day)
    stamp = _read(text[marked.end() :], zone, day)
    return _within(stamp, marked["mark"], text) if stamp else None


def _within(stamp: Stamp, mark: str, text: str) -> Stamp | None:
    """Place a time in the emphasis, code or brackets it stands in; brackets close right behind it."""
    end = stamp.length + len(mark)
    closing = CLOSING.get(mark, mark)
    for closed in (closing, f":{closing}"):
        if text.startswith(closed, end):
            return stamp._replace(start=len(mark), length=end + len(closed))
    return None if mark in CLOSING else stamp._replace(start=len(mark), length=end, open=mark)


def _read(text: str, zone: tzinfo, day: date | None) -> Stamp | None:
    found = STAMP.match(text)
    if found is None or not (found["date"] or found["clock"]):
        return _failed_attempt(text)
    if not found["clock"] and (unread := _failed_attempt(text[found.end("date") :][:40].lstrip())):
        return _dated(unread, found["date"], text)
    rest = text[found.end() : found.end() + 2]
    if rest[:1].isdigit() or (rest[:1] == ":" and rest[1:2].strip()):
        return _failed_attempt(text)
    written, approximate = text[: found.end()].strip(), bool(found["about"] or found["about2"])
    try:
        at, until, day, problem = _meaning(written, found, zone, day)
    except TimeError as error:
        at, until, day, problem = None, None, None, error
    except OverflowError:
        at, until, day, problem = None, None, None, TimeError("this time is beyond the calendar", "Check the year.")
    return Stamp(written, found.end(), at, until, approximate, day, problem)


def _failed_attempt(text: str) -> Stamp | None:
    """Tell an entry with a time that cannot be read from one without any."""
    found = ATTEMPT.match(text)
    if found is None:
        return None
    written = re.match(r"\S{1,30}", text[found.start() :])
    length = max(found.end(), written.end() if written else 0)
    words = text[:length].rstrip(" —–-:*_`)]")
    return Stamp(words, len(words), problem=TimeError(f"`{words}` cannot be read as a time", DAY_AND_TIME))


def _dated(unread: Stamp, day: str, text: str) -> Stamp:
    """Join a readable date and the unreadable clock time behind it."""
    length = text.index(unread.written, text.index(day) + len(day)) + len(unread.written)
    try:
        return unread._replace(written=text[:length].strip(), length=length, day=read_day(day))
    except TimeError as problem:
        return unread._replace(written=text[:length].strip(), length=length, problem=problem)


def _meaning(written: str, found: re.Match[str], zone: tzinfo, day: date | None) -> Meaning:
    if found["clock"] is None:
        at = read_moment(found["date"], zone)
        return at, None, at.local.date(), None
    day = read_day(found["date"]) if found["date"] else day
    if day is None:
        raise TimeError(f"`{written}` has no date, and none stands above it", "Write 2022-12-25 12:32.")
    where = _zone_of(found["zone"], zone, day) or zone
    clock, problem = clock_of(found["clock"], found["half"])
    at = at_clock(day, clock, where)
    until = None
    if found["until"]:
        until_day, _, until_clock = found["until"].replace("T", " ").rpartition(" ")
        ends, _ = clock_of(until_clock, found["until_half"])
        last_day = read_day(until_day) if until_day else day
        until = at_clock(last_day, ends, _zone_of(found["until_zone"], zone, last_day) or where)
        if until.at < at.at and not until_day:
            until = at_clock(last_day + timedelta(days=1), ends, where)
    return at, until, day, problem


def clock_of(text: str, half: str | None) -> tuple[tuple[int, int, int], TimeError | None]:
    """Split a clock time into hour, minute, second; `17:14pm` is read as 17:14, with the problem said."""
    hour, minute, second = (*map(int, CLOCK_PARTS.split(text)), 0)[:3]
    if half is None:
        return (hour, minute, second), None
    afternoon = half.strip()[0] in "pP"
    if hour > AFTER_TWELVE or hour == 0:
        message = f"`{text}{half}` mixes the 24-hour clock with am and pm"
        return (hour, minute, second), TimeError(message, f"Write {hour:02}:{minute:02}, if that is what it was.")
    return (hour % AFTER_TWELVE + (AFTER_TWELVE if afternoon else 0), minute, second), None


def _zone_of(label: str | None, zone: tzinfo, day: date) -> tzinfo | None:
    """Find the zone of an offset or a label; None where none is written, or where it is the record's own."""
    if label is None:
        return None
    if label in LABELS:
        return zone_meant(label, zone, day)
    if label.startswith("UTC") and len(label) > len("UTC"):
        return offset_zone(f"{label[3]}{int(label[4:]):02}:00")
    return offset_zone(label)


def zone_of(record: Record, config: Config) -> tzinfo:
    """Give the zone that a record's clock times are in."""
    return zone_or_utc(record.facts.timezone, config.timezone)


def zone_or_utc(name: str | None, default: str) -> tzinfo:
    """Choose the record's zone; a zone that does not exist has been reported already, so fall back quietly."""
    try:
        return find_zone(name or default)
    except TimeError:
        return find_zone(default)
