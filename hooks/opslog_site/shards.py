"""The index of a site in parts: one is built again only where one of its pages changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from opslog.record import Record
from opslog_site.digests import digest
from opslog_site.site import Site

SIZES = (2000, 1000, 500, 250)
"""How many records are in a shard, the oldest in the largest.

A browser asks every shard for some 40 kB, so there have to be few; what changes is mostly new, and a small shard is
indexed in a second. Pagefind needs half a MB of memory for each record.
"""
GUIDE = "guide"
"""The shard of the pages that are no records; it brings the code for all."""


class Shard(NamedTuple):
    """A part of the index: its name, the pages in it by their path in the site, and all it depends on as one text."""

    name: str
    pages: tuple[str, ...]
    key: str


def searchable(site: Site) -> tuple[Record, ...]:
    """Name the records that can be found, newest first."""
    left_out = site.config.site.search_leaves_out
    return tuple(record for record in site.log.records if record.facts.status not in left_out)


def shards_of(site: Site, records: Sequence[Record], keys: Mapping[str, str], tool: str) -> Iterator[Shard]:
    """Divide the pages of a site: `keys` stand for every page by its path, `tool` for what makes the index.

    What is added later comes into the last shard, and leaves the earlier ones as they are.
    """
    ours = {site.published(site.record_page(record)) for record in site.log.records}
    yield _shard(GUIDE, [path for path in sorted(keys) if _is_guide(path) and path not in ours], keys, tool)
    left, name, size, pages = len(records), "", 0, list[str]()
    for month, group in groupby(reversed(records), lambda record: record.day[:7]):
        if not pages:
            name, size = month, next((size for size in SIZES if left >= size), left)
        pages += sorted(site.published(site.record_page(record)) for record in group)
        if len(pages) >= size:
            yield _shard(name, pages, keys, tool)
            left, pages = left - len(pages), []
    if pages:
        yield _shard(name, pages, keys, tool)


def _shard(name: str, pages: Sequence[str], keys: Mapping[str, str], tool: str) -> Shard:
    return Shard(name, tuple(pages), digest(tool, *(part for page in pages for part in (page, keys[page]))))


LISTINGS = (
    "404.html", "browse", "coverage", "detected-by/", "find", "follow-ups/", "incidents/", "index.html", "kinds/",
    "mitigations/", "services/", "severities/", "statistics/", "statuses/", "tags/", "years/",
)  # fmt: skip
"""Pages that say again what records say."""


def _is_guide(path: str) -> bool:
    return path.endswith(".html") and not path.startswith(LISTINGS)
