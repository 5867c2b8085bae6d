"""Calendars (iCalendar, RFC 5545): all-day events for the days on which follow-ups are due and retrospectives held.

Events, not to-dos (VTODO): Google Calendar and Outlook leave to-dos out of a calendar they subscribe to, and a date
that no calendar shows reminds nobody. The events are transparent: they block nobody's day.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opslog.incident import NEVER, FollowUp
from opslog.words import one_line, plain_words

OCTETS = 75
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class About(NamedTuple):
    """What an event is about: an incident, by its id and title, and when something last happened in it."""

    id: str
    title: str
    updated: str | None


class Event(NamedTuple):
    """A day in a calendar. `key` names it for good, `day` is `2023-01-09`."""

    about: About
    key: str
    day: str
    summary: str
    told: tuple[str, ...] = ()
    category: str = ""
    url: str = ""


def follow_up_event(about: About, item: FollowUp, twins: Counter[str]) -> Event | None:
    """Make the event of a follow-up; None where nothing is to do, or on no day.

    `twins` counts those that are alike, so that each has a name of its own.
    """
    if item["state"] != "open" or item["due"] is None:
        return None
    key = _key(about, item)
    twins[key] += 1
    told = (
        f"Owner: {one_line(item['owner'] or 'nobody')}",
        *(("Nobody gave this date; it is the last that the policy of the severity allows.",) * item["due_by_policy"]),
        *((f"Tracker: {one_line(item['tracker'])}",) if item["tracker"] else ()),
    )
    name = f"{key}-{twins[key] - 1}" if twins[key] > 1 else key
    summary = one_line(item["text"]) or "(empty)"
    return Event(about, name, item["due"], summary, told, item["kind"] or "", item["url"] or "")


def retrospective_event(about: About, day: str, url: str) -> Event:
    """Make the event of a retrospective."""
    key = _digest(f"{about.id}\nretrospective")
    return Event(about, key, day, f"Retrospective: {one_line(about.title)}", (), "retrospective", url)


def calendar(events: Iterable[Event]) -> Iterator[str]:
    """Write a calendar, event by event."""
    for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//opslog//follow-ups//EN", "CALSCALE:GREGORIAN"):
        yield _folded(line)
    for event in events:
        yield "".join(_folded(line) for line in _lines(event))
    yield _folded("END:VCALENDAR")


def _lines(event: Event) -> Iterator[str]:
    about = event.about
    told = (f"From {about.id}: {one_line(about.title)}", *event.told)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@opslog"
    # The time at which what is told was last changed (RFC 5545, 3.8.7.2), so that the same records give the same file.
    yield f"DTSTAMP:{_compact(about.updated or NEVER)}"
    yield f"DTSTART;VALUE=DATE:{_compact(event.day)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    if event.category:
        yield f"CATEGORIES:{event.category}"
    if event.url.isprintable() and event.url.startswith(("https://", "http://")) and " " not in event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _key(about: About, item: FollowUp) -> str:
    """Name a follow-up so that the name stays when its date, its place or its spelling changes."""
    return _digest(f"{about.id}\n{item['url'] or ' '.join(plain_words(item['text']))}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _compact(time: str) -> str:
    return time.replace("-", "").replace(":", "")


def _text(text: str) -> str:
    return text.translate(ESCAPED)


def _folded(line: str) -> str:
    """Fold a line: no part has more than 75 octets, and none is cut within a character (RFC 5545, section 3.1)."""
    parts = [""]
    octets = 0
    for char in line:
        size = len(char.encode("utf-8", "replace"))
        if octets + size > OCTETS:
            parts.append("")
            octets = 1  # the space that marks a part as one
        parts[-1] += char
        octets += size
    return "\r\n ".join(parts) + "\r\n"
