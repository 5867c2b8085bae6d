"""The page that finds incidents: by words, by facts, sorted; a script does it, and without one there are the lists."""

from __future__ import annotations

from collections.abc import Iterator

from opslog_site.page import Page
from opslog_site.pages.listings import listings
from opslog_site.publishing import FIND_SCRIPTS
from opslog_site.rows import Named
from opslog_site.search_index import INDEX
from opslog_site.site import BROWSE, FIND, HOME, Site
from opslog_site.templating import render

MOST_LINKS = 30
"""How many groups of one kind the page names to those who have no script; `browse` has all."""


def pages(site: Site) -> Iterator[Page]:
    """Make the page."""
    markdown = render(
        "find.md.j2",
        scripts=[site.address(FIND, script) for script in FIND_SCRIPTS],
        index=site.address(FIND, f"{INDEX}/"),
        root=site.address(FIND, HOME),
        browse=site.address(FIND, BROWSE),
        views=[Named(name, f"?{query.removeprefix('?')}") for name, query in site.config.site.views.items()],
        groups=[
            (
                listing.name,
                [
                    Named(name, site.address(FIND, listing.page(name)), f"{len(records):,}")
                    for name, records in list(listing.groups.items())[:MOST_LINKS]
                ],
            )
            for listing in listings(site)[:4]
        ],
    )
    yield Page(FIND, markdown)
