"""For spreadsheets: a row a follow-up, with the fields of the JSON report.

A cell that a spreadsheet would read as a formula gets an apostrophe in front: owasp.org, "CSV injection".
"""

from __future__ import annotations

import csv
import io
from typing import Any

from opslog.ledger_reports import Listing
from opslog.ledger_reports.json import fields
from opslog.words import one_line

COLUMNS = (
    "state", "due", "due_by_policy", "owner", "text", "kind", "priority", "tracker", "url", "age_days", "opened",
    "closed", "incidents", "record", "title", "severity", "services", "file", "line",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report(listing: Listing) -> str:
    """Write a head and the rows, as RFC 4180 does; several values in one cell stand with spaces between them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in listing.entries:
        of_entry = fields(entry, listing.today)
        writer.writerow([_cell(of_entry[column]) for column in COLUMNS])
    return text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = " ".join(value)
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
