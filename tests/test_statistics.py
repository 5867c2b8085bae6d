"""The statistics of the site: every number can be counted again from the records that its link leads to."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import frontmatter
import pytest
from benchmarks.generate import generate
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Opslog
from opslog.config import Config, SiteConfig
from opslog.log import Log
from opslog.metrics import METRICS
from opslog.record import Facts, Holding, MitigationFacts, Record, Times
from opslog.times import Moment, duration_text
from opslog_site.pages import metrics
from opslog_site.pages import statistics as whole_log
from opslog_site.scale import LEFT, RIGHT, Scale
from opslog_site.service_minutes import MOST_SERVICES
from opslog_site.site import Site

NOON = datetime(2024, 3, 2, 12, tzinfo=UTC)
CONFIG = Config()
TOO_FEW = CONFIG.statistics.too_few


def moment(minutes: float) -> Moment:
    at = NOON + timedelta(minutes=minutes)
    return Moment(at, at)


def incident(number: int, resolved: float, **facts: Any) -> Record:
    name = f"2024-03-02-incident-{number}"
    given_facts = Facts(severity="sev2", status="draft", times=Times(moment(0), resolved=moment(resolved)))
    return Record(f"{name}.md", name, given_facts._replace(**facts))


def pages_of(*records: Record, config: Config = CONFIG) -> dict[str, str]:
    site = Site(Log.of(records), config, date(2026, 11, 22))
    return {plan.path: plan.make().markdown for kind in (whole_log, metrics) for plan in kind.pages(site)}


class Tables(HTMLParser):
    """Reads tables: their names, and each row as cells of text and the first link in them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.folder = path.parent
        self.rows: dict[str, list[list[tuple[str, str]]]] = {}
        self.table = ""
        self.in_cell = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self.table = values.get("aria-label") or ""
            self.rows[self.table] = []
        elif tag == "tr" and self.table:
            self.rows[self.table].append([])
        elif tag in {"td", "th"} and self.table:
            self.in_cell = True
            self.rows[self.table][-1] += [("", "")] * int(values.get("colspan") or 1)
        elif tag == "a" and self.in_cell:
            text, link = self.rows[self.table][-1][-1]
            self.rows[self.table][-1][-1] = text, link or values.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.in_cell = False
        elif tag == "table":
            self.table = ""

    def handle_data(self, data: str) -> None:
        if self.in_cell and self.rows[self.table][-1]:
            text, link = self.rows[self.table][-1][-1]
            self.rows[self.table][-1][-1] = (text + data).strip(), link

    def follow(self, link: str) -> Path:
        return (self.folder / unquote(link) / "index.html").resolve()


def listed_incidents(page: Path) -> list[Path]:
    """Follow the rows of a list of records; those with the badge of another kind are no incidents."""
    html = page.read_text(encoding="utf-8")
    rows = re.findall(r'class="opslog-title"><a href="([^"]+)".*?</td>', html, re.DOTALL)
    cells = re.findall(r'class="opslog-title">(.*?)</td>', html, re.DOTALL)
    return [
        (page.parent / unquote(link) / "index.html").resolve()
        for link, cell in zip(rows, cells, strict=True)
        if "opslog-kind-" not in cell
    ]


def minutes_on(record: Path, metric: str) -> int | None:
    """Read a duration from the page of a record."""
    found = re.search(rf"<dt><a [^>]*>{metric}</a></dt><dd>([^<]+)</dd>", record.read_text(encoding="utf-8"))
    return minutes(found[1]) if found else None


def minutes(text: str) -> int:
    sizes = {"d": 24 * 60, "h": 60, "min": 1}
    return sum(int(amount) * sizes[unit] for amount, unit in re.findall(r"(\d+) (d|h|min)\b", text))


@pytest.fixture(scope="module")
def generated(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a log of sixty generated incidents."""
    folder = tmp_path_factory.mktemp("generated")
    generate(folder / "incidents", 60)
    built = opslog("build", "--site-dir", folder / "site", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder / "site"


def numbers(site: Path, page: str, parts: tuple[str, ...]) -> Iterator[tuple[Tables, list[tuple[str, str]]]]:
    tables = Tables(site / page / "index.html")
    for part in parts:
        for row in tables.rows[f"{part}: the numbers"][1:]:
            yield tables, row


@pytest.mark.parametrize("which", ["site", "generated"])
@pytest.mark.parametrize("metric", [metric.name for metric in METRICS])
def test_each_number_can_be_counted_again_from_the_records_behind_it(
    which: str, metric: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(which)
    parts = ("All incidents", "By year", "By severity", "By who noticed", "By service")
    found = 0
    for tables, row in numbers(site, f"statistics/{metric.replace(' ', '-')}", parts):
        (name, link), (n, _), shortest, *quartiles, longest = row
        records = listed_incidents(tables.follow(link))
        spans = sorted(span for record in records if (span := minutes_on(record, metric.capitalize())) is not None)
        assert n == f"{len(spans)} of {len(records)}", name
        found += len(spans)
        if not spans:
            continue
        for (text, record), span in ((shortest, spans[0]), (longest, spans[-1])):
            assert minutes(text) == span == minutes_on(tables.follow(record), metric.capitalize()), name
        if len(spans) < TOO_FEW:
            assert [text for text, _ in quartiles] == ["", "", "too few to compare"], name
        else:
            expected = statistics.quantiles(spans, n=4, method="inclusive")
            assert [text for text, _ in quartiles] == [duration_text(timedelta(minutes=cut)) for cut in expected], name
    assert found or (which, metric) == ("generated", "time to decide")


@pytest.mark.parametrize("which", ["site", "generated"])
def test_each_count_can_be_counted_again(which: str, request: pytest.FixtureRequest) -> None:
    tables = Tables(request.getfixturevalue(which) / "statistics" / "index.html")
    head, *years = tables.rows["Incidents by year and severity"]
    for (_, link), *counts, _ in years:
        records = listed_incidents(tables.follow(link))
        for (severity, _), (count, _) in zip(head[1:-2], counts, strict=False):
            of_severity = [path for path in records if f">{severity}</a>" in path.read_text(encoding="utf-8")]
            assert int(count or 0) == len(of_severity)
        assert int(counts[-1][0]) == len(records)
    for (_, link), (count, _), _ in tables.rows["Who noticed first"][1:]:
        assert int(count) == len(listed_incidents(tables.follow(link)))


@pytest.mark.parametrize("which", ["site", "generated"])
def test_each_phase_can_be_counted_again(which: str, request: pytest.FixtureRequest) -> None:
    for tables, row in numbers(request.getfixturevalue(which), "statistics", ("Phases",)):
        (phase, link), (n, _), (shortest, _), *_, (longest, _) = row
        phases = [Tables(record).rows.get("Phases", []) for record in listed_incidents(tables.follow(link))]
        told = [minutes(row[3][0]) for rows in phases for row in rows if row[0][0] == phase.capitalize()]
        assert n.startswith(f"{len(told)} of ")
        if told:
            assert (minutes(shortest), minutes(longest)) == (min(told), max(told))


@pytest.mark.parametrize("which", ["site", "generated"])
def test_each_minute_can_be_counted_again_from_the_records(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    incidents = incidents_below((ROOT if which == "site" else site.parent) / "incidents")
    for year in ("", *incidents):
        expected: dict[tuple[str, str], tuple[int, int, int]] = {}
        for one in (one for when, some in incidents.items() if year in ("", when) for one in some):
            span = minutes_between(one)
            for place in ((name, to) for name in one.get("services", []) for to in (one["severity"], "All")):
                total, known, unknown = expected.get(place, (0, 0, 0))
                expected[place] = (total + (span or 0), known + (span is not None), unknown + (span is None))
        head, *rows = Tables(site / "statistics" / year / "index.html").rows["Minutes by service"]
        told = {(row[0][0], to): text for row in rows for (to, _), (text, _) in zip(head[1:-1], row[1:-1], strict=True)}
        assert {place: text for place, text in told.items() if text} == {
            place: f"{total:,}+ {unknown} not known" if known and unknown
            else f"{total:,}" if known else f"{unknown} not known"
            for place, (total, known, unknown) in expected.items()
        }  # fmt: skip


def incidents_below(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the facts of incidents with another reader than the site's, year by year."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in folder.rglob("*.md"):
        facts: dict[str, Any] = frontmatter.load(str(path)).metadata
        if facts.get("kind", "incident") == "incident":
            found.setdefault(path.name[:4], []).append(facts)
    return found


def minutes_between(record: dict[str, Any]) -> int | None:
    """Count the minutes from started to resolved, by the clock in Greenwich."""
    times = record["times"]
    if "resolved" not in times:
        return None
    ends = [datetime.fromisoformat(str(times[name])) for name in ("started", "resolved")]
    zone = ZoneInfo(record["timezone"])
    started, resolved = (end.replace(tzinfo=end.tzinfo or zone).timestamp() for end in ends)
    return int(resolved - started) // 60


def test_minutes_that_nobody_knows_are_counted_and_add_none() -> None:
    goes_on = Times(moment(0))
    page = pages_of(
        incident(1, 90, services=("mail", "web", "mail")),
        incident(2, 1500, services=("mail",)),
        incident(3, 0, services=("mail",), times=goes_on),
        incident(4, 0, services=("dns",), times=goes_on, severity=None),
        incident(5, 0, services=("dns",), times=Times(moment(5), resolved=moment(1))),
        incident(6, 30),
        incident(7, 30, services=("web",), kind="exercise"),
    )["statistics/2024.md"]

    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [re.sub(r"<[^>]*>|\s+", " ", row).split() for row in table.split("</tr>")]
    known, alone = ["1,590", "+", "1", "not", "known"], ["1", "not", "known"]
    assert rows[:3] == [["mail", *known, *known], ["web", "90", "90"], ["dns", *alone, *alone, "2", "not", "known"]]
    assert "1 incident names no service" in page


def test_the_longest_times_add_up() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    ages = Times(Moment(first, first), resolved=Moment(last, last))
    pages = pages_of(*(incident(number, 0, times=ages, services=("mail",)) for number in range(300)))

    # More than a timedelta holds.
    assert f"{300 * ((last - first) // timedelta(minutes=1)):,}" in pages["statistics/2024.md"]


def test_a_table_of_very_many_services_says_how_many_it_leaves_out() -> None:
    page = pages_of(*(incident(number, number, services=(f"s{number}",)) for number in range(MOST_SERVICES + 7)))
    told = page["statistics/2024.md"]

    assert told.count('<th scope="row"><a href="../../services/') == MOST_SERVICES
    assert ">7 other services</a>" in told
    assert f">s{MOST_SERVICES + 6}</a>" in told
    assert ">s6</a>" not in told


def test_minutes_lead_to_a_search_only_if_that_finds_all_of_them() -> None:
    one = incident(1, 90, services=("a & b",))
    assert (
        'href="../../find/?service=a+%26+b&amp;severity=sev2&amp;kind=incident&amp;year=2024">90</a>'
        in (pages_of(one)["statistics/2024.md"])
    )

    config = Config(site=SiteConfig(search_leaves_out=("draft",)))
    told = pages_of(one, config=config)["statistics/2024.md"]
    assert "<td>90</td>" in told
    assert "leads to its incidents" not in told


def test_what_was_no_incident_is_not_counted() -> None:
    drill = incident(2, 100, kind="exercise")
    page = pages_of(incident(1, 10), drill)["statistics/time-to-resolve.md"]

    assert "1 of 1" in page
    assert drill.id not in page


def test_nothing_is_grouped_by_person() -> None:
    people = (Holding("incident-commander", "@amara"),)
    pages = pages_of(incident(1, 10, roles=people, responders=("@jun",), authors=("@lee",), resolution_owner="@noor"))

    assert not re.search("@amara|@jun|@lee|@noor", "".join(pages.values()))


def test_few_incidents_are_dots_without_a_median() -> None:
    few = [incident(number, 10 + number) for number in range(TOO_FEW - 1)]
    page = pages_of(*few)["statistics/time-to-resolve.md"]
    assert f"too few to compare (n = {TOO_FEW - 1})" in page
    assert "opslog-box" not in page
    assert "opslog-median" not in page
    assert f"<title>{few[0].id}: 10 min</title>" in page

    enough = pages_of(*few, incident(99, 30))["statistics/time-to-resolve.md"]
    assert f"n = {TOO_FEW}, median 13 min" in enough
    assert "opslog-box" in enough


def test_a_mean_is_named_only_to_show_what_makes_it() -> None:
    short = [incident(number, 60) for number in range(10)]
    assert "In this log" not in pages_of(*short)["statistics/index.md"]

    page = pages_of(*short, incident(99, 60 * 61, title="The long one"))["statistics/index.md"]
    said = re.sub("<[^>]*>", "", page)
    # (10 × 1 h + 61 h) / 11
    assert "the mean time to resolve of 11 incidents would be 6 h 27 min, longer than three quarters" in said
    assert "The long one with 2 d 13 h makes 86 % of it. Half of them took no more than 1 h." in said


def test_incidents_whose_phases_cannot_be_told_apart_are_named() -> None:
    page = pages_of(incident(1, 10))["statistics/index.md"]

    assert "In 1 incident undetected, waiting, worked on and mitigated are not told apart" in page


@pytest.mark.parametrize("count", [1_000, 5_000])
def test_pages_stay_small_in_a_large_log(count: int) -> None:
    times = [
        Times(moment(0), moment(n % 97), moment(n % 97 + 3), moment(200), moment(300 + n % 1013), moment(2000 + n))
        for n in range(count)
    ]
    pages = pages_of(
        *(
            incident(
                number,
                0,
                times=times[number],
                services=(f"service-{number % 60}",),
                detected_by="alert",
                mitigation=MitigationFacts("rollback", moment(250)),
            )
            for number in range(count)
        )
    )

    assert max(len(page.encode()) for page in pages.values()) < 300_000


def test_a_page_with_as_many_dots_as_there_can_be_stays_small() -> None:
    times = Times(*(moment(minute) for minute in (0, 5, 10, 15, 100, 200)))
    pages = pages_of(
        *(incident(number, 0, times=times, mitigation=MitigationFacts("rollback", moment(50))) for number in range(240))
    )

    assert pages["statistics/2024.md"].count("<circle") == 240 * len(METRICS)
    assert max(len(page.encode()) for page in pages.values()) < 370_000


def test_every_incident_is_a_dot_or_in_a_bar() -> None:
    for count in (240, 241):
        page = pages_of(*(incident(number, 10 + number) for number in range(count)))["statistics/time-to-resolve.md"]
        everything = page[page.index("## All incidents") : page.index("## By year")]
        in_bars = re.findall(r"<rect class=\"opslog-bar\".*?<title>(\d+) incident", everything)
        assert everything.count("<circle") + sum(int(number) for number in in_bars) == count


def test_dots_of_one_strip_do_not_hide_each_other() -> None:
    page = pages_of(*(incident(number, 60 + number // 3) for number in range(40)))["statistics/time-to-resolve.md"]
    everything = page[page.index("## All incidents") : page.index("## By year")]
    places = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)%" cy="([\d.]+)"', everything)]

    assert len(places) == 40
    # As a phone shows them: 3.2 pixels to a percent, dots 8 pixels wide with their edge.
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[number + 1 :]:
            assert ((x - other_x) * 3.2) ** 2 + (y - other_y) ** 2 > 7**2


def test_hostile_words_stay_words() -> None:
    evil = '"><script>alert(1)</script>'
    pages = pages_of(*(incident(n, 10 + n, title=evil, services=(evil,), tags=(evil,)) for n in range(TOO_FEW + 1)))

    assert not any("<script" in page for page in pages.values())


def test_a_log_without_incidents_says_so() -> None:
    pages = pages_of(incident(1, 10, kind="near-miss"))

    assert "There are no incidents to count yet" in pages["statistics/index.md"]
    assert "<circle" not in "".join(pages.values())


def test_the_longest_time_the_calendar_holds_can_be_drawn() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    times = Times(Moment(first, first), resolved=Moment(last, last))

    assert "10,000 yr" in pages_of(incident(1, 0, times=times))["statistics/time-to-resolve.md"]


@given(st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3_650_000)), min_size=1, max_size=30))
def test_a_scale_keeps_the_order_and_holds_everything(spans: list[timedelta]) -> None:
    scale = Scale.over(spans)
    places = [scale.x(span) for span in sorted(spans)]

    assert places == sorted(places)
    assert LEFT <= places[0] <= places[-1] <= RIGHT
    assert (scale.ticks[0].x, scale.ticks[-1].x) == (LEFT, RIGHT)
