"""What the engine made, kept from one build to the next: it need not run where nothing that it looks at has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.settings import PREVIEW_VARIABLE
from opslog_site.digests import digest, of_files, of_settings
from opslog_site.page import Page, split_html
from opslog_site.store import Store

KIND = "skeleton"
BUILD_VARIABLE = "OPSLOG_BUILD"
"""How `opslog build` tells the engine, a process of its own, under which name its skeleton is looked for."""
KNOWN_PLUGINS = frozenset({"search", "material/search", "opslog"})
"""Plugins that look at nothing but the site; others may ask git, the clock or the network, and are always run."""


class KeptSkeleton(NamedTuple):
    """What the engine made in `folder`, from files with the digest `inputs` and pages with the digest `pages`.

    `watched` are those files and folders; `nav` are the pages that its navigation names, `out` where the site goes.
    """

    folder: str
    inputs: str
    pages: str
    watched: tuple[str, ...]
    nav: tuple[str, ...]
    out: str
    docs: str
    directory_urls: bool


def name_of(engine: str, site_file: str, arguments: Iterable[str]) -> str:
    """Name the kind of build: builds with other options make other skeletons."""
    return digest(engine, site_file, os.environ.get(PREVIEW_VARIABLE, ""), *arguments)


def inputs_of(watched: Iterable[str], config: Config) -> str:
    """Stand for all that an engine looks at besides the pages it is given."""
    return digest(of_settings(config), *(part for name in watched for part in of_files(Path(name))))


def pages_digest(pages: Iterable[Page], elsewhere: Iterable[str]) -> str:
    """Stand for the pages that an engine is given, and for the others that links may lead to."""
    return digest(*(part for page in pages for part in (page.path, split_html(page.markdown)[0])), "", *elsewhere)


def keep(made: Path, kept: KeptSkeleton, name: str, store: Store) -> Path:
    """Keep what an engine made; gives the folder in which it is from now on."""
    if store.folder is None:
        return made
    place = store.folder / f"skeleton-{name}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.move(made, place)
    store.keep(KIND, {name: kept._replace(folder=str(place))}, [name, *store.kept(KIND)])
    return place
