"""A calendar for each year, and the days of the year through all years: what happened on a given day."""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from opslog.record import Record
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named, severity_link
from opslog_site.site import ON_THIS_DAY, Site
from opslog_site.templating import render
from opslog_site.year_grid import NO_RANK, year_grid

MONTHS = tuple(f"{number:02}" for number in range(1, 13))


def pages(site: Site) -> Iterator[Plan]:
    """Plan a calendar for each year, and where there is any the days of each month through all years."""
    years = list(site.log.by_year)
    for year, records in site.log.by_year.items():
        key = site.keys.facts(records, years)
        yield Plan(site.calendar_page(year), partial(_calendar, site, year, records), key)
    if not years:
        return
    in_month: dict[str, list[Record]] = {month: [] for month in MONTHS}
    for record in site.log.records:
        in_month.setdefault(record.day[5:7], []).append(record)
    counts = {month: Counter(record.day[8:10] for record in in_month[month]) for month in MONTHS}
    counted = repr([sorted(days.items()) for days in counts.values()])
    yield Plan(ON_THIS_DAY, partial(_days_of_the_year, site, counts), site.keys.facts((), counted))
    for month in MONTHS:
        make = partial(_days_of_a_month, site, month, in_month[month])
        yield Plan(site.month_of_days_page(month), make, site.keys.facts(in_month[month]))


def _calendar(site: Site, year: str, records: Sequence[Record]) -> Page:
    path = site.calendar_page(year)
    severities = list(site.config.severities)

    def address(found: Sequence[Record]) -> str:
        one = found[0]
        return site.address(path, site.record_page(one)) if len(found) == 1 else f"#{one.day}"

    def rank(record: Record) -> int:
        severity = record.facts.severity
        return severities.index(severity) + 1 if severity in severities else NO_RANK

    grid = year_grid(year, records, address, rank)
    markdown = render(
        "calendar.md.j2",
        year=year,
        grid=grid,
        count=len(records),
        days=len(grid.days),
        ranks=[(number, severity) for number, severity in enumerate(severities, 1)]
        + ([(NO_RANK, "no severity")] if any(rank(record) == NO_RANK for record in records) else []),
        months=[
            (month.name, [(day, [_told(site, path, one) for one in found]) for day, found in month.days.items()])
            for month in grid.months
            if month.days
        ],
        listing=site.address(path, site.year_page(year)),
        years=[Named(one, site.address(path, site.calendar_page(one))) for one in site.log.by_year],
        on_this_day=site.address(path, ON_THIS_DAY),
    )
    return Page(path, markdown)


def _told(site: Site, page: str, record: Record) -> tuple[Named, Named | None]:
    """Link a record, and its severity."""
    return Named(record.title, site.address(page, site.record_page(record))), severity_link(site, page, record)


def _days_of_the_year(site: Site, counts: dict[str, Counter[str]]) -> Page:
    rows = []
    for month, days in counts.items():
        page = site.month_of_days_page(month)
        links = [Named(day.lstrip("0"), site.address(ON_THIS_DAY, page, day), str(days[day])) for day in sorted(days)]
        rows.append((_month_link(site, ON_THIS_DAY, month), links))
    return Page(ON_THIS_DAY, render("on-this-day.md.j2", months=rows))


def _days_of_a_month(site: Site, month: str, records: Sequence[Record]) -> Page:
    path = site.month_of_days_page(month)
    by_day: dict[str, list[tuple[str, Named, Named | None]]] = {}
    for record in sorted(records, key=lambda one: one.day[8:10]):  # newest first within a day
        by_day.setdefault(record.day[8:10], []).append((record.year, *_told(site, path, record)))
    number = int(month)
    markdown = render(
        "days-of-a-month.md.j2",
        month=month_name[number],
        days=[(day, day.lstrip("0"), told) for day, told in by_day.items()],
        all_days=site.address(path, ON_THIS_DAY),
        around=[_month_link(site, path, MONTHS[number - 2]), _month_link(site, path, MONTHS[number % 12])],
    )
    return Page(path, markdown)


def _month_link(site: Site, page: str, month: str) -> Named:
    return Named(month_name[int(month)], site.address(page, site.month_of_days_page(month)))
