"""Where the site has its pages, and the names by which programs know a record for good."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5


def record_page(record_id: str) -> str:
    """Name the page of a record by its path below the docs folder."""
    return f"incidents/{record_id[:4]}/{record_id}.md"


def published_path(page: str, *, directory_urls: bool) -> str:
    """Say where the engine puts a page: `a/b.md` at `a/b/index.html`, or at `a/b.html` without directory addresses."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        return f"{stem}.html"
    return f"{stem}/index.html" if directory_urls else f"{stem}.html"


class Addresses(NamedTuple):
    """The addresses of a site: web addresses where `site_url` is known, else relative to the site's first page."""

    site_url: str = ""
    directory_urls: bool = True

    def of(self, page: str) -> str:
        """Give the address of a page or file of the site, named by its path below the docs folder."""
        path = published_path(page, directory_urls=self.directory_urls)
        if self.directory_urls and posixpath.basename(path) == "index.html":
            path = path.removesuffix("index.html")
        address = quote(path, safe="/.~-_")
        return f"{self.site_url.rstrip('/')}/{address}" if self.site_url else address

    def of_record(self, record_id: str) -> str:
        """Give the address of a record's page."""
        return self.of(record_page(record_id))

    def name_of(self, record_id: str) -> str:
        """Name a record for good, wherever its page moves: a tag URI (RFC 4151), or a UUID where no host is known."""
        site = urlsplit(self.site_url)
        within = "/".join(filter(None, (site.path.strip("/"), record_id)))
        return f"tag:{site.hostname},{record_id[:10]}:{within}" if site.hostname else self.uuid_of(record_id).urn

    def uuid_of(self, name: str) -> UUID:
        """Give the UUID (version 5) of a record, or of a file of the site: the same whenever it is asked for."""
        return uuid5(NAMESPACE_URL, f"{self.site_url.rstrip('/') or 'opslog:'}#{name}")
