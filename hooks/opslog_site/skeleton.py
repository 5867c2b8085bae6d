"""What an engine makes of a site: pages with slots, shells for all others, and the files that the theme brings."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from html import escape
from itertools import product
from pathlib import Path
from typing import NamedTuple

from opslog_site.digests import digest, seen_of
from opslog_site.output import Output, given
from opslog_site.page import Page, split_html
from opslog_site.plan import Plan
from opslog_site.policy import HEADERS_FILE, headers_file, with_policy
from opslog_site.shells import FOLDER, Shape, Shell, filled, shell_page, taken_apart
from opslog_site.site import BROWSE, COVERAGE, FOLLOW_UPS, GLOSSARY, HOME, STATISTICS, Site

USUALLY_IN_NAV = frozenset({HOME, FOLLOW_UPS, COVERAGE, STATISTICS, BROWSE, GLOSSARY})
SITEMAP = "sitemap.xml"


class Division(NamedTuple):
    """The pages of a site: those that an engine is given, and those that are put into shells."""

    for_engine: list[Plan]
    for_shells: list[Plan]


def divide(plans: Iterable[Plan], nav: Iterable[str]) -> Division:
    """Give the engine what its navigation names, and what has markdown of its own."""
    named = USUALLY_IN_NAV.union(nav)
    division = Division([], [])
    for plan in plans:
        if plan.key is None or plan.is_prose or plan.path in named:
            division.for_engine.append(plan._replace(make=cache(plan.make)))
        else:
            division.for_shells.append(plan)
    return division


def pages_for_engine(division: Division, site: Site) -> list[Page]:
    """Make the pages that an engine renders, the shells included."""
    return [*(plan.make() for plan in division.for_engine), *shells_of(division.for_shells, site)]


def shells_of(plans: Iterable[Plan], site: Site) -> list[Page]:
    """Write the pages that an engine makes shells of: of every shape for each depth that there is."""
    depths = sorted({site.published(plan.path).count("/") for plan in plans})
    shapes = [Shape(depth, *kind) for depth in depths for kind in product((True, False), repeat=2)]
    return [shell_page(shape, directory_urls=site.directory_urls) for shape in shapes]


Guard = Callable[[str], str]
"""Puts its policy into a page as the engine made it."""


def guard_of(site: Site) -> Guard:
    """Choose the policy of a site's pages."""
    return partial(with_policy, hosts=site.config.site.other_hosts, is_a_file=not site.directory_urls)


def outputs_of(
    division: Division, folder: Path, site: Site, sources: Mapping[str, str], guard: Guard
) -> Iterator[Output]:
    """Say which files come of what the engine made in a folder, and of the pages that it was not given.

    `sources` are the ways from the docs folder to the files in which pages can be edited, by the paths of the pages.
    """
    given_to_engine = {site.published(plan.path): plan for plan in division.for_engine}
    shells = _Shells(folder, site, guard)
    urls = [_url(site, plan.path) for plan in division.for_shells]
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(FOLDER) or not path.is_file():
            continue
        if name in given_to_engine:
            yield _engine_page(name, path, given_to_engine[name], guard, shells.digest)
        elif path.suffix == ".html":
            yield given(name, guard(path.read_text(encoding="utf-8", errors="replace")).encode())
        elif name == SITEMAP:
            content = _sitemap(path.read_text(encoding="utf-8"), urls)
            yield given(name, content)
            yield given(f"{name}.gz", gzip.compress(content, mtime=0))
        elif name != f"{SITEMAP}.gz":
            yield Output(name, path.read_bytes, seen_of(path))
    if not (folder / HEADERS_FILE).exists():
        yield given(HEADERS_FILE, headers_file())
    for plan in division.for_shells:
        source = sources.get(plan.path, "")
        key = digest(plan.key or "", shells.digest, source)
        yield Output(site.published(plan.path), partial(shells.put_in, plan.make, source), key)


def _engine_page(name: str, path: Path, plan: Plan, guard: Guard, shells: str) -> Output:
    """Put finished HTML into a page that the engine rendered; the digest of the `shells` stands for the guard."""

    def make() -> bytes:
        return filled(guard(path.read_text(encoding="utf-8")), split_html(plan.make().markdown)[1]).encode()

    return given(name, make()) if plan.key is None else Output(name, make, digest(plan.key, shells, seen_of(path)))


class _Shells:
    """The shells in a folder, opened when a page needs one."""

    def __init__(self, folder: Path, site: Site, guard: Guard) -> None:
        self.site = site
        self.opened: dict[Shape, Shell] = {}
        paths = [*sorted(folder.glob(f"{FOLDER}*/**/*.html")), *sorted(folder.glob(f"{FOLDER}*.html"))]
        self.texts = {path.relative_to(folder).as_posix(): guard(path.read_text(encoding="utf-8")) for path in paths}
        self.digest = digest(*self.texts.values())

    def put_in(self, make: Callable[[], Page], source: str) -> bytes:
        """Make a page, and put it into its shell."""
        page = make()
        parts = taken_apart(page)
        depth = self.site.published(page.path).count("/")
        shell = self.of(Shape(depth, parts.has_contents, page.record_path is not None))
        return shell.page(parts, _url(self.site, page.path), source).encode()

    def of(self, shape: Shape) -> Shell:
        """Open the shell of a shape."""
        if shape not in self.opened:
            path = shape.path(directory_urls=self.site.directory_urls)
            self.opened[shape] = Shell.of(self.texts[self.site.published(path)], _url(self.site, path))
        return self.opened[shape]


def _url(site: Site, path: str) -> str:
    return site.address(HOME, path).removeprefix("./")


def _sitemap(xml: str, urls: Sequence[str]) -> bytes:
    """Name the pages that the engine knows nothing of, beside those it named; and no shell."""
    if "<url>" not in xml:
        return xml.encode()
    head, _, rest = xml.partition("<url>")
    entries = [f"<url>{entry}" for entry in rest.partition("</urlset>")[0].split("<url>") if entry.strip()]
    known = [entry for entry in entries if FOLDER not in entry]
    base = next((entry.partition("<loc>")[2].partition("</loc>")[0] for entry in entries if FOLDER in entry), "")
    base = base.partition(FOLDER)[0]
    added = [f"<url>\n         <loc>{escape(base + url)}</loc>\n    </url>\n    " for url in urls] if base else []
    return f"{head}{''.join([*known, *added])}</urlset>\n".encode()
