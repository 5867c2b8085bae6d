"""A calendar: the days on which follow-ups are due and retrospectives held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from opslog.exports import FACTS, Extract
from opslog.ical import About, Event, calendar, follow_up_event, retrospective_event

PATH = "follow-ups.ics"
NEEDS = FACTS


def export(extract: Extract) -> Iterator[str]:
    """Write the calendar."""
    return calendar(_events(extract))


def _events(extract: Extract) -> Iterator[Event]:
    for incident in extract.incidents:
        about = About(incident["id"], incident["title"], incident["updated"])
        twins: Counter[str] = Counter()
        for item in incident["follow_ups"]:
            event = follow_up_event(about, item, twins)
            if event is not None:
                yield event
        retrospective = incident["closure"] and incident["closure"]["retrospective"]
        if retrospective and retrospective["date"]:
            yield retrospective_event(about, retrospective["date"], incident["url"])
