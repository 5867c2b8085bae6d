"""PagerDuty: incidents and their log entries, as the REST API answers them.

Shapes: PagerDuty/api-schema, reference/REST/openapiv3.json, `Incident` and `LogEntry` (2026-08).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from opslog.imports.event import Choice, Event, Export
from opslog.imports.incidents import INCIDENT, Incident, chosen
from opslog.imports.reading import read_parts
from opslog.imports.value import Value

DOC = """Read an incident and its log entries from PagerDuty's REST API.

    PATH is a file with what `GET /incidents/ID` or `GET /incidents/ID/log_entries?include[]=channels` answered, or a
    folder with several of them. A trigger becomes [detected], the first acknowledgement [acknowledged], the resolution
    [resolved], a status update [comms]; notes, escalations and reassignments become entries without a kind. Who was
    notified how is left out.
    """
OPTIONS = (INCIDENT,)

ANSWERS = {"incident": "incidents", "incidents": "incidents", "log_entry": "entries", "log_entries": "entries"}
ENDINGS = ("_log_entry_reference", "_log_entry")
LEFT_OUT = {"notify": "notifications"}
"""What happened to phones, not to the incident."""


def read(path: Path, choice: Choice) -> Export:
    """Read an export. Raises OpslogError."""
    return chosen(incidents(path), path, choice)


def incidents(path: Path) -> list[Incident]:
    """Find the incidents of an export. Raises OpslogError."""
    parts = read_parts(path, "PagerDuty", ANSWERS, _kind)
    return _incidents(parts["incidents"], parts["entries"])


def _kind(value: Value) -> str | None:
    if value.has("type") and _type(value):
        return "entries"
    return "incidents" if value.has("incident_number") or value.has("id", "urgency") else None


def _type(entry: Value) -> str:
    """Name what a log entry is about, `trigger`; empty where it is no log entry."""
    written = entry.get("type").text() or ""
    return next((written.removesuffix(ending) for ending in ENDINGS if written.endswith(ending)), "")


def _incidents(incidents: Sequence[Value], entries: Sequence[Value]) -> list[Incident]:
    by_id = {one.get("id").needed_text(): one for one in incidents}
    of_incident: dict[str, list[Value]] = {id_: [] for id_ in by_id}
    only = next(iter(by_id)) if len(by_id) == 1 else ""
    for entry in entries:
        named = entry.get("incident", "id").text() or only
        of_incident.setdefault(named or entry.get("incident", "id").needed_text(), []).append(entry)
    found = []
    for id_, its_entries in of_incident.items():
        incident = by_id.get(id_) or its_entries[0].get("incident")
        number = incident.get("incident_number").word()
        title = _title(incident) or "(no title)"
        found.append(Incident((id_, *([number] if number else [])), title, partial(_export, incident, its_entries)))
    return found


def _title(incident: Value) -> str | None:
    title = incident.get("title").text()
    if title:
        return title
    # The summary of a reference is its title behind its number: `[#1234] Search is slow`.
    summary = incident.get("summary").text() or ""
    number, _, rest = summary.partition("] ")
    return rest if number.startswith("[#") and rest else summary or None


def _export(incident: Value, entries: Sequence[Value]) -> Export:
    in_order = sorted(entries, key=lambda entry: entry.get("created_at").needed_moment())
    milestones = _milestones(incident, in_order)
    kinds = [_type(entry) for entry in in_order]
    left_out = Counter(kind for kind in kinds if kind in LEFT_OUT)
    service = incident.get("service", "summary").text()
    people = [_who(entry) for entry, kind in zip(in_order, kinds, strict=True) if kind not in LEFT_OUT]
    notes = [f"{LEFT_OUT[kind]} left out: {count}" for kind, count in left_out.items()]
    if not entries:
        notes.append("no log entries: save what `GET /incidents/ID/log_entries` answers, too")
    return Export(
        events=tuple(_event(entry, milestones) for entry in in_order if _type(entry) not in LEFT_OUT),
        title=_title(incident),
        severity=incident.get("priority", "summary").text(),
        milestones=milestones,
        services=(service,) if service else (),
        people=tuple(dict.fromkeys(one for one in people if one)),
        link=incident.get("html_url").text(),
        notes=tuple(notes),
    )


def _milestones(incident: Value, entries: Sequence[Value]) -> dict[str, datetime]:
    """Take the first trigger and acknowledgement and the last resolution, where nothing follows that takes it back."""
    times: dict[str, datetime] = {}
    for entry in entries:
        at = entry.get("created_at").needed_moment()
        kind = _type(entry)
        if kind == "trigger":
            times.setdefault("detected", at)
        elif kind == "acknowledge":
            times.setdefault("acknowledged", at)
        elif kind == "resolve":
            times["resolved"] = at
    created, resolved = incident.get("created_at").moment(), incident.get("resolved_at").moment()
    if created:
        times.setdefault("detected", created)
    if resolved:
        times.setdefault("resolved", resolved)
    status = incident.get("status").text()
    if status and status != "resolved":
        times.pop("resolved", None)
    return times


KINDS = {"trigger": "detected", "acknowledge": "acknowledged", "resolve": "resolved"}


def _event(entry: Value, milestones: dict[str, datetime]) -> Event:
    at = entry.get("created_at").needed_moment()
    type_ = _type(entry)
    milestone = KINDS.get(type_)
    kind = milestone if milestone and milestones.get(milestone) == at else None
    who = _who(entry)
    said = type_ == "annotate" and bool(_note(entry))
    return Event(
        at=at,
        text=_note(entry) or _words(entry) if said else _words(entry),
        source=f"pagerduty:{entry.get('id').text() or entry.place}",
        who=who if said else None,
        said=said and who is not None,
        kind="comms" if type_ == "status_update" else kind,
        link=entry.get("html_url").text(),
    )


def _note(entry: Value) -> str | None:
    channel = entry.get("channel")
    return entry.get("note").text() or channel.get("content").text() or channel.get("summary").text()


def _words(entry: Value) -> str:
    """Tell what PagerDuty says of an entry, and what was sent with it."""
    summary = entry.get("summary").text() or f"{_type(entry).replace('_', ' ').capitalize()}."
    sent = (
        entry.get("message").text(),
        entry.get("event_details", "description").text(),
        entry.get("channel", "summary").text(),
    )
    more = next((words for words in sent if words and words not in summary), None)
    return f"{summary.rstrip('.')}: {more}" if more else summary


def _who(entry: Value) -> str | None:
    """Name the person who did it; a service or an integration is none."""
    agent = entry.get("agent")
    is_person = (agent.get("type").text() or "").startswith("user")
    return agent.get("summary").text() if is_person else None
