"""The site in a browser: what its readers do, see, and must never be exposed to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser import CHROMIUM, chromium_browser, needs_chromium, served
from conftest import ROOT, Opslog
from hostile import AT_ONCE, SECTION, VECTORS, Hostile, write_hostile_log
from opslog_site.server import SiteServer, answering

pytestmark = [pytest.mark.browser, needs_chromium]

RECORD = "incidents/2022/2022-12-25-corrupt-image/"
KINDS = {
    "home": "",
    "record": RECORD,
    "open record": "incidents/2026/2026-11-21-search-stale-prices/",
    "record with a licence": "incidents/2025/2025-09-02-licence-rejected-after-renewal/",
    "follow-ups": "follow-ups/",
    "follow-ups of an owner": "follow-ups/owner/team-sre-3df1bd/",
    "follow-ups of a service": "follow-ups/service/checkout/",
    "coverage": "coverage/",
    "statistics": "statistics/",
    "metric": "statistics/time-to-detect/",
    "statistics of a year": "statistics/2025/",
    "browse": "browse/",
    "find": "find/",
    "found": "find/?q=image",
    "year": "years/2025/",
    "service": "services/checkout/",
    "severity": "severities/sev1/",
    "tag": "tags/deploy/",
    "calendar": "calendar/2025/",
    "on this day": "on-this-day/",
    "days of a month": "on-this-day/11/",
    "glossary": "glossary/",
    "rules": "rules/",
    "rule": "rules/FM105/",
    "process": "process/",
    "process step": "process/blameless/",
    "adopt": "adopt/github/",
    "record format": "reference/record-format/",
    "configuration": "reference/configuration/",
    "commands": "reference/commands/",
    "not found": "404.html",
}
PHONE: ViewportSize = {"width": 360, "height": 740}
SMALLEST: ViewportSize = {"width": 320, "height": 568}
"""A phone, or a screen of 1280 pixels that is zoomed to 400 % (https://www.w3.org/TR/WCAG22/#reflow)."""

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, "CI runs every test: chromium has to be installed there"
    browser = chromium_browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as where:
        yield where


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Open a page of our own site as a new visitor; the options are those of a browser context."""
    contexts = []

    def open_page(path: str = "", **options: Any) -> Page:
        contexts.append(chromium.new_context(base_url=address, **options))
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


SAME_ON_EVERY_SITE = ("rules/", "reference/", "process/")


def watch(page: Page, address: str) -> list[str]:
    """Write down, from now on, everything that a page of this site must not do."""
    seen: list[str] = []
    context = page.context
    context.on("request", lambda it: None if it.url.startswith(address) else seen.append(f"asks {it.url}"))
    context.on("response", lambda it: seen.append(f"{it.status} {it.url}") if it.status >= 400 else None)
    context.on("console", lambda it: seen.append(f"{it.type}: {it.text}") if it.type in {"error", "warning"} else None)
    context.on("weberror", lambda it: seen.append(f"script error: {it.error}"))

    def failed(request: Any) -> None:
        # Leaving a page stops what it was still fetching.
        if request.failure != "net::ERR_ABORTED":
            seen.append(f"failed: {request.url} ({request.failure})")

    def opened(dialog: Any) -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.on("requestfailed", failed)
    context.on("dialog", opened)
    return seen


def pages_of(folder: Path) -> list[str]:
    """Find the pages that stay where they are: redirects are tried in `test_redirects.py`."""
    files = (
        file for file in folder.rglob("index.html") if '\n<meta http-equiv="refresh"' not in file.read_text("utf-8")
    )
    return sorted(file.parent.relative_to(folder).as_posix() + "/" for file in files)


def pages_of_part(folder: Path, part: str, parts: Sequence[str]) -> list[str]:
    """Find the pages below one of these folders, or those below none of them: tests share the work by folder."""
    return [
        path
        for path in pages_of(folder)
        if path.startswith(f"{part}/") or (part not in parts and path.split("/")[0] not in parts)
    ]


def test_a_reader_comes_from_home_to_a_record_and_back(visit: Visit) -> None:
    page = visit()
    link = page.locator(".opslog-title a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title)
    page.get_by_role("link", name="earlier").click()
    expect(page.locator("h1")).not_to_contain_text(title)
    page.get_by_role("link", name="Ops log", exact=True).first.click()
    expect(page.get_by_role("table", name="Incidents, newest first")).to_be_visible()


def test_a_follow_up_leads_to_its_place_in_the_record_and_on_to_a_service(visit: Visit, address: str) -> None:
    page = visit()
    page.get_by_role("link", name="open follow-ups").click()
    row = page.locator(".opslog-follow-up").filter(has_text="Require the image digest").last
    row.get_by_role("link", name="Corrupt container image").click()
    page.wait_for_url(f"{address}{RECORD}#follow-up-*")
    place = page.locator(f"#{page.url.partition('#')[2]}")
    expect(place).to_contain_text("Require the image digest")
    expect(place).to_be_in_viewport()
    title = page.locator("h1").evaluate("heading => heading.firstChild.textContent")
    page.locator(".opslog-facts").get_by_role("link", name="checkout").first.click()
    expect(page.locator("h1")).to_contain_text("Incidents of checkout")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("link", name="Ops log", exact=True).first.click()
    expect(page).to_have_url(address)


def violations_of(page: Page) -> list[str]:
    """Look at everything on a page, folded parts included."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.wait_for_timeout(50)  # boxes in it learn that they scroll when they are shown
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_light_and_dark_and_on_a_phone(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], color_scheme="light", reduced_motion="reduce")  # no colour on its way to another
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert violations_of(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert violations_of(page) == []
    page.set_viewport_size(PHONE)
    assert violations_of(page) == []


@pytest.mark.parametrize("part", ["rules", "tags", "everything else"])
def test_every_page_of_our_site_keeps_to_its_own_host_without_errors_and_fits_a_phone(
    chromium: Browser, site: Path, tmp_path: Path, part: str
) -> None:
    paths = [*pages_of_part(site, part, ("rules", "tags")), "404.html"]
    assert troubles_of(chromium, site, paths) == []


def troubles_of(chromium: Browser, site: Path, paths: Sequence[str]) -> list[str]:
    """Visit pages on the smallest phone; say which other host they asked, what failed, and which are too wide."""
    with served(site) as address, chromium.new_context(viewport=SMALLEST) as context:
        page = context.new_page()
        seen = watch(page, address)
        for path in paths:
            page.goto(address + path)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                seen.append(f"{path} scrolls sideways")
        page.wait_for_load_state("networkidle")
        return seen


@pytest.fixture(scope="session")
def real_site(opslog: Opslog, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    built = opslog("build", "--records", shared / "records", "--site-dir", folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.mark.parametrize("part", ["incidents", "tags", "everything else"])
def test_every_page_of_real_records_keeps_to_its_own_host_without_errors_and_fits_a_phone(
    chromium: Browser, real_site: Path, part: str
) -> None:
    paths = pages_of_part(real_site, part, ("incidents", "tags"))
    assert troubles_of(chromium, real_site, [path for path in paths if not path.startswith(SAME_ON_EVERY_SITE)]) == []


def test_a_table_too_wide_for_a_phone_can_be_scrolled_with_the_keyboard(visit: Visit) -> None:
    page = visit("statistics/", viewport=PHONE)
    page.get_by_text("Durations: the numbers").click()
    box = page.locator(".opslog-scroll").filter(has=page.get_by_role("table", name="Durations: the numbers"))
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_the_log_can_be_read_without_scripts(visit: Visit, site: Path) -> None:
    page = visit(java_script_enabled=False)
    rows = page.locator(".opslog-log tbody tr")
    expect(rows).to_have_count(len(list((ROOT / "incidents").rglob("*.md"))))
    for row in rows.all():
        expect(row).to_be_visible()
    rows.filter(has_text="Corrupt container image").get_by_role("link", name="Corrupt container image").click()
    expect(page.locator("h1")).to_contain_text("Corrupt container image")
    expect(page.locator(".opslog-entry").first).to_be_visible()
    expect(page.get_by_text("A release meant to open gift-voucher redemption")).to_be_visible()
    page.goto("follow-ups/")
    follow_up = page.locator(".opslog-follow-up").first
    expect(follow_up).to_be_visible()
    follow_up.locator("a[href*='#follow-up-']").click()
    expect(page.locator(".opslog-follow-up:target")).to_be_in_viewport()


def test_the_keyboard_reaches_the_first_record(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    first = page.locator(".opslog-title a").first
    title = first.inner_text()
    for _ in range(10):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_the_keyboard_reaches_a_dot_and_its_record_and_can_pass_the_dots_by(visit: Visit) -> None:
    page = visit("statistics/time-to-detect/")
    chart = page.locator("#chart-all-incidents")
    skip = chart.get_by_role("link", name="Skip to the numbers")
    skip.focus()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(chart.get_by_role("link", name="all incidents")).to_be_focused()
    page.keyboard.press("Tab")
    dot = chart.get_by_role("link", name="2022-12-25-corrupt-image: 6 min")
    expect(dot).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Corrupt container image")
    page.go_back()
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="All incidents: the numbers")).to_be_focused()


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin"])
def test_a_reader_has_the_times_by_the_clock_of_choice_on_every_page(visit: Visit, zone: str) -> None:
    offset, name = {"Asia/Tokyo": (14, "UTC+9"), "Europe/Berlin": (6, "CET")}[zone]  # hours from New York
    page = visit(RECORD, timezone_id=zone)
    clocks = page.get_by_role("group", name="Times on this page")
    started = page.locator(".opslog-facts > div").filter(has_text="Started").locator("time")
    first = page.locator(".opslog-entry .opslog-when time").first
    height = page.evaluate("document.querySelector('.opslog-facts').offsetTop")
    expect(clocks.get_by_role("button", name="EST")).to_have_attribute("aria-pressed", "true")
    expect(started).to_have_text("2022-12-25 12:32 EST")

    clocks.get_by_role("button", name="yours").click()

    night = offset + 12 >= 24
    day = "2022-12-26" if night else "2022-12-25"
    clock = f"{(offset + 12) % 24:02}:32"
    expect(started).to_have_text(f"{day} {clock} {name}")
    expect(first).to_have_text(re.compile(rf"{clock}"))
    expect(page.locator(".opslog-day time").first).to_have_text(day)
    expect(page.locator(".opslog-day").first).to_contain_text(name)
    assert page.evaluate("document.querySelector('.opslog-facts').offsetTop") == height

    page.goto("incidents/2026/2026-11-21-search-stale-prices/")
    expect(clocks.get_by_role("button", name="yours")).to_have_attribute("aria-pressed", "true")
    clocks.get_by_role("button", name="UTC").press("Enter")
    expect(page.locator(".opslog-facts > div").filter(has_text="Started").locator("time")).to_contain_text(" UTC")


def test_entries_that_cross_midnight_have_the_date_of_the_clock_that_is_chosen(visit: Visit) -> None:
    page = visit(RECORD, timezone_id="Asia/Tokyo")
    stated = page.locator(".opslog-timeline").inner_text()
    for name in ("yours", "UTC"):
        page.get_by_role("button", name=name).click()
        rows = page.locator(".opslog-timeline > li")
        day = ""
        for row in rows.all():
            if "opslog-day" in (row.get_attribute("class") or ""):
                day = row.locator("time").inner_text()
            elif "T" in (at := row.locator(".opslog-when time").get_attribute("datetime") or ""):
                moment = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Tokyo" if name == "yours" else "UTC"))
                assert (day, row.locator(".opslog-when time").inner_text()[:5]) == (
                    f"{moment:%Y-%m-%d}",
                    f"{moment:%H:%M}",
                )
    page.get_by_role("button", name="EST").click()
    assert page.locator(".opslog-timeline").inner_text() == stated


def test_a_reader_finds_what_happened_on_a_day_by_keyboard(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Calendar", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Calendar of 2026")
    page.get_by_role("link", name="2025", exact=True).click()
    day = page.locator(".opslog-calendar").get_by_role("link", name="2025-09-02: ")
    day.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".opslog-badges time")).to_have_text("2025-09-02")


def test_on_this_day_is_the_day_on_which_it_is_read(visit: Visit, address: str) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_role("link", name="On this day").click()
    expect(page).to_have_url(f"{address}on-this-day/")
    reader = visit("browse/")
    reader.clock.set_fixed_time(datetime(2031, 9, 2, 12, tzinfo=UTC))
    reader.goto("./../")
    reader.get_by_role("link", name="On this day").click()
    expect(reader).to_have_url(f"{address}on-this-day/09/#02")
    expect(reader.locator(":target")).to_contain_text("2 September")
    expect(reader.locator(":target")).to_contain_text("2025")


def test_a_word_of_the_field_leads_to_its_meaning(visit: Visit) -> None:
    page = visit(RECORD, viewport=PHONE, java_script_enabled=False)
    expect(page.get_by_role("group", name="Times on this page")).to_be_hidden()
    term = page.get_by_role("link", name="Time to detect").first
    assert term.get_attribute("title") == "from its start until somebody or something noticed"
    term.click()
    expect(page.locator(":target")).to_contain_text("Time to detect")
    expect(page.locator(":target")).to_be_in_viewport()


def test_paper_has_the_record_and_not_the_ways_around_the_site(visit: Visit) -> None:
    page = visit(RECORD)
    page.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".opslog-around", ".md-footer"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".opslog-timeline")).to_be_visible()
    for entry in page.locator(".opslog-entry").all():
        expect(entry).to_be_visible()
    expect(page.get_by_role("heading", name="Follow-ups")).to_be_visible()


def test_paper_is_black_on_white_with_addresses_and_nothing_folded(visit: Visit) -> None:
    page = visit("statistics/time-to-detect/", color_scheme="dark")
    folded = page.locator("details:not([open])").count()
    assert folded
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details:not([open])")).to_have_count(folded)

    page.goto(RECORD)
    page.emulate_media(media="print", color_scheme="dark")
    body = page.locator("body").evaluate("it => [getComputedStyle(it).backgroundColor, getComputedStyle(it).color]")
    assert body == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    after = "link => getComputedStyle(link, '::after').content"
    tracker = page.locator(".opslog-follow-up a[href^='https']").first
    assert "https://github.com/example/shop/issues" in tracker.evaluate(after)
    assert page.locator("a.opslog-address").first.evaluate(after) == "none"
    assert page.locator(".opslog-entry").first.evaluate("it => getComputedStyle(it).breakInside") == "avoid"


@pytest.fixture(scope="session")
def hostile(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Build a site whose records attack its readers, with every extension switched on that could help them."""
    log = write_hostile_log(tmp_path_factory.mktemp("hostile"))
    built = opslog("build", "--site-dir", log.site, cwd=log.folder)
    assert built.returncode == 0, built.stderr
    assert log.titles.keys() <= set(pages_of(log.site)), built.stderr
    return log


ALARM = """Object.defineProperty(window, "pwned", {
  set() { console.error("a script of the record ran"); },
});"""
HARMFUL = r"""() => {
  const found = [];
  const note = elements => { for (const element of elements) found.push(element.outerHTML.slice(0, 200)); };
  const addresses = /^(href|src|action|formaction|data|srcdoc)$/i;
  const runs = ({name, value}) =>
    /^on/i.test(name) || (addresses.test(name) && /^[\s\0-\x20]*(javascript|vbscript|data):/i.test(value));
  note([...document.querySelectorAll("*")].filter(element => [...element.attributes].some(runs)));
  const article = document.querySelector(".md-content") ?? document.body;
  const scripts = "script[type=module][src='../assets/find.js'], link[rel=modulepreload][href^='../assets/find-']";
  const ours = `#explorer, #explorer *, ${scripts}`;
  const risky = "script, style, iframe, object, embed, base, form, input, meta, link, math";
  note(article.querySelectorAll(`:is(${risky}):not(${ours})`));
  const figures = ":is(.opslog-count-bar, .opslog-tenures, .opslog-calendar) svg";
  const charts = `.opslog-plot, .opslog-axis, .opslog-bars, ${figures}`;
  note(article.querySelectorAll(`svg:not(.md-content__button svg, ${charts})`));
  note(article.querySelectorAll("figure svg :not(title, desc, line, rect, circle, text, a, .opslog-tenures-bar)"));
  note(article.querySelectorAll("[style*=position], [id^=__]:not([id^=__code])"));
  note(article.querySelectorAll("[class*=md-search], [class*=md-overlay]"));
  note(document.querySelectorAll("h1 > :not(.headerlink)"));
  const leads = [...article.querySelectorAll("a[href]:not(.md-content__button)")];
  const out = leads.filter(({protocol, origin}) => /^https?:/.test(protocol) && origin !== location.origin);
  note(out.filter(({relList}) => !relList.contains("nofollow") || !relList.contains("noopener")));
  return found;
}"""


@pytest.mark.parametrize("part", ["incidents", "follow-ups", "everything else"])
def test_nothing_in_a_hostile_record_runs_or_asks_another_host(
    chromium: Browser, hostile: Hostile, tmp_path: Path, part: str
) -> None:
    paths = pages_of_part(hostile.site, part, ("incidents", "follow-ups"))
    with (
        served(hostile.site) as address,
        chromium.new_context(viewport=PHONE) as context,
    ):
        page = context.new_page()
        context.add_init_script(ALARM)
        seen = watch(page, address)
        for path in (path for path in paths if not path.startswith(SAME_ON_EVERY_SITE)):
            page.goto(address + path)
            seen += [f"{path}: {harm}" for harm in page.evaluate(HARMFUL)]
            title = hostile.titles.get(path)
            if title:
                assert page.locator("h1").evaluate("heading => heading.firstChild.textContent") == title
                assert page.title() == f"{title.replace('<', '‹').replace('>', '›')} - Hostile log"
        page.wait_for_load_state("networkidle")
        assert seen == []


MARKUP = """list => {
  const known = ["LI", "H2", "A", "P", "TIME", "SPAN", "MARK"];
  const plain = name => name === "class" || name === "href";
  const odd = [...list.querySelectorAll("*")].filter(one =>
    !known.includes(one.tagName) || ![...one.attributes].every(({name}) => plain(name)));
  const away = [...list.querySelectorAll("a")].filter(one => one.origin !== location.origin);
  return [...odd, ...away].map(one => one.outerHTML);
}"""


@pytest.fixture
def hostile_find(chromium: Browser, hostile: Hostile) -> Iterator[tuple[Page, list[str]]]:
    """Open the page that finds hostile records, as `opslog serve` sends it; gives what it must not do, too."""
    with answering(SiteServer("127.0.0.1", 0, hostile.site)) as server, chromium.new_context() as context:
        page = context.new_page()
        context.add_init_script(ALARM)
        seen = watch(page, server.address)
        page.goto(f"{server.address}find/")
        yield page, seen


def test_what_is_found_in_hostile_records_is_only_words(hostile_find: tuple[Page, list[str]], hostile: Hostile) -> None:
    page, seen = hostile_find
    excerpts = 0
    for word, title in hostile.words.items():
        page.get_by_label("Words of a record").fill(f"{word} {SECTION}")
        result = page.locator(".opslog-find-results li").filter(has=page.get_by_role("heading", name=word))
        expect(result.get_by_role("heading")).to_have_text(title)
        expect(result.locator("p a", has_text=SECTION)).to_have_count(1)
        assert result.evaluate(MARKUP) == []
        excerpts += "pwned" in result.locator(".opslog-find-excerpt").first.inner_text()
    assert seen == []
    assert len(hostile.words) == len(VECTORS)
    assert excerpts > len(VECTORS) / 2


def test_hostile_services_and_tags_are_only_words_where_they_narrow_down(
    hostile_find: tuple[Page, list[str]],
) -> None:
    page, seen = hostile_find
    expect(page.locator(".opslog-find-results li").first).to_be_visible()
    chosen = []
    for facet in ("Service", "Tag"):
        boxes = page.locator("#find-facets fieldset").filter(has_text=facet).locator("input")
        names = [name for box in boxes.all() if "pwned" in (name := box.get_attribute("value") or "")]
        assert len(names) == len(VECTORS) / AT_ONCE
        chosen += [(facet, name) for name in names]
    page.goto(f"{page.url}?{urlencode([(facet.lower(), name) for facet, name in chosen])}")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(len(chosen))
    assert page.evaluate(HARMFUL) == []
    chips = page.locator("#find-chosen button")
    for facet, name in chosen:
        expect(chips.first).to_have_text(f"{facet}: {name} ×")
        chips.first.click()
    expect(chips).to_have_count(0)
    assert page.evaluate(HARMFUL) == []
    assert seen == []


@pytest.mark.parametrize("vector", ["<img src=x onerror=window.pwned=1>", "javascript:window.pwned=1", '"><script>'])
def test_a_hostile_address_of_a_search_is_only_words(hostile_find: tuple[Page, list[str]], vector: str) -> None:
    page, seen = hostile_find
    page.goto(f"{page.url}?{urlencode({'q': vector, 'service': vector, 'sort': vector, vector: vector})}#{vector}")
    expect(page.get_by_label("Words of a record")).to_have_value(vector)
    expect(page.locator("#find-chosen button").first).to_have_text(f"Service: {vector} ×")
    assert page.evaluate(HARMFUL) == []
    assert seen == []


def test_the_policy_of_hostile_pages_lets_no_other_scripts_run_than_that_of_our_own(
    hostile: Hostile, site: Path
) -> None:
    def scripts(folder: Path) -> set[str]:
        texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
        # Redirects run nothing at all: `default-src 'none'` is their whole policy.
        return {
            value for text in texts for found in re.findall(r"script-src ([^;]*);", text) for value in found.split()
        }

    assert scripts(hostile.site) == scripts(site)


def test_what_got_past_the_cleaning_would_be_stopped_by_the_policy(
    chromium: Browser, site: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(site, tmp_path / "site")
    page_file = folder / RECORD / "index.html"
    past = (
        "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'><style>body { color: red }</style>"
        "<a id=past href='javascript:window.pwned = 3'>past</a><base href='https://evil.example/'>"
        "<img src='https://evil.example/x.png'><iframe src='https://evil.example/'></iframe>"
        "<script src='https://evil.example/x.js'></script><p id=styled style='color: red'>past</p>"
    )
    page_file.write_text(page_file.read_text(encoding="utf-8").replace("</article>", f"{past}</article>"))
    with served(folder) as address, chromium.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        stopped: list[str] = []
        page.on("requestfinished", lambda it: asked.append(it.url))
        page.on("console", lambda it: stopped.append(it.text))
        page.goto(address + RECORD)
        page.locator("#past").click()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.pwned") is None
        assert page.locator("#styled").evaluate("it => getComputedStyle(it).color") != "rgb(255, 0, 0)"
        assert [url for url in asked if not url.startswith(address)] == []
        assert len(stopped) >= 7
