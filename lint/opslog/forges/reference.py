"""Which issue of which forge a web address means."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from opslog.config import TrackerConfig
from opslog.vocabulary import PUBLIC_HOSTS

# Records come from anybody. What does not look like the name of a project is never asked about.
SEGMENT = r"(?!\.{1,2}(?:/|\Z))[\w.][\w.-]{0,254}"
PROJECTS = {
    "github": r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\.{1,2}(?:/|\Z))[\w.-]{1,100}",
    "gitlab": rf"{SEGMENT}(?:/{SEGMENT}){{1,20}}",
    "forgejo": r"[A-Za-z0-9][\w.-]{0,99}/(?!\.{1,2}(?:/|\Z))[\w.-]{1,100}",
}
PATHS = {
    "github": re.compile(
        rf"/(?P<project>{PROJECTS['github']})/(?P<kind>issues|pulls?)/(?P<number>[1-9]\d{{0,8}})/?\Z", re.ASCII
    ),
    "gitlab": re.compile(
        rf"/(?P<project>{PROJECTS['gitlab']})(?:/-)?"
        r"/(?P<kind>issues|work_items|merge_requests)/(?P<number>[1-9]\d{0,8})/?\Z",
        re.ASCII,
    ),
}
CHANGES = frozenset({"pull", "pulls", "merge_requests"})


class Reference(NamedTuple):
    """An issue of a project, or a change to it: a pull or merge request."""

    forge: str
    host: str
    project: str
    number: int
    is_change: bool = False

    def __str__(self) -> str:
        """Write it as people do: `example/shop#12`, with the host where that is one of their own."""
        host = "" if self.host in PUBLIC_HOSTS else f"{self.host}/"
        sign = "!" if self.is_change and self.forge == "gitlab" else "#"
        return f"{host}{self.project}{sign}{self.number}"


def find_reference(address: str, config: TrackerConfig) -> Reference | None:
    """Read a web address; None where it is no issue of a forge that we know or that the configuration names.

    >>> str(find_reference("https://github.com/example/shop/issues/12", TrackerConfig()))
    'example/shop#12'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.netloc.lower()
    forge = forge_of(host, config)
    found = PATHS[forge].match(parts.path) if forge in PATHS else None
    if not forge or not found:
        return None
    return Reference(forge, host, found["project"], int(found["number"]), found["kind"] in CHANGES)


def forge_of(host: str, config: TrackerConfig) -> str | None:
    """Say which forge runs on a host."""
    return config.hosts.get(host) or PUBLIC_HOSTS.get(host)
