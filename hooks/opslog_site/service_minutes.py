"""Minutes by service: how long the incidents of each service took, by severity, and of how many nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from opslog.metrics import RESOLVE
from opslog.record import Record
from opslog_site.counts import Segment, bar_of
from opslog_site.groups import INCIDENT, UNSAID, Some, metric_link, severity_columns, severity_of, some
from opslog_site.rows import Named
from opslog_site.site import BROWSE, FIND, Site

MOST_SERVICES = 100
"""How many services a table has; those with most minutes come first."""


class Minutes(NamedTuple):
    """What incidents took together: of `known` ones in whole minutes each; `unknown` ones add none.

    `address` leads to the incidents, and is empty where no search finds them.
    """

    total: int
    known: int
    unknown: int
    address: str


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """A service: what its incidents took, by severity and in all, and the bar."""

    service: Named
    cells: tuple[Minutes, ...]
    all: Minutes
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class MinutesTable:
    """The services, those with most minutes of the gravest severity first.

    `metric` is what is summed, `others` counts the services that are not shown, `unnamed` are incidents of none.
    """

    metric: Named
    columns: tuple[Named, ...]
    rows: tuple[MinutesRow, ...]
    others: Named | None
    unnamed: Some


def service_minutes(site: Site, page: str, incidents: Sequence[Record], year: str = "") -> MinutesTable:
    """Sum up what these incidents, those of a year where it is given, took by service and severity.

    An incident of several services counts for each of them.
    """
    columns = severity_columns(site, page, incidents)
    by_service: dict[str, list[Record]] = {}
    for record in incidents:
        for service in dict.fromkeys(record.facts.services):
            by_service.setdefault(service, []).append(record)
    find = partial(_address, site, page, year)
    cells = {service: _cells(find, service, records, columns) for service, records in by_service.items()}
    ordered = sorted(cells, key=lambda service: ([(-one.total, -one.unknown) for one in cells[service]], service))
    longest = max((sum(one.total for one in row) for row in cells.values()), default=0)
    rows = [
        MinutesRow(
            Named(name, site.address(page, site.service_page(name)), site.config.services.get(name, "")),
            cells[name],
            _minutes(by_service[name], find(name)),
            bar_of([cell.total for cell in cells[name]], [column.rank for column in columns], longest),
        )
        for name in ordered[:MOST_SERVICES]
    ]
    left_out = len(ordered[MOST_SERVICES:])
    words = f"{left_out:,} other service{'' if left_out == 1 else 's'}"
    return MinutesTable(
        metric=metric_link(site, page, RESOLVE),
        columns=tuple(columns),
        rows=tuple(rows),
        others=Named(words, site.address(page, BROWSE, "services")) if left_out else None,
        unnamed=some(site, page, [record for record in incidents if not record.facts.services]),
    )


def _cells(
    find: Callable[[str, str], str], service: str, records: Sequence[Record], columns: Sequence[Named]
) -> tuple[Minutes, ...]:
    by_severity: dict[str, list[Record]] = {column.name: [] for column in columns}
    for record in records:
        by_severity[severity_of(record)].append(record)
    return tuple(
        _minutes(found, find(service, severity) if found and severity != UNSAID else "")
        for severity, found in by_severity.items()
    )


def _minutes(records: Sequence[Record], address: str) -> Minutes:
    spans = [span for record in records if (span := RESOLVE.of(record.facts)) is not None]
    # Minutes one by one, for a sum of very long ones is more than a timedelta holds.
    total = sum(span // timedelta(minutes=1) for span in spans)
    return Minutes(total, len(spans), len(records) - len(spans), address)


def _address(site: Site, page: str, year: str, service: str, severity: str = "") -> str:
    """Lead to incidents on the page that finds them, if it finds all."""
    asked = {"service": service, "severity": severity, "kind": INCIDENT, "year": year}
    facets = [(facet, value) for facet, value in asked.items() if value]
    found = f"{site.address(page, FIND)}?{urlencode(facets, errors='replace')}"
    return "" if site.config.site.search_leaves_out else found
