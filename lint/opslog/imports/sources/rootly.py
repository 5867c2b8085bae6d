"""Rootly: an incident, its events, action items and retrospective, as its JSON:API answers them.

Shapes: the models of its OpenAPI description, as generated into rootly 3.0.1 on PyPI (2026).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from opslog.errors import OpslogError
from opslog.imports.event import Choice, Event, Export, Task
from opslog.imports.html_text import without_tags
from opslog.imports.incidents import INCIDENT, Incident, chosen
from opslog.imports.reading import read_parts
from opslog.imports.sections import sections_of
from opslog.imports.value import Value

DOC = """Read an incident, its events, action items and retrospective from Rootly's API.

    PATH is a file with what `GET /v1/incidents/ID`, `/v1/incidents/ID/events`, `/v1/incidents/ID/action_items` or
    `/v1/post_mortems/ID` answered, or a folder with several of them: of one incident, for events and action items do
    not say whose they are. Events that Rootly shows to outsiders become [comms], action items follow-ups.
    """
OPTIONS = (INCIDENT,)

ANSWERS = {"data": ""}
KINDS = {
    "incidents": "incidents",
    "incident_events": "events",
    "incident_action_items": "action_items",
    "incident_post_mortems": "post_mortems",
}
TRACKERS = ("jira_issue_url", "github_issue_url", "gitlab_issue_url", "linear_issue_url", "url")
MESSAGES = {"summary": "summary", "mitigation_message": "mitigation", "resolution_message": "resolution"}


def read(path: Path, choice: Choice) -> Export:
    """Read an export. Raises OpslogError."""
    return chosen(incidents(path), path, choice)


def incidents(path: Path) -> list[Incident]:
    """Find the incidents of an export. Raises OpslogError."""
    parts = read_parts(path, "Rootly", ANSWERS, _kind)
    return _incidents(parts)


def _kind(value: Value) -> str | None:
    return KINDS.get(value.get("type").text() or "") if value.has("type", "attributes") else None


def _incidents(parts: Mapping[str, Sequence[Value]]) -> list[Incident]:
    """Find the incidents; whose the other parts are is only known where there is one."""
    incidents = parts.get("incidents", ())
    if len(incidents) < 2:
        incident = incidents[0] if incidents else Value(None, "")
        keys, title = _names(incident)
        return [Incident(keys, title, partial(_export, incident, parts))] if parts else []
    homeless = sum(len(those) for kind, those in parts.items() if kind != "incidents")
    if homeless:
        place = incidents[1].place
        raise OpslogError(
            f"{place}: a second incident; events and action items do not say to which of the two they belong"
        )
    found = []
    for incident in incidents:
        keys, title = _names(incident)
        found.append(Incident(keys, title, partial(_export, incident, {})))
    return found


def _names(incident: Value) -> tuple[tuple[str, ...], str]:
    words = (
        incident.get("attributes", "sequential_id").word(),
        incident.get("attributes", "slug").text(),
        incident.get("id").text(),
    )
    return tuple(word for word in words if word) or ("?",), incident.get("attributes", "title").text() or "(no title)"


def _export(incident: Value, parts: Mapping[str, Sequence[Value]]) -> Export:
    facts = incident.get("attributes")
    retrospectives = [one.get("attributes") for one in parts.get("post_mortems", ())]
    events = [_event(one) for one in parts.get("events", ())]
    items = [one.get("attributes") for one in parts.get("action_items", ())]
    tasks = tuple(_task(item) for item in items if item.get("status").text() != "cancelled")
    sections = _sections(facts, retrospectives)
    service_names = (_named(service) for service in facts.get("services").items())
    return Export(
        events=tuple(events),
        title=facts.get("title").text() or next((one.get("title").text() for one in retrospectives), None),
        sections=sections,
        severity=_named(facts.get("severity")),
        milestones=_milestones(facts, retrospectives),
        services=tuple(name for name in service_names if name),
        people=tuple(dict.fromkeys(task.owner for task in tasks if task.owner)),
        follow_ups=tasks,
        link=facts.get("url").text(),
        notes=tuple(_notes(facts, events, items)),
    )


def _milestones(facts: Value, retrospectives: Sequence[Value]) -> dict[str, datetime]:
    """Take the times of the incident; those of its retrospective were written later and win."""
    times: dict[str, datetime] = {}
    for stated in (facts, *retrospectives):
        for name in ("started", "detected", "acknowledged", "mitigated", "resolved"):
            at = stated.get(f"{name}_at").moment()
            if at:
                times[name] = at
    return times


def _sections(facts: Value, retrospectives: Sequence[Value]) -> dict[str, str]:
    """Take the retrospective; where it has no such section, what the incident says."""
    sections: dict[str, str] = {}
    for one in retrospectives:
        for name, text in sections_of(without_tags(one.get("content").text() or "")).items():
            sections[name] = f"{sections[name]}\n\n{text}" if name in sections else text
    for key, name in MESSAGES.items():
        message = facts.get(key).text()
        if message:
            sections.setdefault(name, without_tags(message))
    return sections


def _event(resource: Value) -> Event:
    event = resource.get("attributes")
    return Event(
        at=event.get("occurred_at").needed_moment(),
        text=without_tags(event.get("event").needed_text()),
        source=f"rootly:{resource.get('id').text() or resource.place}",
        kind="comms" if event.get("visibility").text() == "external" else None,
    )


def _task(item: Value) -> Task:
    issues = (item.get(key).text() for key in TRACKERS)
    assigned = _inside(item.get("assigned_to"))
    return Task(
        text=item.get("summary").needed_text(),
        owner=assigned.get("full_name").text() or assigned.get("name").text(),
        due=item.get("due_date").day(),
        done=item.get("status").text() == "done",
        link=next((issue for issue in issues if issue), None),
    )


def _inside(resource: Value) -> Value:
    """Find the attributes of something that stands within something else, flat or as a resource of its own."""
    return resource.get("data", "attributes") if resource.has("data") else resource


def _named(resource: Value) -> str | None:
    return _inside(resource).get("name").text()


def _notes(facts: Value, events: Sequence[Event], items: Sequence[Value]) -> list[str]:
    counts = Counter(
        cancelled=sum(item.get("status").text() == "cancelled" for item in items),
        prioritised=sum(item.get("priority").text() is not None for item in items),
        external=sum(event.kind is not None for event in events),
    )
    notes = {
        "cancelled": "action items left out, cancelled",
        "prioritised": "action items with a priority in Rootly's words, to be given one of P0 to P3",
        "external": "events that Rootly shows to outsiders, now [comms]; check that each told somebody",
    }
    told = [f"{note}: {counts[name]}" for name, note in notes.items() if counts[name]]
    if facts.get("private").flag():
        told.append("Rootly keeps this incident private; mind who can read the record")
    if facts.get("status").text() == "cancelled":
        told.append("Rootly says that it was cancelled; perhaps it is `kind: false-alarm`")
    return told
