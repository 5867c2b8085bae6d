"""A site, put together from what an engine made and from the pages that it was not given."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from opslog_site.digests import of_settings
from opslog_site.output import Delivered, deliver
from opslog_site.publishing import files_beside
from opslog_site.search_index import INDEX, SearchIndex, program
from opslog_site.site import Site
from opslog_site.skeleton import Division, Guard, guard_of, outputs_of
from opslog_site.store import Store


def deliver_site(
    site: Site, division: Division, skeleton: Path, out: Path, docs: Path, store: Store, guard: Guard | None = None
) -> Delivered:
    """Write what a site has that is not in its folder yet, and take away what it has no more. Raises OpslogError.

    `guard` puts the policy into the pages, where it is not the one of the site.
    """
    folder = site.config.records_folder if site.config.site.edit_url else docs
    sources = {site.record_page(record): address_from(folder, record.path) for record in site.log.records}
    pages = outputs_of(division, skeleton, site, sources, guard or guard_of(site))
    outputs = [*pages, *files_beside(site)]
    settings = of_settings(site.config)  # any page may depend on any setting, and on the code that makes it
    outputs = [one._replace(key=f"{settings} {one.key}") for one in outputs]
    pagefind = program()
    delivered = deliver(outputs, out, store, INDEX if pagefind else "")
    if pagefind:
        # It is made of the pages as they now stand in the folder.
        index = SearchIndex(site, out, {output.path: output.key for output in outputs}, pagefind, store)
        of_index = deliver(index.outputs(), out / INDEX, store)
        delivered = Delivered(delivered.files + of_index.files, delivered.written + of_index.written)
    return delivered


def address_from(folder: Path, record_path: str) -> str:
    """Write the way from a folder to the file of a record, for an edit link: themes do not escape those."""
    return quote(Path(os.path.relpath(Path(record_path).absolute(), folder.absolute())).as_posix())
