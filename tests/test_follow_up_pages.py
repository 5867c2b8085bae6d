"""The pages of the ledger: they agree with it and with each other, lead somewhere, and stay short."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

import pytest

from conftest import record_text
from opslog.config import Config, TrackerConfig
from opslog.ledger import Month
from opslog.log import Log
from opslog.reading import parse_record
from opslog.record import Record
from opslog.tracked import Tracked
from opslog_site.downloads import downloads
from opslog_site.follow_up_ways import AT_MOST
from opslog_site.month_bars import AT_MOST as MONTHS
from opslog_site.month_bars import month_bars
from opslog_site.pages import all_pages
from opslog_site.site import Site

TODAY = date(2023, 2, 1)
WORK = (
    "## Follow-ups\n\n"
    "- [ ] Refuse a deploy whose image digest is unknown — @jun, prevent, P1, due 2023-01-09, example/shop#7\n"
    "- [ ] Alert on memory — team:sre, detect, due 2023-03-01, example/shop#8\n"
    "- [ ] Write the runbook <script>alert(1)</script>\n"
    "- [ ] Show digests — @jun, example/shop#9\n"
    "- [x] Roll back — @jun\n\n### Ideas\n\n- Name images after birds\n"
)
STORY = "## Summary\n\nA deploy took an image whose digest nobody had looked at.\n\n"
ANSWER = '[{record: 2022-11-25-one, follow_up: "example/shop#7", prevented: partly}]'


def record(name: str, body: str, **fields: str) -> Record:
    front = {"times": f"{{started: {name[:10]} 12:00}}", "services": "[deploys]", "title": name} | fields
    return parse_record(record_text(body, **front), f"{name[:4]}/{name}.md", Config())


def pages_of(*records: Record, tracked: dict[str, Tracked] | None = None) -> tuple[Site, dict[str, str]]:
    site = Site(Log.of(records), Config(), TODAY, tracked=tracked or {})
    return site, {page.path: page.markdown for page in all_pages(site)}


def two_incidents(**fields: str) -> tuple[Record, Record]:
    return record("2022-11-25-one", WORK), record("2022-12-25-two", STORY + WORK, **fields)


def test_every_page_says_the_same_of_what_is_overdue() -> None:
    tracked = {"https://github.com/example/shop/issues/9": Tracked("closed", TODAY, date(2023, 1, 3))}
    site, pages = pages_of(*two_incidents(), tracked=tracked)

    # Refuse twice by its date, the runbook once by policy (56 days for sev3: the second has until 19 February).
    assert (len(site.ledger.to_do), len(site.ledger.overdue)) == (6, 3)
    assert '6 open follow-ups</a>, <span class="opslog-overdue">3 overdue</span>' in pages["index.md"]
    assert '6 to do, <span class="opslog-overdue">3 overdue</span> (1 of them only' in pages["follow-ups/index.md"]
    assert pages["index.md"].count('3 <span class="opslog-overdue">(2 overdue)') == 1
    assert pages["index.md"].count('3 <span class="opslog-overdue">(1 overdue)') == 1
    assert pages["incidents/2022/2022-11-25-one.md"].count('opslog-state-overdue"') == 2
    assert pages["incidents/2022/2022-12-25-two.md"].count('opslog-state-overdue"') == 1
    assert "3 to do, 2 overdue, 2 done" not in pages["follow-ups/year/2022.md"]
    assert "6 to do, 3 overdue, 4 done" in pages["follow-ups/year/2022.md"]


def test_a_date_by_policy_is_told_apart_and_a_closed_issue_shown() -> None:
    tracked = {"https://github.com/example/shop/issues/9": Tracked("closed", TODAY, date(2023, 1, 3))}
    _, pages = pages_of(record("2022-11-25-one", WORK), tracked=tracked)

    page = pages["incidents/2022/2022-11-25-one.md"]
    assert page.count(">by policy</span>") == 1
    assert page.count("closed in the tracker, box still open") == 1
    assert '<time datetime="2023-01-03">2023-01-03</time>' in page
    assert "2 done, 1 of them on a day that nobody wrote down" in pages["follow-ups/done.md"]


def test_open_follow_ups_of_earlier_incidents_stand_on_the_record_with_reason_and_answer() -> None:
    _, pages = pages_of(*two_incidents(backlog_check=ANSWER))

    page = pages["incidents/2022/2022-12-25-two.md"]
    assert "## Open follow&#45;ups of earlier incidents" in page
    assert "30 days when this began" in page
    assert ">partly</span> Refuse a deploy" in page
    assert ">not answered</span> Show digests" not in page  # one word alone is chance
    assert "## Open follow&#45;ups" not in pages["incidents/2022/2022-11-25-one.md"]


def test_incidents_that_hit_an_open_follow_up_are_counted() -> None:
    _, pages = pages_of(*two_incidents(backlog_check=ANSWER))
    _, without = pages_of(*two_incidents(backlog_check=ANSWER.replace("partly", "no")))

    assert ">1 incident</a> hit an open follow-up" in pages["follow-ups/index.md"]
    assert "hit an open" not in without["follow-ups/index.md"]


def test_work_that_several_incidents_ask_for_is_one_piece() -> None:
    _, pages = pages_of(*two_incidents())

    assert "## Asked for by several incidents (3)" in pages["follow-ups/index.md"]
    assert "also asked for by" in pages["follow-ups/owner/jun-cadccc.md"]
    assert "<strong>2 incidents</strong> had this idea" in pages["follow-ups/index.md"]


def test_what_is_settled_is_asked_nothing_and_says_what_it_answered() -> None:
    page = "incidents/2022/2022-12-25-two.md"
    asked = pages_of(*two_incidents(status="in-review"))[1][page]
    settled = pages_of(*two_incidents(status="approved"))[1][page]
    answered = pages_of(*two_incidents(status="approved", backlog_check=ANSWER))[1][page]

    assert "not answered" in asked
    assert "not answered" not in settled
    assert "Would one of them" not in settled
    assert "partly" in answered
    assert "30 days when this began" in answered


def test_every_link_between_the_pages_leads_to_a_page_and_an_anchor() -> None:
    site, pages = pages_of(*two_incidents(backlog_check=ANSWER), record("2021-01-01-x", WORK, services="[a b, ../c]"))
    published = {site.published(path): text for path, text in pages.items()}
    files = {download.path for download in downloads(site)}
    for path, text in pages.items():
        if not path.startswith("follow-ups/"):
            continue
        for href in re.findall(r'href="([^":]+)"', text):
            target, _, anchor = href.partition("#")
            where = posixpath.normpath(posixpath.join(posixpath.dirname(site.published(path)), target or "./"))
            if where in files:
                continue
            there = published.get(posixpath.join(where, "index.html").removeprefix("./"))
            assert there is not None, f"{path}: {href}"
            assert not anchor or f'id="{anchor}"' in there, f"{path}: {href}"


def test_lists_are_cut_and_the_rest_is_by_year() -> None:
    many = "## Follow-ups\n\n" + "".join(f"- [ ] Alert {number} — @jun, detect, P1\n" for number in range(AT_MOST))
    _, pages = pages_of(record("2021-01-01-a", many), record("2022-01-01-b", many))

    for path in ("follow-ups/index.md", "follow-ups/kind/detect.md", "follow-ups/owner/jun-cadccc.md"):
        assert pages[path].count('<li class="opslog-follow-up">') == AT_MOST
        assert f"{AT_MOST} of {2 * AT_MOST} are listed here" in pages[path]
    assert all(pages[f"follow-ups/year/{year}.md"].count("<li class") == AT_MOST for year in (2021, 2022))


def test_the_months_of_long_years_stand_in_a_line_for_each_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opslog_site.follow_up_ways.LONGEST", 1)
    one = "## Follow-ups\n\n- [ ] Alert — @jun, detect, P1\n"
    days = ("2021-02-01", "2021-11-03", "2022-01-04", "2023-05-06", "2023-07-08")
    _, pages = pages_of(*(record(f"{day}-a", one) for day in days))

    lines = re.findall(r"<dd>(20.*?)</dd>", pages["follow-ups/index.md"])
    told = [re.sub(r"<[^>]*>", "", line) for line in lines]
    assert told == ["2023: 07 (1), 05 (1)", "2022: all (1)", "2021: 11 (1), 02 (1)"]


def test_a_piece_of_work_names_only_the_first_of_many_incidents() -> None:
    many = [record(f"2022-{month:02}-01-a", "## Follow-ups\n\n- [ ] Alert — @jun, #7\n") for month in range(1, 13)]
    config = Config(tracker=TrackerConfig(repository="example/shop"))
    pages = {page.path: page.markdown for page in all_pages(Site(Log.of(many), config, TODAY))}

    assert "<strong>12 incidents</strong> name" in pages["follow-ups/index.md"]
    assert " and 6 more</span>" in pages["follow-ups/owner/jun-cadccc.md"]


def test_a_log_without_follow_ups_has_an_index_all_the_same() -> None:
    _, pages = pages_of(record("2022-12-25-two", STORY))

    assert '0 to do, <a href="../follow-ups/done/">0 done</a>.' in pages["follow-ups/index.md"]
    assert "<svg" not in pages["follow-ups/index.md"]


def svg_of(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])  # noqa: S314 - our own


def test_the_chart_has_a_title_a_description_and_the_same_as_a_table() -> None:
    tracked = {"https://github.com/example/shop/issues/9": Tracked("closed", TODAY, date(2023, 1, 3))}
    _, pages = pages_of(record("2022-11-25-one", WORK), tracked=tracked)
    page = pages["follow-ups/index.md"]

    svg = svg_of(page)
    assert svg.get("role") == "img"
    assert [child.tag for child in svg][:2] == ["title", "desc"]
    assert "5 follow-ups were opened and 1 closed" in (svg.findtext("desc") or "")
    assert [bar.findtext("title") for bar in svg.iter("rect")] == ["2022-11: 5 opened", "2023-01: 1 closed"]
    assert '<th scope="row">2023-01</th><td>0</td><td>1</td>' in page


def months(counts: Iterable[tuple[int, int]]) -> list[Month]:
    return [Month(f"{2000 + n // 12}-{n % 12 + 1:02}", *pair) for n, pair in enumerate(counts)]


def test_bars_stay_within_the_chart_however_many_months_there_are() -> None:
    for count in (1, 2, 13, MONTHS, MONTHS + 40):
        chart = month_bars(months([(n % 7, n % 3) for n in range(1, count + 1)]))
        assert chart is not None
        assert chart.earlier == max(0, count - MONTHS)
        for bar in chart.bars:
            assert chart.left <= bar.x <= bar.x + bar.width <= chart.width
            assert 0 <= bar.y <= bar.y + bar.height <= chart.height
            assert (bar.y < chart.middle) == (bar.side == "opened")
    assert month_bars([]) is None
    assert month_bars(months([(0, 0)])) is None
