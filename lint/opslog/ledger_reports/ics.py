"""For calendars: an all-day event on the day a follow-up is due (iCalendar, RFC 5545).

Events, not to-dos (VTODO): Google Calendar and Outlook leave to-dos out of a calendar they subscribe to, and a date
that no calendar shows reminds nobody. The events are transparent: they block nobody's day.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from opslog.ledger import LedgerEntry
from opslog.ledger_reports import Listing
from opslog.today import now
from opslog.words import one_line, plain_words

OCTETS = 75
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def report(listing: Listing) -> str:
    """Write an event for everything that is to do and has a date."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//opslog//follow-ups//EN", "CALSCALE:GREGORIAN"]
    twins: Counter[str] = Counter()
    for entry in listing.entries:
        if entry.to_do and entry.due is not None:
            key = _key(entry)
            lines += _event(entry, f"{key}-{twins[key]}" if twins[key] else key)
            twins[key] += 1
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(entry: LedgerEntry, uid: str) -> Iterator[str]:
    item = entry.follow_up
    told = (
        f"From {entry.record.id}: {one_line(entry.record.title)}",
        f"Owner: {one_line(item.owner or 'nobody')}",
        *(("Nobody gave this date; it is the last that the policy of the severity allows.",) * entry.due_by_policy),
        *((f"Tracker: {one_line(item.tracker)}",) if item.tracker else ()),
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@opslog"
    yield f"DTSTAMP:{now():%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.due:%Y%m%d}"
    yield f"SUMMARY:{_text(one_line(item.text) or '(empty)')}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    if item.kind:
        yield f"CATEGORIES:{item.kind}"
    if entry.url and entry.url.isprintable() and " " not in entry.url:
        yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _key(entry: LedgerEntry) -> str:
    """Name a follow-up so that the name stays when its date, its place or its spelling changes."""
    what = entry.url or " ".join(plain_words(entry.follow_up.text))
    return hashlib.sha256(f"{entry.record.id}\n{what}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


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
