"""The index that the page `find` searches, made by Pagefind of the pages that stand in the folder of a site.

Pagefind (https://pagefind.app) is a program of its own. It writes an index in pieces, of which a browser fetches only
those that a question needs, from any host of files.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.record import Record
from opslog_site.digests import digest, seen_of
from opslog_site.facets import table
from opslog_site.output import Output, given
from opslog_site.progress import progress
from opslog_site.shards import GUIDE, Shard, searchable, shards_of
from opslog_site.site import Site
from opslog_site.store import Store

INDEX = "find-index"
"""The folder of the index in a site."""
NO_INDEX = "There is no Pagefind for this system: the site has no search, and its lists of incidents lead on"
FACTS = "facts.json"
KIND = "search index"
CODE = ("pagefind.js", "pagefind-worker.js", "wasm.en.pagefind")
DATA = (".pf_meta", ".pf_fragment", ".pf_index", "pagefind-entry.json")
LONGEST_RUN = 900
"""Seconds after which Pagefind is given up."""
ENTRY_MARK = b"pagefind_dcd"
BEGIN, ENDS = "<h1", ('<nav class="opslog-around"', "</article>", "</main>", "</body>")
PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
PICTURE = re.compile(r"<img\b[^<>]*>")


class Made(NamedTuple):
    """What is known of a shard that was made: its key, its files, and the name that the index has for each page."""

    key: str
    files: tuple[str, ...]
    ids: Mapping[str, str]


def program() -> Path | None:
    """Find Pagefind; None where it is not installed: there is none for every system."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        return None


class SearchIndex:
    """The index of a site whose pages stand in the folder `out`; `keys` stand for them by their paths.

    Besides records it holds the pages of the `guide`.
    """

    def __init__(
        self, site: Site, out: Path, guide: Iterable[str], keys: Mapping[str, str], pagefind: Path, store: Store
    ) -> None:
        self.site = site
        self.out = out
        self.store = store
        self.pagefind = pagefind
        self.records: Sequence[Record] = searchable(site)
        tool = digest(seen_of(pagefind), Path(__file__).read_text(encoding="utf-8"))
        self.shards = [_Shard(shard, out, pagefind) for shard in shards_of(site, self.records, guide, keys, tool)]

    def outputs(self) -> list[Output]:
        """Say which files the index has; only what changed is made. Raises OpslogError where Pagefind fails."""
        kept: dict[str, Made] = self.store.kept(KIND)
        made = dict(self._made(kept))
        self.store.keep(KIND, made, made)
        outputs = [output for one in self.shards for output in one.outputs(made[one.shard.name])]
        ids = {page: name for one in made.values() for page, name in one.ids.items()}
        shards = [(one.shard.name, len(one.shard.pages)) for one in self.shards if one.shard.name != GUIDE]
        facts = {"shards": shards} | table(self.site, self.records, ids)
        written = json.dumps(facts, separators=(",", ":"), ensure_ascii=False)
        return [*outputs, given(FACTS, written.encode())]

    def _made(self, kept: Mapping[str, Made]) -> Iterator[tuple[str, Made]]:
        stale = [one for one in self.shards if not one.is_like(kept.get(one.shard.name))]
        yield from ((one.shard.name, kept[one.shard.name]) for one in self.shards if one not in stale)
        done = 0
        # Pagefind hardly uses a second core, so two of them run side by side.
        with (
            progress("Indexing pages", sum(len(one.shard.pages) for one in stale)) as told,
            ThreadPoolExecutor(2) as pool,
        ):
            for one, made in zip(stale, pool.map(_Shard.made, stale), strict=True):
                yield one.shard.name, made
                done += len(one.shard.pages)
                told(done)


class _Shard:
    """A shard that is made when one of its files is asked for and not there."""

    def __init__(self, shard: Shard, out: Path, pagefind: Path) -> None:
        self.shard = shard
        self.out = out
        self.pagefind = pagefind

    def is_like(self, kept: Made | None) -> bool:
        """Whether it would come out as it was."""
        return kept is not None and kept.key == self.shard.key

    def made(self) -> Made:
        """Make it, and say what is in it."""
        ids = {
            page: Path(name).stem
            for name, content in self.content.items()
            if name.endswith(".pf_fragment") and (page := page_of(content))
        }
        return Made(self.shard.key, tuple(self.content), ids)

    def outputs(self, made: Made) -> Iterator[Output]:
        """Say which files it has."""
        folder = "" if self.shard.name == GUIDE else f"{self.shard.name}/"
        for name in made.files:
            yield Output(f"{folder}{name}", partial(self.content_of, name), made.key)

    def content_of(self, name: str) -> bytes:
        """Give one of its files."""
        return self.content[name]

    @cached_property
    def content(self) -> dict[str, bytes]:
        """Its files."""
        with tempfile.TemporaryDirectory(prefix="opslog-find-") as folder:
            pages, made = Path(folder, "pages"), Path(folder, "made")
            for page in self.shard.pages:
                path = pages / page
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_document((self.out / page).read_text(encoding="utf-8")), encoding="utf-8")
            pages.mkdir(exist_ok=True)
            _run(self.pagefind, pages, made)
            wanted = (*DATA, *CODE) if self.shard.name == GUIDE else DATA
            files = sorted(path for path in made.rglob("*") if path.name.endswith(wanted))
            return {path.relative_to(made).as_posix(): path.read_bytes() for path in files}


def _run(pagefind: Path, pages: Path, made: Path) -> None:
    """Have an index made. No settings but ours are in reach: neither files nor the environment."""
    call = [
        str(pagefind),
        "--site",
        str(pages),
        "--output-path",
        str(made),
        "--force-language",
        "en",
        "--keep-index-url",
        "--quiet",
    ]
    try:
        ran = subprocess.run(  # noqa: S603 - the program that was installed with us
            call, cwd=pages, env={}, capture_output=True, text=True, timeout=LONGEST_RUN, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OpslogError(f"the search index could not be made: {error}") from error
    if ran.returncode:
        raise OpslogError(f"the search index could not be made: {(ran.stderr or ran.stdout).strip()[-500:]}")


def _document(html: str) -> str:
    """Reduce a page to its own words: no navigation, no neighbours, no theme."""
    start = max(html.find(BEGIN), 0)
    end = next((place for mark in ENDS if (place := html.find(mark, start)) >= 0), len(html))
    own = PICTURE.sub("", PERMALINK.sub("", html[start:end]))
    for tag, apart in (("</dt>", ": </dt>"), ("</span>", "</span> ")):  # what stands side by side is not one word
        own = own.replace(tag, apart)
    return f'<!doctype html><html lang="en"><body><main data-pagefind-body>{own}</main></body></html>'


def page_of(fragment: bytes) -> str:
    """Read which page a fragment is of."""
    return str(json.loads(gzip.decompress(fragment).removeprefix(ENTRY_MARK))["url"]).lstrip("/")
