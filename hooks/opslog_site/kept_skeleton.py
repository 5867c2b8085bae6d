"""What the engine made, kept from one build to the next: it need not run where nothing that it looks at has changed."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from opslog.config import Config
from opslog.settings import PREVIEW_VARIABLE
from opslog_site.digests import digest, of_files, of_settings
from opslog_site.known import FILE_NAMED
from opslog_site.page import split_html
from opslog_site.plan import Plan
from opslog_site.site import Site
from opslog_site.skeleton import Division, shells_of
from opslog_site.store import Store

KIND = "skeleton"
BUILD_VARIABLE = "OPSLOG_BUILD"
"""How `opslog build` tells the engine, a process of its own, under which name its skeleton is looked for."""
KNOWN_PLUGINS = frozenset({"search", "material/search", "opslog"})
"""Plugins that look at nothing but the site; others may ask git, the clock or the network, and are always run."""


class Given(NamedTuple):
    """What an engine is told of the pages of a log.

    `pages` has for each that it renders the key of its plan, and a digest of its markdown without the finished HTML;
    `others` are those that it only has to know of, for links in the pages of docs/ may lead there.
    """

    pages: Mapping[str, tuple[str | None, str]]
    others: frozenset[str]

    def is_like(self, other: Given) -> bool:
        """Whether an engine would make the same of both."""
        return self.others == other.others and self._texts() == other._texts()

    def _texts(self) -> dict[str, str]:
        return {path: text for path, (_, text) in self.pages.items()}


def given_to_engine(division: Division, site: Site, docs: Path, before: Given | None = None) -> Given:
    """Say what an engine is told; a page whose key is what it was `before` need not be made for that."""
    known = before.pages if before else {}
    pages = {plan.path: _given(plan, known) for plan in division.for_engine}
    pages |= {page.path: (None, digest(page.markdown)) for page in shells_of(division.for_shells, site)}
    named = _names_in(docs)
    return Given(pages, frozenset(plan.path for plan in division.for_shells if posixpath.basename(plan.path) in named))


def _given(plan: Plan, known: Mapping[str, tuple[str | None, str]]) -> tuple[str | None, str]:
    before = known.get(plan.path)
    if before is not None and before[0] is not None and before[0] == plan.key:
        return before
    return plan.key, digest(split_html(plan.make().markdown)[0])


def _names_in(docs: Path) -> set[str]:
    """Find what may be the name of a page in the pages of a folder."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in docs.rglob("*.md") if path.is_file())
    return {posixpath.basename(unquote(name)) for text in texts for name in FILE_NAMED.findall(text)}


class KeptSkeleton(NamedTuple):
    """What the engine made in `folder`, from files with the digest `inputs` and from pages, `given`.

    `watched` are those files and folders; `nav` are the pages that its navigation names, `out` where the site goes.
    """

    folder: str
    inputs: str
    given: Given
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


def note_given(kept: KeptSkeleton, given: Given, name: str, store: Store) -> None:
    """Keep the newer keys of pages that are the same."""
    if given != kept.given:
        store.keep(KIND, {name: kept._replace(given=given)}, store.kept(KIND))


def keep(made: Path, kept: KeptSkeleton, name: str, store: Store) -> Path:
    """Keep what an engine made; gives the folder in which it is from now on."""
    if store.folder is None:
        return made
    place = store.folder / f"skeleton-{name}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.move(made, place)
    store.keep(KIND, {name: kept._replace(folder=str(place))}, [name, *store.kept(KIND)])
    return place
