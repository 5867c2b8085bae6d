"""An incident as programs get it: what every export is made from, and what its JSON Schema is written from.

The types are the description: behind each stands what it means, and the words that it can be. `VERSION` grows when a
field changes its meaning or goes; new fields may come without.

Times are in UTC, `2022-12-25T17:32:00Z`; where a record gives only a day, the day alone, `2022-12-25`. What a record
does not say is null or empty.
"""

from __future__ import annotations

import re
from typing import Annotated, NotRequired, TypedDict

from opslog.fields import MILESTONE_DOCS
from opslog.metrics import METRICS
from opslog.times import TimeError, read_day
from opslog.vocabulary import (
    ANSWERS,
    DETECTORS,
    ENTRY_KINDS,
    FOLLOW_UP_KINDS,
    KINDS,
    MITIGATIONS,
    PRIORITIES,
    REVIEW_STATES,
    STATUSES,
    VISIBILITIES,
)

VERSION = 1
MINUTES = {metric.name.replace(" ", "_"): metric for metric in METRICS}
"""The durations of an incident, by the names that they have in exports."""
FOLLOW_UP_STATES = {
    "open": "somebody still has to do it",
    "done": "its box is ticked, or its issue is closed",
    "idea": "kept, but nobody has committed to it",
}
"""Nothing is called overdue here: what a file says has to be true on other days as well."""
LEFT_OUT = "left out of the file of the site that has all incidents; those of a year have it"
NEVER = "1970-01-01T00:00:00Z"
"""The time of what has none, in formats that demand one; the clock would give the same records another file."""

Day = Annotated[str, re.compile(r"\d{4}-\d{2}-\d{2}")]
Instant = Annotated[str, re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")]
When = Annotated[str, re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?")]


class Holding(TypedDict):
    """Somebody holding a role."""

    role: str
    who: str
    since: When | None
    until: When | None


class Mitigation(TypedDict):
    """What reduced the harm."""

    kind: Annotated[str | None, MITIGATIONS]
    decided: When | None
    instead_of_rollback: Annotated[str | None, "why nothing was rolled back, where a change caused it"]


class Review(TypedDict):
    """One review."""

    by: str | None
    role: str | None
    state: Annotated[str | None, REVIEW_STATES]
    at: When | None
    url: str | None
    commit: str | None
    digest: Annotated[str | None, "the digest of the version that was reviewed"]


class Retrospective(TypedDict):
    """The retrospective: its day, or why there is none."""

    date: Day | None
    not_needed: str | None


class Closure(TypedDict):
    """The closing gate. An empty list is an answer, null is none."""

    public_issues: list[str] | None
    announced: list[str] | None
    resolved_announced: list[str] | None
    retrospective: Retrospective | None


class Licence(TypedDict):
    """The temporary licence of a go-to-market incident."""

    customer: str | None
    issued_by: str | None
    issued: When | None
    valid_until: When | None


class BacklogCheck(TypedDict):
    """Whether a follow-up of an earlier incident would have prevented this one."""

    record: str | None
    follow_up: str | None
    prevented: Annotated[str | None, ANSWERS]


class Section(TypedDict):
    """A section as its author wrote it."""

    name: Annotated[str | None, "its name in the record format; null for a section of the author's own"]
    title: Annotated[str, "its heading; empty for what stands before the first"]
    markdown: str


class Known(TypedDict):
    """When something was learned, where that is later than when it was true."""

    at: When | None
    what: str


class TimelineEntry(TypedDict):
    """One entry of the timeline."""

    number: Annotated[int, "its place, from 1; on the record's page it is at #entry-NUMBER"]
    at: When | None
    until: When | None
    approximate: bool
    kind: Annotated[str | None, ENTRY_KINDS]
    text: Annotated[str, "markdown"]
    known: Known | None


class FollowUp(TypedDict):
    """Work that the incident leaves behind."""

    number: Annotated[int, "its place in the record, from 1"]
    text: Annotated[str, "markdown"]
    state: Annotated[str, FOLLOW_UP_STATES]
    due: Day | None
    due_by_policy: Annotated[bool, "nobody gave the date; it is the last that the policy of the severity allows"]
    owner: Annotated[str | None, "a person, or team:NAME"]
    kind: Annotated[str | None, FOLLOW_UP_KINDS]
    priority: Annotated[str | None, PRIORITIES]
    tracker: Annotated[str | None, "the issue as the record names it"]
    url: Annotated[str | None, "the address of that issue"]
    opened: Annotated[Day | None, "the day from which it counts: that on which the incident was over"]
    closed: Annotated[Day | None, "the day on which its issue was closed, as the tracker said when it was last asked"]


class Incident(TypedDict):
    """One incident, as its record tells it."""

    id: Annotated[str, "the name of its file: a date and a slug"]
    title: str
    url: Annotated[str, "its page; relative to the site where the address of the site is not known"]
    file: Annotated[str, "its file in the records folder"]
    severity: str | None
    status: Annotated[str | None, STATUSES]
    waived_because: str | None
    waived_by: str | None
    kind: Annotated[str, KINDS]
    visibility: Annotated[str, VISIBILITIES]
    timezone: Annotated[str | None, "the zone whose clock the record shows"]
    times: Annotated[dict[str, When | None], MILESTONE_DOCS]
    minutes: Annotated[dict[str, int | None], {name: metric.doc for name, metric in MINUTES.items()}]
    updated: Annotated[Instant | None, "the last thing that happened, as far as the record tells"]
    criteria: list[str]
    detected_by: Annotated[str | None, DETECTORS]
    reported_by: Annotated[str | None, DETECTORS]
    services: list[str]
    tags: list[str]
    roles: list[Holding]
    resolution_owner: str | None
    responders: list[str]
    authors: list[str]
    mitigation: Mitigation | None
    reviews: list[Review]
    closure: Closure | None
    licence: Licence | None
    related: Annotated[list[str], "ids of other incidents"]
    formerly: Annotated[list[str], "ids that it had before, the oldest first"]
    backlog_check: list[BacklogCheck]
    follow_ups: list[FollowUp]
    summary: NotRequired[Annotated[str, f"as plain text, paragraphs apart by an empty line; {LEFT_OUT}"]]
    sections: NotRequired[Annotated[list[Section], f"as they follow each other; {LEFT_OUT}"]]
    timeline: NotRequired[Annotated[list[TimelineEntry], f"in the order of the record; {LEFT_OUT}"]]


def instant_of(when: When) -> Instant:
    """Give the instant of a time; a day counts from its midnight in UTC."""
    return when if "T" in when else f"{when}T00:00:00Z"


def began(incident: Incident) -> Instant:
    """Say when an incident began; where its record does not, on the day in its id."""
    started = incident["times"]["started"]
    if started:
        return instant_of(started)
    try:
        return instant_of(read_day(incident["id"][:10]).isoformat())
    except TimeError:
        return NEVER


def body_of(incident: Incident) -> str:
    """Join the sections to the markdown that they were taken from."""
    heads = (f"## {section['title']}" if section["title"] else "" for section in incident["sections"])
    texts = (section["markdown"] for section in incident["sections"])
    parts = [part for pair in zip(heads, texts, strict=True) for part in pair if part]
    return "\n\n".join(parts) + "\n" if parts else ""
