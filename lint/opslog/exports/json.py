"""One object with all incidents, an incident a line; its schema is that of `incident_schema.py`."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.exports import FACTS, Extract
from opslog.incident import VERSION
from opslog.incident_schema import schema_id
from opslog.reports.json import json_text

PATH = "incidents.json"
NEEDS = FACTS
YEARLY = "incidents-{year}.json"
"""With all texts, one file of ten years would be too long for some hosts and most readers."""


def export(extract: Extract) -> Iterator[str]:
    """Write the object."""
    head: dict[str, object] = {
        "$schema": schema_id(extract.config),
        "version": VERSION,
        "title": extract.title,
        "url": extract.config.site.url,
    }
    if extract.years:
        head["years"] = extract.years
    yield json_text(head, indent=None).rstrip("\n").removesuffix("}") + ', "incidents": ['
    separator = "\n"
    for incident in extract.incidents:
        yield separator + json_text(incident, indent=None).rstrip("\n")
        separator = ",\n"
    yield "\n]}\n"
