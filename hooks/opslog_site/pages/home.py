"""The home page: the ops log, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from opslog_site.file_links import home_files
from opslog_site.page import Page
from opslog_site.rows import Named, kinds_text, record_rows
from opslog_site.site import BROWSE, COVERAGE, FOLLOW_UPS, HOME, ON_THIS_DAY, STATISTICS, Site
from opslog_site.templating import render

NEWEST = 100
"""How many records the home page lists; older ones are on the pages of their years."""


def pages(site: Site) -> Iterator[Page]:
    """Make the home page."""
    records = site.log.records
    markdown = render(
        "home.md.j2",
        title=site.config.site.title,
        rows=record_rows(site, HOME, records[:NEWEST]),
        counts=kinds_text(records),
        older=len(records) > NEWEST,
        going_on=sum(record.facts.status == "open" for record in records),
        open_follow_ups=len(site.ledger.to_do),
        overdue=len(site.ledger.overdue),
        late=sum(standing.state == "late" for standing in site.coverage),
        years=[
            Named(year, site.address(HOME, site.year_page(year)), f"{len(group):,}")
            for year, group in site.log.by_year.items()
        ],
        follow_ups_page=site.address(HOME, FOLLOW_UPS),
        coverage_page=site.address(HOME, COVERAGE),
        statistics_page=site.address(HOME, STATISTICS),
        files=home_files(site),
        calendar_page=site.address(HOME, site.calendar_page(next(iter(site.log.by_year)))) if records else "",
        on_this_day=site.address(HOME, ON_THIS_DAY),
        month_of_days=site.address(HOME, site.month_of_days_page("MM")),
        browse_page=site.address(HOME, BROWSE),
    )
    yield Page(HOME, markdown)
