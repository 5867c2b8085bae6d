"""What a reader waits for who looks something up: bytes and time to the first results, against Material's search."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks.browser import CHROMIUM, NO_CHROMIUM, Sent, body_of, hosted, new_reader
from benchmarks.builds import Log, opslog_build, plain_build, write_log
from benchmarks.measure import Effort, table, verdict

ROUNDS, QUICK_ROUNDS = 5, 2
QUERIES = ("digest", "ledger", "digest ledger")
"""Of the prose: Material's search does not look into frontmatter."""
TYPED = QUERIES[0]
BYTES_AIMS = 1 / 20, 1 / 100
TIME_AIMS = 1.0, 1 / 5
LONGEST_WAIT = 600_000
"""Milliseconds after which results are given up."""
CODE = ("assets/find.js", "pagefind.js", "pagefind-worker.js", "wasm.en.pagefind")

NOTE_FIRST_KEY = """addEventListener("keydown", () => {
  sessionStorage.firstKey ??= performance.timeOrigin + performance.now();
}, true);"""
FOUND_BY_US = """query => {
  const answered = new URLSearchParams(document.getElementById("explorer")?.dataset.answered ?? "");
  const listed = answered.get("q") === query && document.querySelector("#find-results > li");
  return listed ? performance.timeOrigin + performance.now() : 0;
}"""
FOUND_BY_MATERIAL = """() => {
  return document.querySelector(".md-search-result__item") ? performance.timeOrigin + performance.now() : 0;
}"""


@dataclass(slots=True)
class Lookup:
    """A way to look something up in a site, and the milliseconds to its first results: from the key, from opening."""

    name: str
    site: Path
    opens: str
    look_up: Callable[[Page], None]
    found: str
    from_key: list[float] = field(default_factory=list)
    from_opening: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Look it up as a new reader, typing as soon as the page is there."""
        with hosted(self.site) as host, new_reader(base_url=host.address) as page:
            page.add_init_script(NOTE_FIRST_KEY)
            page.goto(self.opens)
            opened = page.evaluate("performance.timeOrigin")
            self.look_up(page)
            end = _wait(page, self.found, TYPED)
            self.from_key.append(end - float(page.evaluate("sessionStorage.firstKey")))
            self.from_opening.append(end - opened)


def run(effort: Effort) -> None:
    """Measure and print."""
    if CHROMIUM is None:
        print(f"Search: {NO_CHROMIUM}\n")
        return
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as folder:
        logs = [write_log(Path(folder, str(size)), size) for size in effort.sizes]
        for log in logs:
            opslog_build(log).run()
            plain_build(log, search=True).run()
        rows = [row for log in logs for row in _bytes(log, BYTES_AIMS if log is logs[-1] else ())]
        header = ("to the first results", "page", "code", "index", "together, kB", "requests", "of Material's", "aims")
        print(f"Bytes that a browser fetches\n\n{table(header, rows)}\n")
        print(_times(logs, effort.rounds(ROUNDS, QUICK_ROUNDS)))


def _site(log: Log) -> Path:
    return log.folder / "site"


def _material_site(log: Log) -> Path:
    return log.folder / "plain-with-search" / "site"


def _bytes(log: Log, aims: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """Hold all that opening `find/?q=…` fetches against Material's index alone, whose page and code come on top."""
    index = len(body_of(_material_site(log) / "search" / "search_index.json"))
    texts = [record.read_text(encoding="utf-8") for record in log.records]
    for query in QUERIES:
        share = sum(all(word in text for word in query.split()) for text in texts) / log.size
        sent = _fetched(log, query)
        parts = sizes_of(sent)
        together = sum(parts.values())
        ratio = together / index
        numbers = [f"{size / 1000:,.1f}" for size in (*parts.values(), together)]
        name = f"{log.size:,} records, opslog, “{query}”, in {share:.0%}"
        yield name, *numbers, str(len(sent)), f"1/{1 / ratio:.1f}", verdict(ratio, *aims)
    yield f"{log.size:,} records, Material's search_index.json", "", "", f"{index / 1000:,.1f}", "", "", "", ""


def _fetched(log: Log, query: str) -> Sequence[Sent]:
    with hosted(_site(log)) as host, new_reader(base_url=host.address) as page:
        page.goto(f"find/?q={query.replace(' ', '+')}")
        _wait(page, FOUND_BY_US, query)
        page.wait_for_load_state("networkidle")
        return list(host.sent)


def sizes_of(sent: Sequence[Sent]) -> Mapping[str, int]:
    """Add up what was sent: the page with its theme, the code of the search, the index with the table of facts."""
    sizes = {"page": 0, "code": 0, "index": 0}
    for path, size in sent:
        part = "code" if path.endswith(CODE) else "index" if path.startswith("find-index/") else "page"
        sizes[part] += size
    return sizes


def _times(logs: Sequence[Log], rounds: int) -> str:
    lookups = [lookup for log in logs for lookup in _lookups(log)]
    for number in range(rounds):
        for lookup in lookups if number % 2 == 0 else reversed(lookups):
            lookup.run()
    baseline = next(one for one in lookups if one.found == FOUND_BY_MATERIAL)  # of the smallest log
    rows = []
    for one in lookups:
        ratio = min(one.from_key) / min(baseline.from_key)
        times = (min(one.from_key), median(one.from_key), min(one.from_opening), median(one.from_opening))
        aims = verdict(ratio, *TIME_AIMS) if one.site == _site(logs[-1]) else ""
        rows.append((one.name, *(f"{time:,.0f}" for time in times), f"{ratio:.2f}×", aims))
    header = ("first key to results", "best, ms", "median", "from opening, best", "median", "ratio", "aims")
    return f"“{TYPED}” typed at once, a new browser each time, best of {rounds} interleaved\n\n{table(header, rows)}\n"


def _lookups(log: Log) -> list[Lookup]:
    size = f"{log.size:,} records"
    return [
        Lookup(f"{size}, opslog, in the head of home", _site(log), "", _ask_in_the_head, FOUND_BY_US),
        Lookup(f"{size}, opslog, on the page Find", _site(log), "find/", _ask_on_find, FOUND_BY_US),
        Lookup(f"{size}, Material's search", _material_site(log), "", _ask_material, FOUND_BY_MATERIAL),
    ]


def _ask_in_the_head(page: Page) -> None:
    page.get_by_role("searchbox", name="Find in the ops log").click()
    page.keyboard.type(TYPED)
    page.keyboard.press("Enter")


def _ask_on_find(page: Page) -> None:
    page.locator("#find-words").click()  # which waits until it can be seen
    page.keyboard.type(TYPED)


def _ask_material(page: Page) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.type(TYPED)


def _wait(page: Page, found: str, query: str) -> float:
    """Give the moment, in milliseconds, of the first frame that shows results."""
    moment = page.wait_for_function(found, arg=query, polling="raf", timeout=LONGEST_WAIT).json_value()
    return float(moment)
