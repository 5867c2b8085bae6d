"""Where a postmortem stands against its deadline: at the borders of days, years and zones; and the page about it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.coverage import STATES, Standing, coverage, standing_of
from opslog.log import Log
from opslog.policies import ClosingConfig
from opslog.reading import parse_record
from opslog.record import Record
from opslog.vocabulary import KINDS, STATUSES
from opslog_site.pages.coverage import LISTED, pages
from opslog_site.site import Site

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]
MILLENNIUM = datetime(2000, 1, 1)  # noqa: DTZ001 - a reading of a clock; the test says of which
CLOSED = "{public_issues: [], announced: [], resolved_announced: [], retrospective: {date: 2023-01-04}}"


def record_of(resolved: str = "", record_id: str = "2022-12-25-a", **fields: str) -> Record:
    times = {"times": f"{{started: 2022-01-01, resolved: {resolved}}}"} if resolved else {}
    text = record_text("## Follow-ups\n\nNone.\n", **{"status": "draft", "severity": "sev1", **times, **fields})
    return parse_record(text, f"{record_id}.md", Config())


def standing(record: Record, today: str) -> Standing:
    return standing_of(record, Config(), date.fromisoformat(today))


@pytest.mark.parametrize(
    ("resolved", "today", "deadline", "words"),
    [
        ("2022-12-25 15:10", "2022-12-25", "2022-12-30", "5 days left"),
        ("2022-12-25 15:10", "2022-12-29", "2022-12-30", "1 day left"),
        ("2022-12-25 15:10", "2022-12-30", "2022-12-30", "due today"),
        ("2022-12-25 15:10", "2022-12-31", "2022-12-30", "1 day late"),
        ("2022-12-29", "2023-01-04", "2023-01-03", "1 day late"),
        ("2024-02-25 10:00", "2024-03-01", "2024-03-01", "due today"),
        ("2023-02-25 10:00", "2023-03-03", "2023-03-02", "1 day late"),
        ("9999-12-30 10:00", "2023-03-03", "9999-12-31", f"{(date.max - date(2023, 3, 3)).days} days left"),
    ],
)
def test_a_deadline_is_counted_from_the_day_it_was_resolved(
    resolved: str, today: str, deadline: str, words: str
) -> None:
    found = standing(record_of(resolved), today)

    assert (str(found.deadline), found.words) == (deadline, words)
    assert found.state == ("late" if words.endswith("late") else "in-work")


@given(
    st.datetimes(MILLENNIUM, MILLENNIUM.replace(year=2100)),
    st.sampled_from(ZONES),
    st.integers(0, 60),
    st.integers(-100, 100),
)
def test_the_day_is_that_of_the_record_whatever_offset_was_written(
    resolved: datetime, zone: str, days: int, later: int
) -> None:
    config = Config(closing=ClosingConfig(days={"sev1": days}))
    written = f"{resolved:%Y-%m-%d %H:%M}Z"
    day = resolved.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date()
    deadline = day + timedelta(days=days)
    found = standing_of(record_of(written, timezone=zone), config, deadline + timedelta(days=later))

    assert (found.resolved, found.deadline, found.late_by) == (day, deadline, later)
    assert found.is_late == (later > 0) == (found.state == "late")
    assert found.age == days + later


def test_a_record_is_in_time_by_the_day_of_its_last_approval() -> None:
    def approved(*days: str) -> Standing:
        reviews = ", ".join(f'{{by: "@grace", state: approved, at: {day}}}' for day in days)
        return standing(record_of("2022-12-25", status="approved", reviews=f"[{reviews}]"), "2030-01-01")

    assert approved("2022-12-30 23:59").words == "in time"
    assert approved("2022-12-30 23:30Z").words == "1 day late", "in Berlin it is the 31st"
    assert approved("2023-01-04 09:10", "2022-12-29").words == "5 days late"
    assert approved().words == "date not recorded"
    assert approved().approved is None


def test_only_approving_reviews_count() -> None:
    reviews = '[{by: "@grace", state: commented, at: 2023-01-04}, {by: "@lee", state: approved, at: 2022-12-28}]'

    assert standing(record_of("2022-12-25", status="approved", reviews=reviews), "2030-01-01").words == "in time"


def test_without_resolution_figure_or_duty_there_is_no_deadline() -> None:
    assert standing(record_of(status="open"), "2030-01-01").words == "going on"
    assert standing(record_of(), "2030-01-01").words == "no day of resolution"
    assert standing(record_of("2022-12-25", severity="sev4"), "2030-01-01").words == "no deadline for no severity"
    waived = standing(record_of("2022-12-25", status="waived"), "2022-12-31")
    assert (waived.state, waived.deadline, waived.words, waived.age) == ("waived", None, "", 6)
    config = Config(closing=ClosingConfig(days={}))
    assert standing_of(record_of("2022-12-25"), config, date(2030, 1, 1)).words == "no deadline for sev1"


@given(st.lists(st.tuples(st.sampled_from([*STATUSES, "?"]), st.sampled_from([*KINDS]), st.booleans()), max_size=12))
def test_every_incident_stands_in_one_place_and_nothing_else_does(made: list[tuple[str, str, bool]]) -> None:
    records = [
        record_of("2022-12-25" if over else "", f"2022-12-25-{number}", status=status, kind=kind)
        for number, (status, kind, over) in enumerate(made)
    ]
    standings = coverage(records, Config(), date(2023, 1, 1))

    assert [one.record for one in standings] == [r for r in records if r.facts.kind in ("incident", "near-miss")]
    assert all(one.state in STATES for one in standings)
    assert all((one.state == "waived") == (one.record.facts.status == "waived") for one in standings)


def page_of(*records: Record) -> str:
    site = Site(Log.of(records), Config(), date(2023, 1, 9))
    (plan,) = pages(site)
    return plan.make().markdown


def section_of(markdown: str, title: str) -> str:
    return re.split(r"^## ", markdown.split(f"\n## {title}\n", 1)[1], flags=re.MULTILINE)[0]


def test_the_page_puts_each_incident_where_it_belongs() -> None:
    review = '[{by: "@grace", state: approved, at: 2022-12-28}]'
    markdown = page_of(
        record_of("2022-12-26", "2022-12-26-late", title="Late one"),
        record_of("2023-01-08", "2023-01-08-new", title="New one"),
        record_of("2022-12-25", "2022-12-25-unasked", title="Unasked one", status="approved", reviews=review),
        record_of(
            "2022-12-24",
            "2022-12-24-same",
            title="Waived one",
            status="waived",
            waived_because="<b>the same again</b>",
            waived_by='"@grace"',
        ),
        record_of("2022-12-23", "2022-12-23-done", title="Done one", status="approved", reviews=review, closure=CLOSED),
        record_of("2022-12-22", "2022-12-22-drill", title="Drill", kind="exercise"),
    )

    assert [line for line in markdown.split("\n") if line.startswith("## ")] == [
        "## Late",
        "## In work",
        "## Not closed",
        "## Waived",
        "## Done",
    ]
    assert "Late one" in section_of(markdown, "Late")
    assert "9 days late" in section_of(markdown, "Late")
    assert "4 days left" in section_of(markdown, "In work")
    assert "public issues closed" in section_of(markdown, "Not closed")
    assert "&lt;b&gt;the same again&lt;/b&gt;" in section_of(markdown, "Waived")
    assert "@grace" in section_of(markdown, "Waived")
    assert 'href="../years/2022/"' in section_of(markdown, "Done")
    assert "Drill" not in markdown
    assert "left out (1 so far)" in markdown


def test_every_count_leads_to_a_list_on_the_page() -> None:
    states = ("draft", "open", "approved", "waived")
    many = [
        record_of(f"2022-12-{day:02}", f"2022-12-{day:02}-{status}-{copy}", status=status, severity=f"sev{1 + day % 3}")
        for day in range(1, 29)
        for status in states
        for copy in range(5)
    ]
    markdown = page_of(*many, record_of("2022-12-29", "2022-12-29-x", severity="?"))

    headings = {line[3:].lower().replace(" ", "-") for line in markdown.split("\n") if line.startswith("## ")}
    anchors = headings | set(re.findall(r' id="([^"]+)"', markdown))
    links = re.findall(r'href="#([^"]+)"', markdown)
    assert len(links) > len(STATES)
    assert set(links) <= anchors


def test_a_long_list_names_the_years_of_what_it_leaves_out_and_every_waiver() -> None:
    def many(status: str) -> list[Record]:
        return [
            record_of("2022-01-01", f"{2000 + number % 20}-01-01-{number}", status=status)
            for number in range(LISTED + 20)
        ]

    late, waived = page_of(*many("draft")), page_of(*many("waived"))
    assert late.count('class="opslog-title"') == LISTED
    assert f"{LISTED} are listed here" in late
    assert sum(map(int, re.findall(r'href="\.\./years/20\d\d/"[^>]*>20\d\d</a> \((\d+)\)', late))) == 20
    assert waived.count('class="opslog-title"') == LISTED + 20
