"""Fixes change how a record is written, never what it says, and no byte beside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.check import find_fixes
from opslog.clock import read_stamp
from opslog.clock_form import usual_moment, usual_stamp
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.fix import Fix
from opslog.fixing import diff_of, plan_fixes, with_fixes, write_fixes
from opslog.reading import parse_record
from opslog.record import Record
from opslog.selection import Selection
from opslog.span import START, Span
from opslog.times import find_zone, read_moment

EVERYTHING = Selection(level="info")
ZONE = find_zone("Europe/Berlin")

HOURS = st.one_of(st.integers(0, 23).map(str), st.integers(0, 23).map("{:02}".format))
CLOCKS = st.builds("{}:{:02}{}".format, HOURS, st.integers(0, 59), st.sampled_from(("", "", "", ":09")))
HALVES = st.sampled_from(("", "", "", " pm", "am", " p.m."))
DAYS = st.sampled_from(("", "", "2022-12-25 ", "2022-12-25T", "2022-12-26, ", "2025-10-26T", "2022-12-25  "))
UNTIL = st.builds("{}{}{}".format, st.sampled_from(("–", " - ", " to ")), CLOCKS, HALVES)
STAMPS = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(("", "", "~", "ca. ")),
    DAYS,
    CLOCKS,
    HALVES,
    st.sampled_from(("", "", " UTC", "+01:00", " CET", "Z")),
    st.one_of(st.just(""), st.just(""), UNTIL),
)  # fmt: skip
ENTRIES = st.builds(
    "{0}{1}{2}{1} — {3}".format,
    st.sampled_from(("- ", "* ", "-   ", "### ", "1. ")),
    st.sampled_from(("", "", "**", "`")),
    STAMPS,
    st.sampled_from(("[detected] Ärger 🚒 at 8:54", "It starts. (known 8:54: by then)", "It ends.\n  At 9:00.")),
)
ROWS = STAMPS.map("| {} | It starts 🚒 |".format)
ATTRIBUTES = st.lists(
    st.sampled_from(
        ("@jun", "team:sre", "Sally Ride", "prevent", "Detect", "P1", "p2", "due 2023-01-09", "due: soon", "#12",
         "example/shop#1", "[it](https://tracker.example.com/1)", "somehow", "<!-- or -->", "", "@lee."),
    ),
    max_size=5,
)  # fmt: skip
JOINED = st.builds(lambda pieces, comma: comma.join(pieces), ATTRIBUTES, st.sampled_from((", ", ",", " , ", ",\n  ")))
ITEMS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(("- ", "* ", "-\t", "  1. ", "- Nested:\n  - ", "> - ")),
    st.sampled_from(("[ ] ", "[x] ", "[X] ", "[X]  ", "[ ]\t", "[x]\xa0", "[X]", "[ ]     ", "")),
    st.sampled_from(("Mend it", "Mend `it — @x, y`", "Mend\n  it 🚒", "Mend — or not", "")),
    st.one_of(st.just(""), JOINED.map(" — {}".format)),
    st.sampled_from(("", "", "  ", "\n\n  More — P1, @jun", "\n  - [X]  Nested — P1, @jun")),
)
OTHERS = st.sampled_from(
    ("", "", "```\n- [X]  8:54 — P1, @jun\n```", "<!-- 8:54 -->", "\u2028- 8:54 — x", "| a | b |\n|---|---|")
)
HEADINGS = st.sampled_from(
    ("Summary", "Overview", "overview:", "**Damage**", "Impact", "Root cause(s)", "Analysis", "Solution ##", "Own 🚒",
     "Lessons Learned <!-- x -->"),
)  # fmt: skip
PROSE = st.builds(
    "{}\n\nIt took until 8:54. {}\n".format,
    st.one_of(HEADINGS.map("## {}".format), HEADINGS.map("{}\n---".format)),
    st.sampled_from(("", "See [there](#overview).", "See <a href='#root-causes'>there</a>.")),
)
TIMELINES = st.builds(
    "## {}\n\n{}\n".format,
    st.sampled_from(("Timeline", "Chronology", "timeline")),
    st.one_of(
        st.lists(st.one_of(ENTRIES, ENTRIES, OTHERS), max_size=5).map("\n".join),
        st.lists(ROWS, max_size=4).map(lambda rows: "\n".join(("| Time | Event |", "|---|---|", *rows))),
    ),
)
FOLLOW_UPS = st.builds(
    "## {}\n\n{}\n".format,
    st.sampled_from(("Follow-ups", "Action items", "follow ups")),
    st.lists(st.one_of(ITEMS, ITEMS, OTHERS, st.just("### Ideas")), max_size=5).map("\n".join),
)
TIMES = st.sampled_from(
    ("{started: 2022-12-25 8:32}", "{started: 2022-12-25T08:32, resolved: '2022-12-25T9:00Z'}",
     '\n  started: "2022-12-25T8:32"\n  resolved: >-\n    2022-12-25T10:00', "{started: 2022-12-25 12:32}"),
)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> bytes:
    body = "\n".join(draw(st.lists(st.one_of(TIMELINES, FOLLOW_UPS, PROSE), max_size=4)))
    text = record_text(body, times=draw(TIMES), responders="[Sally Ride]")
    if draw(st.booleans()):
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n", "\r"))))
    return text.encode("utf-8-sig" if draw(st.booleans()) else "utf-8")


def fixes_of(raw: bytes) -> list[Fix]:
    record = parse_record(raw, "2022-12-25-x.md", Config())
    return [found.fix for found in find_fixes(record, Config(), EVERYTHING) if found.fix]


def said_by(record: Record) -> tuple[object, ...]:
    """Everything that a record says, without where and how it is written."""
    entries = [entry._replace(span=START, written="") for entry in record.timeline]
    follow_ups = [item._replace(span=START) for item in record.follow_ups]
    sections = [(section.name, [line.kind for line in section.lines]) for section in record.sections]
    problems = [(one.rule, one.span.line) for one in record.problems if one.rule != "time-in-another-form"]
    return record.facts, entries, follow_ups, sections, problems


@given(files())
def test_what_a_record_says_stays(raw: bytes) -> None:
    fixed, _ = with_fixes(raw, fixes_of(raw))

    assert said_by(parse_record(fixed, "2022-12-25-x.md", Config())) == said_by(
        parse_record(raw, "2022-12-25-x.md", Config())
    )


@given(files())
def test_what_is_fixed_needs_no_fix(raw: bytes) -> None:
    fixes = fixes_of(raw)
    fixed, number = with_fixes(raw, fixes)

    assert number == len(fixes)
    assert fixes_of(fixed) == []


@given(files())
def test_every_other_line_is_kept_byte_for_byte(raw: bytes) -> None:
    fixes = fixes_of(raw)
    fixed, _ = with_fixes(raw, fixes)

    before, after = (re.split(rb"(\r\n|\r|\n)", each) for each in (raw, fixed))
    touched = {(fix.span.line - 1) * 2 for fix in fixes}
    assert len(before) == len(after)
    assert {place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new} == touched


@given(STAMPS, st.booleans())
def test_a_time_in_the_usual_form_is_the_same_moment(written: str, keep_clock: bool) -> None:
    day = date(2022, 12, 25)
    usual = usual_stamp(written.strip(), ZONE, day, keep_clock=keep_clock)
    if usual is None:
        return

    old, new = read_stamp(written, ZONE, day), read_stamp(usual, ZONE, day)
    assert old is not None
    assert new is not None
    assert (old.at, old.until, old.approximate, old.day) == (new.at, new.until, new.approximate, new.day)
    assert usual_stamp(usual, ZONE, day, keep_clock=keep_clock) is None


@given(
    st.dates(date(2000, 1, 1)), st.sampled_from(("T", " ", "  ", "\t")), CLOCKS, st.sampled_from(("", "Z", "+01:00"))
)
def test_a_field_in_the_usual_form_is_the_same_moment(day: date, between: str, clock: str, offset: str) -> None:
    zone = find_zone("UTC")
    written = f"{day}{between}{clock}{offset}"

    assert read_moment(usual_moment(written), zone) == read_moment(written, zone)
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", usual_moment(written))


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("2022-12-25T12:32", "2022-12-25 12:32"),
        ("8:54", "08:54"),
        ("~8:54–9:10", "~08:54–09:10"),
        ("12:32 pm", "12:32"),
        ("12:32 am", "00:32"),
        ("3:05:09 p.m.", "15:05:09"),
        ("3:05 pm UTC", "15:05 UTC"),
        ("17:14pm", None),
        ("3:05-4:05 pm", None),
        ("08:54", None),
        ("2025-10-26T02:30", None),
        ("2022-12-25", None),
    ],
)
def test_what_becomes_of_a_time(written: str, usual: str | None) -> None:
    assert usual_stamp(written, ZONE, date(2022, 12, 25)) == usual


def test_of_two_fixes_that_overlap_the_first_is_made() -> None:
    one, two = Fix(Span.on_line(1, 1, 3), "x", ""), Fix(Span.on_line(1, 2, 3), "y", "")

    assert with_fixes(b"\xef\xbb\xbfabcde\n", [two, one]) == (b"\xef\xbb\xbfxde\n", 1)


UNTIDY = record_text(
    "## Damage\n\nNone: it was staged.\n\n## Follow-ups\n\n- [X] Ärger 🚒 — due 2023-01-09, @jun, example/shop#1\n"
)
TIDY = UNTIDY.replace("Damage", "Impact").replace("[X]", "[x]").replace("due 2023-01-09, @jun", "@jun, due 2023-01-09")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "2022-12-25-x.md").write_text(UNTIDY, encoding="utf-8")
    return tmp_path


def lint(opslog: Opslog, log: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return opslog("lint", "--level", "info", *arguments, cwd=log, **environment)


def test_what_can_be_fixed_is_marked_and_counted(log: Path, opslog: Opslog) -> None:
    linted = lint(opslog, log, "--output-format", "concise")

    place = "incidents/2022-12-25-x.md"
    assert linted.stdout == (
        f"{place}:9:4: info: SC105 [*] “Damage” is “Impact” in other records. Write `Impact`.\n"
        f"{place}:15:3: info: FU111 [*] The box is ticked `[X]`. Write `[x]` and a space.\n"
        f"{place}:15:17: info: FU110 [*] The attributes stand in another order than in other follow-ups. "
        "Write `@jun, due 2023-01-09, example/shop#1`.\n"
        "Checked 1 record: 3 remarks in all of them. `opslog explain CODE` says more.\n"
        "[*] 3 fixable with `--fix`.\n"
    )
    assert linted.returncode == 1
    assert lint(opslog, log).stdout.count(") [*]\n") == 3


def test_fix_writes_and_reports_the_rest(log: Path, opslog: Opslog) -> None:
    linted = lint(opslog, log, "--fix")

    assert linted.stdout == "Fixed 3 findings. Checked 1 record: no findings.\n"
    assert linted.returncode == 0
    assert (log / "incidents" / "2022-12-25-x.md").read_text(encoding="utf-8") == TIDY
    assert [each.name for each in (log / "incidents").iterdir()] == ["2022-12-25-x.md"]


def test_what_is_not_reported_is_not_fixed(log: Path, opslog: Opslog) -> None:
    assert opslog("lint", "--fix", cwd=log).stdout == "Checked 1 record: no findings.\n"
    assert lint(opslog, log, "--fix", "--ignore", "SC105,FU").stdout == "Checked 1 record: no findings.\n"
    (log / "opslog.toml").write_text("[lint]\nper-file-ignores = {'*' = ['SC105', 'FU']}\n", encoding="utf-8")
    assert lint(opslog, log, "--fix").returncode == 0

    assert (log / "incidents" / "2022-12-25-x.md").read_text(encoding="utf-8") == UNTIDY


def test_a_comment_that_keeps_a_rule_silent_keeps_its_fix_away(log: Path, opslog: Opslog) -> None:
    path = log / "incidents" / "2022-12-25-x.md"
    silent = UNTIDY.replace("## Damage", "<!-- opslog-disable-next-line SC105 -- our word -->\n## Damage")
    path.write_text(silent, encoding="utf-8")

    lint(opslog, log, "--fix")

    assert "\n## Damage\n" in path.read_text(encoding="utf-8")
    assert "- [x] Ärger" in path.read_text(encoding="utf-8")


def test_diff_shows_and_changes_nothing(log: Path, opslog: Opslog) -> None:
    shown = lint(opslog, log, "--diff")

    assert shown.stdout.startswith("--- incidents/2022-12-25-x.md\n+++ incidents/2022-12-25-x.md\n@@ ")
    assert "-## Damage\n+## Impact\n" in shown.stdout
    assert shown.stderr == "Would fix 3 findings in 1 of 1 records.\n"
    assert shown.returncode == 1
    assert lint(opslog, log, "--diff", "--exit-zero").returncode == 0
    assert lint(opslog, log, "--diff", "--ignore", "SC,FU").returncode == 0
    assert (log / "incidents" / "2022-12-25-x.md").read_text(encoding="utf-8") == UNTIDY


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here: the diff stays unapplied")
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_git_applies_the_diff(tmp_path: Path, *, ends: str, last: bool) -> None:
    path = tmp_path / "2022-12-25-x.md"
    escape = UNTIDY.replace("staged", "staged \x1b[31mred\x1b[0m")
    path.write_bytes((escape if last else escape.rstrip("\n")).replace("\n", ends).encode("utf-8-sig"))
    planned = plan_fixes((path, None), Config(), EVERYTHING)
    patch = diff_of(planned._replace(shown=path.name)).encode()

    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn", "-"], cwd=tmp_path, input=patch, check=True)

    assert planned.fixes == 3
    assert path.read_bytes() == planned.after


def test_a_diff_in_a_pipe_is_not_altered_and_gives_no_commands_to_a_runner(log: Path, opslog: Opslog) -> None:
    path = log / "incidents" / "2022-12-25-x.md"
    path.write_text(UNTIDY.replace("None: it", "::error::x ##[error]x \x1b[31mit"), encoding="utf-8")

    assert "\n ::error::x ##[error]x \x1b[31mit" in lint(opslog, log, "--diff").stdout
    in_actions = lint(opslog, log, "--diff", GITHUB_ACTIONS="true").stdout.splitlines()
    token = in_actions[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert in_actions[-1] == f"::{token}::"
    assert lint(opslog, log, "--diff", GITHUB_ACTIONS="true").stdout.splitlines()[0] != in_actions[0]


def test_links_are_not_written_to(log: Path, opslog: Opslog) -> None:
    elsewhere = log / "elsewhere.md"
    elsewhere.write_text(UNTIDY, encoding="utf-8")
    (log / "incidents" / "2022-12-25-x.md").unlink()
    (log / "incidents" / "2022-12-25-x.md").symlink_to(elsewhere)

    assert lint(opslog, log, "--fix").returncode == 2  # it leads out of the folder
    assert lint(opslog, log, "--diff").returncode == 2
    by_name = lint(opslog, log, "--fix", "incidents/2022-12-25-x.md")
    assert by_name.returncode == 1
    assert by_name.stderr == "incidents/2022-12-25-x.md: links are not written to; fix the file itself\n"
    assert (log / "incidents" / "2022-12-25-x.md").is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == UNTIDY


def test_what_cannot_be_read_is_exit_2(log: Path, opslog: Opslog) -> None:
    (log / "incidents" / "2022-12-26-x.md").write_bytes(b"\xff")

    for arguments in (("--diff",), ("--fix",), ("--diff", "--exit-zero"), ("--exit-zero",)):
        assert lint(opslog, log, *arguments).returncode == 2
    assert (log / "incidents" / "2022-12-25-x.md").read_text(encoding="utf-8") == TIDY


def test_a_file_that_has_changed_meanwhile_is_left_alone(log: Path) -> None:
    path = log / "incidents" / "2022-12-25-x.md"
    planned = plan_fixes((path, None), Config(), EVERYTHING)
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(OpslogError, match="somebody is writing to the file; run this again"):
        write_fixes(planned)
    path.unlink()
    with pytest.raises(OpslogError, match="cannot be read"):
        write_fixes(planned)
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_in_a_folder_that_cannot_be_written_is_left_alone(log: Path, opslog: Opslog) -> None:
    (log / "incidents").chmod(0o555)

    linted = lint(opslog, log, "--fix")

    assert linted.returncode == 2
    assert "cannot be written" in linted.stderr


def test_permissions_are_kept(log: Path, opslog: Opslog) -> None:
    path = log / "incidents" / "2022-12-25-x.md"
    path.chmod(0o640)

    lint(opslog, log, "--fix")

    assert path.stat().st_mode & 0o777 == 0o640


def test_the_fixes_are_in_json(log: Path, opslog: Opslog) -> None:
    found = json.loads(lint(opslog, log, "--output-format", "json", "--select", "SC105").stdout)

    assert found[0]["fix"] == {
        "applicability": "safe",
        "message": "Call the section Impact",
        "edits": [{"content": "Impact", "location": {"row": 9, "column": 4}, "end_location": {"row": 9, "column": 10}}],
    }


def test_the_own_records_and_the_real_ones_keep_what_they_say(shared: Path) -> None:
    """What the 24 real records say is the same before and after."""
    for path in sorted((shared / "records").rglob("*.md")):
        planned = plan_fixes((path, None), Config(), EVERYTHING)
        before, after = (parse_record(raw, str(path), Config()) for raw in (planned.before, planned.after))

        assert said_by(after) == said_by(before), path
        assert fixes_of(planned.after) == [], path
