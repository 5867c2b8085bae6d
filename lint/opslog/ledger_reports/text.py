"""For people at a terminal: two lines a follow-up, a hundred columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.files import printable
from opslog.ledger import LedgerEntry
from opslog.ledger_reports import Listing
from opslog.times import days_text
from opslog.words import one_line

WIDTH, OWNER_WIDTH = 100, 16
BY_POLICY = "*"


def report(listing: Listing) -> str:
    """Write how it stands, its date, owner and words; below, its place, in a form that terminals make clickable."""
    lines = [line for entry in listing.entries for line in _lines(entry, listing)]
    if any(entry.due_by_policy for entry in listing.entries):
        lines.append(f"{BY_POLICY} nobody gave a date; this is the last that the policy of the severity allows")
    return "".join(f"{line}\n" for line in lines)


def _lines(entry: LedgerEntry, listing: Listing) -> Iterator[str]:
    due = f"{entry.due or 'no date'}{BY_POLICY if entry.due_by_policy else ''}"
    owner = _cut(printable(entry.follow_up.owner or "nobody"), OWNER_WIDTH)
    head = f"{entry.state:<7}  {due:<11}  {owner:<{OWNER_WIDTH}}  "
    yield head + _cut(one_line(entry.follow_up.text) or "(empty)", WIDTH - len(head))
    where = f"{entry.record.path}:{entry.follow_up.first_line}"
    yield "         " + "  ".join((where, *_more(entry, listing)))


def _more(entry: LedgerEntry, listing: Listing) -> Iterator[str]:
    if entry.state == "overdue" and entry.due:
        yield f"{days_text((listing.today - entry.due).days)} late"
    if entry.follow_up.tracker:
        yield printable(entry.follow_up.tracker)
    if entry.box_still_open:
        yield "closed in the tracker, box still open"
    if len(entry.incidents) > 1:
        yield f"asked for by {len(entry.incidents)} incidents"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
