"""incident.io: incidents, timeline items, updates and follow-ups, as version 2 of its API answers them.

Shapes: the models of its OpenAPI description, as generated into incident-io 2.29.0 on PyPI (2026-10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from opslog.imports.event import Choice, Event, Export, Task
from opslog.imports.incidents import INCIDENT, Incident, chosen
from opslog.imports.reading import read_parts
from opslog.imports.value import Value
from opslog.record import MILESTONES

DOC = """Read an incident, its timeline, updates and follow-ups from incident.io's API.

    PATH is a file with what `GET /v2/incidents/ID`, `/v2/incident_timeline_items`, `/v2/incident_updates` or
    `/v2/follow_ups` answered, or a folder with several of them. Timeline items stand at the time when the thing
    happened, updates become [comms]. Timestamps with the names of opslog's milestones become those, others entries.
    """
OPTIONS = (INCIDENT,)

ANSWERS = {
    "incident": "incidents",
    "incidents": "incidents",
    "incident_timeline_items": "items",
    "incident_updates": "updates",
    "follow_up": "follow_ups",
    "follow_ups": "follow_ups",
}
STARTED = {"impact started": "started"}
"""A timestamp that incident.io suggests, whose name says what `started` means."""
OUT_OF_USE = {
    "declined": "incident.io says that it was declined; perhaps it is `kind: false-alarm`",
    "canceled": "incident.io says that it was canceled; perhaps it is `kind: false-alarm`",
    "merged": "incident.io says that it was merged into another incident",
    "test": "incident.io calls it a test; perhaps it is `kind: exercise`",
    "tutorial": "incident.io calls it a tutorial; perhaps it is no incident",
}


def read(path: Path, choice: Choice) -> Export:
    """Read an export. Raises OpslogError."""
    return chosen(incidents(path), path, choice)


def incidents(path: Path) -> list[Incident]:
    """Find the incidents of an export. Raises OpslogError."""
    parts = read_parts(path, "incident.io", ANSWERS, _kind)
    return _incidents(parts)


def _kind(value: Value) -> str | None:
    if value.has("reference", "incident_status"):
        return "incidents"
    if value.has("incident_id", "timestamp"):
        return "items"
    if value.has("incident_id", "new_incident_status"):
        return "updates"
    return "follow_ups" if value.has("incident_id", "status", "title") else None


def _incidents(parts: Mapping[str, Sequence[Value]]) -> list[Incident]:
    by_id = {one.get("id").needed_text(): one for one in parts["incidents"]}
    of_incident: dict[str, dict[str, list[Value]]] = {id_: {} for id_ in by_id}
    for kind in ("items", "updates", "follow_ups"):
        for part in parts[kind]:
            its_parts = of_incident.setdefault(part.get("incident_id").needed_text(), {})
            its_parts.setdefault(kind, []).append(part)
    nothing = Value(None, "")
    found = []
    for id_, its_parts in of_incident.items():
        incident = by_id.get(id_, nothing)
        reference = incident.get("reference").text()
        keys = (reference, id_) if reference else (id_,)
        name = incident.get("name").text() or "(no name)"
        found.append(Incident(keys, name, partial(_export, incident, its_parts)))
    return found


def _export(incident: Value, parts: Mapping[str, Sequence[Value]]) -> Export:
    milestones, others = _timestamps(incident)
    tasks, notes = _follow_ups(parts.get("follow_ups", ()))
    assigned = incident.get("incident_role_assignments").items()
    people = [one.get("assignee", "name").text() for one in assigned]
    events = (
        *others,
        *(_item(item) for item in parts.get("items", ())),
        *(event for update in parts.get("updates", ()) for event in _update(update)),
    )
    people += [event.who for event in sorted(events, key=lambda event: event.at) if event.who] + [
        one.get("assignee", "name").text() for one in parts.get("follow_ups", ())
    ]
    states = (incident.get("incident_status", "category").text(), incident.get("mode").text())
    postmortem = incident.get("postmortem_document_url").text()
    return Export(
        events=events,
        title=incident.get("name").text(),
        summary=incident.get("summary").text(),
        severity=incident.get("severity", "name").text(),
        milestones=milestones,
        people=tuple(dict.fromkeys(name for name in people if name)),
        follow_ups=tasks,
        link=incident.get("permalink").text(),
        notes=(
            *notes,
            *(OUT_OF_USE[state] for state in states if state in OUT_OF_USE),
            *(["the post-mortem document is not in the API's answer; move its text by hand"] if postmortem else []),
        ),
    )


def _timestamps(incident: Value) -> tuple[dict[str, datetime], list[Event]]:
    """Sort the timestamps of an incident into milestones, by their names, and other events."""
    milestones: dict[str, datetime] = {}
    others = []
    for stamp in incident.get("incident_timestamp_values").items():
        at = stamp.get("value", "value").moment()
        name = stamp.get("incident_timestamp", "name").needed_text()
        if at is None:
            continue
        plain = " ".join(name.casefold().split()).removesuffix(" at")
        milestone = STARTED.get(plain, plain)
        if milestone in MILESTONES:
            milestones[milestone] = at
        else:
            id_ = stamp.get("incident_timestamp", "id").text() or plain
            others.append(Event(at, f"{name}, says incident.io.", f"incident-io:{id_}"))
    return milestones, others


def _item(item: Value) -> Event:
    title, more = item.get("title").needed_text(), item.get("description").text()
    return Event(
        at=item.get("timestamp").needed_moment(),
        text=f"{title}\n\n{more}" if more else title,
        source=f"incident-io:{item.get('id').text() or item.place}",
    )


def _update(update: Value) -> Iterator[Event]:
    """Tell what somebody told; an update without words changes a state."""
    at = update.get("created_at").needed_moment()
    source = f"incident-io:{update.get('id').text() or update.place}"
    message = update.get("message").text()
    status = update.get("new_incident_status", "name").text()
    severity = update.get("new_severity", "name").text()
    states = (f"status {status}" if status else "", f"severity {severity}" if severity else "")
    changed = ", ".join(state for state in states if state)
    who = update.get("updater", "user", "name").text()
    if message:
        yield Event(at, message, source, who=who, said=who is not None, kind="comms", beside=changed or None)
    elif changed:
        yield Event(at, f"The incident gets {changed}.", source)


def _follow_ups(follow_ups: Sequence[Value]) -> tuple[tuple[Task, ...], list[str]]:
    kept = [one for one in follow_ups if one.get("status").text() not in {"deleted", "not_doing"}]
    without_priority = sum(one.get("priority", "name").text() is not None for one in kept)
    notes = []
    if len(kept) < len(follow_ups):
        notes.append(f"follow-ups left out, deleted or not to be done: {len(follow_ups) - len(kept)}")
    if without_priority:
        notes.append(
            f"follow-ups with a priority in incident.io's words, to be given one of P0 to P3: {without_priority}"
        )
    return tuple(map(_task, kept)), notes


def _task(follow_up: Value) -> Task:
    team = follow_up.get("assignee_team", "name").text()
    return Task(
        text=follow_up.get("title").needed_text(),
        owner=follow_up.get("assignee", "name").text() or (f"team:{team.replace(' ', '-')}" if team else None),
        done=follow_up.get("status").text() == "completed",
        link=follow_up.get("external_issue_reference", "issue_permalink").text(),
    )
