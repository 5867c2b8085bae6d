"""Edits of a record: what is asked for is there, everything else is where and what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, record_text
from opslog.config import Config
from opslog.editing import NewEntry, change_record, with_entries, with_facts
from opslog.errors import OpslogError
from opslog.facts_text import facts_text
from opslog.reading import parse_record
from opslog.record import (
    BacklogCheck,
    Closure,
    Facts,
    Holding,
    Licence,
    MitigationFacts,
    Record,
    Retrospective,
    Review,
    Times,
)
from opslog.settings import load_config
from opslog.times import Moment, to_the_minute

CONFIG = Config()
PATH = "incidents/2022/2022-12-25-corrupt-image.md"
ZONE = ZoneInfo("Europe/Berlin")

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
texts = words.map(lambda text: " ".join(text.split())).filter(bool)
minutes = st.integers(0, 20_000_000).map(lambda minute: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
links = st.sampled_from(["https://example.com/a?b=c#d", "http://status.example.com/1", "https://example.com/[x],{y}"])


def moments(zone: str) -> st.SearchStrategy[Moment]:
    days = st.dates(date(2001, 1, 1), date(2040, 1, 1)).map(
        lambda day: datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    )
    whole = days.map(lambda local: Moment(local.astimezone(UTC), local, whole_day=True))
    clocks = minutes.map(lambda at: to_the_minute(at, ZoneInfo(zone)))
    elsewhere = minutes.map(lambda at: to_the_minute(at, ZoneInfo("Asia/Kolkata")))
    return clocks | whole | elsewhere


@st.composite
def facts(draw: st.DrawFn, zones: st.SearchStrategy[str] = zones) -> Facts:
    zone = draw(zones)
    moment = st.none() | moments(zone)
    maybe = st.none() | texts
    several = st.lists(texts, max_size=3, unique=True).map(tuple)
    holding = st.builds(
        Holding,
        st.sampled_from(["incident-commander", "communications-lead", "ops-lead"]),
        texts,
        moment,
        moment,
        st.just(""),
    )
    review = st.builds(
        Review, texts, maybe, st.sampled_from(["approved", "commented"]), moment, st.none() | links, maybe, st.none()
    )
    held = sorted(draw(st.lists(holding, max_size=4)), key=lambda one: one.role)
    addresses = st.none() | st.lists(links, max_size=2).map(tuple)
    retrospective = st.none() | st.builds(Retrospective, st.none() | st.dates(), maybe)
    closure = st.none() | st.builds(Closure, addresses, addresses, addresses, retrospective)
    at = moments(zone)
    return Facts(
        title=draw(texts),
        severity=draw(st.sampled_from(["sev1", "sev2"])),
        status=draw(st.sampled_from(["open", "draft"])),
        waived_because=draw(maybe),
        kind=draw(st.sampled_from(["incident", "near-miss"])),
        timezone=zone,
        times=Times(*(draw(at), *(draw(moment) for _ in range(5)))),
        criteria=draw(st.sampled_from([(), ("user-facing",), ("user-facing", "too-long")])),
        services=draw(several),
        tags=draw(several),
        roles=tuple(held),
        resolution_owner=draw(maybe),
        responders=draw(several),
        mitigation=draw(st.none() | st.builds(MitigationFacts, st.just("rollback"), moment, maybe)),
        reviews=tuple(draw(st.lists(review, max_size=2))),
        closure=draw(closure),
        licence=draw(st.none() | st.builds(Licence, texts, texts, at, at)),
        backlog_check=tuple(draw(st.lists(st.builds(BacklogCheck, texts, texts, st.just("partly")), max_size=2))),
        visibility=draw(st.sampled_from(["internal", "public"])),
    )


def without_places(told: Facts) -> Facts:
    return told._replace(roles=tuple(one._replace(place="") for one in told.roles))


def real_records() -> Iterator[tuple[Path, Config]]:
    ours = load_config(ROOT)
    yield from ((path, ours) for path in sorted((ROOT / "incidents").rglob("2*.md")))
    yield from ((path, ours) for path in sorted((ROOT.parent / "shared" / "records").rglob("2*.md")))


REAL = list(real_records())


@given(facts())
def test_facts_that_are_written_are_read_again(told: Facts) -> None:
    record = parse_record(facts_text(told, CONFIG), PATH, CONFIG)

    assert without_places(record.facts) == told
    assert not [problem for problem in record.problems if problem.rule != "unknown-related"]


@given(facts(), facts())
def test_any_facts_can_take_the_place_of_any_others(before: Facts, after: Facts) -> None:
    body = "\n## Summary\n\nText — with *marks*.  \n\n## Timeline\n\n- 2022-12-25 12:32 — It starts.\n"
    edited = with_facts((facts_text(before, CONFIG) + body).encode(), after, PATH, CONFIG)

    assert without_places(parse_record(edited, PATH, CONFIG).facts) == after
    assert edited.decode().endswith(body)


@given(facts(), st.data())
def test_an_edit_of_one_field_changes_only_its_lines(before: Facts, data: st.DataObject) -> None:
    other = data.draw(facts(st.just(before.timezone or "")))
    name = data.draw(st.sampled_from([name for name in Facts._fields if name not in {"timezone", "times"}]))
    raw = facts_text(before, CONFIG).encode()

    edited = with_facts(raw, before._replace(**{name: getattr(other, name)}), PATH, CONFIG)

    def rest(text: bytes) -> list[str]:
        """Leave out a field with the lines below it."""
        kept, skipping = [], False
        for line in text.decode().splitlines():
            skipping = line.startswith(f"{name}:") or (skipping and line.startswith(" "))
            kept += [] if skipping else [line]
        return kept

    assert rest(edited) == rest(raw)


@pytest.mark.parametrize(("path", "config"), REAL, ids=lambda value: getattr(value, "stem", ""))
def test_the_facts_of_a_real_record_survive_being_written(path: Path, config: Config) -> None:
    record = parse_record(path.read_bytes(), str(path), config)

    again = parse_record(facts_text(record.facts, config), str(path), config)

    assert without_places(again.facts) == without_places(record.facts)


@pytest.mark.parametrize(("path", "config"), REAL, ids=lambda value: getattr(value, "stem", ""))
def test_a_milestone_more_is_a_line_more(path: Path, config: Config) -> None:
    raw = path.read_bytes()
    record = parse_record(raw, str(path), config)
    later = to_the_minute(datetime(2031, 5, 6, 7, 8, tzinfo=UTC), ZONE)
    told = record.facts._replace(times=record.facts.times._replace(acknowledged=later), resolution_owner="@zoe")

    edited = with_facts(raw, told, str(path), config)

    assert changed_lines(raw, edited) <= 2


@pytest.mark.parametrize(("path", "config"), REAL, ids=lambda value: getattr(value, "stem", ""))
def test_an_entry_goes_to_its_place_in_every_real_timeline(path: Path, config: Config) -> None:
    raw = path.read_bytes()
    record = parse_record(raw, str(path), config)
    times = [entry.at.at for entry in record.timeline if entry.at] or [datetime(2022, 1, 1, tzinfo=UTC)]
    new = [
        NewEntry(min(times) - timedelta(days=2), "The day before the day before."),
        NewEntry(times[len(times) // 2] + timedelta(minutes=1), "Somewhere | in the middle.", "finding"),
        NewEntry(max(times) + timedelta(days=3), "The end.", "decision"),
    ]

    edited = with_entries(raw, new, str(path), config)

    told = parse_record(edited, str(path), config).timeline
    assert len(told) == len(record.timeline) + 3
    assert all(entry.text in {each.text for each in told} for entry in record.timeline)
    assert [entry.kind for entry in told if entry.text.endswith("in the middle.")] == ["finding"]
    assert told[-1].text.strip() == "The end." or record.timeline != tuple(sorted(record.timeline, key=at_of))


def at_of(entry: object) -> datetime:
    at = getattr(entry, "at", None)
    return at.at if at else datetime(1, 1, 1, tzinfo=UTC)


def changed_lines(before: bytes, after: bytes) -> int:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(end - start, last - first) for tag, start, end, first, last in codes if tag != "equal")


@given(st.lists(st.tuples(st.integers(0, 4000), texts), min_size=1, max_size=8))
def test_entries_stand_in_order_of_time_however_they_come(told: list[tuple[int, str]]) -> None:
    start = datetime(2022, 12, 25, 12, 0, tzinfo=UTC)
    raw = record_text("## Timeline\n\n- 12:32 — It starts.\n\n## Follow-ups\n\n- [ ] A thing — @jun\n").encode()

    for minute, number in ((minute, number) for number, (minute, _) in enumerate(told)):
        raw = with_entries(raw, [NewEntry(start + timedelta(minutes=minute), f"Entry {number}.")], PATH, CONFIG)

    entries = parse_record(raw, PATH, CONFIG).timeline
    assert [at_of(entry) for entry in entries] == sorted(at_of(entry) for entry in entries)
    assert len(entries) == len(told) + 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_what_they_are(end: str) -> None:
    raw = record_text("## Timeline\n\n- 12:32 — It starts.").replace("\n", end).encode()

    edited = with_entries(raw, [NewEntry(datetime(2022, 12, 25, 12, tzinfo=UTC), "More.\nAnd more.")], PATH, CONFIG)

    assert edited == raw + f"{end}- 13:00 — More.{end}  And more.".encode()


def test_a_comment_beside_a_field_stays() -> None:
    raw = record_text(status="open # until noon", closure="  # nobody has looked").encode()
    record = parse_record(raw, PATH, CONFIG)

    edited = with_facts(raw, record.facts._replace(status="draft", closure=Closure(public_issues=())), PATH, CONFIG)

    assert "status: draft # until noon\n" in edited.decode()
    assert "# nobody has looked\n  public_issues: []\n" in edited.decode()


def test_the_other_interval_of_a_role_stays_as_it_is_written() -> None:
    roles = "\n  incident-commander:\n    - {who: '@amara',   from: 2022-12-25 12:45}  # at home"
    raw = record_text(roles=roles).encode()
    record = parse_record(raw, PATH, CONFIG)
    lee = Holding("incident-commander", "@lee", to_the_minute(datetime(2022, 12, 25, 13, tzinfo=UTC), ZONE))

    edited = with_facts(raw, record.facts._replace(roles=(*record.facts.roles, lee)), PATH, CONFIG).decode()

    assert f'roles: {roles}\n    - {{who: "@lee", from: 2022-12-25 14:00}}\n' in edited


def test_a_record_without_a_timeline_gets_one_where_it_belongs() -> None:
    raw = record_text("## Summary\n\nWords.\n\n## Resolution\n\nMore.\n").encode()

    edited = with_entries(raw, [NewEntry(datetime(2022, 12, 25, 12, tzinfo=UTC), "More.")], PATH, CONFIG).decode()

    assert "Words.\n\n## Timeline\n\n- 2022-12-25 13:00 — More.\n\n## Resolution\n" in edited


def test_a_change_that_would_break_a_record_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2022-12-25-x.md"
    file.write_text(record_text())

    def broken(raw: bytes, record: Record) -> bytes:
        return raw.replace(b"severity", b"severty")

    with pytest.raises(OpslogError, match="would not do: `severity`"):
        change_record(file, CONFIG, broken)
    assert file.read_text() == record_text()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
