"""The pages that list records, group by group: years, severities, services and so on; and the page that leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from opslog.record import Record
from opslog.vocabulary import DETECTORS, KINDS, MITIGATIONS, STATUSES
from opslog_site.badges import badge_links
from opslog_site.file_links import feed_links
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named, kinds_text, record_rows
from opslog_site.site import BROWSE, ON_THIS_DAY, Site
from opslog_site.templating import render

FEEDS_OF = ("Services", "Severities")
"""The groups that have feeds of their own: what somebody is on call for, and how loud it has to be."""


MOST = 200
"""How many records a page lists; of longer groups all are on the pages of their years, or of their months."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One way to group the log: its name, its groups, the page of each group and a word about it."""

    name: str
    title: str
    groups: Mapping[str, Sequence[Record]]
    page: Callable[[str], str]
    note: Callable[[str], str]


def listings(site: Site) -> tuple[Listing, ...]:
    """Name the ways the log is grouped."""
    config = site.config
    return (
        Listing("Years", "Incidents of {}", site.log.by_year, site.year_page, lambda _: ""),
        Listing(
            "Severities", "Incidents of severity {}", site.severities, site.severity_page, config.severities.__getitem__
        ),
        Listing(
            "Services",
            "Incidents of {}",
            site.log.by_service,
            site.service_page,
            lambda name: config.services.get(name, ""),
        ),
        Listing("Tags", "Incidents tagged {}", site.log.by_tag, site.tag_page, lambda _: ""),
        Listing(
            "Noticed by",
            "Incidents noticed by {}",
            site.log.by_detector,
            site.detector_page,
            DETECTORS.__getitem__,
        ),
        Listing(
            "Mitigations",
            "Incidents mitigated by {}",
            site.log.by_mitigation,
            site.mitigation_page,
            MITIGATIONS.__getitem__,
        ),
        Listing("Statuses", "Records with status {}", site.log.by_status, site.status_page, STATUSES.__getitem__),
        Listing("Kinds", "Records of kind {}", site.log.by_kind, site.kind_page, KINDS.__getitem__),
    )


def pages(site: Site) -> Iterator[Page | Plan]:
    """Plan a page for every group and for the parts of long ones, and make the page that leads to all of them."""
    all_listings = listings(site)
    for listing in all_listings:
        for name, records in listing.groups.items():
            group = Group.of(site, listing, name, records)
            told = (listing.name, name, group.counts, group.open_follow_ups, group.parts.keys())
            counted = [len(part) for part in group.parts.values()]
            key = site.keys.of_rows(records[:MOST], told, counted)
            yield Plan(group.path, partial(_group_page, site, group), key)
            for part, some in group.parts.items():
                key = site.keys.of_rows(some, listing.name, name, part)
                yield Plan(site.part_page(group.path, part), partial(_part_page, site, group, part), key)
    groups = [
        (
            listing.name,
            [
                Named(name, site.address(BROWSE, listing.page(name)), f"{len(records):,}")
                for name, records in listing.groups.items()
            ],
        )
        for listing in all_listings
    ]
    days = [Named(year, site.address(BROWSE, site.calendar_page(year))) for year in site.log.by_year]
    days += [Named("on this day", site.address(BROWSE, ON_THIS_DAY))] if days else []
    yield Page(BROWSE, render("browse.md.j2", groups=[*groups, ("Calendars", days)]))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a listing with what its page tells; `parts` is empty where one page lists all records."""

    listing: Listing
    name: str
    path: str
    records: Sequence[Record]
    parts: Mapping[str, Sequence[Record]]
    counts: str
    open_follow_ups: int

    @classmethod
    def of(cls, site: Site, listing: Listing, name: str, records: Sequence[Record]) -> Group:
        """Count what the page of a group tells of all its records."""
        to_do = 0
        if listing.name == "Services":
            to_do = sum(entry.to_do for record in records for entry in site.ledger.of(record))
        parts = parts_of(records) if len(records) > MOST else {}
        return cls(listing, name, listing.page(name), records, parts, kinds_text(records), to_do)

    @property
    def title(self) -> str:
        """What its page is called."""
        return self.listing.title.format(self.name)


def parts_of(records: Sequence[Record]) -> Mapping[str, Sequence[Record]]:
    """Cut records, newest first, into years, and a year that is too long for a page into months."""
    in_year = Counter(record.year for record in records)
    parts: dict[str, list[Record]] = {}
    for record in records:
        part = record.year if in_year[record.year] <= MOST else record.day[:7]
        parts.setdefault(part, []).append(record)
    return parts


def _group_page(site: Site, group: Group) -> Page:
    path, listing = group.path, group.listing
    others = []
    if group.open_follow_ups:
        address = site.address(path, site.service_follow_ups_page(group.name))
        words = f"{group.open_follow_ups} open follow-up{'' if group.open_follow_ups == 1 else 's'}"
        others.append(Named(words, address))
    if listing.name == "Years":
        others.append(Named("Calendar", site.address(path, site.calendar_page(group.name))))
    parts = [
        Named(part, site.address(path, site.part_page(path, part)), f"{len(records):,}")
        for part, records in group.parts.items()
    ]
    markdown = render(
        "listing.md.j2",
        title=group.title,
        note=listing.note(group.name),
        rows=record_rows(site, path, group.records[:MOST]),
        counts=group.counts,
        browse_page=site.address(path, BROWSE),
        others=others,
        parts=parts,
        feeds=feed_links(site, path) if listing.name in FEEDS_OF else [],
        badges=badge_links(site, group.name) if listing.name == "Services" else [],
    )
    return Page(path, markdown)


def _part_page(site: Site, group: Group, part: str) -> Page:
    path, records = site.part_page(group.path, part), group.parts[part]
    markdown = render(
        "listing.md.j2",
        title=f"{group.title}, {part}",
        note="",
        rows=record_rows(site, path, records),
        counts=kinds_text(records),
        browse_page=site.address(path, BROWSE),
        others=[Named(group.title, site.address(path, group.path))],
        parts=[],
        feeds=[],
    )
    return Page(path, markdown)
