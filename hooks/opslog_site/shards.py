"""The index of a site in parts: one is built again only where one of its pages changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from opslog.record import Record
from opslog_site.digests import digest
from opslog_site.site import Site

SIZES = (2000, 1000, 500, 250, 125)
"""How many records are in a shard, the oldest in the largest, and as many at least come after it.

A browser asks every shard for some 30 kB, so there have to be few; what changes is mostly new, and a small shard is
indexed in half a second. Pagefind needs half a MB of memory for each record, and two of them run side by side.
"""
GUIDE = "guide"
"""The shard of the pages that are about no record; it brings the code for all."""


class Shard(NamedTuple):
    """A part of the index: its name, the pages in it by their path in the site, and all it depends on as one text."""

    name: str
    pages: tuple[str, ...]
    key: str


def searchable(site: Site) -> tuple[Record, ...]:
    """Name the records that can be found, newest first."""
    left_out = site.config.site.search_leaves_out
    return tuple(record for record in site.log.records if record.facts.status not in left_out)


def shards_of(
    site: Site, records: Sequence[Record], guide: Iterable[str], keys: Mapping[str, str], tool: str
) -> Iterator[Shard]:
    """Divide the pages of a site: those of `records`, and the `guide`, which says nothing that records say.

    `keys` stand for every page by its path, `tool` for what makes the index.

    What is added later comes into the last shard, and leaves the earlier ones as they are.
    """
    yield _shard(GUIDE, sorted(guide), keys, tool)
    left, name, size, pages = len(records), "", 0, list[str]()
    for month, group in groupby(reversed(records), lambda record: record.day[:7]):
        if not pages:
            name, size = month, next((size for size in SIZES if left >= 2 * size), left)
        pages += sorted(site.published(site.record_page(record)) for record in group)
        if len(pages) >= size:
            yield _shard(name, pages, keys, tool)
            left, pages = left - len(pages), []
    if pages:
        yield _shard(name, pages, keys, tool)


def _shard(name: str, pages: Sequence[str], keys: Mapping[str, str], tool: str) -> Shard:
    return Shard(name, tuple(pages), digest(tool, *(part for page in pages for part in (page, keys[page]))))
