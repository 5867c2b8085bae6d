"""A log of many records: no list is longer than a reader bears, and none loses a record."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from conftest import record_text
from opslog.config import Config
from opslog.log import Log
from opslog.reading import parse_record
from opslog.record import Record
from opslog_site.follow_up_ways import LONGEST
from opslog_site.pages import all_plans
from opslog_site.pages.listings import MOST
from opslog_site.site import Site

FOLLOW_UPS = "## Follow-ups\n\n" + "".join(f"- [ ] Mend part {number} — @jun\n" for number in range(4))


def record_of(number: int) -> Record:
    day = date(2025, 12, 31) - timedelta(days=number // 2)
    return parse_record(
        record_text(FOLLOW_UPS, status="draft", severity="sev2", tags="[deploy]" if number % 3 else "[rare]"),
        f"incidents/{day}-number-{number}.md",
        Config(),
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    site = Site(Log.of([record_of(number) for number in range(800)]), Config(), date(2026, 4, 1), folder="incidents")
    wanted = ("severities/", "tags/", "years/", "follow-ups/year/", "kinds/", "calendar/", "on-this-day/")
    return {plan.path: plan.make().markdown for plan in all_plans(site) if plan.path.startswith(wanted)}


def listed(markdown: str) -> list[str]:
    return re.findall(r'class="opslog-title"><a href="[^"]*(\d{4}-\d\d-\d\d-number-\d+)/"', markdown)


@pytest.mark.parametrize("group", ["severities/sev2", "tags/deploy", "kinds/incident", "years/2025"])
def test_a_long_list_shows_the_newest_and_its_parts_hold_all(pages: dict[str, str], group: str) -> None:
    parts = {path: page for path, page in pages.items() if path.startswith(f"{group}/")}
    whole = pages[f"{group}.md"]

    assert len(listed(whole)) == MOST
    assert listed(whole) == sorted(listed(whole), key=lambda name: name[:10], reverse=True)
    assert f"The newest {MOST} are listed here" in whole
    for path, page in parts.items():
        part = path.rpartition("/")[2].removesuffix(".md")
        assert 0 < len(listed(page)) <= MOST
        assert re.search(rf'<a href="[^"]*/{part}/" title="{len(listed(page))}">{part}</a>', whole)
    found = [name for page in parts.values() for name in listed(page)]
    count = re.search(r"(\d+) incidents", whole)
    assert count
    assert len(found) == len(set(found)) == int(count[1])


def test_a_short_list_is_one_page(pages: dict[str, str]) -> None:
    assert {path for path in pages if path.startswith("years/2024")} == {"years/2024.md"}
    assert len(listed(pages["years/2024.md"])) == 800 - 2 * 365


def test_a_year_of_many_follow_ups_has_a_page_for_each_month(pages: dict[str, str]) -> None:
    months = {path: page.count('class="opslog-follow-up"') for path, page in pages.items() if "follow-ups/" in path}

    assert "follow-ups/year/2025.md" not in months
    assert months["follow-ups/year/2025-12.md"] == 4 * 2 * 31
    assert max(months.values()) <= LONGEST
    assert sum(months.values()) == 4 * 800


def test_calendars_hold_every_record_once(pages: dict[str, str]) -> None:
    for folder in ("calendar/", "on-this-day/"):
        days = [re.findall(r"<dd>.*?</dd>", page) for path, page in pages.items() if path.startswith(folder)]
        found = [name for rows in days for row in rows for name in re.findall(r"number-\d+/", row)]
        assert sorted(found) == sorted(f"number-{number}/" for number in range(800))
