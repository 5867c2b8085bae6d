"""The statistics of each metric, group by group, and of each year, metric by metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from opslog.metrics import METRICS, Metric
from opslog.record import Record
from opslog_site.charts import Chart, draw, scale_of
from opslog_site.groups import Some, all_incidents, by, group_of, groups_of, only_incidents, some, year_links, years_of
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named
from opslog_site.scale import Scale
from opslog_site.service_minutes import MinutesTable, service_minutes
from opslog_site.site import BROWSE, STATISTICS, Site
from opslog_site.templating import render

MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its heading, a word about it, its chart, and where more of it is.

    `unmeasured` are the incidents that it cannot show.
    """

    heading: str
    note: str
    chart: Chart
    others: Named | None = None
    unmeasured: Some | None = None


def pages(site: Site) -> Iterator[Plan]:
    """Plan a page for each metric and one for each year."""
    years = years_of(site)
    everything = site.keys.facts(site.log.records)
    for metric in METRICS:
        path = site.metric_page(metric)
        yield Plan(path, partial(_metric_page, site, path, metric), everything)
    for year, incidents in years.items():
        path = site.year_statistics_page(year)
        key = site.keys.facts(incidents, list(years))
        yield Plan(path, partial(_year_page, site, path, year, incidents), key)


def _metric_page(site: Site, path: str, metric: Metric) -> Page:
    incidents = only_incidents(site.log.records)
    everything = group_of(all_incidents(site, path), incidents, by(metric))
    missing = some(site, path, [record for record in incidents if metric.of(record.facts) is None])
    # One scale for the whole page, so that its charts can be held against each other.
    scale = scale_of([everything])
    ways = (
        ("By year", site.log.by_year, site.year_page),
        ("By severity", site.severities, site.severity_page),
        ("By who noticed", site.log.by_detector, site.detector_page),
    )
    parts = [Part("All incidents", "", draw(site, path, "All incidents", [everything], scale), unmeasured=missing)]
    for heading, groups, page_of in ways:
        measured = groups_of(site, path, groups, page_of, by(metric))
        parts.append(Part(heading, "", draw(site, path, heading, measured, scale)))
    parts.append(_by_service(site, path, metric, scale))
    return Page(path, _charts(site, path, metric.name.capitalize(), _sentence(metric.doc), parts))


def _by_service(site: Site, path: str, metric: Metric, scale: Scale) -> Part:
    groups = groups_of(site, path, site.log.by_service, site.service_page, by(metric))
    groups.sort(key=lambda group: -len(group.measured))
    more = max(len(groups) - MOST_SERVICES, 0)
    return Part(
        heading="By service",
        note="An incident of several services stands with each of them.",
        chart=draw(site, path, "By service", groups[:MOST_SERVICES], scale),
        others=Named(f"{more} other service{'' if more == 1 else 's'}", site.address(path, BROWSE, "services"))
        if more
        else None,
    )


def _year_page(site: Site, path: str, year: str, incidents: Sequence[Record]) -> Page:
    listed = Named(year, site.address(path, site.year_page(year)))
    groups = [(metric, group_of(listed, incidents, by(metric))) for metric in METRICS]
    scale = scale_of(group for _, group in groups)
    parts = []
    for metric, group in groups:
        heading = metric.name.capitalize()
        parts.append(Part(heading, _sentence(metric.doc), draw(site, path, heading, [group], scale)))
    minutes = service_minutes(site, path, incidents, year)
    return Page(path, _charts(site, path, f"Statistics of {year}", "", parts, minutes))


def _charts(
    site: Site, path: str, title: str, lead: str, parts: Sequence[Part], minutes: MinutesTable | None = None
) -> str:
    return render(
        "charts.md.j2",
        title=title,
        lead=lead,
        parts=parts,
        minutes=minutes,
        years=year_links(site, path),
        statistics_page=site.address(path, STATISTICS),
        too_few=site.config.statistics.too_few,
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
