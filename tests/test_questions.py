"""Questions that people bring to an ops log: each is answered from the home page by what can be seen, and by no manual.

The right answers are taken from the files of the records, with another reader than the site's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import frontmatter
import pytest
from benchmarks.generate import generate
from playwright.sync_api import Browser, Page, expect

from browser import needs_chromium, served
from conftest import ROOT, Opslog
from test_browser import SMALLEST, Visit, address, chromium, visit
from test_search import results
from test_statistics import incidents_below, minutes_between

__all__ = ["address", "chromium", "visit"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]

TODAY = date(2025, 12, 20)
"""The day on which the generated log is read: in the last of its ten years."""
ERROR = "no space left on device"


class FollowUp(NamedTuple):
    """A follow-up as a generated record writes it, as an item or as a row."""

    owner: str
    due: str
    is_done: bool
    incident: str


@pytest.fixture(scope="module")
def records(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a log of ten years on a day of its last; gives the folder of its records."""
    folder = tmp_path_factory.mktemp("ten-years")
    generate(folder / "incidents", 120)
    epoch = f"{datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC).timestamp():.0f}"
    built = opslog("build", "--site-dir", folder / "site", cwd=folder, SOURCE_DATE_EPOCH=epoch)
    assert built.returncode == 0, built.stderr
    return folder / "incidents"


READERS: dict[str, dict[str, Any]] = {
    "at a desk": {},
    "on the smallest phone": {"viewport": SMALLEST},
    "without scripts": {"java_script_enabled": False},
}


@pytest.fixture(params=READERS)
def home(chromium: Browser, records: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open the home page, and nothing else by its address."""
    with served(records.parent / "site") as where, chromium.new_context(**READERS[request.param]) as context:
        page = context.new_page()
        page.goto(where)
        yield page


def follow(page: Page, words: str) -> None:
    """Click the link of these words that stands in the text, where every reader sees it."""
    page.get_by_role("article").get_by_role("link", name=words, exact=True).first.click()


def lists_all(page: Page, titles: Iterable[str]) -> None:
    for title in titles:
        expect(page.get_by_role("table").get_by_role("link", name=title, exact=True).first).to_be_visible()


def test_which_services_had_most_sev1_minutes_this_year(home: Page, records: Path) -> None:
    this_year = str(TODAY.year)
    incidents = [one for one in incidents_below(records)[this_year] if one["severity"] == "sev1"]
    minutes: Counter[str] = Counter()
    for one in incidents:
        minutes.update(dict.fromkeys(one["services"], minutes_between(one) or 0))
    assert len(set(minutes.values())) > 2

    follow(home, "Statistics")
    follow(home, this_year)
    home.wait_for_url(f"**/{this_year}/")
    table = home.get_by_role("table", name="Minutes by service")
    column = table.get_by_role("columnheader").all_inner_texts().index("sev1")
    told = [
        (row.get_by_role("rowheader").inner_text(), row.get_by_role("cell").nth(column - 1).inner_text())
        for row in table.get_by_role("row").all()[1:]
    ]
    assert {name: words for name, words in told if words} == {name: f"{sum_:,}" for name, sum_ in minutes.items()}
    assert [words for _, words in told if words] == [f"{sum_:,}" for _, sum_ in minutes.most_common()]

    service, words = told[0]
    titles = {one["title"] for one in incidents if service in one["services"]}
    follow(home, service)
    lists_all(home, titles)
    home.go_back()
    follow(home, words)
    home.wait_for_url("**/find/?*")
    if home.locator("html.no-js").count():
        follow(home, service)  # the lists, where no script can find anything
        lists_all(home, titles)
    else:
        assert set(results(home)) == titles


def test_which_follow_ups_of_mine_are_late(home: Page, records: Path) -> None:
    late = [one for one in follow_ups_below(records) if not one.is_done and one.due < TODAY.isoformat()]
    me = max(sorted({one.owner for one in late if one.owner.startswith("@")}), key=[one.owner for one in late].count)
    mine = [one for one in late if one.owner == me]
    assert len(mine) > 2

    home.get_by_role("link", name="open follow-ups").click()
    follow(home, me)
    expect(home.get_by_role("heading", name=f"Overdue ({len(mine)})")).to_be_visible()
    shown = home.get_by_role("listitem").filter(has_text=re.compile(r"\d+ days? late"))
    expect(shown).to_have_count(len(mine))
    for one in mine:
        days = (TODAY - date.fromisoformat(one.due)).days
        item = shown.filter(has_text=one.incident).filter(has_text=f"due {one.due} {days} day")
        expect(item.first).to_be_visible()


def test_what_happened_on_a_given_day(home: Page, records: Path) -> None:
    days = Counter(path.name[:10] for path in records.rglob("*.md") if not path.name.startswith(str(TODAY.year)))
    day, number = days.most_common(1)[0]
    assert number > 1
    titles = [str(frontmatter.load(str(path))["title"]) for path in records.rglob(f"{day}-*.md")]

    follow(home, "Calendar")
    follow(home, day[:4])
    home.get_by_role("group", name=f"Incidents of {day[:4]} by day").get_by_role("link", name=day).click()
    told = home.locator(":target")
    expect(told).to_be_in_viewport()
    assert sorted(told.get_by_role("link").all_inner_texts()) == sorted(titles)
    told.get_by_role("link", name=titles[0]).click()
    expect(home.get_by_role("heading", level=1)).to_contain_text(titles[0])


def test_has_this_error_message_been_seen_before(visit: Visit, address: str) -> None:
    """It has, in other words around it: what is pasted is never quite the same."""
    files = [path for path in (ROOT / "incidents").rglob("*.md") if ERROR in path.read_text(encoding="utf-8")]
    (title,) = (str(frontmatter.load(str(path))["title"]) for path in files)

    page = visit()
    page.get_by_role("searchbox", name="Find in the ops log").fill(f"write /var/lib/registry-7/blob zx81qq: {ERROR}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?*")
    assert results(page)[0] == title
    expect(page.get_by_role("status")).to_contain_text("No record has all of")
    page.get_by_label("Words of a record").fill(f'"{ERROR}"')
    expect(page.get_by_role("status")).to_contain_text("1 record with")
    assert results(page) == [title]
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url(f"{address}incidents/**/{files[0].stem}/#timeline")
    expect(page.get_by_text(ERROR).first).to_be_visible()


def follow_ups_below(folder: Path) -> Iterator[FollowUp]:
    """Read the follow-ups of generated records, line by line."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = str(frontmatter.loads(text)["title"])
        for box, owner, due in re.findall(r"^- \[(.)\] .* — (\S+), .*, due (\d{4}-\d\d-\d\d), ", text, re.MULTILINE):
            yield FollowUp(owner, due, box == "x", title)
        for row in re.findall(r"^\| .* \| (?:open|done) \|$", text, re.MULTILINE):
            _, owner, _, _, due, _, state = (cell.strip() for cell in row.strip("| ").split("|"))
            yield FollowUp(owner, due, state == "done", title)
