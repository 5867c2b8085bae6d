"""The statistics of the whole log: what is counted, where the minutes went, what mitigated, who noticed first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from opslog.metrics import DECIDE, METRICS, MITIGATE, Metric
from opslog.phases import PHASES, stretches
from opslog.record import Record
from opslog.vocabulary import KINDS, STATUSES
from opslog_site.charts import Chart, draw
from opslog_site.counts import CountTable, count_table
from opslog_site.groups import (
    Group,
    Some,
    all_incidents,
    by,
    by_phase,
    group_of,
    groups_of,
    metric_link,
    only_incidents,
    severity_columns,
    severity_of,
    some,
    year_links,
    years_of,
)
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named
from opslog_site.service_minutes import service_minutes
from opslog_site.site import STATISTICS, Site
from opslog_site.templating import render


@dataclass(frozen=True, slots=True)
class Mean:
    """What a mean would say: of which metric, of how many incidents; and the longest, with its share in percent."""

    metric: Named
    n: int
    mean: timedelta
    median: timedelta
    longest: Named
    span: timedelta
    share: int


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of statistics."""
    yield Plan(STATISTICS, partial(_page, site), site.keys.facts(site.log.records))


def _page(site: Site) -> Page:
    incidents = only_incidents(site.log.records)
    metrics = [group_of(metric_link(site, STATISTICS, metric), incidents, by(metric)) for metric in METRICS]
    listed = all_incidents(site, STATISTICS).address
    phases = [group_of(Named(phase.name, listed, phase.doc), incidents, by_phase(phase)) for phase in PHASES]
    markdown = render(
        "statistics.md.j2",
        n=len(incidents),
        kinds=_kinds(site),
        statuses=_statuses(site),
        mean=_mean(site, metrics),
        too_few=site.config.statistics.too_few,
        years=year_links(site, STATISTICS),
        by_year=_by_year_and_severity(site),
        minutes=service_minutes(site, STATISTICS, incidents),
        by_detector=_by_detector(site),
        undetected=some(site, STATISTICS, [record for record in incidents if record.facts.detected_by is None]),
        durations=draw(site, STATISTICS, "Durations", metrics),
        phases=draw(site, STATISTICS, "Phases", phases),
        phase_notes=PHASES,
        merged=_merged(site, incidents),
        mitigations=[(metric, _by_mitigation(site, metric)) for metric in (DECIDE, MITIGATE)],
        unmitigated=some(site, STATISTICS, [record for record in incidents if not _mitigation(record)]),
    )
    return Page(STATISTICS, markdown)


def _kinds(site: Site) -> list[tuple[Named, int]]:
    return [
        (Named(name, site.address(STATISTICS, site.kind_page(name)), KINDS[name]), len(records))
        for name, records in site.log.by_kind.items()
    ]


def _statuses(site: Site) -> list[tuple[Named, int]]:
    return [
        (Named(name, site.address(STATISTICS, site.status_page(name)), STATUSES[name]), len(incidents))
        for name, records in site.log.by_status.items()
        if (incidents := only_incidents(records))
    ]


def _mean(site: Site, groups: list[Group]) -> Mean | None:
    """Show, where this log has an example, what a mean would hide: one longer than three quarters of what it counts.

    Of several the one of most incidents, then the one furthest from the median.
    """
    means = [mean for group in groups if (mean := _misleading_mean(site, group))]
    return max(means, key=lambda mean: (mean.n, mean.mean / max(mean.median, timedelta(minutes=1))), default=None)


def _misleading_mean(site: Site, group: Group) -> Mean | None:
    found = group.distribution
    if found is None or found.n < site.config.statistics.too_few:
        return None
    # Divided one by one, for a sum of very long ones is more than a timedelta holds.
    mean = sum((one.span / found.n for one in group.measured), timedelta())
    if mean <= found.upper_quartile:
        return None
    record, span = group.measured[-1]
    longest = Named(record.title, site.address(STATISTICS, site.record_page(record)))
    return Mean(group.name, found.n, mean, found.median, longest, span, round(100 * (span / mean) / found.n))


def _by_year_and_severity(site: Site) -> CountTable:
    years = years_of(site)
    columns = severity_columns(site, STATISTICS, [record for incidents in years.values() for record in incidents])
    rows = [
        (Named(year, site.address(STATISTICS, site.year_page(year))), [severity_of(record) for record in incidents])
        for year, incidents in years.items()
    ]
    return count_table("Incidents by year and severity", columns, rows)


def _by_detector(site: Site) -> CountTable:
    groups = {name: only_incidents(records) for name, records in site.log.by_detector.items()}
    rows = [
        (Named(name, site.address(STATISTICS, site.detector_page(name))), [record.id for record in incidents])
        for name, incidents in sorted(groups.items(), key=lambda pair: -len(pair[1]))
        if incidents
    ]
    return count_table("Who noticed first", [], rows)


def _merged(site: Site, incidents: tuple[Record, ...]) -> list[tuple[str, Some]]:
    """Find the incidents in which phases are not told apart, by the phases that run together."""
    found: dict[str, list[Record]] = {}
    for record in incidents:
        for stretch in stretches(record.facts.times):
            if len(stretch.phases) > 1:
                found.setdefault(stretch.name, []).append(record)
    return [
        (names, some(site, STATISTICS, records))
        for names, records in sorted(found.items(), key=lambda pair: -len(pair[1]))
    ]


def _by_mitigation(site: Site, metric: Metric) -> Chart:
    groups = groups_of(site, STATISTICS, site.log.by_mitigation, site.mitigation_page, by(metric))
    return draw(site, STATISTICS, f"{metric.name} by mitigation".capitalize(), groups)


def _mitigation(record: Record) -> str | None:
    return record.facts.mitigation.kind if record.facts.mitigation else None
