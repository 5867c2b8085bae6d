"""The closing gate: what is asked of a record, and what counts as an answer."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import record_text
from opslog.closing import ANSWERED, MISSING, NONE, Answer, closing_gate
from opslog.config import Config, LintConfig
from opslog.reading import parse_record
from opslog.reasons import is_reason

TODAY = date(2023, 1, 9)


def gate_of(closure: str = "", body: str = "## Follow-ups\n", **fields: str) -> dict[str, Answer]:
    fields = {"status": "approved"} | fields | ({"closure": closure} if closure else {})
    record = parse_record(record_text(body, **fields), "2022-12-25-a.md", Config())
    return {answer.question: answer for answer in closing_gate(record, Config(), TODAY)}


def test_none_is_an_answer_and_a_missing_key_is_not() -> None:
    gate = gate_of("{public_issues: [], resolved_announced: }")

    assert gate["public_issues"].state == NONE
    assert gate["announced"].state == MISSING
    assert gate["resolved_announced"].state == MISSING


def test_links_that_are_none_are_not_taken_for_the_answer_none() -> None:
    assert gate_of("{public_issues: [see the tracker]}")["public_issues"].state == MISSING


def test_links_are_the_answer() -> None:
    answer = gate_of("{announced: [https://status.example.com/1]}")["announced"]

    assert answer == Answer("announced", ANSWERED, ("https://status.example.com/1",))


@pytest.mark.parametrize(
    ("retrospective", "state", "words"),
    [
        ("{date: 2023-01-09}", ANSWERED, "held 2023-01-09"),
        ("{date: 2023-01-10}", ANSWERED, "planned for 2023-01-10"),
        ("{not_needed: one team}", ANSWERED, "waived: one team"),
        ("{}", MISSING, ""),
        ("{date: , not_needed: }", MISSING, ""),
    ],
)
def test_a_retrospective_is_held_planned_waived_or_missing(retrospective: str, state: str, words: str) -> None:
    answer = gate_of(f"{{retrospective: {retrospective}}}")["retrospective"]

    assert (answer.state, answer.words) == (state, words)


@pytest.mark.parametrize(
    ("body", "state", "words"),
    [
        ("", MISSING, "the record has no section Follow-ups"),
        ("## Action items\n\n<!-- What work? -->\n", MISSING, "nothing stands under Action items"),
        ("## Follow-ups\n\nNone.\n", NONE, ""),
        ("## Follow-ups\n\n### Ideas\n\n- Birds\n", NONE, ""),
        ("## Action items\n\n- [x] A\n", ANSWERED, "1 done"),
        ("## Follow-ups\n\n- [x] A\n- [x] B\n", ANSWERED, "all 2 done"),
        ("## Follow-ups\n\n- [ ] A — @jun, #1\n- [x] B\n", ANSWERED, "1 open, 1 done"),
        ("## Follow-ups\n\n- [ ] A — @jun, #1\n- [ ] B — @jun\n", MISSING, "1 of 2 open ones is in no tracker"),
    ],
)
def test_follow_ups_are_filed_when_each_open_one_is_tracked(body: str, state: str, words: str) -> None:
    answer = gate_of(body=body)["follow_ups"]

    assert (answer.state, answer.words) == (state, words)


def test_a_team_that_tracks_follow_ups_here_has_filed_them() -> None:
    config = Config(lint=LintConfig(follow_up_needs=("owner",)))
    record = parse_record(record_text("## Follow-ups\n\n- [ ] A — @jun\n"), "2022-12-25-a.md", config)

    assert {answer.question: answer.state for answer in closing_gate(record, config, TODAY)}["follow_ups"] == ANSWERED


@pytest.mark.parametrize("kind", ["near-miss", "false-alarm", "exercise"])
def test_what_users_did_not_hear_of_is_asked_less(kind: str) -> None:
    assert list(gate_of(kind=kind)) == ["follow_ups", "retrospective"]
    assert gate_of("{announced: [https://status.example.com/1]}", kind=kind)["resolved_announced"].state == MISSING
    assert gate_of("{public_issues: []}", kind=kind)["public_issues"].state == NONE


@pytest.mark.parametrize(
    "text",
    ["", "-", "…", "N/A", "n/a.", "None", "not needed", "No time!", "We had no time for it", "TBD", "isn’t needed"],
)
def test_words_that_fill_a_field_are_no_reason(text: str) -> None:
    assert not is_reason(text)


@pytest.mark.parametrize(
    "text",
    [
        "One team, told in the review",
        "a repeat of 2022-11-02-stale",
        "No time was lost",
        "不需要:同一个原因",
        "duplicate",
    ],
)
def test_a_sentence_is_a_reason(text: str) -> None:
    assert is_reason(text)
