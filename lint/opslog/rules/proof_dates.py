"""Weekdays, dates and clock times in the words of a record: do they fit the incident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from opslog.blame.quotes import is_said
from opslog.clock import zone_of
from opslog.config import Config
from opslog.finding import Remark
from opslog.markdown import CODE
from opslog.promises import ANNOUNCED
from opslog.proof.claims import HARM, NOT_TOLD
from opslog.proof.dates import (
    CLOCK,
    CLOCK_SIGN,
    ON_WEEKDAY,
    WEEKDAY_SIGN,
    find_dates,
    log_times,
    nearest_weekday,
    weekday_named,
    weekday_of,
)
from opslog.proof.events import Window, events_of, window_of
from opslog.prose import Passage, cut, prose_of, words_beside
from opslog.record import Record
from opslog.rule import rule
from opslog.span import Span
from opslog.times import duration_text, moment_text
from opslog.zone_labels import LABELS, offset_text, offsets_of, offsets_on

A_DAY = timedelta(days=1)
SHORT = timedelta(hours=20)
"""Only an incident shorter than this has clock times that are certainly outside it."""
HIT, AN_HOUR = timedelta(minutes=2), timedelta(hours=1)
HABIT = re.compile(
    r"\b(?:daily|every|each|nightly|hourly|weekly|cron\w*|schedul\w+|usual\w*|always|yesterday|tomorrow|previous"
    r"|(?:last|next) (?:night|day|week|month|year|morning|evening|\w{3,6}day)|earlier|before|older|between|due"
    r"|weekdays?|opening|working hours)\b",
    re.IGNORECASE,
)
"""Signs that a clock time is not one of this incident: a habit, a plan, another day."""
OF_THE_INCIDENT = re.compile(rf"\b(?:{HARM}|lasted|unavailable|unusable|down)\b", re.IGNORECASE)
A_PROMISE = 80
"""Characters that "the next public update is expected, not later than tomorrow at about" stays within."""


@rule("TL107", "weekday-against-date", "error")
def weekday_against_date(record: Record, config: Config) -> Iterator[Remark]:
    """A weekday does not belong to its date.

    Beside a date ("Tuesday, 2 March 2022") it has to be that date's; such a finding is an error. In a sentence about
    the outage itself ("lasted five hours on a Saturday evening") it has to be a day of the incident.

    ## Why it matters

    People remember weekdays better than dates: where the two disagree it is most often the date that is wrong, and with
    it every time in the record.

    ## What to write instead

    Check the date in a log or a calendar, and correct the one that is wrong.

    ## Example

        The shop was down on Sunday, 25 December 2022.
    """
    window = window_of(record)
    if window is None:
        return
    first, last = window.days
    weekdays = {weekday_of(first + A_DAY * number) for number in range(min(7, (last - first).days + 1))}
    for text, passage in _texts_with(WEEKDAY_SIGN, record):
        for dated in find_dates(text, first):
            if dated.weekday and weekday_named(dated.weekday) != weekday_of(dated.day):
                named_day = weekday_named(dated.weekday)
                message = f"the date {dated.written} was a {weekday_of(dated.day)}, not a {named_day}"
                place = _place(passage, record, dated.start, dated.end)
                yield Remark(place, message, "Check which of the two is right.")
        for start, end in cut(text):
            named = ON_WEEKDAY.search(text, start, end)
            if named and named["weekday"] not in weekdays and OF_THE_INCIDENT.search(text, start, end):
                when = f"{weekday_of(first)} {first}" if first == last else f"{first} to {last}"
                message = f"the sentence says {named['weekday']}, and the incident was on {when}"
                near = nearest_weekday(named["weekday"], first)
                place = _place(passage, record, named.start("weekday"), named.end("weekday"))
                yield Remark(place, message, f"Check the date: {near} was a {named['weekday']}.", "warning")


@rule("TL111", "date-outside-incident", "error")
def date_outside_incident(record: Record, config: Config) -> Iterator[Remark]:
    """The title, or a log line, bears a date on which the incident was not.

    A date in the title is an error. A log line from another day may be evidence of how it began, and is only a remark;
    where the same clock time falls within the incident (the day, the month or the year slipped) it is a warning. Days
    count by the record's clock and by UTC.

    ## Why it matters

    Titles are what people search by, and log lines are the evidence of the dates: one of the two is wrong.

    ## What to write instead

    Leave the date out of the title: the file name and the lists show it. Check the log line against the milestones, and
    correct what is wrong; if the line is from an earlier day, say so beside it.

    ## Example

        [W 2022-12-25 12:41:07 checkout] memory above 90 %
    """
    window = window_of(record)
    if window is None:
        return
    first, last = window.days
    for dated in find_dates(record.facts.title or "", first):
        if not first <= dated.day <= last:
            message = f"the title says {dated.written}, and the incident was on {_days(first, last)}"
            yield Remark(record.place("title"), message, "Leave the date out: lists show it beside the title.")
    seen: set[date] = set()
    for line in record.body:
        if line.kind != CODE or ":" not in line.text:
            continue
        for day, clock, start, end in log_times(line.text, first.year):
            if first <= day <= last or day in seen:
                continue
            seen.add(day)
            place = Span.on_line(line.number, start + 1, end - start)
            yield from _log_line(place, day, clock, window)


def _log_line(place: Span, day: date, clock: str, window: Window) -> Iterator[Remark]:
    first, last = window.days
    message = f"this log line is of {day}, and the incident was on {_days(first, last)}"
    for meant in (first, last):
        at = datetime.combine(meant, time.fromisoformat(clock), window.first.local.tzinfo)
        if not window.first.whole_day and window.holds(at, 2 * AN_HOUR):
            advice = f"At the same clock time on {meant} it would fit: one of the two dates may be wrong."
            yield Remark(place, message, advice, "warning")
            return
    yield Remark(place, message, "If it is of another day, say so beside it.", "info")


@rule("TL112", "clock-time-outside-incident", "warning")
def clock_time_outside_incident(record: Record, config: Config) -> Iterator[Remark]:
    """A clock time in the prose lies outside the incident, or misses an event by whole hours in another zone.

    Looked at are incidents of less than 20 hours; times of habits and plans ("daily at 03:00", "next update 11:45") are
    left alone. Within the timeline such a time is a warning, elsewhere a remark. The tolerance is
    `proof.outside-minutes`. A time with the label of another zone that hits no event, and would hit one an hour or two
    away, is a warning.

    ## Why it matters

    A time that cannot be right makes a reader doubt the others; and an hour's difference is most often a zone that was
    converted the wrong way, so that the whole timeline may be shifted.

    ## What to write instead

    The time that was meant, in the record's zone; or the date with it, if another day is meant.

    ## Example

        - 17:20 — The proxy is up again, and has been since 17:10.
    """
    window = window_of(record)
    if window is None or window.first.whole_day or window.last.whole_day or window.last.at - window.first.at > SHORT:
        return
    zone = zone_of(record, config)
    slack = timedelta(minutes=config.proof.outside_minutes)
    told = [event.at.at for event in events_of(record)]
    own = {entry.span.line: entry.span.column + len(entry.written) for entry in record.timeline}
    timeline = record.section("timeline")
    in_timeline = {line.number for line in timeline.lines} if timeline else set()
    for text, passage in _texts_with(CLOCK_SIGN, record):
        for start, end in cut(text) if passage else ():
            if passage is None or HABIT.search(text, start, end):
                continue
            for found in CLOCK.finditer(text, start, end):
                if _is_promised(text, start, found.start()):
                    continue
                place = passage.span(found.start(), found.end())
                level = "warning" if place.line in in_timeline else "info"
                said_when = text[max(0, found.start() - len("known ")) : found.start()] == "known "
                if place.column > own.get(place.line, 0) and not said_when:
                    yield from _clock_time(found, place, zone, window, slack, told, level)


def _is_promised(text: str, start: int, clock: int) -> bool:
    """Whether the words before a clock time say that the next update comes then."""
    told = ANNOUNCED.finditer(text, max(start, clock - A_PROMISE), clock)
    return any(clock - promise.end() <= len("tomorrow at about ") for promise in told)


def _clock_time(
    found: re.Match[str], place: Span, zone: tzinfo, window: Window, slack: timedelta, told: list[datetime], level: str
) -> Iterator[Remark]:
    """Compare a clock time with the incident: on any of its days."""
    label = found["label"] if found["label"] in LABELS else ""
    words = found[0] if label or not found["label"] else found[0].rpartition(" ")[0]
    first, last = window.days
    days = [first + A_DAY * number for number in range(-1, (last - first).days + 2)]
    foreign = label and not set(offsets_of(label)) & set(offsets_on(zone, first))
    where = timezone(timedelta(minutes=offsets_of(label)[0])) if foreign else zone
    clock = _clock(found)
    moments = [datetime.combine(day, clock, where) for day in days]
    if foreign:
        for at in moments:
            off = [event - at for event in told if abs(event - at) <= 2 * AN_HOUR + HIT]
            whole = [gap for gap in off if abs(gap) > HIT and abs(gap - round(gap / AN_HOUR) * AN_HOUR) <= HIT]
            if whole and not any(abs(gap) <= HIT for gap in off):
                there, event = at.astimezone(zone), (at + whole[0]).astimezone(zone)
                message = (
                    f"{words} is {there:%H:%M} in {zone}; nothing is recorded then, but something is at {event:%H:%M}"
                )
                advice = f"{duration_text(abs(whole[0]))} apart: was a zone converted the wrong way?"
                yield Remark(place, message, advice)
                return
    if not any(window.holds(at, slack) for at in moments):
        shift = f" ({offset_text(offsets_of(label)[0])})" if foreign else ""
        message = f"{words}{shift} is outside the incident ({moment_text(window.first)} to {moment_text(window.last)})"
        yield Remark(place, message, "Correct it, or write the date with it if another day is meant.", level=level)


def _clock(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if "p" in found["half"].casefold() else 0)
    return time(hour, int(found["minute"]))


def _texts_with(sign: re.Pattern[str], record: Record) -> Iterator[tuple[str, Passage | None]]:
    """Give the title, and every passage that tells what happened, if the sign is in it."""
    if sign.search(record.facts.title or ""):
        yield record.facts.title or "", None
    for section in record.sections:
        if section.name not in NOT_TOLD and any(sign.search(line.text) for line in section.lines if line.kind != CODE):
            for passage in (*prose_of(section.lines), *words_beside(section.lines)):
                if sign.search(passage.raw) and not is_said(passage.text, in_timeline=section.name == "timeline"):
                    yield passage.text, passage


def _place(passage: Passage | None, record: Record, start: int, end: int) -> Span:
    return passage.span(start, end) if passage else record.place("title")


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"
