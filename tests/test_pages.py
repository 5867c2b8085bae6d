"""Pages as text: two records in, golden markdown out. `pytest --golden` writes the expected files again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from opslog.config import Config
from opslog.files import read_records
from opslog.log import Log
from opslog_site.page import split_html
from opslog_site.pages import all_pages
from opslog_site.publishing import assets_of
from opslog_site.shells import filled
from opslog_site.site import Site

LOG = Path(__file__).parent / "pages" / "log"
EXPECTED = Path(__file__).parent / "pages" / "expected"
GOLDEN = {
    "home": "index.md",
    "record": "incidents/2026/2026-03-02-stale-prices.md",
    "record-with-little": "incidents/2026/2026-02-11-empty-feed.md",
    "browse": "browse.md",
    "calendar": "calendar/2026.md",
    "on-this-day": "on-this-day/index.md",
    "days-of-a-month": "on-this-day/02.md",
    "glossary": "glossary.md",
    "coverage": "coverage.md",
    "service": "services/search.md",
    "follow-ups": "follow-ups/index.md",
    "statistics": "statistics/index.md",
    "metric": "statistics/time-to-mitigate.md",
    "statistics-of-a-year": "statistics/2026.md",
    "mitigation": "mitigations/degrade.md",
    "rule": "rules/SC103.md",
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    log = Log.of(read_records([LOG], Config()))
    site = Site(log, Config(), date(2026, 4, 1), folder=str(LOG), assets=assets_of(LOG))
    return {page.path: page.markdown for page in all_pages(site)}


@pytest.mark.parametrize("kind", GOLDEN)
def test_a_page_is_what_it_was(kind: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    expected = EXPECTED / f"{kind}.md"
    if request.config.getoption("--golden"):
        expected.write_text(pages[GOLDEN[kind]], encoding="utf-8")

    assert pages[GOLDEN[kind]] == expected.read_text(encoding="utf-8")


def test_pages_have_paths_of_their_own(pages: dict[str, str]) -> None:
    log = Log.of(read_records([LOG], Config()))
    site = Site(log, Config(), date(2026, 4, 1), folder=str(LOG))
    paths = [page.path for page in all_pages(site)]

    assert len(paths) == len(set(paths))
    assert all(path.endswith(".md") and not path.startswith(("/", ".")) for path in paths)


def test_finished_html_is_taken_out_and_put_back(pages: dict[str, str]) -> None:
    for markdown in pages.values():
        text, pieces = split_html(markdown)
        assert "<!--opslog-html-->" not in text
        assert all(piece in filled(text, pieces) for piece in pieces)


def test_addresses_follow_the_engine() -> None:
    """With and without an address of its own for each folder, a link leads to the same page."""
    log = Log.of(read_records([LOG], Config()))
    folders = Site(log, Config(), date(2026, 4, 1))
    plain = Site(log, Config(), date(2026, 4, 1), directory_urls=False)
    record = "incidents/2026/2026-02-11-empty-feed.md"

    assert folders.address("index.md", record) == "incidents/2026/2026-02-11-empty-feed/"
    assert folders.address(record, "index.md") == "../../../"
    assert folders.address(record, "follow-ups/index.md", "x") == "../../../follow-ups/#x"
    assert folders.address(record, "incidents/2026/graph.png") == "../../../incidents/2026/graph.png"
    assert plain.address(record, "index.md") == "../../index.html"
    assert plain.address("index.md", record) == "incidents/2026/2026-02-11-empty-feed.html"


def test_a_site_of_one_record_has_the_same_kinds_of_pages_as_ours(pages: dict[str, str]) -> None:
    ours = Log.of(read_records([ROOT / "incidents"], Config()))
    site = Site(ours, Config(), date(2026, 11, 22), folder=str(ROOT / "incidents"))

    def kinds(paths: set[str]) -> set[str]:
        return {path.split("/")[0] for path in paths}

    assert kinds({page.path for page in all_pages(site)}) == kinds(set(pages))
