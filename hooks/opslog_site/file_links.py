"""Where pages lead to the files that say the same to programs."""

from __future__ import annotations

from opslog.exports import format_of
from opslog_site.rows import Named
from opslog_site.site import FOLLOW_UPS, FOLLOW_UPS_CSV, HOME, Site

FEEDS = {"atom": "Atom feed", "jsonfeed": "JSON feed"}


def home_files(site: Site) -> list[Named]:
    """Link the feeds of the whole log, and the log as data."""
    names = FEEDS | {"json": "JSON", "csv": "CSV"}
    return [Named(label, site.address(HOME, format_of(name).path)) for name, label in names.items()]


def follow_up_files(site: Site) -> list[Named]:
    """Link the follow-ups as a calendar and as a table."""
    paths = {"Calendar": format_of("ics").path, "CSV": FOLLOW_UPS_CSV}
    return [Named(label, site.address(FOLLOW_UPS, path)) for label, path in paths.items()]


def feed_links(site: Site, page: str) -> list[Named]:
    """Link the feeds of the incidents that a page lists."""
    return [Named(label, site.address(page, site.feed_of(page, format_of(name).feed))) for name, label in FEEDS.items()]
