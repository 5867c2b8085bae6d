"""What moves: nothing on a page that loads, however slowly, and nothing at all for those who asked for less motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from browser import needs_chromium
from test_browser import KINDS, PHONE, RECORD, Visit, address, chromium, visit

__all__ = ["address", "chromium", "visit"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]

DESK: ViewportSize = {"width": 1280, "height": 800}
GOOD = 0.05
"""Half of what web.dev calls good (https://web.dev/articles/cls)."""
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});"""
SLOW = {"offline": False, "latency": 80, "downloadThroughput": 300_000, "uploadThroughput": 300_000}
"""Milliseconds, bytes in a second: a phone in a train."""
MOVES = """window.moved = []; window.scrolled = 0;
for (const kind of ["transitionrun", "animationstart"])
  addEventListener(kind, ({target}) => moved.push(`${kind} of ${target.className}`), true);
addEventListener("scroll", ({target}) => {
  if (target !== document) scrolled += 1;
}, true);"""


CLOCK = "localStorage.setItem('opslog-clock', 'local')"
"""What a reader leaves behind who chose the clock at home."""


def loaded(chromium: Browser, where: str, viewport: ViewportSize, *, slowly: bool) -> float:
    """Load a page, read by the clock in Tokyo, and say how far its parts were shifted."""
    with chromium.new_context(viewport=viewport, timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.add_init_script(CLOCK)
        page.add_init_script(SHIFTS)
        if slowly:
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW)
        page.goto(where)
        page.wait_for_load_state("networkidle")
        shifted = float(page.evaluate("shifted"))
        move_something(page)
        return shifted


def move_something(page: Page) -> None:
    """Shift the page, so that one that was not watched is noticed."""
    page.evaluate("scrollTo(0, 0); document.body.style.marginTop = '300px'")
    page.wait_for_function("shifted > 0.05")


@pytest.mark.parametrize("slowly", [False, True], ids=["at once", "slowly"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", ["record", "found"])
def test_a_page_stays_where_it_is_while_it_loads(
    chromium: Browser, address: str, kind: str, viewport: ViewportSize, *, slowly: bool
) -> None:
    assert loaded(chromium, address + KINDS[kind], viewport, slowly=slowly) < GOOD


def read_on(page: Page) -> None:
    """Do what makes the theme move: read on and back, and open the menu of a phone."""
    page.evaluate(MOVES)
    for place in (3000, 2000):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(300)
    menu = page.locator(".md-header label[for=__drawer]")
    if menu.is_visible():
        menu.click()
    page.wait_for_timeout(200)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 300}], ids=["phone", "desk"])
def test_nothing_glides_for_those_who_asked_for_less_motion(visit: Visit, viewport: ViewportSize) -> None:
    usual = visit(RECORD, viewport=viewport)
    read_on(usual)
    assert usual.evaluate("moved.length") > 0
    less = visit(RECORD, viewport=viewport, reduced_motion="reduce")
    read_on(less)
    assert less.evaluate("moved") == []
    # The list of contents follows in a step where it glides in many.
    steps, glides = (page.evaluate("scrolled") for page in (less, usual))
    assert (steps, glides) == (0, 0) if viewport == PHONE else 0 < steps < glides / 2
