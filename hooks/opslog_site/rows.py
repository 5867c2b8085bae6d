"""What lists show of a record and of a follow-up: one row each, ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from opslog.ledger import STATES, TO_DO, LedgerEntry
from opslog.record import FollowUp, Record
from opslog.times import duration_text
from opslog.tracker import tracker_url
from opslog.vocabulary import KINDS, STATUSES
from opslog_site.rendering import to_inline_html
from opslog_site.site import Site


@dataclass(frozen=True, slots=True)
class Named:
    """A word and where it leads; for a severity its rank, 1 the most severe."""

    name: str
    address: str
    note: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list."""

    day: str
    title: Named
    severity: Named | None
    status: str
    status_note: str
    kind: str
    kind_note: str
    services: tuple[Named, ...]
    duration: str
    open_follow_ups: int
    overdue: int


def record_row(site: Site, page: str, record: Record) -> RecordRow:
    """Make the row of a record for a list on `page`."""
    facts = record.facts
    to_do = [entry for entry in site.ledger.of(record) if entry.to_do]
    return RecordRow(
        day=record.day,
        title=Named(record.title, site.address(page, site.record_page(record))),
        severity=severity_link(site, page, record),
        status=facts.status or "unknown",
        status_note=STATUSES.get(facts.status or "", "the record does not say"),
        kind=facts.kind,
        kind_note=KINDS[facts.kind],
        services=service_links(site, page, record),
        duration=duration_cell(record),
        open_follow_ups=len(to_do),
        overdue=sum(entry.state == "overdue" for entry in to_do),
    )


def duration_cell(record: Record) -> str:
    """Say how long it lasted; that it goes on; or nothing where the record does not say."""
    if record.duration is not None:
        return duration_text(record.duration)
    return "going on" if record.facts.status == "open" and record.facts.times.resolved is None else ""


def severity_link(site: Site, page: str, record: Record) -> Named | None:
    """Link the severity of a record, with its criteria."""
    severity = record.facts.severity
    if severity is None:
        return None
    rank = list(site.config.severities).index(severity) + 1
    return Named(severity, site.address(page, site.severity_page(severity)), site.config.severities[severity], rank)


def service_links(site: Site, page: str, record: Record) -> tuple[Named, ...]:
    """Link the services of a record."""
    return tuple(
        Named(name, site.address(page, site.service_page(name))) for name in dict.fromkeys(record.facts.services)
    )


OTHERS = 5
"""How many of the incidents that ask for the same work a row names."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A follow-up in a list. `late` and `age` are in days.

    `others` are the first of the other incidents that ask for the same work, and `more` how many come after them.
    """

    text: Markup
    state: str
    state_note: str
    box_still_open: bool
    owner: Named | None
    due: str
    due_by_policy: bool
    late: int
    age: int | None
    closed: str
    kind: str
    priority: str
    tracker: Named | None
    record: Named
    day: str
    anchor: str
    others: tuple[Named, ...]
    more: int

    @property
    def to_do(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in TO_DO


def follow_up_row(site: Site, page: str, entry: LedgerEntry) -> FollowUpRow:
    """Make the row of a follow-up for a list on `page`."""
    item, record = entry.follow_up, entry.record
    words = " ".join(item.text.split()) or "(empty)"
    others = [other for name in entry.incidents[1:] if (other := site.log.by_id.get(name))]
    return FollowUpRow(
        text=to_inline_html(words, site.link(page, record)),
        state=entry.state,
        state_note=STATES[entry.state],
        box_still_open=entry.box_still_open,
        owner=Named(item.owner, site.address(page, site.owner_page(item.owner))) if item.owner else None,
        due=entry.due.isoformat() if entry.due else "",
        due_by_policy=entry.due_by_policy,
        late=(site.today - entry.due).days if entry.due and entry.state == "overdue" else 0,
        age=entry.age(site.today) if entry.to_do else None,
        closed=entry.closed.isoformat() if entry.closed else "",
        kind=item.kind or "",
        priority=item.priority or "",
        tracker=tracker_link(site, item),
        record=follow_up_link(site, page, entry),
        day=record.day,
        anchor=anchor_of(entry),
        others=tuple(Named(one.id, site.address(page, site.record_page(one)), one.title) for one in others[:OTHERS]),
        more=len(others[OTHERS:]),
    )


def follow_up_rows(site: Site, page: str, entries: Iterable[LedgerEntry]) -> list[FollowUpRow]:
    """Make the rows of a list of follow-ups."""
    return [follow_up_row(site, page, entry) for entry in entries]


def follow_up_link(site: Site, page: str, entry: LedgerEntry) -> Named:
    """Link the record of a follow-up where the follow-up stands."""
    return Named(entry.record.title, site.address(page, site.record_page(entry.record), anchor_of(entry)))


def anchor_of(entry: LedgerEntry) -> str:
    """Name the anchor of a follow-up on the page of its record."""
    return f"follow-up-{entry.number}"


def tracker_link(site: Site, item: FollowUp) -> Named | None:
    """Link a tracker reference; one that leads nowhere keeps its words."""
    if item.tracker is None:
        return None
    address = tracker_url(item.tracker, site.config.tracker)
    shown = item.tracker if not address or "://" not in item.tracker else _short(item.tracker)
    return Named(shown, address or "")


def _short(url: str) -> str:
    """Shorten `https://github.com/owner/repo/issues/7` to `owner/repo#7`, others to their last part."""
    parts = url.split("://", 1)[1].rstrip("/").split("/")
    if len(parts) >= 5 and parts[-2] in {"issues", "pull", "pulls", "merge_requests"}:
        return f"{parts[1]}/{parts[2]}#{parts[-1]}"
    return parts[-1] if len(parts) > 1 else parts[0]


def record_rows(site: Site, page: str, records: Iterable[Record]) -> list[RecordRow]:
    """Make the rows of a list of records."""
    return [record_row(site, page, record) for record in records]


def kinds_text(records: Iterable[Record]) -> str:
    """Count records by what they are: `12 incidents, 2 near misses`."""
    counts = Counter(record.facts.kind for record in records)
    return ", ".join(f"{counts[kind]:,} {_plural(kind, counts[kind])}" for kind in KINDS if counts[kind])


def _plural(kind: str, count: int) -> str:
    words = kind.replace("-", " ")
    return words if count == 1 else f"{words}{'es' if words.endswith('s') else 's'}"
