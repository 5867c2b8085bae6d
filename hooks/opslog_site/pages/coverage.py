"""Where the postmortem of every incident stands: late ones first, then those in work, not closed, waived and done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from opslog.closing import QUESTIONS
from opslog.coverage import STATES, Standing
from opslog.vocabulary import STATUSES
from opslog_site.approvals import changed_since_approval
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named, severity_link
from opslog_site.site import COVERAGE, Site
from opslog_site.templating import render

LISTED = 100
"""How many incidents a group lists; of what is beyond, the years are named. Waivers are all there, folded beyond it."""
TITLES = {
    "late": "Late",
    "in-work": "In work",
    "not-closed": "Not closed",
    "waived": "Waived",
    "done": "Done",
}
"""Engines make the anchors of headings from their words: each is its state."""
NO_SEVERITY = "none"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """An incident in a list of the ledger; `anchor` where it is the first of its severity there."""

    standing: Standing
    title: Named
    severity: Named | None
    status: str
    status_note: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """The incidents that stand alike: those listed, and the years of the others."""

    state: str
    title: str
    note: str
    count: int
    rows: Sequence[CoverageRow]
    beyond: Sequence[Named]


@dataclass(frozen=True, slots=True)
class DoneYear:
    """What is done of a year, and how it was against the deadlines."""

    year: Named
    count: int
    in_time: int
    late: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """The incidents of a severity, counted by state; each count with the anchor of its list."""

    severity: str
    rank: int
    cells: Sequence[Named]
    total: int


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page."""
    as_approved = [one.is_as_approved for one in site.known.values()]
    yield Plan(COVERAGE, partial(_page, site), site.keys.facts(site.log.records, site.today, as_approved))


def _page(site: Site) -> Page:
    by_state = {state: [one for one in site.coverage if one.state == state] for state in STATES}
    days = site.config.closing.days
    groups = [_group(site, state, by_state[state]) for state in STATES if state != "done" and by_state[state]]
    listed = {row.anchor for group in groups for row in group.rows if row.anchor}
    return Page(
        COVERAGE,
        render(
            "coverage.md.j2",
            total=len(site.coverage),
            others=len(site.log.records) - len(site.coverage),
            days=[(name, days[name]) for name in site.config.severities if name in days],
            states=[(state, TITLES[state], STATES[state], len(by_state[state])) for state in STATES],
            severities=list(_severity_rows(site, listed)),
            groups=groups,
            listed=LISTED,
            done=list(_done_years(site, by_state["done"])),
            questions=len(QUESTIONS),
            done_note=STATES["done"],
            changed=[
                Named(record.title, site.address(COVERAGE, site.record_page(record)), record.day)
                for record in changed_since_approval(site)
            ],
        ),
    )


def _group(site: Site, state: str, standings: Sequence[Standing]) -> Group:
    ordered = sorted(standings, key=lambda one: (_rank(site, one), -_urgency(one)))
    shown = ordered if state == "waived" else ordered[:LISTED]
    rows, seen = [], set()
    for standing in shown:
        rank = _rank(site, standing)
        rows.append(_row(site, standing, "" if rank in seen else _anchor(state, rank)))
        seen.add(rank)
    beyond = Counter(one.record.year for one in ordered[len(shown) :])
    years = [Named(year, site.address(COVERAGE, site.year_page(year)), str(beyond[year])) for year in sorted(beyond)]
    return Group(state, TITLES[state], STATES[state], len(ordered), rows, years)


def _urgency(standing: Standing) -> float:
    """Order what is to be done by its deadline, what has none last; the rest stays in the order of the log."""
    if standing.state not in ("late", "in-work"):
        return 0
    return float("-inf") if standing.late_by is None else standing.late_by


def _row(site: Site, standing: Standing, anchor: str) -> CoverageRow:
    record = standing.record
    status = record.facts.status
    return CoverageRow(
        standing=standing,
        title=Named(record.title, site.address(COVERAGE, site.record_page(record)), record.day),
        severity=severity_link(site, COVERAGE, record),
        status=status or "unknown",
        status_note=STATUSES.get(status or "", "the record does not say"),
        anchor=anchor,
    )


def _severity_rows(site: Site, listed: set[str]) -> Iterator[SeverityRow]:
    """Count by severity and state; a count leads to the first of its severity in the list, or to the list."""
    for rank, severity in enumerate((*site.config.severities, NO_SEVERITY), 1):
        counts = Counter(one.state for one in site.coverage if _rank(site, one) == rank)
        if counts:
            cells = []
            for state, title in TITLES.items():
                anchor = _anchor(state, rank)
                cells.append(Named(f"{counts[state]:,}", f"#{anchor if anchor in listed else state}", title))
            yield SeverityRow(severity, rank, cells, counts.total())


def _rank(site: Site, standing: Standing) -> int:
    """Give the place of a record's severity, 1 the most severe; without one it comes last."""
    severities = list(site.config.severities)
    severity = standing.record.facts.severity
    return severities.index(severity) + 1 if severity in severities else len(severities) + 1


def _anchor(state: str, rank: int) -> str:
    return f"{state}-{rank}"


def _done_years(site: Site, standings: Sequence[Standing]) -> Iterator[DoneYear]:
    for year in site.log.by_year:
        of_year = [one for one in standings if one.record.year == year]
        if of_year:
            known = [one for one in of_year if one.late_by is not None]
            late = sum(one.is_late for one in known)
            named = Named(year, site.address(COVERAGE, site.year_page(year)))
            yield DoneYear(named, len(of_year), len(known) - late, late, len(of_year) - len(known))
