"""Pictures of every kind of page, light, dark and on a phone, and PDFs of some, into screenshots/ (git ignores it).

    make screenshots                            # our own records, the real ones where they are, 300 generated ones
    make screenshots ARGS="--generated 10000"
    make screenshots ARGS=--readme              # the pictures of the README, into docs/pictures/
    python tests/screenshots.py SITE_DIR        # of a site built elsewhere

Of each kind it is the fullest page: what bears the most shows first what cannot be borne.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from browser import chromium_page, served
from conftest import BUILD_DAY, ROOT, SHARED

OUT, README = ROOT / "screenshots", ROOT / "docs" / "pictures"
GENERATED = 300
TALLEST = 6_000
"""What is below these pixels of a page is not in its picture; the page's height is told."""
SHAPES: Mapping[str, tuple[str, ViewportSize]] = {
    "light": ("light", {"width": 1280, "height": 900}),
    "dark": ("dark", {"width": 1280, "height": 900}),
    "phone": ("light", {"width": 360, "height": 740}),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: the pattern of its files, what must stand in one, what its reader does there first."""

    name: str
    pattern: str
    holding: str = ""
    act: Callable[[Page], None] | None = None
    on_paper: bool = False

    def fullest(self, site: Path) -> Path | None:
        """Find the largest file of this kind."""
        files = (file for file in site.glob(self.pattern) if not _is_redirect(file))
        largest_first = sorted(files, key=lambda file: (-file.stat().st_size, file))
        return next((file for file in largest_first if self.holding in file.read_text("utf-8")), None)


def wait(page: Page) -> None:
    """Wait for the newest records, which Find shows before it is asked."""
    page.locator(".opslog-find-results h2").first.wait_for()


def ask(page: Page) -> None:
    """Ask for the longest word of a title, as somebody does who remembers one."""
    wait(page)
    titles = page.locator(".opslog-find-results h2").all_inner_texts()
    words = re.findall(r"[a-z]+", " ".join(titles[:3]).lower())
    page.locator("#find-words").fill(max(words, key=len))
    page.wait_for_function("() => document.getElementById('explorer').dataset.answered?.includes('q=')")


def narrow(page: Page) -> None:
    """Ask, and choose the first value that a facet offers."""
    ask(page)
    facets = page.locator(".opslog-find-facets")
    if facets.get_attribute("open") is None:
        facets.locator("> summary").click()
    facets.locator("label:visible input").first.check()
    expect(page.locator(".opslog-find-chip").first).to_be_visible()


def to_the_charts(page: Page) -> None:
    """Scroll on to where there is something to see."""
    page.locator("#durations").evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top - 60)")
    page.wait_for_timeout(1_000)  # the theme's header changes its words


KINDS: Mapping[str, tuple[Kind, ...]] = {
    "home": (Kind("home", "index.html"),),
    "record": (
        Kind("record", "incidents/*/*/index.html", on_paper=True),
        Kind("open-record", "incidents/*/*/index.html", "opslog-status-open"),
        Kind("waived-record", "incidents/*/*/index.html", "opslog-status-waived"),
        Kind("near-miss", "incidents/*/*/index.html", "opslog-kind-near-miss"),
    ),
    "find": (
        Kind("find", "find/index.html", act=wait),
        Kind("found", "find/index.html", act=ask),
        Kind("narrowed", "find/index.html", act=narrow),
    ),
    "listings": (
        Kind("browse", "browse/index.html"),
        Kind("year", "years/*/index.html", on_paper=True),
        Kind("month", "years/*/*/index.html"),
        Kind("service", "services/*/index.html"),
        Kind("severity", "severities/*/index.html"),
        Kind("tag", "tags/*/index.html"),
        Kind("mitigation", "mitigations/*/index.html"),
    ),
    "follow_ups": (
        Kind("follow-ups", "follow-ups/index.html"),
        Kind("done", "follow-ups/done/index.html"),
        Kind("ideas", "follow-ups/ideas/index.html"),
        Kind("owner", "follow-ups/owner/*/index.html"),
        Kind("follow-ups-of-a-service", "follow-ups/service/*/index.html"),
        Kind("follow-ups-of-a-year", "follow-ups/year/*/index.html"),
    ),
    "coverage": (Kind("coverage", "coverage/index.html"),),
    "statistics": (Kind("statistics", "statistics/index.html"),),
    "metrics": (
        Kind("metric", "statistics/time-to-*/index.html"),
        Kind("statistics-of-a-year", "statistics/[0-9]*/index.html"),
    ),
    "calendars": (
        Kind("calendar", "calendar/*/index.html"),
        Kind("on-this-day", "on-this-day/index.html"),
        Kind("days-of-a-month", "on-this-day/*/index.html"),
    ),
    "glossary": (Kind("glossary", "glossary/index.html"),),
    "reference": (
        Kind("record-format", "reference/record-format/index.html"),
        Kind("configuration", "reference/configuration/index.html"),
        Kind("commands", "reference/commands/index.html"),
    ),
    "rules": (Kind("rules", "rules/index.html"), Kind("rule", "rules/*/index.html")),
}
"""By the module that makes the pages."""
WRITTEN = (
    Kind("process", "process/index.html"),
    Kind("process-step", "process/*/index.html"),
    Kind("adopt", "adopt/*/index.html"),
    Kind("contributing", "contributing/*/index.html"),
    Kind("decision", "decisions/*/index.html"),
    Kind("not-found", "404.html"),
)
"""Pages that somebody wrote, in docs/."""
FOR_README = {
    "record": (Kind("record", "incidents/*/*/index.html"), "light"),
    "find": (Kind("narrowed", "find/index.html", act=narrow), "light"),
    "statistics": (Kind("statistics", "statistics/index.html", act=to_the_charts), "dark"),
}


def take_pictures(site: Path, out: Path) -> None:
    """Take one of every kind of page that the site has, in every shape."""
    out.mkdir(parents=True, exist_ok=True)
    kinds = [kind for several in (*KINDS.values(), WRITTEN) for kind in several]
    found = {kind: file for kind in kinds if (file := kind.fullest(site))}
    with served(site) as address:
        for shape, (scheme, size) in SHAPES.items():
            with chromium_page(color_scheme=scheme, viewport=size) as page:
                for kind, file in found.items():
                    _visit(page, address, site, file, kind)
                    height = page.evaluate("document.documentElement.scrollHeight")
                    clip = FloatRect(x=0, y=0, width=size["width"], height=min(height, TALLEST))
                    page.screenshot(path=out / f"{kind.name}-{shape}.png", full_page=True, clip=clip)
                    print(f"{out.name}/{kind.name}-{shape}: {file.relative_to(site)}, {height} px high")
        with chromium_page() as page:
            for kind, file in found.items():
                if kind.on_paper:
                    _visit(page, address, site, file, kind)
                    page.pdf(path=out / f"{kind.name}.pdf", prefer_css_page_size=True)


def take_for_readme(site: Path) -> None:
    """Take what the README shows: as much of a page as a window holds."""
    README.mkdir(exist_ok=True)
    for name, (kind, shape) in FOR_README.items():
        scheme, size = SHAPES[shape]
        file = kind.fullest(site)
        assert file, kind.pattern
        with served(site) as address, chromium_page(color_scheme=scheme, viewport=size) as page:
            _visit(page, address, site, file, kind)
            page.screenshot(path=README / f"{name}.png")
        _smaller(README / f"{name}.png")


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", type=Path)
    parser.add_argument("--generated", type=int, default=GENERATED, metavar="N")
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args()
    if asked.site:
        take_pictures(asked.site, OUT / asked.site.name)
        return
    for name, site in _sites(0 if asked.readme else asked.generated, real=not asked.readme):
        if asked.readme:
            take_for_readme(site)
        else:
            take_pictures(site, OUT / name)


def _sites(generated: int, *, real: bool) -> Iterator[tuple[str, Path]]:
    """Build one site after the other."""
    with tempfile.TemporaryDirectory() as folder:
        own, others, many = (Path(folder, name) for name in ("own", "real", "generated"))
        yield "own", _built(own, ROOT)
        if real and (SHARED / "records").is_dir():
            yield "real", _built(others, ROOT, "--records", str(SHARED / "records"))
        if generated:
            from benchmarks.generate import generate

            generate(Path(folder, "log", "incidents"), generated)
            Path(folder, "log", "opslog.toml").touch()
            yield "generated", _built(many, Path(folder, "log"))


def _built(site: Path, log: Path, *options: str) -> Path:
    paths = os.pathsep.join([str(ROOT / "lint"), str(ROOT / "hooks")])
    env = os.environ | {"PYTHONPATH": paths, "SOURCE_DATE_EPOCH": BUILD_DAY}
    subprocess.run(
        [sys.executable, "-m", "opslog", "build", "--site-dir", str(site), *options],
        cwd=log, env=env, check=True,
    )  # fmt: skip
    return site


def _smaller(picture: Path) -> None:
    """Write a picture with 256 colours, half as large, where Pillow is installed."""
    if find_spec("PIL"):
        image = import_module("PIL.Image")
        with image.open(picture) as taken:
            fewer = taken.convert("RGB").quantize(256, image.Quantize.MAXCOVERAGE, dither=image.Dither.NONE)
        fewer.save(picture, optimize=True)


def _visit(page: Page, address: str, site: Path, file: Path, kind: Kind) -> None:
    page.goto(address + file.relative_to(site).as_posix().removesuffix("index.html"))
    if kind.act:
        kind.act(page)


def _is_redirect(file: Path) -> bool:
    return 'http-equiv="refresh"' in file.read_text("utf-8")[:2000]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
