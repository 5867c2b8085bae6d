"""`opslog close`: what it asks, what it writes, and that it approves nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.closeout.answers import Said, with_answers
from opslog.closeout.filing import numbered, unfiled, with_references
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.reading import parse_record
from opslog.record import Closure, Record, Retrospective
from opslog.rules.closing import closing_not_answered
from opslog.span import START
from terminal import at_a_terminal

NAME = "2022-12-25-corrupt-image"
STATUS_PAGE = "https://status.example.com/incidents/1"
FOLLOW_UPS = """\
## Follow-ups

- [ ] Refuse an image that CI did not see — @jun, prevent, P1, due 2023-01-09
- [x] Tell support
- [ ] Alert on memory — @lee, example/shop#129

### Ideas

- Fewer images
"""
TIMES = "{started: 2022-12-25 12:32, resolved: 2022-12-25 15:10}"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "incidents" / "2022").mkdir(parents=True)
    (tmp_path / "opslog.toml").touch()
    write(tmp_path, FOLLOW_UPS)
    return tmp_path


def write(log: Path, body: str = FOLLOW_UPS, name: str = NAME, **fields: str) -> None:
    text = record_text(body, **{"status": "draft", "times": TIMES} | fields)
    (log / "incidents/2022" / f"{name}.md").write_text(text, encoding="utf-8")


def read(log: Path) -> Record:
    return parse_record((log / "incidents/2022" / f"{NAME}.md").read_bytes(), f"{NAME}.md", Config())


def test_without_a_terminal_it_says_what_is_open_and_how_to_answer(log: Path, opslog: Opslog) -> None:
    before = read(log)
    ran = opslog("close", cwd=log)

    assert ran.returncode == 1
    assert ran.stdout == (
        f"incidents/2022/{NAME}.md: 5 of 5 questions are open.\n"
        "  [ ] public issues closed\n"
        "        --public-issue URL, or --no-public-issues\n"
        "  [ ] announced\n"
        "        --announced URL, or --not-announced\n"
        "  [ ] end announced\n"
        "        --resolved-announced URL, or --resolved-not-announced\n"
        "  [ ] follow-ups filed: 1 of 2 open ones is in no tracker\n"
        "        --filed NUMBER=REFERENCE\n"
        "        1  Refuse an image that CI did not see — @jun\n"
        "  [ ] retrospective\n"
        '        --retrospective DATE, or --no-retrospective "one sentence why"\n'
    )
    assert read(log) == before


def test_options_answer_and_the_gate_is_closed(log: Path, opslog: Opslog) -> None:
    partly = opslog("close", "--no-public-issues", "--announced", STATUS_PAGE, "--filed", "1=example/shop#131", cwd=log)
    assert partly.returncode == 1
    assert "2 of 5 questions are open. Written.\n" in partly.stdout

    ran = opslog("close", "--resolved-announced", f"{STATUS_PAGE}#resolved", "--retrospective", "2023-01-09", cwd=log)
    record = read(log)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1] == "Next: `status: in-review` and a senior review. Closing approves nothing."
    held = Retrospective(date(2023, 1, 9))
    assert record.facts.closure == Closure((), (STATUS_PAGE,), (f"{STATUS_PAGE}#resolved",), held)
    assert record.follow_ups[0].tracker == "example/shop#131"
    assert record.facts.status == "draft"


def test_a_closed_record_has_no_finding_of_the_gate_once_it_is_approved(log: Path, opslog: Opslog) -> None:
    write(log, status="approved")
    assert list(closing_not_answered(read(log), Config()))

    ran = opslog(
        "close", "--no-public-issues", "--not-announced", "--filed", "1=#131",
        "--no-retrospective", "One person found and fixed it.", cwd=log,
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "The record is approved, and stands."
    assert not list(closing_not_answered(read(log), Config()))


def test_where_nothing_was_announced_neither_was_its_end(log: Path, opslog: Opslog) -> None:
    opslog("close", "--not-announced", cwd=log)

    assert read(log).facts.closure == Closure(announced=(), resolved_announced=())


def test_links_are_added_once_and_a_later_date_replaces_an_earlier_one(log: Path, opslog: Opslog) -> None:
    write(log, closure=f"{{announced: [{STATUS_PAGE}], retrospective: {{date: 2023-01-09}}}}")
    opslog(
        "close", "--announced", STATUS_PAGE, "--announced", "https://example.com/2", "--retrospective", "2023-02-01",
        cwd=log,
    )  # fmt: skip

    links = (STATUS_PAGE, "https://example.com/2")
    assert read(log).facts.closure == Closure(announced=links, retrospective=Retrospective(date(2023, 2, 1)))


@pytest.mark.parametrize("before", ["date: 2023-01-09", "not_needed: One team."])
def test_a_reason_with_a_comma_stays_one_within_braces(log: Path, opslog: Opslog, before: str) -> None:
    write(log, closure=f"\n  retrospective: {{{before}}}")
    opslog("close", "--no-retrospective", "One team, told in the review", cwd=log)

    held = Retrospective(not_needed="One team, told in the review")
    assert read(log).facts.closure == Closure(retrospective=held)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--announced", "the wiki"), "--announced: `the wiki` is no web address"),
        (("--announced", STATUS_PAGE, "--not-announced"), "--announced and --not-announced: only one of the two"),
        (("--retrospective", "soon"), "--retrospective: `soon` is not a date"),
        (("--no-retrospective", "no time"), "--no-retrospective: “no time” does not say why"),
        (("--retrospective", "2023-01-09", "--no-retrospective", "x"), "only one of the two can be true"),
        (("--filed", "example/shop#131"), "--filed: `example/shop#131` does not begin with the number"),
        (("--filed", "1=later"), "--filed: `later` is no reference"),
        (("--filed", "9=#1"), "--filed: the record has no follow-up 9; it has 3"),
        (("--filed", "3=#1"), "--filed: follow-up 3 names example/shop#129 already"),
        (("--no-follow-ups",), "it has follow-ups; take them out first"),
        (("--record", "2022-12-26-other"), "there is no record `2022-12-26-other`"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    log: Path, opslog: Opslog, arguments: tuple[str, ...], words: str
) -> None:
    before = (log / "incidents/2022" / f"{NAME}.md").read_bytes()
    ran = opslog("close", "--no-public-issues", *arguments, cwd=log)

    assert ran.returncode == 2
    assert words in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert (log / "incidents/2022" / f"{NAME}.md").read_bytes() == before


def test_links_that_stand_there_are_not_thrown_away(log: Path, opslog: Opslog) -> None:
    write(log, closure=f"{{announced: [{STATUS_PAGE}], public_issues: [see the tracker]}}")

    assert "`announced:` names links already" in opslog("close", "--not-announced", cwd=log).stderr
    ran = opslog("close", "--no-public-issues", cwd=log)
    assert "something else than web addresses stands behind `public_issues:`" in ran.stderr


def test_json_tells_what_is_open(log: Path, opslog: Opslog) -> None:
    told = json.loads(opslog("close", "--json", "--no-public-issues", cwd=log).stdout)

    assert (told["changed"], told["answered"], told["status"]) == (True, False, "draft")
    assert [(one["question"], one["state"]) for one in told["questions"]] == [
        ("public_issues", "none"), ("announced", "missing"), ("resolved_announced", "missing"),
        ("follow_ups", "missing"), ("retrospective", "missing"),
    ]  # fmt: skip
    assert told["questions"][1]["how"] == "--announced URL, or --not-announced"
    assert told["unfiled"] == [
        {"number": 1, "text": "Refuse an image that CI did not see", "owner": "@jun", "due": "2023-01-09"}
    ]


def test_a_waived_record_has_nothing_to_close(log: Path, opslog: Opslog) -> None:
    write(log, status="waived")

    ran = opslog("close", "--record", NAME, cwd=log)
    assert (ran.returncode, ran.stdout) == (
        0,
        f"incidents/2022/{NAME}.md: its postmortem is waived, so nothing has to be closed.\n",
    )


def test_an_open_incident_is_told_what_comes_first(log: Path, opslog: Opslog) -> None:
    write(log, status="open", times="{started: 2022-12-25 12:32}")

    assert opslog("close", cwd=log).stdout.endswith("`opslog resolve` and `opslog postmortem` come first.\n")


def test_the_record_that_is_being_written_is_meant(log: Path, opslog: Opslog) -> None:
    write(log, name="2022-11-01-approved", status="approved")
    write(log, name="2022-12-30-open", status="open")
    assert opslog("close", cwd=log).stdout.startswith(f"incidents/2022/{NAME}.md: ")

    write(log, name="2022-12-29-review", status="in-review", title="Another")
    ran = opslog("close", cwd=log)
    assert ran.returncode == 2
    assert ran.stderr == (
        "opslog: 2 records may be meant; add one of\n"
        "  --record 2022-12-29-review   Another\n"
        f"  --record {NAME}   A title\n"
    )


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("", "## Follow-ups\n\nNone.\n"),
        ("## Action items\n\n<!-- What? -->\n\n## Notes\n", "## Action items\n\n<!-- What? -->\n\nNone.\n\n## Notes\n"),
        ("## Follow-ups\n## Notes\n", "## Follow-ups\n\nNone.\n\n## Notes\n"),
        ("## Follow-ups\n\nNothing to do.\n", "## Follow-ups\n\nNothing to do.\n"),
    ],
)
def test_that_there_are_no_follow_ups_is_written_under_their_heading(body: str, after: str) -> None:
    raw = record_text(body)
    record = parse_record(raw, f"{NAME}.md", Config())
    edited = with_answers(raw.encode(), record, Said(no_follow_ups=True), Config()).decode()

    assert edited == record_text(after)


@pytest.mark.parametrize(
    ("item", "after"),
    [
        ("- [ ] A — @jun, P1", "- [ ] A — @jun, P1, #7"),
        ("- [ ] A — @jun.", "- [ ] A — @jun, #7."),
        ("- [ ] A", "- [ ] A — #7"),
        ("- A — as we said", "- A — as we said — #7"),
        ("- [ ] A\n  b — @jun,\n  due 2023-01-09\n\n  More.", "- [ ] A\n  b — @jun,\n  due 2023-01-09, #7\n\n  More."),
        ("1. A — @jun  ", "1. A — @jun, #7  "),
        ("| What | Owner |\n|---|---|\n| A | @jun |", None),
        ("| What | Tracker |\n|---|---|\n| A | |", "| What | Tracker |\n|---|---|\n| A | #7 |"),
        ("| What | Tracker |\n|---|---|\n| A | - |", "| What | Tracker |\n|---|---|\n| A | #7 |"),
        ("- [ ] A — @jun <!-- x -->", "- [ ] A — @jun <!-- x -->, #7"),
        ("- [ ] A — @jun <!-- x", None),
    ],
)
def test_a_reference_goes_behind_its_follow_up(item: str, after: str | None) -> None:
    raw = record_text(f"## Follow-ups\n\n{item}\n").encode()
    if after is None:
        with pytest.raises(OpslogError, match=rf"{NAME}\.md:\d+: (this follow-up|the table)"):
            with_references(raw, {1: "#7"}, f"{NAME}.md", Config())
    else:
        edited = with_references(raw, {1: "#7"}, f"{NAME}.md", Config())
        assert edited.decode() == record_text(f"## Follow-ups\n\n{after}\n")
        assert parse_record(edited, f"{NAME}.md", Config()).follow_ups[0].tracker == "#7"


def test_at_a_terminal_each_open_question_is_asked(log: Path) -> None:
    links = ["none", "on the wiki", STATUS_PAGE, f"{STATUS_PAGE}#a, {STATUS_PAGE}#b"]
    code, said = at_a_terminal(log, [*links, "131", "example/shop#131", "no time", "2023-01-09"], "close")

    assert code == 0, said
    assert "`on is no web address" not in said
    assert "`on` is no web address; write it in full" in said
    assert "Follow-up 1, Refuse an image that CI did not see: which issue is it" in said
    assert "`131` is no reference" in said
    assert "“no time” does not say why" in said
    closure = read(log).facts.closure
    assert closure
    assert closure[:3] == ((), (STATUS_PAGE,), (f"{STATUS_PAGE}#a", f"{STATUS_PAGE}#b"))
    assert read(log).follow_ups[0].tracker == "example/shop#131"


def test_at_a_terminal_a_question_can_be_left_open(log: Path) -> None:
    code, said = at_a_terminal(log, ["", "none", "", "One team, and every lesson is filed."], "close")

    assert code == 1
    assert "2 of 5 questions are open. Written." in said
    assert read(log).facts.closure == Closure(
        None, (), (), Retrospective(not_needed="One team, and every lesson is filed.")
    )


def test_at_a_terminal_check_asks_nothing(log: Path) -> None:
    before = read(log)
    code, said = at_a_terminal(log, [], "close", "--check")

    assert (code, "5 of 5 questions are open." in said) == (1, True)
    assert read(log) == before


ITEMS = st.lists(
    st.sampled_from(
        ["- [ ] A — @jun, P1", "- [x] B", "* [ ] C —", "- D. — due 2023-01-09.", "| What | Tracker |", "|---|---|",
         "| E | |", "| F |", "### Ideas", "### 2. Later", "", "  more, of it — @lee", "```", "<!-- x", "-->", "***",
         "> - [ ] G", "1. H — #7", "  - [ ] I — @ada", "- [ ] ", "- [ ] J `—` [k](https://example.com/issues/1)",
         "## Timeline"]
    ),
    max_size=9,
)  # fmt: skip
REFERENCES = st.sampled_from(["#7", "example/shop#131", "SHOP-12", "https://example.com/a,b", "https://example.com/|"])


@given(ITEMS, REFERENCES, st.sampled_from(["\n", "\r\n"]))
def test_a_reference_is_written_behind_its_follow_up_or_not_at_all(lines: list[str], reference: str, end: str) -> None:
    raw = record_text("## Follow-ups\n\n" + "\n".join(lines)).replace("\n", end).encode()
    before = parse_record(raw, f"{NAME}.md", Config())
    for number, item in unfiled(before):
        try:
            edited = with_references(raw, {number: reference}, f"{NAME}.md", Config())
        except OpslogError:
            continue
        after = parse_record(edited, f"{NAME}.md", Config())
        assert [one._replace(span=START, tracker=None) for one in after.follow_ups] == [
            one._replace(span=START, tracker=None) for one in before.follow_ups
        ]
        assert dict(numbered(after))[number].tracker == reference
        assert len(edited.splitlines()) == len(raw.splitlines())
        assert sum(one != other for one, other in zip(edited.splitlines(), raw.splitlines(), strict=True)) == 1, item
