"""For spreadsheets: a row a follow-up, with the fields of the JSON report."""

from __future__ import annotations

from opslog.ledger_reports import Listing
from opslog.ledger_reports.json import fields
from opslog.spreadsheet import row
from opslog.words import one_line

COLUMNS = (
    "state", "due", "due_by_policy", "owner", "text", "kind", "priority", "tracker", "url", "age_days", "opened",
    "closed", "incidents", "record", "title", "severity", "services", "file", "line",
)  # fmt: skip


def report(listing: Listing) -> str:
    """Write a head and the rows."""
    lines = [row(COLUMNS)]
    for entry in listing.entries:
        of_entry = fields(entry, listing.today) | {"text": one_line(entry.follow_up.text)}
        lines.append(row(of_entry[column] for column in COLUMNS))
    return "".join(lines)
