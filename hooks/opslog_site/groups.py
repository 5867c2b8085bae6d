"""Incidents in groups, measured: what charts draw and tables count.

Incidents only: near misses, false alarms and exercises are counted apart, since their times measure something else.
Nothing is grouped by person or team: such tables teach people to write less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from opslog.distribution import Distribution, distribution_of
from opslog.metrics import Metric
from opslog.phases import Phase, stretches
from opslog.record import Record
from opslog_site.rows import Named
from opslog_site.site import Site

INCIDENT = "incident"
UNSAID = "not said"
"""What stands for the severity of a record that states none."""
MOST_LINKS = 30
"""How many records a sentence names."""

Measure = Callable[[Record], timedelta | None]


class Measured(NamedTuple):
    """An incident, and how long something took in it."""

    record: Record
    span: timedelta


@dataclass(frozen=True, slots=True)
class Group:
    """Incidents that are shown together: their name, how many there are, and those that could be measured."""

    name: Named
    total: int
    measured: tuple[Measured, ...]
    distribution: Distribution | None


@dataclass(frozen=True, slots=True)
class Some:
    """Links to records, and how many more there are."""

    links: tuple[Named, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.links) + self.more


def only_incidents(records: Sequence[Record]) -> tuple[Record, ...]:
    """Leave out what was no incident."""
    return tuple(record for record in records if record.facts.kind == INCIDENT)


def years_of(site: Site) -> dict[str, tuple[Record, ...]]:
    """Group the incidents by year, newest first; years without any are left out."""
    years = {year: only_incidents(records) for year, records in site.log.by_year.items()}
    return {year: incidents for year, incidents in years.items() if incidents}


def severity_of(record: Record) -> str:
    """Name the severity of a record, or say that it states none."""
    return record.facts.severity or UNSAID


def severity_columns(site: Site, page: str, incidents: Sequence[Record]) -> list[Named]:
    """Link the severities that these incidents have, most severe first; last, where one has none, that it has none."""
    had = {severity_of(record) for record in incidents}
    columns = [
        Named(name, site.address(page, site.severity_page(name)), doc, rank)
        for rank, (name, doc) in enumerate(site.config.severities.items(), 1)
        if name in had
    ]
    return [*columns, *([Named(UNSAID, "")] if UNSAID in had else [])]


def by(metric: Metric) -> Measure:
    """Make what measures a record by a metric."""
    return lambda record: metric.of(record.facts)


def by_phase(phase: Phase) -> Measure:
    """Make what says how long an incident was in a phase; None where its record does not tell that phase apart."""
    return lambda record: next(
        (stretch.span for stretch in stretches(record.facts.times) if stretch.phases == (phase,)), None
    )


def group_of(name: Named, records: Sequence[Record], measure: Measure) -> Group:
    """Measure the incidents among the records: shortest first, in the order of their ids where that is equal."""
    incidents = only_incidents(records)
    found = [Measured(record, span) for record in incidents if (span := measure(record)) is not None]
    measured = tuple(sorted(found, key=lambda one: (one.span, one.record.id)))
    return Group(name, len(incidents), measured, distribution_of(one.span for one in measured))


def groups_of(
    site: Site, page: str, groups: Mapping[str, Sequence[Record]], page_of: Callable[[str], str], measure: Measure
) -> list[Group]:
    """Measure groups of the log; each name leads, from `page`, to the page that lists the group."""
    return [
        group_of(Named(name, site.address(page, page_of(name))), records, measure) for name, records in groups.items()
    ]


def all_incidents(site: Site, page: str) -> Named:
    """Name all incidents, with the page that lists them."""
    return Named("all incidents", site.address(page, site.kind_page(INCIDENT)))


def metric_link(site: Site, page: str, metric: Metric) -> Named:
    """Link the statistics of a metric."""
    return Named(metric.name, site.address(page, site.metric_page(metric)), metric.doc)


def year_links(site: Site, page: str) -> list[Named]:
    """Link the statistics of each year."""
    return [Named(year, site.address(page, site.year_statistics_page(year))) for year in years_of(site)]


def some(site: Site, page: str, records: Sequence[Record]) -> Some:
    """Link the first of some records."""
    links = [
        Named(record.title, site.address(page, site.record_page(record)), record.id) for record in records[:MOST_LINKS]
    ]
    return Some(tuple(links), max(len(records) - MOST_LINKS, 0))
