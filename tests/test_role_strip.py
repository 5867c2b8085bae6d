"""The role strip as a drawing: everything lies within it, labels keep clear of each other, names are only text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.communication import communication_of
from opslog.config import Config
from opslog.log import Log
from opslog.reading import parse_record
from opslog.record import Record
from opslog_site.incident_line import CHARACTER, NARROWEST
from opslog_site.pages.record import pages
from opslog_site.role_strip import Strip, role_strip
from opslog_site.site import Site

NOW = datetime(2023, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = {
    "times": "{started: 2022-12-25 22:00, declared: 2022-12-25 22:10, mitigated: 2022-12-26 01:00,"
    " resolved: 2022-12-26 02:10}",
    "roles": '{incident-commander: [{who: "@amara", to: 2022-12-26 00:10}, {who: "@lee"}],'
    ' communications-lead: [{who: "@noor", from: 2022-12-25 22:30}]}',
    "resolution_owner": '"@jun"',
}
ENTRIES = """## Timeline

- 2022-12-25 22:10 — [declared] @amara declares.
- 22:20 — [comms] It hurts. Next update 22:50.
- 22:57 — [comms] It hurts.
- 2022-12-26 02:15 — [comms] It is over.
- 2022-12-27 10:00 — [comms] A letter to everybody.
"""


def parsed(body: str = "", **fields: str) -> Record:
    return parse_record(record_text(body, **{"status": "draft"} | fields), "incidents/2022-12-25-a.md", Config())


def drawn(record: Record, zone: ZoneInfo = BERLIN) -> Strip | None:
    return role_strip(record, communication_of(record, Config(), NOW).words, zone)


def page_of(record: Record) -> str:
    site = Site(Log.of([record]), Config(), date(2023, 1, 1), folder="incidents")
    return next(iter(pages(site))).make().markdown


def headings_of(markdown: str) -> list[str]:
    return re.findall(r"^## (.*)", markdown, re.MULTILINE)


def test_rows_bars_and_marks_of_a_night() -> None:
    strip = drawn(parsed(ENTRIES, **NIGHT))

    assert strip is not None
    assert [(row.role, [(bar.who, bar.inferred) for bar in row.bars]) for row in strip.rows] == [
        ("incident commander", [("@amara", False), ("@lee", False)]),
        ("communications lead", [("@amara", True), ("@noor", False)]),
        ("ops lead", [("@amara", True), ("@lee", True)]),
        ("resolution owner", [("@jun", False)]),
    ]
    assert [label.text for label in strip.milestones] == ["declared 22:10", "mitigated 01:00", "resolved 02:10"]
    assert [(label.text, label.day) for label in strip.ticks] == [
        ("23:00", "12-25"), ("00:00", "12-26"), ("01:00", ""), ("02:00", ""),
    ]  # fmt: skip
    assert [label.text for label in strip.words] == ["22:20", "22:57", "02:15"]
    assert strip.rows[0].bars[0].when == "22:10 to 00:10"
    assert strip.zone == "CET"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"roles": '{incident-commander: "@amara"}', "times": "{started: 2022-12-25, resolved: 2022-12-27}"},
        {"roles": '{incident-commander: "@amara"}', "times": "{started: 2022-12-25 12:00}"},
        {"roles": '{incident-commander: [{who: "@a", from: 2022-12-25 12:00, to: 2022-12-24 12:00}]}'},
        {
            "roles": '{incident-commander: [{who: "@a", from: 0001-01-01 00:00, to: 9999-12-31}]}',
            "times": "{started: 9999-12-31 23:59}",
        },
    ],
)
def test_where_nothing_can_be_drawn_nothing_is(fields: dict[str, str]) -> None:
    assert drawn(parsed(**fields)) is None


def test_the_round_hours_stay_round_where_clocks_change() -> None:
    strip = drawn(
        parsed(
            roles='{incident-commander: "@amara"}',
            times="{started: 2026-10-24 22:10, declared: 2026-10-24 22:10, resolved: 2026-10-25 09:10}",
        )
    )

    assert strip is not None
    assert [label.text for label in strip.ticks] == ["00:00", "03:00", "06:00", "09:00"]
    assert strip.zone == "CEST and CET"


@st.composite
def incidents(draw: st.DrawFn) -> Record:
    """Draw an incident with a chain of commanders, a late communications lead and milestones anywhere."""
    start = datetime(2026, 3, 28, 20, 0, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 3000)))
    minutes = sorted(draw(st.sets(st.integers(1, 200_000), min_size=1, max_size=12)))
    at = [f"{start + timedelta(minutes=one):%Y-%m-%d %H:%M}Z" for one in (0, *minutes)]
    holders = ", ".join(f'{{who: "@p{index}", from: {one}}}' for index, one in enumerate(at[:-1]))
    names = draw(st.lists(st.sampled_from(at), min_size=3, max_size=3))
    milestones = zip(("detected", "acknowledged", "mitigated"), names, strict=True)
    times = ", ".join(f"{name}: {one}" for name, one in milestones)
    lead = f'{{who: "@c", from: {draw(st.sampled_from(at))}}}'
    return parsed(
        roles=f"{{incident-commander: [{holders}], communications-lead: [{lead}]}}",
        times=f"{{started: {at[0]}, declared: {at[0]}, resolved: {at[-1]}, {times}}}",
        resolution_owner='"@owner"',
    )


@given(incidents())
def test_everything_lies_within_and_labels_keep_clear(record: Record) -> None:
    strip = drawn(record)

    assert strip is not None
    for row in strip.rows:
        for bar in row.bars:
            assert 0 <= bar.x < bar.x + bar.width <= 100.5
    assert len(strip.ticks) <= 6
    assert [label.x for label in strip.ticks] == sorted(label.x for label in strip.ticks)
    taken: dict[int, float] = {}
    for label in strip.milestones:
        wide = len(label.text) * CHARACTER * 100 / NARROWEST
        begins = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        assert begins >= taken.get(label.level, -wide)
        taken[label.level] = begins + wide


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</title></svg><b>", "{{ 7*7 }}", "x" * 60]
)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    markdown = page_of(parsed(ENTRIES, **NIGHT | {"resolution_owner": f'"{name}"'}))
    start = markdown.index('<figure class="opslog-tenures"')
    figure = markdown[start : markdown.index("</figure>", start)]

    assert set(re.findall(r"<([a-z]+)", figure)) == {
        "figure",
        "svg",
        "title",
        "desc",
        "line",
        "text",
        "rect",
        "figcaption",
    }
    assert name in unescape(figure)


def test_a_page_tells_what_was_told_and_leads_to_its_entries() -> None:
    markdown = page_of(parsed(ENTRIES, **NIGHT))

    assert 'First word <a href="#entry-2">10 min after declared</a>' in markdown
    assert 'Longest silence <a href="#entry-3">2 h 3 min</a>' in markdown
    assert 'Promised updates in time <a href="#entry-2">0 of 1</a>' in markdown
    assert re.findall(r'id="entry-(\d)"', markdown) == ["1", "2", "3", "4", "5"]


def test_without_roles_or_words_a_page_says_nothing_of_them() -> None:
    markdown = page_of(parsed("## Timeline\n\n- 12:40 — Alert.\n"))

    assert "opslog-tenures" not in markdown
    assert "opslog-told" not in markdown
    assert "opslog-roles" not in markdown


def test_the_roles_stand_in_front_of_the_timeline_or_of_everything() -> None:
    with_timeline = page_of(parsed("## Summary\n\nA word.\n\n" + ENTRIES, **NIGHT))
    without = page_of(parsed("## Summary\n\nA word.\n", roles='{incident-commander: "@amara"}'))

    assert headings_of(with_timeline)[:3] == ["Summary", "Roles and updates", "Timeline"]
    assert headings_of(without)[:2] == ["Roles", "Summary"]


def test_a_comment_between_two_entries_does_not_cut_the_timeline() -> None:
    markdown = page_of(parsed("## Timeline\n\n- 12:40 — Alert.\n\n<!-- a comment -->\n\n- 12:50 — Page.\n"))

    assert markdown.count('<ol class="opslog-timeline">') == 1
