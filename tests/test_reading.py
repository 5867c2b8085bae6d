"""Reading: what a record says, and where each thing stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.reading import parse_record
from opslog.record import Holding, Record

CONFIG = Config()


def read(text: str | bytes, name: str = "2022/2022-12-25-case.md") -> Record:
    return parse_record(text, name, CONFIG)


def noted(record: Record) -> list[tuple[int, int, str]]:
    return [(problem.span.line, problem.span.column, problem.rule) for problem in record.problems]


FULL = """\
---
title: "Outage: the sequel"
severity: sev1
status: approved
kind: near-miss
timezone: America/New_York
times:
  started: 2022-12-25 12:32
  detected: 2022-12-25T17:40Z
  resolved: 2022-12-25 21:10+01:00
criteria: user-facing
services: [checkout, search]
roles:
  incident-commander:
    - {who: "@amara", from: 2022-12-25 12:45, to: 2022-12-25 13:30}
    - {who: "@lee", from: 2022-12-25 13:30}
  ops-lead: "@jun"
mitigation: {kind: rollback, decided: 2022-12-25 14:40, instead_of_rollback: null}
closure:
  announced: https://status.example.com/1
  retrospective: {date: 2023-01-09}
---
"""


def test_facts_are_typed() -> None:
    facts = read(FULL).facts

    assert facts.title == "Outage: the sequel"
    assert facts.times.started is not None
    assert facts.times.started.at == datetime(2022, 12, 25, 17, 32, tzinfo=UTC)
    assert facts.times.between("started", "detected") == timedelta(minutes=8)
    assert facts.times.between("started", "resolved") == timedelta(hours=2, minutes=38)
    assert facts.criteria == ("user-facing",)
    assert facts.services == ("checkout", "search")
    assert facts.roles[2] == Holding("ops-lead", "@jun", place="roles.ops-lead")
    assert [held.who for held in facts.roles] == ["@amara", "@lee", "@jun"]
    assert facts.mitigation is not None
    assert facts.mitigation.instead_of_rollback is None
    assert facts.closure is not None
    assert facts.closure.announced == ("https://status.example.com/1",)
    assert facts.closure.retrospective is not None
    assert facts.closure.retrospective.date == date(2023, 1, 9)


def test_every_field_knows_its_place() -> None:
    record = read(FULL)

    assert (record.place("severity").line, record.place("severity").column) == (3, 11)
    assert record.place("times.detected").line == 9
    assert record.place("roles.incident-commander.1").line == 16
    assert record.place("closure.retrospective.date").column == 25


def test_all_mistakes_of_a_file_are_found_in_one_pass() -> None:
    record = read(
        "---\n"
        "title: One\n"
        "severity: sv1\n"
        "status: no\n"
        "tmezone: UTC\n"
        "times:\n"
        "  started: 10:30\n"
        "  detected: 2022-13-40\n"
        "  declared: 2022-12-25 25:10\n"
        "services: {a: b}\n"
        "reviews: [{by: '@a', state: approved, url: nowhere}]\n"
        "title: Two\n"
        "roles: {incident-comander: '@a'}\n"
        "closure: yes\n"
        "---\n"
    )

    assert noted(record) == [
        (3, 11, "invalid-value"),
        (4, 9, "invalid-value"),
        (5, 1, "unknown-field"),
        (7, 12, "invalid-time"),
        (8, 13, "invalid-time"),
        (9, 13, "invalid-time"),
        (10, 11, "invalid-value"),
        (11, 44, "invalid-value"),
        (12, 1, "duplicate-field"),
        (13, 9, "unknown-field"),
        (14, 10, "invalid-value"),
    ]
    by_line = {problem.span.line: problem for problem in record.problems}
    assert "did you mean `sev1`" in by_line[3].instead.casefold()
    assert "did you mean `timezone`" in by_line[5].instead.casefold()
    assert "did you mean `incident-commander`" in by_line[13].instead.casefold()
    assert by_line[7].message == "`times.started`: `10:30` is not a time"
    assert record.facts.title == "One"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("010", "010"), ("no", "no"), ("10:30", "10:30"), ("1e3", "1e3"), ("2022-12-25", "2022-12-25")],
)
def test_a_text_stays_what_was_written(written: str, meant: str) -> None:
    assert read(record_text(title=written)).facts.title == meant


@pytest.mark.parametrize("written", ["", "~", "null", "Null"])
def test_an_empty_field_is_not_given(written: str) -> None:
    assert read(record_text(detected_by=written)).facts.detected_by is None
    assert [rule for _, _, rule in noted(read(record_text(title=written)))] == ["missing-field"]


@pytest.mark.parametrize(
    ("front", "line", "column", "cure"),
    [
        ("a: b: c\n", 2, 5, "needs quotes"),
        ("owner: @jun\n", 2, 8, "needs quotes"),
        ("times:\n\tstarted: x\n", 3, 1, "spaces"),
        ("a: [1,\nb: 2\n", 4, 1, "bracket"),
        ("a: 'x\n", 2, 4, "quote"),
        ("a: &x [1]\n", 2, 4, "Write the value out"),
        ("a: [1]\nb: *x\n", 3, 4, "Write the value out"),
        ("a: !!python/object:os.system x\n", 2, 4, "Leave the tag out"),
        ("? [x]\n: 1\n", 2, 3, "name: value"),
        ("a: 1\n--- \n", 1, 1, ""),
    ],
)
def test_what_is_no_frontmatter_says_where_and_how_to_mend_it(front: str, line: int, column: int, cure: str) -> None:
    record = read(f"---\n{front}---\n")

    problem = record.problems[0]
    assert cure in problem.instead
    if cure:
        assert (problem.span.line, problem.span.column) == (line, column)


def test_the_body_is_read_even_without_frontmatter() -> None:
    record = read("# Report\n\n## Action items\n\n- [ ] Do it — @jun\n")

    assert [item.owner for item in record.follow_ups] == ["@jun"]
    assert noted(record) == [(1, 1, "missing-frontmatter")]
    assert not record.has_facts


def test_sections_are_found_by_name_and_alias() -> None:
    headings = [
        "Issue summary",
        "Root Cause(s)",
        "**Lessons learnt**",
        "Odds and ends",
        "ACTION ITEMS:",
        "follow ups ##",
    ]
    body = "".join(f"## {heading}\n" for heading in headings)
    names = [section.name for section in read(record_text(body)).sections]

    assert names == ["summary", "what-happened", "lessons-learned", None, "follow-ups", "follow-ups"]


def test_headings_in_code_and_comments_are_none() -> None:
    hidden = "```\n## Impact\n```\n<!--\n## Timeline\n-->\n~~~~\n~~~\n## Recovery\n~~~~\n"
    body = f"## Summary\n{hidden}Lessons\n-------\nText\n"

    assert [section.title for section in read(record_text(body)).sections] == ["Summary", "Lessons"]


LIST = """\
## Timeline

- 2022-12-25 12:32 — It starts.
- 12:40 — [detected] Alert fires.
  ```
  - 12:41 not an entry
  ```
- 12:45 [Decision] Roll back. (known 12:44: the digest differs)
- ~13:00-13:10: traffic drops
* 2022-12-26 07:30am - all well
"""
TABLE = """\
## Timeline

| Time | Event |
|------|-------|
| 2022-12-25 12:32 | It starts. |
| 12:40 | [detected] Alert fires. |
| 12:45 | [decision] Roll back. (known 12:44: the digest differs) |
| ~13:00 - 13:10 | traffic drops |
| 2022-12-26 07:30 | all well |
"""
HEADINGS = """\
## Timeline

### 2022-12-25 12:32 — It starts.

### 12:40

[detected] Alert fires.

- 12:41 not an entry

### 12:45 [decision]

Roll back. (known 12:44: the digest differs)

### 13:00-13:10 (about)
traffic drops

### 2022-12-26 07:30
all well
"""


@pytest.mark.parametrize("body", [LIST, TABLE, HEADINGS], ids=["list", "table", "headings"])
def test_a_timeline_has_three_shapes_and_one_meaning(body: str) -> None:
    record = read(record_text(body, timezone="America/New_York"))

    clocks = [entry.at.at.strftime("%d %H:%M") for entry in record.timeline if entry.at]
    assert clocks == ["25 17:32", "25 17:40", "25 17:45", "25 18:00", "26 12:30"]
    assert [entry.kind for entry in record.timeline] == [None, "detected", "decision", None, None]
    known = record.timeline[2].known
    assert known is not None
    assert (known.written, known.what) == ("12:44", "the digest differs")
    assert record.timeline[2].text.strip() == "Roll back."
    until = record.timeline[3].until
    assert until is not None
    assert until.at.strftime("%H:%M") == "18:10"
    assert record.problems == ()


def test_an_entry_knows_its_lines_and_column() -> None:
    record = read(record_text(LIST))

    first = record.timeline[1]
    assert (first.span.column, first.last_line - first.first_line) == (3, 3)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("12:40 — x", "2022-12-25 12:40"),
        ("9:05 x", "2022-12-25 09:05"),
        ("12:40:31.5 x", "2022-12-25 12:40"),
        ("4:23PM PST: x", "2022-12-25 16:23"),
        ("12:10 am x", "2022-12-25 00:10"),
        ("17:14pm — x", "2022-12-25 17:14"),
        ("2022-12-25T12:40Z x", "2022-12-25 12:40"),
        ("2022-12-25 12:40 UTC x", "2022-12-25 12:40"),
        ("2022-12-25 12:40-05:00 x", "2022-12-25 12:40"),
        ("12:40 UTC+2 x", "2022-12-25 12:40"),
        ("ca. 12:40 x", "2022-12-25 12:40"),
        ("2022-12-25 ~12:40 x", "2022-12-25 12:40"),
        ("2022-12-26 x", "2022-12-26 00:00"),
    ],
)
def test_times_are_read_as_people_write_them(written: str, at: str) -> None:
    entry = read(record_text(f"## Timeline\n\n- {written}\n")).timeline[0]

    assert entry.at is not None
    assert entry.at.local.strftime("%Y-%m-%d %H:%M") == at
    assert entry.text == "x"


@pytest.mark.parametrize("word", ["SQL", "AWS", "DNS"])
def test_a_word_in_capitals_behind_the_time_is_no_zone(word: str) -> None:
    entry = read(record_text(f"## Timeline\n\n- 12:40 {word} is slow\n")).timeline[0]

    assert entry.text == f"{word} is slow"


FOLLOW_UPS = """\
## Follow-ups

- [ ] Refuse it — the digest differs — @jun, prevent, P1, due 2023-01-09, example/shop#131
- [x] Alert on it — team:sre, detect, https://github.com/example/shop/issues/129
- Write it down [here](https://github.com/example/shop/issues/7).
- [ ] Two words — because they matter

### Ideas

- Name images after birds
"""


def test_follow_ups_from_a_list() -> None:
    refuse, alert, write, words, idea = read(record_text(FOLLOW_UPS)).follow_ups

    assert refuse.text == "Refuse it — the digest differs"
    assert (refuse.owner, refuse.kind, refuse.priority, refuse.due) == ("@jun", "prevent", "P1", date(2023, 1, 9))
    assert refuse.tracker == "example/shop#131"
    assert (alert.done, alert.owner, alert.is_open) == (True, "team:sre", False)
    assert write.tracker == "https://github.com/example/shop/issues/7"
    assert words.text == "Two words — because they matter"
    assert (idea.idea, idea.group, idea.is_open) == (True, "Ideas", False)


def test_follow_ups_from_a_table() -> None:
    body = """\
## Follow-ups

| Follow-up | Owner | Kind | Priority | Due | Tracker | State |
|---|---|---|---|---|---|---|
| Refuse it | @jun | prevent | P1 | 2023-01-09 | example/shop#131 | open |
| Alert on it | Sally Ride | detect | P2 | | [#129](https://github.com/example/shop/issues/129) | done |
"""
    refuse, alert = read(record_text(body)).follow_ups

    assert (refuse.text, refuse.owner, refuse.due, refuse.done) == ("Refuse it", "@jun", date(2023, 1, 9), False)
    assert (alert.owner, alert.due, alert.done) == ("Sally Ride", None, True)
    assert alert.tracker == "https://github.com/example/shop/issues/129"


def test_crlf_and_lf_read_the_same() -> None:
    text = record_text(LIST + FOLLOW_UPS)

    assert read(text.replace("\n", "\r\n")) == read(text)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)


@given(title=WORDS, services=st.lists(WORDS, max_size=4))
def test_an_independent_reader_sees_the_same_frontmatter(title: str, services: list[str]) -> None:
    from opslog.writing import yaml_list, yaml_text

    text = record_text("Body.", title=yaml_text(title), services=yaml_list(tuple(services)))

    theirs = frontmatter.loads(text)
    ours = read(text).facts
    assert (theirs["title"], theirs["services"]) == (title, services)
    assert ours.title == (" ".join(title.split()) or None)
    assert ours.services == tuple(" ".join(name.split()) for name in services if name.split())


@given(st.text(max_size=400))
def test_no_text_makes_reading_fail(text: str) -> None:
    read(text)
    read(record_text(text))
    read(record_text(f"## Timeline\n\n- {text}\n\n## Follow-ups\n\n- [ ] {text}\n"))
    read(f"---\n{text}\n---\n")


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    read(raw)
