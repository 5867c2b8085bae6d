"""`/api/v2/incidents.json` in the shape of Statuspage, for what reads status pages.

Only incidents, and unless somebody asks for more, only records that are public. Nothing is made up for what a record
does not have: `identified` and components are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from opslog.exports import Extract
from opslog.incident import NEVER, Incident, TimelineEntry, began, instant_of
from opslog.reports.json import json_text

PATH = "api/v2/incidents.json"
VISIBILITY = "public"
IMPACTS = ("critical", "major", "minor")
"""The severities in the order of the configuration; all below the third are minor, a record without one has none."""
PAGE_ID = "opslog"


def export(extract: Extract) -> Iterator[str]:
    """Write the object; like Statuspage's it holds the newest, as many as a feed does."""
    impacts = _impacts([*extract.config.severities])
    happened = (incident for incident in extract.incidents if incident["kind"] == "incident")
    newest = islice(happened, extract.config.site.feed_items)
    incidents = [_incident(incident, impacts) for incident in newest]
    page = {
        "id": PAGE_ID,
        "name": extract.title,
        "url": extract.page,
        "time_zone": extract.config.timezone,
        "updated_at": max((str(incident["updated_at"]) for incident in incidents), default=NEVER),
    }
    yield json_text({"page": page, "incidents": incidents})


def _impacts(severities: list[str]) -> dict[str, str]:
    return {name: IMPACTS[min(rank, len(IMPACTS) - 1)] for rank, name in enumerate(severities)}


def _incident(incident: Incident, impacts: dict[str, str]) -> dict[str, object]:
    times = incident["times"]
    created = began(incident)
    approvals = [review["at"] for review in incident["reviews"] if review["state"] == "approved" and review["at"]]
    approved = incident["status"] == "approved"
    return {
        "id": incident["id"],
        "page_id": PAGE_ID,
        "name": incident["title"],
        "status": _status(incident),
        "impact": impacts.get(incident["severity"] or "", "none"),
        "created_at": created,
        "updated_at": incident["updated"] or created,
        "started_at": created,
        "monitoring_at": instant_of(times["mitigated"]) if times["mitigated"] else None,
        "resolved_at": instant_of(times["resolved"]) if times["resolved"] else None,
        "shortlink": incident["url"],
        "components": [],
        "incident_updates": [*_updates(incident)],
        # What nobody has approved yet is no postmortem to be shown to customers.
        "postmortem_body": incident["summary"] or None if approved else None,
        "postmortem_body_last_updated_at": instant_of(max(approvals)) if approved and approvals else None,
    }


def _status(incident: Incident) -> str:
    """Say how it stands: a record that is no longer open says that it is over, whatever else it lacks."""
    if incident["status"] == "approved":
        return "postmortem"
    if incident["times"]["resolved"] or incident["status"] != "open":
        return "resolved"
    return "monitoring" if incident["times"]["mitigated"] else "investigating"


def _updates(incident: Incident) -> Iterator[dict[str, object]]:
    """Make an update of each `[comms]` entry, newest first; of a day alone nobody knows how it stood then."""
    told = [
        (at, entry["number"], entry)
        for entry in incident["timeline"]
        if entry["kind"] == "comms" and (at := entry["at"]) and at == instant_of(at)
    ]
    for at, _, entry in sorted(told, key=lambda one: one[:2], reverse=True):
        yield _update(incident, entry, at)


def _update(incident: Incident, entry: TimelineEntry, at: str) -> dict[str, object]:
    return {
        "id": f"{incident['id']}-entry-{entry['number']}",
        "incident_id": incident["id"],
        "status": _status_at(incident, at),
        "body": entry["text"],
        "created_at": at,
        "updated_at": at,
        "display_at": at,
    }


def _status_at(incident: Incident, at: str) -> str:
    """Say how it stood at a time, by its milestones; all are written alike, so that texts compare as times do."""
    for milestone, status in (("resolved", "resolved"), ("mitigated", "monitoring")):
        reached = incident["times"][milestone]
        if reached and instant_of(reached) <= at:
            return status
    return "investigating"
