"""The commands of an incident that goes on, played through as people type them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Opslog, environment
from opslog.config import Config
from opslog.reading import read_record
from opslog.record import Record
from terminal import at_a_terminal

ID = "2026-11-21-uploads-over-100-mb-time-out"
FILE = f"incidents/2026/{ID}.md"
TITLE = "Uploads over 100 MB time out"

Say = Callable[..., subprocess.CompletedProcess[str]]


def epoch(clock: str, day: str = "2026-11-21") -> str:
    return str(int(datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=UTC).timestamp()))


@pytest.fixture
def at(opslog: Opslog, tmp_path: Path) -> Say:
    """Run a command at a clock time of the day of the incident, as @amara."""
    (tmp_path / "incidents").mkdir()

    def run(clock: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        told = {"SOURCE_DATE_EPOCH": epoch(clock), "OPSLOG_WHO": "@amara", "OPSLOG_RECORD": ""} | variables
        return opslog(*arguments, cwd=tmp_path, **told)

    return run


@pytest.fixture
def declared(at: Say) -> Say:
    """Declare an incident at 09:26."""
    said = at("09:26", "declare", TITLE, "--severity", "sev2", "--criteria", "user-facing", "--started", "09:02")
    assert said.returncode == 0, said.stderr
    return at


def record_in(folder: Path) -> Record:
    return read_record(folder / FILE, Config())


def text_in(folder: Path) -> str:
    return (folder / FILE).read_text(encoding="utf-8")


INCIDENT = (
    ("09:26", "declare", TITLE, "--severity", "sev2", "--criteria", "user-facing,monitoring-silent",
     "--started", "09:02", "--detected", "-5m", "--detected-by", "support"),
    ("09:27", "ack", "--who", "@jun"),
    ("09:30", "handoff", "comms", "@sam"),
    ("09:30", "handoff", "ops", "@jun"),
    ("09:31", "log", "--action", "@jun restarts two gateway pods. No change."),
    ("09:34", "mitigate", "--kind", "rollback", "--plan", "Roll back the gateway to `7c0`."),
    ("09:38", "log", "--comms", "Status page: uploads break off, next update 10:00 UTC."),
    ("09:44", "mitigate", "A 400 MB upload succeeds."),
    ("09:45", "own", "@jun"),
    ("09:50", "handoff", "ic", "@lee", "Open: why does the template differ?"),
    ("10:00", "log", "--comms", "Status page: uploads work again, next update 11:45 UTC."),
    ("10:24", "log", "--finding", "--at", "10:20", "The template has no timeout.", "--known", "10:22 30 s it is"),
    ("11:35", "resolve", "Gateway `7c2` sets the timeout."),
    ("11:40", "log", "--comms", "Status page: resolved, no uploaded file was lost."),
)  # fmt: skip

RECORD = """\
---
title: Uploads over 100 MB time out
severity: sev2
status: open
timezone: UTC
times:
  started: 2026-11-21 09:02
  detected: 2026-11-21 09:21
  acknowledged: 2026-11-21 09:27
  declared: 2026-11-21 09:26
  mitigated: 2026-11-21 09:44
  resolved: 2026-11-21 11:35
criteria: [user-facing, monitoring-silent]
detected_by: support
roles:
  incident-commander:
    - {who: "@amara", from: 2026-11-21 09:26, to: 2026-11-21 09:50}
    - {who: "@lee", from: 2026-11-21 09:50}
  communications-lead:
    - {who: "@amara", from: 2026-11-21 09:26, to: 2026-11-21 09:30}
    - {who: "@sam", from: 2026-11-21 09:30}
  ops-lead:
    - {who: "@amara", from: 2026-11-21 09:26, to: 2026-11-21 09:30}
    - {who: "@jun", from: 2026-11-21 09:30}
resolution_owner: "@jun"
responders: ["@amara", "@jun", "@sam", "@lee"]
mitigation:
  kind: rollback
  decided: 2026-11-21 09:34
---

## Timeline

- 2026-11-21 09:02 — It starts.
- 09:21 — [detected] Support reports it.
- 09:26 — [declared] @amara declares sev2 and takes all three roles.
- 09:27 — [acknowledged] @jun is on it.
- 09:30 — [handoff] @sam takes over as communications lead from @amara.
- 09:30 — [handoff] @jun takes over as ops lead from @amara.
- 09:31 — [action] @jun restarts two gateway pods. No change.
- 09:34 — [decision] Roll back the gateway to `7c0`.
- 09:38 — [comms] Status page: uploads break off, next update 10:00 UTC.
- 09:44 — [mitigated] A 400 MB upload succeeds.
- 09:45 — [handoff] @jun takes over as resolution owner.
- 09:50 — [handoff] @lee takes over as incident commander from @amara. Open: why does the template differ?
- 10:00 — [comms] Status page: uploads work again, next update 11:45 UTC.
- 10:20 — [finding] The template has no timeout. (known 10:22: 30 s it is)
- 11:35 — [resolved] Gateway `7c2` sets the timeout.
- 11:40 — [comms] Status page: resolved, no uploaded file was lost.
"""


def test_an_incident_is_played_through_and_lints_clean_after_every_step(at: Say, tmp_path: Path) -> None:
    for clock, *arguments in INCIDENT:
        said = at(clock, *arguments)
        assert (said.returncode, said.stderr) == (0, ""), arguments
        linted = at(clock, "lint", "--level", "info")
        assert linted.stdout == "Checked 1 record: no findings.\n", arguments

    assert text_in(tmp_path) == RECORD


def test_a_declaration_says_what_to_post(at: Say) -> None:
    said = at("09:26", "declare", TITLE, "--severity", "sev2", "--started", "09:02", "--detected-by", "support").stdout

    assert "  INCIDENT sev2: Uploads over 100 MB time out\n  Since: 09:02 UTC. Noticed by: support.\n" in said
    assert "  @amara is incident commander, and holds comms and ops for now.\n" in said
    assert "  Next update: 10:26 UTC.\n" in said


def test_one_may_declare_what_has_no_title_of_its_own_twice_but_not_the_same(declared: Say, tmp_path: Path) -> None:
    again = declared("09:28", "declare", TITLE, "--severity", "sev1")
    assert again.returncode == 2
    assert f"{ID} is declared already. If it is the same, go on there: --record {ID}." in again.stderr
    assert "severity: sev2" in text_in(tmp_path)

    other = declared("09:28", "declare", TITLE, "--severity", "sev1", "--slug", "uploads-of-another-kind")
    assert f"Note: Open as well: {ID}." in other.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("declare", "--severity", "sev1"), "--title is needed where nobody can be asked"),
        (("declare", "A", "--severity", "sev9"), "--severity: there is no severity `sev9`; did you mean"),
        (("declare", "A", "--severity", "sev1", "--criteria", "user-facin"), "did you mean `user-facing`?"),
        (("declare", "A", "--severity", "sev1", "--detected-by", "custmer"), "did you mean `customer`?"),
        (("declare", "A", "--severity", "sev1", "--started", "23:00"), "--started: 23:00 is still to come"),
        (("declare", "A", "--severity", "sev1", "--who", "a\nb: c"), "--who: `a\\nb: c` is no person"),
        (
            ("declare", "A", "--severity", "sev1", "--at", "09:00", "--started", "09:10"),
            "this cannot be: declared (2026-11-21 09:00) comes before started (2026-11-21 09:10)",
        ),
        (("declare", "A" * 2001, "--severity", "sev1"), "`title`: more than 2000 characters"),
        (("new", "--title", "A", "--severity", "sev1", "--status", "open"), "is declared: `opslog declare`"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_and_nothing_written(
    at: Say, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    said = at("09:26", *arguments)

    assert said.returncode == 2
    assert words in said.stderr
    assert not list(tmp_path.rglob("*.md"))


def test_no_criterion_is_no_incident_and_may_be_declared_all_the_same(at: Say, tmp_path: Path) -> None:
    said = at("09:26", "declare", TITLE, "--severity", "sev3", "--criteria", "")

    assert "None of the criteria applies" in said.stderr
    assert "opslog new --kind near-miss" in said.stderr
    assert said.returncode == 0
    near_miss = at("09:26", "new", "--kind", "near-miss", "--title", "Nearly", "--severity", "sev3")
    assert near_miss.returncode == 0
    assert "kind: near-miss\n" in (tmp_path / "incidents/2026/2026-11-21-nearly.md").read_text("utf-8")


AMARA = {"SOURCE_DATE_EPOCH": epoch("09:26"), "OPSLOG_WHO": "@amara"}


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    typed = [TITLE, "sev2", "gateway", "y", *"nnnnn", "-24m", "support"]
    code, said = at_a_terminal(tmp_path, typed, "declare", **AMARA)

    assert code == 0, said
    assert "Do users notice it, or will they?" in said
    facts = record_in(tmp_path).facts
    assert (facts.criteria, facts.services, facts.detected_by) == (("user-facing",), ("gateway",), "support")
    assert "started: 2026-11-21 09:02\n" in text_in(tmp_path)


@pytest.mark.parametrize(("answer", "written"), [("n", 0), ("y", 1)])
def test_at_a_terminal_without_any_criterion_it_asks_once_more(tmp_path: Path, answer: str, written: int) -> None:
    typed = [*"nnnnnn", answer, "", ""]
    code, said = at_a_terminal(tmp_path, typed, "declare", TITLE, "--severity", "sev3", "--services", "", **AMARA)

    assert code == 0, said
    assert "None of the criteria applies" in said
    assert len(list(tmp_path.rglob("*.md"))) == written
    assert ("Nothing was written." in said) is not bool(written)


def test_at_a_terminal_mitigating_asks_by_what(declared: Say, tmp_path: Path) -> None:
    code, said = at_a_terminal(tmp_path, ["restart"], "mitigate", "It works again", **AMARA)

    assert code == 0, said
    assert "rollback: back to the last version that worked" in said
    assert "mitigation:\n  kind: restart\n" in text_in(tmp_path)


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [
        (("ack", "--who", "@jun"), ("ack",), "Acknowledged already, at 09:30: @jun is on it."),
        (("handoff", "ic", "@lee"), ("handoff", "ic", "@lee"), "@lee is incident commander since 09:30 already."),
        (("own", "@lee"), ("own", "LEE"), "@lee is resolution owner already."),
        (("mitigate", "--kind", "scale"), ("mitigate", "--kind", "other"), "Mitigated already, at 09:30."),
        (("resolve",), ("resolve",), "Resolved already, at 09:30."),
    ],
)
def test_a_second_time_says_who_did_and_changes_nothing(
    declared: Say, tmp_path: Path, first: tuple[str, ...], again: tuple[str, ...], words: str
) -> None:
    assert declared("09:30", *first).returncode == 0
    before = text_in(tmp_path)

    said = declared("09:40", *again)

    assert said.returncode == 0
    assert said.stdout.startswith(words)
    assert "Nothing was changed." in said.stdout
    assert text_in(tmp_path) == before
    assert json.loads(declared("09:40", *again, "--json").stdout)["changed"] is False


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ("09:20", "09:20 — x"),
        ("-10m", "09:20 — x"),
        ("-1h5m", "08:25 — x"),
        ("2026-11-21 09:20", "09:20 — x"),
        ("2026-11-21 10:20+01:00", "09:20 — x"),
        ("2026-11-20 23:50", "2026-11-20 23:50 — x"),
    ],
)
def test_when_it_was_is_said_in_any_of_the_usual_ways(declared: Say, tmp_path: Path, given: str, entry: str) -> None:
    said = declared("09:30", "log", "x", "--at", given)

    assert said.returncode == 0, said.stderr
    assert f"- {entry}\n" in text_in(tmp_path) or f"- 2026-11-21 {entry}\n" in text_in(tmp_path)
    assert declared("09:30", "lint").returncode == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("09:31", "--at: 09:31 is still to come, it is 2026-11-21 09:30 in the record's zone (UTC); for yest"),
        ("2027-01-01 10:00", "--at: 2027-01-01 10:00 is still to come"),
        ("2026-11-21", "names no hour; write 12:32 (today), -10m, or 2022-12-25 12:32"),
        ("noon", "`noon` is not a time; write 12:32 (today), -10m, or 2022-12-25 12:32"),
        ("25:10", "there is no 25:10"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused(declared: Say, tmp_path: Path, given: str, words: str) -> None:
    before = text_in(tmp_path)
    said = declared("09:30", "log", "x", "--at", given)

    assert said.returncode == 2
    assert words in said.stderr
    assert text_in(tmp_path) == before


def test_clock_times_are_those_of_the_zone_of_the_record(at: Say, tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text('timezone = "America/New_York"\n', encoding="utf-8")
    at("09:26", "declare", TITLE, "--severity", "sev2")

    assert "it is 2026-11-21 04:30 in the record's zone" in at("09:30", "log", "x", "--at", "09:20").stderr
    assert at("09:30", "log", "x", "--at", "04:20").returncode == 0
    assert "- 2026-11-21 04:20 — x\n" in text_in(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("handoff", "oops", "@lee"), "there is no role `oops`; did you mean `ops`?"),
        (("handoff", "resolution-owner", "@lee"), "`opslog own @handle`"),
        (("handoff", "ic", "<b>"), "WHO: `<b>` is no person"),
        (("handoff", "ic", "@lee", "--at", "09:20"), "this cannot be: @amara is incident commander from"),
        (("mitigate",), "--kind: by what? One of\n  --kind rollback     back to the last version that worked"),
        (("mitigate", "--kind", "scale", "--plan", ""), "there is nothing to write"),
        (("mitigate", "--kind", "rolback"), "--kind: there is no `rolback`; did you mean `rollback`?"),
        (("mitigate", "--kind", "scale", "--at", "09:00"), "mitigated (2026-11-21 09:00) comes before started"),
        (("mitigate", "--kind", "scale", "--decided", "09:29", "--at", "09:28"), "decided (2026-11-21 09:29) comes"),
        (("mitigate", "--kind", "scale", "--plan", "a", "b"), "--plan is what comes before"),
        (("resolve", "--at", "09:00"), "resolved (2026-11-21 09:00) comes before started"),
        (("log",), "there is nothing to write"),
        (("log", "x", "--action", "--comms"), "one entry is of one kind, and this names action and comms"),
        (("log", "x", "--known", "later it was the cache"), "does not start with a time; write `14:20 what"),
        (("log", "x", "--known", "09:20 the cache"), "known 2026-11-21 09:20, before it was true (2026-11-21 09:30)"),
        (("log", "x", "--decision", "--at", "09:27", "--known", "09:29 y"), "a reason known only at 2026-11-21 09:29"),
        (("log", "x", "--record", "2026-11-21-uploads-over-100-mb-time-outs"), f"did you mean `{ID}`?"),
        (("ack", "--who", "[x](y)"), "is no person"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_changes(
    declared: Say, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = text_in(tmp_path)
    said = declared("09:30", *arguments)

    assert said.returncode == 2
    assert words in said.stderr
    assert said.stdout == ""
    assert text_in(tmp_path) == before


def test_text_comes_from_standard_input_too(declared: Say, tmp_path: Path) -> None:
    text = "Traceback:\n- [resolved] <b>line</b>\n---\n## Timeline\n"
    call = [sys.executable, "-m", "opslog", "log", "-"]
    env = environment(SOURCE_DATE_EPOCH=epoch("09:30"))
    subprocess.run(call, cwd=tmp_path, env=env, input=text, text=True, check=True, capture_output=True)

    record = record_in(tmp_path)
    assert record.timeline[-1].text == "Traceback: - [resolved] &lt;b>line&lt;/b> --- ## Timeline"
    assert record.facts.times.resolved is None
    assert len(record.sections) == 1


def test_a_change_is_rolled_back_or_there_is_a_reason(declared: Say, tmp_path: Path) -> None:
    tagged = text_in(tmp_path).replace("responders:", "tags: [deploy]\nresponders:")
    (tmp_path / FILE).write_text(tagged, encoding="utf-8")

    refused = declared("09:40", "mitigate", "--kind", "fix-forward")
    assert refused.returncode == 2
    assert "roll it back, or add --instead-of-rollback" in refused.stderr
    assert declared("09:40", "mitigate", "--kind", "fix-forward", "--instead-of-rollback", "n/a").returncode == 2
    reason = "The release before cannot read the new column."
    assert declared("09:40", "mitigate", "--kind", "fix-forward", "--instead-of-rollback", reason).returncode == 0
    assert f"  instead_of_rollback: {reason}\n" in text_in(tmp_path)
    assert declared("09:40", "lint", "--level", "info").returncode == 0


def test_what_helped_need_not_be_what_was_planned(declared: Say, tmp_path: Path) -> None:
    declared("09:34", "mitigate", "--kind", "rollback", "--plan", "Roll back")
    declared("09:44", "mitigate", "--kind", "restart", "A restart did it")
    mitigation = record_in(tmp_path).facts.mitigation
    assert mitigation is not None
    assert (mitigation.kind, mitigation.decided) == ("restart", None)

    declared("09:50", "mitigate", "--kind", "rollback", "--plan", "Roll back all the same")
    assert record_in(tmp_path).facts.mitigation == mitigation
    assert record_in(tmp_path).timeline[-1].kind == "decision"


def test_who_acts_is_given_or_set_or_known_to_git(declared: Say, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"), "OPSLOG_WHO": ""}
    nobody = declared("09:30", "ack", **home, GIT_CONFIG_NOSYSTEM="1")
    assert nobody.returncode == 2
    assert "Add `--who @handle`, or set OPSLOG_WHO once" in nobody.stderr

    (tmp_path / "gitconfig").write_text("[user]\n\tname = Sally Ride\n", encoding="utf-8")
    assert declared("09:30", "ack", **home).stdout.startswith("Sally Ride is on it since 09:30.")


def test_people_are_spelt_as_the_record_spells_them(declared: Say, tmp_path: Path) -> None:
    declared("09:30", "handoff", "ops", "@jun")
    assert declared("09:31", "handoff", "comms", "Jun").stdout.startswith("@jun is communications lead")
    slip = declared("09:32", "handoff", "ic", "@june")
    assert (
        "Note: @june is new in this record. If you meant @jun: `opslog handoff incident-commander @jun`." in slip.stdout
    )


def test_a_name_alone_becomes_the_intervals_of_a_hand_off(declared: Say, tmp_path: Path) -> None:
    front, _, rest = text_in(tmp_path).partition("roles:\n")
    body = rest[rest.index("responders:") :]
    (tmp_path / FILE).write_text(f'{front}roles:\n  incident-commander: "@amara" # ours\n{body}', encoding="utf-8")

    assert declared("09:30", "handoff", "comms", "@sam").stdout.startswith(
        "@sam is communications lead since 09:30, after @amara."
    )
    assert declared("09:30", "handoff", "ic", "@lee").returncode == 0
    assert declared("09:31", "lint", "--level", "info").stdout == "Checked 1 record: no findings.\n"
    status = json.loads(declared("09:31", "status", "--json").stdout)[0]
    assert status["roles"]["incident-commander"] == {"who": "@lee", "since": "2026-11-21T09:30:00Z"}
    assert status["roles"]["ops-lead"]["who"] == "@lee"


def test_one_of_several_open_records_has_to_be_named(declared: Say, tmp_path: Path) -> None:
    declared("09:27", "declare", "Search is slow", "--severity", "sev3")

    said = declared("09:30", "log", "x")
    assert said.returncode == 2
    assert said.stderr == (
        "opslog: 2 records are open; add one of\n"
        "  --record 2026-11-21-search-is-slow   sev3, declared 2026-11-21 09:27: Search is slow\n"
        f"  --record {ID}   sev2, declared 2026-11-21 09:26: {TITLE}\n"
    )
    for chosen in (ID, FILE, str(tmp_path / FILE)):
        assert declared("09:30", "log", "x", "--record", chosen).returncode == 0
    assert declared("09:30", "log", "x", OPSLOG_RECORD=ID).returncode == 0
    assert text_in(tmp_path).count("— x\n") == 4
    assert [one["record"] for one in json.loads(declared("09:31", "status", "--json").stdout)] == [
        "2026-11-21-search-is-slow",
        ID,
    ]


def test_what_is_over_is_written_into_only_when_named(declared: Say, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text_in(tmp_path).replace("status: open", "status: approved"), encoding="utf-8")

    assert "no record is open: `opslog declare` opens one" in declared("09:30", "log", "x").stderr
    stale = declared("09:30", "log", "x", OPSLOG_RECORD=ID)
    assert f"OPSLOG_RECORD: `{ID}` is approved, not open; if you mean it, add --record {ID}" in stale.stderr
    assert declared("09:30", "log", "x", "--record", ID).returncode == 0
    assert declared("09:30", "status").stdout == "No record is open.\n"


def test_a_bot_is_told_what_was_written_where(declared: Say, tmp_path: Path) -> None:
    told = json.loads(declared("09:30", "ack", "--who", "@jun", "--json").stdout)

    assert (told["record"], told["path"], told["changed"]) == (ID, str(tmp_path / FILE), True)
    lines = text_in(tmp_path).splitlines()
    assert [lines[one["line"] - 1] for one in told["lines"]] == [one["text"] for one in told["lines"]]
    assert [one["text"] for one in told["lines"]] == [
        "  acknowledged: 2026-11-21 09:30",
        'responders: ["@amara", "@jun"]',
        "- 09:30 — [acknowledged] @jun is on it.",
    ]
    assert told["say"] == ["@jun: I'm on it."]
    first = json.loads(declared("09:31", "declare", "Another", "--severity", "sev3", "--json").stdout)
    lines = Path(first["path"]).read_text("utf-8").splitlines()
    assert [lines[one["line"] - 1] for one in first["lines"]] == [line for line in lines if line]


def test_status_tells_who_what_since_and_what_nobody_did(declared: Say) -> None:
    said = declared("09:50", "status").stdout
    assert (
        said
        == f"""\
{ID} (sev2, open)
{TITLE}

started              09:02 (48 min ago)
declared             09:26 (24 min ago)
incident commander   @amara since 09:26 (24 min ago)
communications lead  @amara since 09:26 (24 min ago)
ops lead             @amara since 09:26 (24 min ago)
resolution owner     nobody
last update          none
next update          09:56, in 6 min (first word)

Not done yet:
  nobody has said “I am on it”  opslog ack
  nobody affected was told      opslog update
  it still hurts                opslog mitigate --kind rollback --plan "…"
"""
    )


@pytest.mark.parametrize(
    ("steps", "clock", "due"),
    [
        ((), "10:00", "next update          09:56, 4 min late (first word)\n"),
        ((("09:38", "log", "--comms", "We look into it."),), "10:00", "10:38, in 38 min (policy)\n"),
        ((("09:38", "log", "--comms", "Next update 10:00 UTC."),), "10:07", "10:00, 7 min late (promised)\n"),
        ((("09:44", "mitigate", "--kind", "scale"), ("09:45", "log", "--comms", "It works.")), "10:00", None),
        ((("09:44", "resolve"), ("09:45", "log", "--comms", "Resolved.")), "10:00", None),
    ],
)
def test_the_next_update_is_the_promised_one_or_that_of_the_policy(
    declared: Say, steps: tuple[tuple[str, ...], ...], clock: str, due: str | None
) -> None:
    for when, *arguments in steps:
        assert declared(when, *arguments).returncode == 0

    said = declared(clock, "status").stdout
    assert due in said if due else "next update" not in said


def test_status_follows_the_incident_to_its_end(declared: Say) -> None:
    def missing() -> list[str]:
        return [one["what"] for one in json.loads(declared("10:00", "status", "--json").stdout)[0]["missing"]]

    declared("09:30", "ack")
    declared("09:31", "mitigate", "--kind", "rollback", "--plan", "Roll back")
    assert missing() == ["nobody affected was told", "rollback was decided, and is not known to have helped"]
    declared("09:40", "log", "--comms", "Uploads break off.")
    declared("09:44", "mitigate")
    assert missing() == ["nobody is resolution owner", "the cause is still there"]
    declared("09:45", "own", "@jun")
    declared("09:50", "resolve")
    assert missing() == ["nobody was told that it is over", "the postmortem is not begun"]


def test_a_record_of_tables_and_windows_lines_stays_one(declared: Say, tmp_path: Path) -> None:
    front, _, _ = text_in(tmp_path).partition("## Timeline")
    table = f"{front}## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-11-21 09:26 | [declared] @amara |\n"
    (tmp_path / FILE).write_bytes(table.replace("\n", "\r\n").encode())

    assert declared("09:30", "log", "a | b", "--action").returncode == 0
    raw = (tmp_path / FILE).read_bytes()
    assert raw.endswith(b"| 2026-11-21 09:26 | [declared] @amara |\r\n| 09:30 | [action] a \\| b |\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
