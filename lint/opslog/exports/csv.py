"""For spreadsheets: a row an incident, with what fits a cell."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.exports import FACTS, Extract
from opslog.incident import MINUTES, Incident
from opslog.record import MILESTONES
from opslog.spreadsheet import row
from opslog.vocabulary import ROLES

PATH = "incidents.csv"
NEEDS = FACTS
SIMPLE = ("id", "title", "severity", "status", "kind", "visibility", "services", "tags", "detected_by")
LAST = ("mitigation", "follow_ups", "follow_ups_open", "timezone", "updated", "url", "file")
COLUMNS = (*SIMPLE, *MILESTONES, *MINUTES, *(role.replace("-", "_") for role in ROLES), *LAST)


def export(extract: Extract) -> Iterator[str]:
    """Write a head and the rows; durations are in minutes."""
    yield row(COLUMNS)
    for incident in extract.incidents:
        cells = cells_of(incident)
        yield row(cells[column] for column in COLUMNS)


def cells_of(incident: Incident) -> dict[str, object]:
    """Give the values of the row of an incident, by column."""
    mitigation = incident["mitigation"]
    holders = {
        role.replace("-", "_"): [*dict.fromkeys(one["who"] for one in incident["roles"] if one["role"] == role)]
        for role in ROLES
    }
    counts = {
        "follow_ups": sum(item["state"] != "idea" for item in incident["follow_ups"]),
        "follow_ups_open": sum(item["state"] == "open" for item in incident["follow_ups"]),
    }
    return {
        **incident,
        **incident["times"],
        **incident["minutes"],
        **holders,
        **counts,
        "mitigation": mitigation and mitigation["kind"],
    }
