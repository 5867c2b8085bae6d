"""What a browser says about the page of a record: accessibility, errors, other hosts, what moves while it loads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from benchmarks.browser import CHROMIUM, DESKTOP, NO_CHROMIUM, Host, hosted, new_reader
from benchmarks.builds import Log, opslog_build, write_log
from benchmarks.measure import Effort, table, verdict

PHONE: ViewportSize = {"width": 360, "height": 740}
SHIFT_AIM = 0.05
DELAY = 0.05
"""Seconds by which every file comes late: what comes at once moves nothing."""
SETTLED = 500
"""Milliseconds in which nothing may move any more before the page counts as still."""
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});"""


class Seen(NamedTuple):
    """What was seen of a page."""

    violations: int
    errors: int
    outside: int
    shift: float


def run(effort: Effort) -> None:
    """Measure and print."""
    if CHROMIUM is None:
        print(f"The page of a record: {NO_CHROMIUM}\n")
        return
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as folder:
        log = write_log(Path(folder), effort.sizes[0])
        opslog_build(log).run()
        with hosted(log.folder / "site", DELAY) as host:
            rows = list(_rows(log, host))
    header = ("pages of records", "axe violations", "console errors", "external requests", "layout shift", "aims")
    print(f"In a log of {log.size:,}, every file {DELAY * 1000:.0f} ms late\n\n{table(header, rows)}\n")


def _rows(log: Log, host: Host) -> Iterator[tuple[str, ...]]:
    longest = max(log.records, key=lambda record: record.stat().st_size)
    records = {log.records[0], log.records[-1], longest}
    for width, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        for scheme in ("light", "dark"):
            seen = [_look(record, host, viewport=viewport, color_scheme=scheme) for record in records]
            sums = [sum(one[column] for one in seen) for column in range(3)]
            shift = max(one.shift for one in seen)
            aims = f"0, 0, 0: {'missed' if any(sums) else 'met'}; {verdict(shift, SHIFT_AIM)}"
            yield f"{len(seen)}, {width}, {scheme}", *(f"{one:.0f}" for one in sums), f"{shift:.4f}", aims


def _look(record: Path, host: Host, **options: object) -> Seen:
    """Read the page as a new reader."""
    with new_reader(**options) as page:
        errors, outside = _watch(page, host)
        page.add_init_script(SHIFTS)
        page.goto(f"{host.address}incidents/{record.parent.name}/{record.stem}/")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        shift = page.evaluate("window.shifted")
        # What is folded is looked at as well.
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.wait_for_timeout(SETTLED)
        found: list[dict[str, Any]] = Axe().run(page).response["violations"]
        return Seen(sum(len(one["nodes"]) for one in found), len(errors), len(outside), shift)


def _watch(page: Page, host: Host) -> tuple[list[str], list[str]]:
    """Write down, from now on, errors and warnings of the page, and what it asks of other hosts."""
    errors: list[str] = []
    outside: list[str] = []
    page.on("console", lambda it: errors.append(it.text) if it.type in ("error", "warning") else None)
    page.on("pageerror", lambda it: errors.append(str(it)))
    page.on("requestfailed", lambda it: errors.append(it.url))
    page.on("request", lambda it: None if it.url.startswith((host.address, "data:")) else outside.append(it.url))
    return errors, outside
