"""What feed readers are shown of the newest incidents; Atom and JSON Feed write it each in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from opslog.exports import Extract
from opslog.incident import Incident, began
from opslog.times import duration_text


class Item(NamedTuple):
    """An incident in a feed; `id` stays when its page moves."""

    id: str
    url: str
    title: str
    published: str
    updated: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    text: str


def items(extract: Extract) -> Iterator[Item]:
    """Make the items of a feed, newest incident first."""
    up = "" if extract.addresses.site_url else "../" * extract.path.count("/")
    for incident in extract.newest:
        published = began(incident)
        yield Item(
            id=extract.addresses.name_of((*incident["formerly"], incident["id"])[0]),
            url=up + incident["url"],
            title=incident["title"],
            published=published,
            updated=incident["updated"] or published,
            authors=tuple(incident["authors"]),
            tags=tuple(dict.fromkeys(filter(None, (incident["severity"], *incident["services"], *incident["tags"])))),
            text="\n\n".join(filter(None, (_facts(incident), incident["summary"]))),
        )


def _facts(incident: Incident) -> str:
    """Say in a line what it was: `sev2, draft. Search, price feed. Resolved after 2 h 30 min.`."""
    minutes = incident["minutes"]["time_to_resolve"]
    what = (incident["severity"], incident["status"], incident["kind"] if incident["kind"] != "incident" else None)
    told = (
        ", ".join(filter(None, what)),
        ", ".join(incident["services"]),
        f"Resolved after {duration_text(timedelta(minutes=minutes))}" if minutes is not None else "",
    )
    return " ".join(f"{part}." for part in told if part) or f"{incident['kind']}."
