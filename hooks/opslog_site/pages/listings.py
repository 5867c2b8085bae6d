"""The pages that list records, group by group: years, severities, services and so on; and the page that leads there."""

from __future__ import annotations

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
from opslog_site.site import BROWSE, Site
from opslog_site.templating import render

FEEDS_OF = ("Services", "Severities")
"""The groups that have feeds of their own: what somebody is on call for, and how loud it has to be."""


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
    """Plan a page for every group, and make the page that leads to all of them."""
    all_listings = listings(site)
    for listing in all_listings:
        for name, records in listing.groups.items():
            make = partial(_group_page, site, listing, name, records)
            yield Plan(listing.page(name), make, site.keys.of_rows(records, listing.name, name))
    groups = [
        (
            listing.name,
            [
                Named(name, site.address(BROWSE, listing.page(name)), f"{len(records)}")
                for name, records in listing.groups.items()
            ],
        )
        for listing in all_listings
    ]
    yield Page(BROWSE, render("browse.md.j2", groups=groups))


def _group_page(site: Site, listing: Listing, name: str, records: Sequence[Record]) -> Page:
    path = listing.page(name)
    open_follow_ups = sum(entry.to_do for record in records for entry in site.ledger.of(record))
    follow_ups = None
    if listing.name == "Services" and open_follow_ups:
        address = site.address(path, site.service_follow_ups_page(name))
        follow_ups = Named(f"{open_follow_ups} open follow-up{'' if open_follow_ups == 1 else 's'}", address)
    markdown = render(
        "listing.md.j2",
        title=listing.title.format(name),
        note=listing.note(name),
        rows=record_rows(site, path, records),
        counts=kinds_text(records),
        browse_page=site.address(path, BROWSE),
        follow_ups=follow_ups,
        feeds=feed_links(site, path) if listing.name in FEEDS_OF else [],
        badges=badge_links(site, name) if listing.name == "Services" else [],
    )
    return Page(path, markdown)
