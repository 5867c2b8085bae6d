"""The baseline: what was there before opslog came is not told, whatever line it moves to; what is new is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.baseline import Baseline, Entry, baseline_of, baseline_text, cover, read_baseline
from opslog.check import check
from opslog.config import Config
from opslog.finding import Finding
from opslog.fingerprint import fingerprint
from opslog.reading import parse_record
from opslog.selection import Selection
from opslog.span import Span
from test_diff_base import NOBODY, git_in

OLD = "incidents/2022/2022-12-25-old.md"
BODY = "## Summary\n\nTODO\n\nIt broke.\n\n## Impact\n\nSome.\n\n## Follow-ups\n\n- [ ] Do it\n"
FILE = "opslog-baseline.json"


@pytest.fixture
def log(tmp_path: Path, opslog: Opslog) -> Path:
    """A log with two findings in a record, adopted: its baseline covers both."""
    (tmp_path / "incidents" / "2022").mkdir(parents=True)
    (tmp_path / "opslog.toml").write_text(f"lint = {{baseline = '{FILE}'}}\n", encoding="utf-8")
    write(tmp_path, BODY)
    ran = opslog("lint", "--update-baseline", cwd=tmp_path)
    assert ran.stdout == "Checked 1 record: no findings but 2 that the baseline covers.\n"
    assert ran.stderr == f"Wrote {FILE}: it covers 2 findings.\n"
    assert ran.returncode == 0
    return tmp_path


def write(log: Path, body: str, name: str = OLD) -> Path:
    path = log / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record_text(body), encoding="utf-8")
    return path


def lint(log: Path, opslog: Opslog, *arguments: str | Path, **environment: str) -> tuple[list[tuple[str, int]], str]:
    """Give the findings, and what was said about the baseline."""
    environment = {"CI": ""} | NOBODY | environment
    ran = opslog("lint", "--output-format", "json", *arguments, cwd=log, **environment)
    assert ran.stdout, ran.stderr
    found = json.loads(ran.stdout)
    assert ran.returncode == (1 if found else 0)
    return [(one["code"], one["location"]["row"]) for one in found], "".join(ran.stderr.splitlines(keepends=True)[1:])


def entries(log: Path) -> list[tuple[str, str, int]]:
    return [(path, code, count) for path, code, _, count in json.loads((log / FILE).read_text(encoding="utf-8"))[1:]]


def test_an_adopted_log_is_green(log: Path, opslog: Opslog) -> None:
    assert lint(log, opslog) == ([], "")
    assert entries(log) == [(OLD, "FU101", 1), (OLD, "SC103", 1)]


def test_the_file_has_one_entry_a_line(log: Path) -> None:
    head, *lines, end = (log / FILE).read_text(encoding="utf-8").splitlines()

    assert head == '[{"opslog-baseline": 1, "level": "warning"}'
    assert end == "]"
    assert [line.startswith(f',["{OLD}", ') for line in lines] == [True, True]


def test_what_moves_stays_covered_and_what_is_new_is_told(log: Path, opslog: Opslog) -> None:
    write(log, f"## Timeline\n\n- 12:32 — It broke.\n\n{BODY}")
    assert lint(log, opslog) == ([], "")

    write(log, BODY.replace("TODO", "TODO\n\nTODO and more"))
    assert lint(log, opslog)[0] == [("SC103", 13)]
    write(log, BODY.replace("TODO", "TODO\n\nTODO"))
    assert lint(log, opslog)[0] == [("SC103", 13)]


def test_what_is_seen_to_leaves_the_baseline_by_itself(log: Path, opslog: Opslog) -> None:
    write(log, BODY.replace("TODO", "The image was corrupt."))

    assert lint(log, opslog) == ([], f"{FILE} had 1 finding that is gone: written anew.\n")
    assert entries(log) == [(OLD, "FU101", 1)]
    assert lint(log, opslog) == ([], "")
    write(log, BODY)
    assert lint(log, opslog) == ([("SC103", 11)], "")


def test_in_ci_nothing_is_written(log: Path, opslog: Opslog) -> None:
    write(log, BODY.replace("TODO", "The image was corrupt."))
    before = (log / FILE).read_bytes()

    found, said = lint(log, opslog, CI="true")
    assert found == []
    assert said == f"{FILE} has 1 finding that is gone: run `opslog lint`, which writes it anew, and commit it.\n"
    assert (log / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("--select", "FU"), ("--ignore", "SC"), ("--level", "error"), (OLD,), ("incidents/2022",)]
)
def test_who_looks_at_a_part_takes_nothing_out(log: Path, opslog: Opslog, arguments: tuple[str, ...]) -> None:
    write(log, "It broke.\n")
    before = (log / FILE).read_bytes()

    assert lint(log, opslog, *arguments) == ([], "")
    assert (log / FILE).read_bytes() == before


def test_a_louder_look_keeps_what_a_quieter_one_wrote(log: Path, opslog: Opslog) -> None:
    opslog("lint", "--update-baseline", "--level", "info", cwd=log)
    before = (log / FILE).read_bytes()
    assert b'"level": "info"' in before

    assert lint(log, opslog) == ([], "")
    assert (log / FILE).read_bytes() == before


def test_a_renamed_record_takes_its_entries_along(log: Path, opslog: Opslog) -> None:
    (log / OLD).rename(log / "incidents/2022/2022-12-25-corrupt-image.md")

    assert lint(log, opslog, CI="1")[0] == []
    found, said = lint(log, opslog)
    assert (found, said) == ([], f"{FILE} had records by names they had before: written anew.\n")
    assert {path for path, _, _ in entries(log)} == {"incidents/2022/2022-12-25-corrupt-image.md"}


def test_two_renamed_records_with_the_same_words(log: Path, opslog: Opslog) -> None:
    second = write(log, BODY, "incidents/2022/2022-12-25-second.md")
    opslog("lint", "--update-baseline", cwd=log)
    (log / OLD).rename(log / "incidents/2022/2022-12-25-a.md")
    second.rename(log / "incidents/2022/2022-12-25-b.md")

    assert lint(log, opslog)[0] == []
    assert len(entries(log)) == 4


def test_no_record_borrows_from_one_that_is_there(log: Path, opslog: Opslog) -> None:
    write(log, BODY, "incidents/2022/2022-12-26-new.md")

    assert lint(log, opslog)[0] == [("SC103", 11), ("FU101", 21)]


def test_another_section_that_is_missing_is_new(log: Path, opslog: Opslog) -> None:
    settings = f"lint = {{baseline = '{FILE}'}}\nrequired-sections = {{open = ['summary', 'impact', 'resolution']}}\n"
    (log / "opslog.toml").write_text(settings, encoding="utf-8")
    opslog("lint", "--update-baseline", cwd=log)
    assert lint(log, opslog) == ([], "")

    write(log, BODY.replace("## Impact\n\nSome.\n\n", ""))
    assert lint(log, opslog)[0] == [("SC101", 4)]


def test_wherever_it_is_run_from_and_whatever_names_it(log: Path, opslog: Opslog) -> None:
    assert lint(log / "incidents", opslog, ".") == ([], "")
    assert lint(log, opslog, log / "incidents") == ([], "")
    (log / "opslog.toml").unlink()
    assert lint(log, opslog, "--baseline", FILE) == ([], "")
    assert lint(log / "incidents", opslog, "--baseline", f"../{FILE}", ".")[0] == []
    assert len(lint(log, opslog)[0]) == 2


def test_with_diff_base_the_new_one_of_two_alike_is_told(log: Path, opslog: Opslog) -> None:
    git_in(log, "init", "--quiet")
    git_in(log, "add", "--all")
    git_in(log, "commit", "--quiet", "--message=x")
    write(log, BODY.replace("## Summary\n", "## Summary\n\nWords.\n\nTODO\n"))
    assert lint(log, opslog, "--diff-base", "HEAD") == ([("SC103", 13)], "")

    write(log, BODY.replace("TODO\n\nIt broke.\n", "It broke. It broke.\n\nSome words.\n\nTODO\n"))
    assert lint(log, opslog, "--diff-base", "HEAD") == ([], "")


def test_what_cannot_be_read_is_never_covered(log: Path, opslog: Opslog) -> None:
    (log / OLD).write_bytes(b"\xff\xfe\x00")

    ran = opslog("lint", "--update-baseline", cwd=log)
    assert ran.returncode == 2
    assert "FM001" in ran.stdout
    assert entries(log) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "this is no baseline"),
        ("{}", "this is no baseline"),
        ('[{"opslog-baseline": 2, "level": "warning"}]', "written by another opslog (version 2)"),
        ('[{"opslog-baseline": 1, "level": "loud"}]', "this is no baseline"),
        (
            '[{"opslog-baseline": 1, "level": "warning"}\n,["a", "SC103", "x", 1]\n,["a", "SC103"]\n]',
            "the entry on line 3",
        ),
        ('[{"opslog-baseline": 1, "level": "warning"}\n,["a", "SC103", "x", -1]\n]', "the entry on line 2"),
        ('[{"opslog-baseline": 1, "level": "warning"}\n<<<<<<< main\n]', "it is not JSON"),
    ],
)
def test_a_baseline_that_is_none(log: Path, opslog: Opslog, text: str, words: str) -> None:
    (log / FILE).write_text(text, encoding="utf-8")

    ran = opslog("lint", cwd=log)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert opslog("lint", "--update-baseline", cwd=log).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("--baseline", "nowhere.json"),
            "nowhere.json: there is no such baseline; `opslog lint --update-baseline` writes it",
        ),
        (("--baseline", "incidents"), "incidents: the baseline cannot be read: Is a directory"),
        (("--update-baseline", "--select", "SC"), "--update-baseline is for the whole log"),
        (("--update-baseline", OLD), "--update-baseline is for the whole log"),
        (("--update-baseline", "--baseline", "no/such/folder.json"), "cannot be written"),
    ],
)
def test_what_cannot_be_done(log: Path, opslog: Opslog, arguments: tuple[str, ...], words: str) -> None:
    before = (log / FILE).read_bytes()

    ran = opslog("lint", *arguments, cwd=log)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert (log / FILE).read_bytes() == before


def test_without_a_baseline_there_is_none_to_update(log: Path, opslog: Opslog) -> None:
    (log / "opslog.toml").unlink()

    ran = opslog("lint", "--update-baseline", cwd=log)
    assert (ran.returncode, ran.stderr) == (
        2,
        "opslog: --update-baseline: say where, by --baseline FILE or the setting `lint.baseline`\n",
    )


COUNTS = st.dictionaries(
    st.builds(Entry, st.text(max_size=9), st.sampled_from(["SC103", "FU101"]), st.text("0123abc", max_size=4)),
    st.integers(1, 10**9),
    max_size=6,
)


@settings(deadline=None)
@given(COUNTS, st.sampled_from(["error", "warning", "info"]))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, counts: Counter[Entry], level: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "read-back.json"
    text = baseline_text(Baseline(level, counts))
    file.write_text(text, encoding="utf-8", newline="")

    assert read_baseline(file) == Baseline(level, counts)
    assert text.count("\n") == len(counts) + 2


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_two_branches_merged_line_by_line_are_a_baseline(
    tmp_path_factory: pytest.TempPathFactory, ours: Counter[Entry], theirs: Counter[Entry]
) -> None:
    head, *mine, end = baseline_text(Baseline("warning", ours)).removesuffix("\n").split("\n")
    _, *others, _ = baseline_text(Baseline("warning", theirs)).removesuffix("\n").split("\n")
    both = [head, *mine, *others, end]
    file = tmp_path_factory.getbasetemp() / "merged.json"
    file.write_text("\n".join(both), encoding="utf-8", newline="")

    assert read_baseline(file).counts == Counter(ours) | Counter(theirs)


LINES = st.lists(
    st.sampled_from(
        ("TODO", "TBD", "  TODO", "It broke.", "The engineer forgot to check it.", "Human error.", "- [ ] Do it", "XXX")
    ),
    max_size=12,
)


def found_in(lines: Sequence[str]) -> list[tuple[Entry, Finding]]:
    text = record_text("## Summary\n\n" + "".join(f"{line}\n\n" for line in lines))
    record = parse_record(text, OLD, Config())
    # What stands in the same order wherever it stands: the rules about a line or a sentence.
    found = check([record], Config(), Selection(("SC103", "BL")))
    return [(Entry(OLD, one.code, fingerprint(one, text.split("\n"))), one) for one in found]


def nothing_is_gone(path: str) -> bool:
    return False


def left_of(before: Sequence[str], after: Sequence[str]) -> list[Finding]:
    return cover(baseline_of(found_in(before), "info"), found_in(after), nothing_is_gone).left


@settings(deadline=None)
@given(st.data(), LINES)
def test_moving_lines_never_revives_a_finding(data: st.DataObject, lines: list[str]) -> None:
    assert left_of(lines, data.draw(st.permutations(lines))) == []
    more = list(lines)
    for place in data.draw(st.lists(st.integers(0, 12), max_size=5)):
        more.insert(place, "It was mended at noon.")
    assert left_of(lines, more) == []


@settings(deadline=None)
@given(st.data(), LINES, st.integers(0, 12))
def test_what_is_new_is_never_hidden(data: st.DataObject, lines: list[str], place: int) -> None:
    after = list(data.draw(st.permutations(lines)))
    after.insert(place, "TODO: other words")

    assert [finding.code for finding in left_of(lines, after)] == ["SC103"]


@settings(deadline=None)
@given(LINES, LINES)
def test_the_needed_part_covers_as_much(before: list[str], after: list[str]) -> None:
    baseline, found = baseline_of(found_in(before), "info"), found_in(after)
    first = cover(baseline, found, nothing_is_gone)

    assert cover(first.needed, found, nothing_is_gone) == first
    assert first.needed.size + len(first.left) == len(found)
    assert Counter(first.needed.counts) <= Counter(baseline.counts)


def test_a_rewrapped_sentence_is_the_same_and_another_one_beside_it_does_not_matter() -> None:
    def known(text: str, within: Span) -> str:
        finding = Finding(OLD, within, "BL101", "x", "warning", "this blames `the engineer`", within=within)
        return fingerprint(finding, text.split("\n"))

    first = known("It broke. The engineer forgot it.", Span(1, 11, 1, 34))
    assert known("It broke. And then, the engineer\nforgot.\nThe engineer\nforgot it.", Span(3, 1, 4, 11)) == first
    assert known("It broke. The engineer forgot  it. Again.", Span(1, 11, 1, 35)) == first
    assert known("It broke. The engineer forgot her.", Span(1, 11, 1, 35)) != first
