"""JSON Lines: an incident a line, as in the list of `json`."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.exports import Extract
from opslog.reports.json import json_text


def export(extract: Extract) -> Iterator[str]:
    """Write the lines."""
    for incident in extract.incidents:
        yield json_text(incident, indent=None)
