"""A site, put together from what an engine made and from the pages that it was not given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from opslog_site.digests import of_settings
from opslog_site.output import Delivered, Output, deliver
from opslog_site.publishing import files_beside
from opslog_site.search_index import INDEX, SearchIndex, program
from opslog_site.site import Site
from opslog_site.skeleton import Division, Guard, guard_of, outputs_of
from opslog_site.store import Store

LOST = "404.html"


def deliver_site(
    site: Site,
    division: Division,
    skeleton: Path,
    out: Path,
    docs: Path,
    store: Store,
    *,
    guard: Guard | None = None,
    shown: Callable[[], None] = lambda: None,
) -> Delivered:
    """Write what a site has that is not in its folder yet, and take away what it has no more. Raises OpslogError.

    `guard` puts the policy into the pages, where it is not the one of the site. `shown` is called once there is
    something new to look at, which the search index is not.
    """
    folder = site.config.records_folder if site.config.site.edit_url else docs
    sources = {site.record_page(record): address_from(folder, record.path) for record in site.log.records}
    pages = list(outputs_of(division, skeleton, site, sources, guard or guard_of(site)))
    outputs = [*pages, *files_beside(site)]
    settings = of_settings(site.config)  # any page may depend on any setting, and on the code that makes it
    outputs = [one._replace(key=f"{settings} {one.key}") for one in outputs]
    pagefind = program()
    delivered = deliver(outputs, out, store, INDEX if pagefind else "", shown)
    if pagefind:
        # It is made of the pages as they now stand in the folder.
        keys = {output.path: output.key for output in outputs}
        index = SearchIndex(site, out, _guide(division, site, pages), keys, pagefind, store)
        of_index = deliver(index.outputs(), out / INDEX, store)
        delivered = Delivered(delivered.files + of_index.files, delivered.written + of_index.written)
    return delivered


def _guide(division: Division, site: Site, pages: Iterable[Output]) -> Iterator[str]:
    """Name the pages that are not made of records: those of docs/, and what is written about the log as such."""
    made = {
        LOST,
        *(site.published(plan.path) for plan in (*division.for_engine, *division.for_shells) if not plan.is_prose),
    }
    return (page.path for page in pages if page.path.endswith(".html") and page.path not in made)


def address_from(folder: Path, record_path: str) -> str:
    """Write the way from a folder to the file of a record, for an edit link: themes do not escape those."""
    return quote(Path(os.path.relpath(Path(record_path).absolute(), folder.absolute())).as_posix())
