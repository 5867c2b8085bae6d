"""For programs: one object, `{version, today, records, follow_ups: […]}`; what is not known is null.

`version` grows when a field changes its meaning or goes; new fields may come without.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from opslog.ledger import LedgerEntry
from opslog.ledger_reports import Listing

VERSION = 1


def report(listing: Listing) -> str:
    """Write the object; days are ISO dates, ages in days."""
    shown = {
        "version": VERSION,
        "today": listing.today.isoformat(),
        "records": listing.records,
        "follow_ups": [fields(entry, listing.today) for entry in listing.entries],
    }
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def fields(entry: LedgerEntry, today: date) -> dict[str, Any]:
    """Give the fields of a follow-up: what its record says first, then what is known beside it."""
    item = entry.follow_up
    return {
        "record": entry.record.id,
        "title": entry.record.title,
        "file": entry.record.path,
        "line": item.first_line,
        "number": entry.number,
        "text": item.text,
        "state": entry.state,
        "due": _iso(entry.due),
        "due_by_policy": entry.due_by_policy,
        "owner": item.owner,
        "owner_is_team": entry.owner_is_team,
        "kind": item.kind,
        "priority": item.priority,
        "tracker": item.tracker,
        "url": entry.url,
        "box_still_open": entry.box_still_open,
        "opened": _iso(entry.opened),
        "closed": _iso(entry.closed),
        "age_days": entry.age(today) if entry.to_do or entry.closed else None,
        "services": list(entry.record.facts.services),
        "severity": entry.record.facts.severity,
        "incidents": list(entry.incidents),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
