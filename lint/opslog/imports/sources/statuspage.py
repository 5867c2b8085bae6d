"""Statuspage: what was published about incidents, as `incidents.json` of every such page tells it.

Shapes: the public API, version 2 (`/api/v2/incidents.json`), and incidents of the manage API, version 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from opslog.imports.event import Choice, Event, Export
from opslog.imports.html_text import without_escapes, without_tags
from opslog.imports.incidents import INCIDENT, Incident, chosen
from opslog.imports.reading import read_parts
from opslog.imports.sections import sections_of
from opslog.imports.value import Value

DOC = """Read what a status page published about an incident.

    PATH is a file with what `https://PAGE/api/v2/incidents.json` answered: Statuspage, and what speaks like it. It
    holds the 50 latest incidents; --incident chooses one. Updates become [comms], the post-mortem becomes sections of
    the record. Maintenance is left out.
    """
OPTIONS = (INCIDENT,)

ANSWERS = {"incident": "incidents", "incidents": "incidents"}
MAINTENANCE = "maintenance"
NO_IMPACT = "none"
POSTMORTEM = "postmortem"


def read(path: Path, choice: Choice) -> Export:
    """Read an export. Raises OpslogError."""
    return chosen(incidents(path), path, choice)


def incidents(path: Path) -> list[Incident]:
    """Find the incidents of an export. Raises OpslogError."""
    parts = read_parts(path, "Statuspage", ANSWERS, _kind)["incidents"]
    published = [one for one in parts if one.get("impact").text() != MAINTENANCE]
    return [Incident((one.get("id").needed_text(),), _about(one), partial(_export, one)) for one in published]


def _about(incident: Value) -> str:
    """Tell the day and the name of an incident."""
    return f"{incident.get('created_at').text() or '':.10} {incident.get('name').text() or ''}"


def _kind(value: Value) -> str | None:
    return "incidents" if value.has("incident_updates") else None


def _export(incident: Value) -> Export:
    updates = incident.get("incident_updates").items()
    published = [one for one in updates if one.get("status").text() == POSTMORTEM]
    bodies = (incident.get("postmortem_body").text(), *(one.get("body").text() for one in published))
    postmortem = next((body for body in bodies if body), "")
    sections = sections_of(_words(postmortem))
    milestones = {"started": incident.get("started_at").moment(), "resolved": incident.get("resolved_at").moment()}
    impact = incident.get("impact").text()
    return Export(
        events=tuple(_event(one) for one in updates),
        title=incident.get("name").text(),
        sections=sections,
        severity=None if impact == NO_IMPACT else impact,
        milestones={name: at for name, at in milestones.items() if at},
        services=_components(incident, updates),
        link=incident.get("shortlink").text(),
        notes=tuple(_notes(incident, sections)),
    )


def _event(update: Value) -> Event:
    """Tell an update; of the one that published the post-mortem stays that it did."""
    is_postmortem = update.get("status").text() == POSTMORTEM
    body = None if is_postmortem else update.get("body").text()
    words = "The post-mortem is published." if is_postmortem else "The page says nothing but its status."
    return Event(
        at=update.get("display_at").moment() or update.get("created_at").needed_moment(),
        text=_words(body) if body else words,
        source=f"statuspage:{update.get('id').text() or update.place}",
        kind="comms",
    )


def _words(body: str) -> str:
    """Read a text of the page: markdown with HTML in it."""
    return without_escapes(without_tags(body))


def _components(incident: Value, updates: Sequence[Value]) -> tuple[str, ...]:
    """Name the components of an incident; where it has none of its own, those of its updates."""
    of_incident = incident.get("components").items()
    of_updates = (component for one in updates for component in one.get("affected_components").items())
    names = (component.get("name").text() for component in of_incident or of_updates)
    return tuple(dict.fromkeys(name for name in names if name))


def _notes(incident: Value, sections: Mapping[str, str]) -> Iterator[str]:
    if incident.get("monitoring_at").moment():
        yield "the page states when monitoring began, which may be `mitigated`; write it if it is"
    if sections:
        yield "the post-mortem was written for customers; what it says under headings of its own is in What happened"
