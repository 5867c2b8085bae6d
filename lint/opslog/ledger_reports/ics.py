"""For calendars: an all-day event on the day a follow-up is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from opslog.describing import about, describe_follow_up
from opslog.ical import Event, calendar, follow_up_event
from opslog.ledger_reports import Listing


def report(listing: Listing) -> str:
    """Write an event for everything that is to do and has a date."""
    return "".join(calendar(_events(listing)))


def _events(listing: Listing) -> Iterator[Event]:
    twins: Counter[str] = Counter()
    for entry in listing.entries:
        event = follow_up_event(about(entry.record), describe_follow_up(entry), twins)
        if event is not None:
            yield event
