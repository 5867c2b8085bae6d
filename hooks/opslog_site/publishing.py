"""What of a records folder goes onto the site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from opslog.config import Config
from opslog.files import RecordFile, find_files, find_records
from opslog.log import Log
from opslog.publishable import publishable
from opslog.today import today
from opslog.tracked import read_tracked
from opslog_site.badges import badges
from opslog_site.digests import seen_of
from opslog_site.downloads import downloads
from opslog_site.known import read_known
from opslog_site.output import Output
from opslog_site.redirects import redirects
from opslog_site.site import Site
from opslog_site.store import Store

STYLES, SCRIPTS = "assets/opslog.css", ("assets/opslog.js", "assets/times.js")
"""What every page loads."""
FIND_SCRIPTS = ("assets/find.js", "assets/find-log.js", "assets/find-result.js")
"""What the page Find loads besides; the first imports the others."""
OWN_ASSETS = (STYLES, *SCRIPTS, *FIND_SCRIPTS)
ASSET_KINDS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".txt", ".log", ".csv", ".json", ".pdf"})
"""Files beside the records that are published with them. No SVG and no HTML: a browser would run scripts in them."""


def read_site(config: Config, store: Store, *, directory_urls: bool) -> tuple[Site, list[str]]:
    """Read the records folder and say what the site has to be made of, and which records cannot be on it, and why.

    Raises OpslogError without a folder.
    """
    folder = config.records_folder
    known = {one.record.path: one for one in read_known(_files_in(folder), config, store)}
    reasons: list[str] = []
    log, assets = Log.of(publishable([one.record for one in known.values()], reasons)), assets_of(folder)
    site = Site(log, config, today(), directory_urls, str(folder), assets, read_tracked(config), known)
    return site, [f"{reason}; it is not in the ops log (`opslog lint` says more)" for reason in reasons]


def _files_in(folder: Path) -> list[RecordFile]:
    """Find the records of a folder; a folder without any is a log without any. Raises OpslogError without a folder."""
    if folder.is_dir() and not any(find_records(folder)):
        return []
    return find_files([folder])


def files_beside(site: Site) -> Iterator[Output]:
    """Say which files of a site are no pages: pictures beside the records, and what is for programs."""
    for asset in sorted(site.assets):
        source = Path(site.folder, asset)
        yield Output(f"incidents/{asset}", source.read_bytes, seen_of(source))
    yield from downloads(site)
    yield from redirects(site)
    yield from badges(site)


def assets_of(folder: Path) -> frozenset[str]:
    """Find the pictures and files beside the records, by their path in the folder. Links are not followed."""
    found = set()
    for parent, subfolders, names in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith((".", "_"))]
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in ASSET_KINDS and not name.startswith(".") and not path.is_symlink():
                found.add(path.relative_to(folder).as_posix())
    return frozenset(found)
