"""Find: the index of the site, and what people do on the page that searches it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from browser import needs_chromium
from conftest import ROOT, Opslog, record_text
from opslog.settings import load_config
from opslog_site.facets import LENGTHS, UNKNOWN_LENGTH, length_of
from opslog_site.publishing import read_site
from opslog_site.search_index import page_of
from opslog_site.shards import SIZES, searchable, shards_of
from opslog_site.store import Store
from test_browser import PHONE, RECORD, Visit, address, chromium, violations_of, visit, watch
from test_incremental import built

__all__ = ["address", "chromium", "visit"]  # fixtures

in_a_browser = [pytest.mark.browser, needs_chromium]


ANSWERED = """() => {
  const asked = text => [...new URLSearchParams(text.startsWith("?") ? text : "")].map(String).sort().join();
  const answered = document.getElementById("explorer")?.dataset.answered; // null until its page is here
  return answered !== undefined && asked(answered) === asked(location.search);
}"""


def results(page: Page) -> list[str]:
    """Wait until the page has answered what stands in its address, and read the titles of what it found."""
    page.wait_for_function(ANSWERED)
    return page.locator(".opslog-find-results h2").all_inner_texts()


def ask(page: Page, words: str) -> list[str]:
    page.get_by_label("Words of a record").fill(words)
    page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
    return results(page)


def choose(page: Page, facet: str, value: str) -> list[str]:
    group = page.get_by_role("group", name=facet, exact=True)
    if not group.is_visible():
        page.locator("#find-facets summary", has_text=facet).click()
    group.get_by_label(value).check()
    return results(page)


class TestThePage:
    pytestmark = in_a_browser

    def test_a_word_finds_the_one_record_that_has_it_and_leads_to_its_section(self, visit: Visit, address: str) -> None:
        word = "hypervisor"
        files = [file for file in (ROOT / "incidents").rglob("*.md") if word in file.read_text(encoding="utf-8")]
        assert [file.stem for file in files] == [RECORD.split("/")[-2]]
        page = visit()
        page.get_by_role("searchbox", name="Find in the ops log").fill(word)
        page.keyboard.press("Enter")
        assert len(results(page)) == 1
        found = page.locator(".opslog-find-results li")
        expect(found.locator("mark").first).to_contain_text(word)
        section = found.locator("p a").first
        title = section.inner_text()
        section.click()
        page.wait_for_url(f"{address}{RECORD}#*")
        heading = page.get_by_role("heading", name=title)
        expect(heading).to_be_in_viewport()

    def test_facets_narrow_down_count_and_stand_in_the_address(self, visit: Visit) -> None:
        page = visit("find/")
        everything = len(results(page))
        services = page.get_by_role("group", name="Service", exact=True)
        told = int(services.locator("label", has_text="checkout").locator(".opslog-find-number").inner_text())
        assert len(choose(page, "Service", "checkout")) == told < everything
        both = choose(page, "Severity", "sev1")
        assert 0 < len(both) < told
        shared_address = page.url
        assert shared_address.endswith("find/?service=checkout&severity=sev1")

        page.get_by_role("button", name="Remove severity sev1").click()
        assert len(results(page)) == told
        page.go_back()
        assert results(page) == both
        page.go_back()
        assert len(results(page)) == told
        page.goto(shared_address)
        assert results(page) == both
        page.get_by_role("button", name="Clear all").click()
        assert len(results(page)) == everything

    def test_what_was_found_can_be_narrowed_after_a_while(self, visit: Visit) -> None:
        """Pagefind forgets the pages of results that nobody holds any more."""
        page = visit("find/")
        ask(page, "image")
        for _ in range(3):
            page.request_gc()
            page.wait_for_timeout(50)
        assert choose(page, "Severity", "sev1")

    def test_an_excerpt_does_not_say_its_heading_again(self, visit: Visit) -> None:
        page = visit("find/?q=customers")
        results(page)
        excerpts = page.locator(".opslog-find-results p:has(.opslog-find-excerpt)")
        for told in excerpts.all():
            heading = told.locator("a").inner_text()
            assert not told.locator(".opslog-find-excerpt").inner_text().startswith(heading)
        assert excerpts.count() > 3

    def test_counts_are_what_choosing_shows(self, visit: Visit) -> None:
        page = visit("find/?status=approved")
        approved = len(results(page))
        page.locator("#find-facets").evaluate("facets => { for (const box of facets.children) box.open = true }")
        groups = page.locator("#find-facets fieldset")
        assert groups.count() >= 9
        for group in groups.all():
            title = group.locator("legend").text_content()
            label = group.locator("label:not([hidden])").last
            count = int(label.locator(".opslog-find-number").inner_text())
            box = label.get_by_role("checkbox")
            if title == "Status":
                continue
            box.check()
            shown = len(results(page))
            told = re.match(r"\d+", page.get_by_role("status").inner_text())
            assert (told and int(told[0]), shown) == (count, min(count, 10)), title
            box.uncheck()
            assert len(results(page)) == approved

    def test_sorting(self, visit: Visit) -> None:
        page = visit("find/")
        days = page.locator(".opslog-find-results time")
        results(page)
        assert days.all_inner_texts() == sorted(days.all_inner_texts(), reverse=True)
        page.get_by_label("Sort").select_option("oldest")
        results(page)
        assert days.all_inner_texts() == sorted(days.all_inner_texts())
        assert page.url.endswith("?sort=oldest")

    def test_the_keyboard_is_enough(self, visit: Visit, address: str) -> None:
        page = visit()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox", name="Find in the ops log")).to_be_focused()
        page.keyboard.type("image")
        page.keyboard.press("Enter")
        before = len(results(page))
        page.keyboard.press("/")
        expect(page.get_by_label("Words of a record")).to_be_focused()
        box = page.get_by_role("checkbox", name="sev1")
        for _ in range(40):
            page.keyboard.press("Tab")
            if box.evaluate("box => box === document.activeElement"):
                break
        page.keyboard.press("Space")
        assert 0 < len(results(page)) < before
        expect(box).to_be_focused()
        link = page.locator(".opslog-find-results h2 a").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}incidents/**")

    def test_nothing_found_says_what_to_do(self, visit: Visit) -> None:
        page = visit("find/?q=zyzzyva")
        assert results(page) == []
        expect(page.get_by_role("status")).to_have_text("No record has “zyzzyva”.")
        page.get_by_role("button", name="Show all records").click()
        assert results(page)
        assert ask(page, "image-reg")
        page.get_by_role("button", name="Only service image-registry").click()
        assert results(page)
        assert page.url.endswith("?service=image-registry")

    def test_a_rule_of_the_guide_is_found_too(self, visit: Visit, address: str) -> None:
        page = visit("find/?q=TL103")
        results(page)
        page.locator("#find-guide a").first.click()
        page.wait_for_url(f"{address}rules/**")

    def test_without_a_script_there_are_the_lists(self, visit: Visit, address: str) -> None:
        page = visit("", java_script_enabled=False)
        page.get_by_role("searchbox", name="Find in the ops log").fill("image")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}find/?q=image")
        expect(page.get_by_label("Words of a record")).to_be_hidden()
        page.locator("#find-without").get_by_role("link", name="sev1").click()
        page.wait_for_url(f"{address}severities/sev1/")

    def test_on_the_smallest_phone_it_fits_and_says_the_same(self, visit: Visit, address: str) -> None:
        page = visit("", viewport={**PHONE, "width": 320})
        seen = watch(page, address)
        page.locator(".opslog-ask-link").click()
        page.wait_for_url(f"{address}find/")
        assert ask(page, "image")
        page.get_by_text("Narrow down").click()
        assert choose(page, "Severity", "sev1")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations_of(page) == []
        assert seen == []


@contextmanager
def log_with(folder: Path, *records: tuple[str, str], settings: str = "") -> Iterator[Path]:
    for name, text in records:
        path = folder / "incidents" / name[:4] / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "opslog.toml").write_text(settings, encoding="utf-8")
    yield folder


def facts_of(site: Path) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = json.loads((site / "find-index" / "facts.json").read_text("utf-8"))["columns"]
    return columns


def index_of(site: Path) -> dict[str, bytes]:
    folder = site / "find-index"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


TEXT = record_text("## Summary\n\nA zeppelin.\n", status="draft", severity="sev2")
TWO = (("2026-01-02-one", TEXT), ("2026-02-03-two", record_text("## Summary\n\nA cart.\n")))


def test_an_index_is_made_again_where_a_record_changed_and_always_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPSLOG_CACHE", str(tmp_path / "cache"))
    with log_with(tmp_path / "log", *TWO) as log:
        store = Store(log)
        built(log, log / "site", store)
        before = index_of(log / "site")
        (log / "site" / "find-index" / "stray").write_text("stray")
        path = log / "incidents" / "2026" / "2026-01-02-one.md"
        path.write_text(path.read_text("utf-8").replace("zeppelin", "submarine"), encoding="utf-8")
        built(log, log / "site", store)
        store.close()
        after = index_of(log / "site")
        assert after.keys() != before.keys()
        assert {name for name in after if "/" not in name} == {name for name in before if "/" not in name}
        built(log, log / "clean", Store(None))
        assert after == index_of(log / "clean")


def test_what_is_no_record_is_indexed_for_itself_and_says_nothing_that_records_say(tmp_path: Path) -> None:
    def guide_of(*records: tuple[str, str]) -> dict[str, bytes]:
        with log_with(tmp_path / str(len(records)), *records) as log:
            built(log, log / "site", Store(None))
            return {name: one for name, one in index_of(log / "site").items() if name.startswith(("fragment", "index"))}

    guide = guide_of(TWO[0])
    assert guide == guide_of(*TWO)
    pages = {page_of(one) for name, one in guide.items() if name.startswith("fragment")}
    assert "glossary/index.html" in pages
    assert {page.partition("/")[0] for page in pages} == {"glossary", "reference", "rules"}


def test_drafts_can_be_left_out_and_views_are_links(tmp_path: Path) -> None:
    settings = "[site]\nsearch-leaves-out = ['draft']\nviews = {'<b>Grave & open' = 'severity=sev1&follow-ups=open'}\n"
    with log_with(tmp_path, *TWO, settings=settings) as log:
        built(log, log / "site", Store(None))
        assert len(facts_of(log / "site")["id"]) == 1
        page = (log / "site" / "find" / "index.html").read_text("utf-8")
        assert '<a href="?severity=sev1&amp;follow-ups=open">&lt;b&gt;Grave &amp; open</a>' in page


def test_without_pagefind_the_lists_lead_on(opslog: Opslog, tmp_path: Path) -> None:
    (tmp_path / "none" / "pagefind_bin").mkdir(parents=True)
    (tmp_path / "none" / "pagefind_bin" / "__init__.py").write_text("raise ImportError")
    paths = [str(tmp_path / "none"), str(ROOT / "lint"), str(ROOT / "hooks")]
    with log_with(tmp_path / "log", *TWO) as log:
        built = opslog("build", cwd=log, PYTHONPATH=os.pathsep.join(paths))
        assert built.returncode == 0
        assert "There is no Pagefind" in built.stderr
        assert not (log / "site" / "find-index").exists()
        assert "All records are also listed" in (log / "site" / "find" / "index.html").read_text("utf-8")


def test_shards_hold_every_record_once_and_a_new_one_leaves_the_old_ones_alone(tmp_path: Path) -> None:
    text = record_text()
    names = [f"20{year}-{month:02}-01-r{n}" for year in range(10, 20) for month in range(1, 13) for n in range(5)]
    with log_with(tmp_path, *((name, text) for name in names)) as log:
        config = load_config(log)
        firsts = []
        for _ in range(2):
            site, _ = read_site(config, Store(None), directory_urls=True)
            records = searchable(site)
            keys = {site.published(site.record_page(record)): "key" for record in records}
            _, *shards = shards_of(site, records, (), keys, "tool")
            assert sorted(page for shard in shards for page in shard.pages) == sorted(keys)
            assert [len(shard.pages) for shard in shards[:-1]] == [250, 125]
            assert all(len(shard.pages) <= max(SIZES) for shard in shards)
            firsts.append(shards[0])
            shutil.copy(
                log / "incidents" / "2019" / "2019-12-01-r0.md", log / "incidents" / "2019" / "2020-01-01-new.md"
            )
        assert firsts[0] == firsts[1]


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_every_duration_has_one_range(duration: timedelta) -> None:
    name = length_of(duration)
    names = list(LENGTHS)
    assert duration < LENGTHS[name]
    assert name == names[0] or duration >= LENGTHS[names[names.index(name) - 1]]
    assert length_of(None) == UNKNOWN_LENGTH
