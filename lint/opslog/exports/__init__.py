"""The log for other programs: a format is one module here, found by its name.

It has a function `export`: incidents in, text or bytes out, piece by piece, so that a long log needs little memory.
It may have `PATH`, where the site publishes it; `VISIBILITY`, which records it holds unless somebody asks for others;
`FEED`, how the name of a feed ends for those who want a part of the log; `NEEDS`, how much of each incident goes into
what the site publishes; `YEARLY`, where the site has the incidents of a year with all their texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from pkgutil import iter_modules
from typing import NamedTuple

from opslog.addresses import Addresses
from opslog.config import Config
from opslog.incident import Incident

ALL = "all"
FACTS, SUMMARIES, TEXTS = "facts", "summaries", "texts"
"""How much of an incident a format needs: none of its texts, the summary, or all."""


class Extract(NamedTuple):
    """Incidents to export, newest first, to be gone through once.

    `title` and `page` (an address) are of what they are a part of, `path` says where on the site the export stands.
    `years` are the addresses of exports that say more, by year.
    """

    incidents: Iterable[Incident]
    config: Config
    addresses: Addresses
    title: str
    page: str
    path: str = ""
    years: Mapping[str, str] = {}

    @property
    def newest(self) -> Iterator[Incident]:
        """The newest, as many as a feed holds."""
        return islice(self.incidents, self.config.site.feed_items)


class Format(NamedTuple):
    """A format: its name, what writes it, and what its module says of it."""

    name: str
    export: Callable[[Extract], Iterator[str] | Iterator[bytes]]
    path: str
    visibility: str
    feed: str
    needs: str
    yearly: str


def formats() -> list[str]:
    """Name the formats there are."""
    return [module.name for module in iter_modules(__path__)]


def format_of(name: str) -> Format:
    """Find a format by its name."""
    module = import_module(f"{__name__}.{name}")
    return Format(
        name,
        module.export,
        path=getattr(module, "PATH", ""),
        visibility=getattr(module, "VISIBILITY", ALL),
        feed=getattr(module, "FEED", ""),
        needs=getattr(module, "NEEDS", TEXTS),
        yearly=getattr(module, "YEARLY", ""),
    )


def written(pieces: Iterator[str] | Iterator[bytes]) -> Iterator[bytes]:
    """Turn what a format writes into bytes; text is UTF-8."""
    for piece in pieces:
        yield piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
