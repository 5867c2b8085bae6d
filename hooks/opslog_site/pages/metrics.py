"""The statistics of each metric, group by group, and of each year, metric by metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opslog.metrics import METRICS, Metric
from opslog.record import Record
from opslog_site.charts import Chart, draw
from opslog_site.groups import Some, all_incidents, by, group_of, groups_of, only_incidents, some, year_links, years_of
from opslog_site.page import Page
from opslog_site.rows import Named
from opslog_site.site import BROWSE, STATISTICS, Site
from opslog_site.templating import render

MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its heading, a word about it, its chart, and where more of it is.

    `years` lead to where its incidents are dots if the chart has too many for that; `unmeasured` are the incidents
    that it cannot show.
    """

    heading: str
    note: str
    chart: Chart
    years: Sequence[Named] = ()
    others: Named | None = None
    unmeasured: Some | None = None


def pages(site: Site) -> Iterator[Page]:
    """Make a page for each metric and one for each year."""
    for metric in METRICS:
        yield _metric_page(site, site.metric_page(metric), metric)
    for year, incidents in years_of(site).items():
        yield _year_page(site, site.year_statistics_page(year), year, incidents)


def _metric_page(site: Site, path: str, metric: Metric) -> Page:
    incidents = only_incidents(site.log.records)
    missing = some(site, path, [record for record in incidents if metric.of(record.facts) is None])
    everything = draw(site, path, "All incidents", [group_of(all_incidents(site, path), incidents, by(metric))])
    years = year_links(site, path)
    ways = (
        ("By year", site.log.by_year, site.year_page),
        ("By severity", site.severities, site.severity_page),
        ("By who noticed", site.log.by_detector, site.detector_page),
    )
    parts = [
        Part("All incidents", "", everything, years, unmeasured=missing),
        *(
            Part(heading, "", draw(site, path, heading, groups_of(site, path, groups, page_of, by(metric))), years)
            for heading, groups, page_of in ways
        ),
        _by_service(site, path, metric, years),
    ]
    return Page(path, _charts(site, path, metric.name.capitalize(), _sentence(metric.doc), parts))


def _by_service(site: Site, path: str, metric: Metric, years: Sequence[Named]) -> Part:
    groups = groups_of(site, path, site.log.by_service, site.service_page, by(metric))
    groups.sort(key=lambda group: -len(group.measured))
    more = len(groups) - MOST_SERVICES
    return Part(
        heading="By service",
        note="An incident of several services stands with each of them.",
        chart=draw(site, path, "By service", groups[:MOST_SERVICES]),
        years=years,
        others=Named(f"{more} with fewer incidents", site.address(path, BROWSE)) if more > 0 else None,
    )


def _year_page(site: Site, path: str, year: str, incidents: Sequence[Record]) -> Page:
    listed = Named(year, site.address(path, site.year_page(year)))
    parts = []
    for metric in METRICS:
        heading = metric.name.capitalize()
        chart = draw(site, path, heading, [group_of(listed, incidents, by(metric))])
        parts.append(Part(heading, _sentence(metric.doc), chart))
    return Page(path, _charts(site, path, f"Statistics of {year}", "", parts))


def _charts(site: Site, path: str, title: str, lead: str, parts: Sequence[Part]) -> str:
    return render(
        "charts.md.j2",
        title=title,
        lead=lead,
        parts=parts,
        statistics_page=site.address(path, STATISTICS),
        too_few=site.config.statistics.too_few,
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
