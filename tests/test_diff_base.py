"""`opslog lint --diff-base`: what a change brought with it is told, and nothing of what was there before it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from conftest import Opslog, record_text
from opslog.config import Config
from opslog.diff_base import check_changed
from opslog.finding import Remark
from opslog.log import Log
from opslog.record import Record
from opslog.rule import Rule
from opslog.selection import Selection

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
}  # fmt: skip
OLD = "2022/2022-12-25-old.md"
DEBTS = record_text("## Summary\n\nTODO\n\nIt broke.\n\n## Impact\n\nSome.\n\n## Follow-ups\n\n- [ ] Do it\n")
Fresh = Callable[..., list[tuple[str, int, str]]]


def git_in(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | NOBODY, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A repository with two records on `main`, one of them with an old TODO on line 11, and a branch to work on."""
    folder = tmp_path / "log"
    (folder / "incidents" / "2022").mkdir(parents=True)
    (folder / "incidents" / OLD).write_text(DEBTS, encoding="utf-8")
    (folder / "incidents/2022/2022-12-24-good.md").write_text(record_text(), encoding="utf-8")
    git_in(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    git_in(folder, "checkout", "--quiet", "-b", "work")
    return folder


def commit(folder: Path) -> None:
    git_in(folder, "add", "--all")
    git_in(folder, "commit", "--quiet", "--message=x")


def write(log: Path, text: str, name: str = OLD) -> Path:
    path = log / "incidents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


@pytest.fixture
def fresh(log: Path, opslog: Opslog) -> Fresh:
    """Ask for the findings of the change since a commit, as (id, line, code)."""

    def ask(reference: str = "main", *arguments: str, cwd: Path = log) -> list[tuple[str, int, str]]:
        ran = opslog(
            "lint", "--output-format", "json", "--diff-base", reference, *arguments, cwd=cwd, **NOBODY
        )  # fmt: skip
        assert ran.stdout, ran.stderr
        found = json.loads(ran.stdout)
        assert ran.returncode == (1 if found else 0), ran.stderr
        return [(Path(one["filename"]).stem, one["location"]["row"], one["code"]) for one in found]

    return ask


def test_without_a_change_nothing_is_told(log: Path, opslog: Opslog) -> None:
    ran = opslog("lint", "--diff-base", "main", cwd=log)

    assert ran.stdout == "No record changed since main (2 in the log): no findings.\n"
    assert ran.returncode == 0


def test_a_changed_line_without_a_finding_brings_no_old_debts(log: Path, opslog: Opslog) -> None:
    write(log, DEBTS.replace("It broke.", "It broke at noon."))

    ran = opslog("lint", "--diff-base", "main", cwd=log)
    assert ran.stdout == "Checked 1 changed record against main (2 in the log): no findings.\n"
    assert ran.returncode == 0


def test_a_finding_on_a_changed_line_is_told(log: Path, opslog: Opslog, fresh: Fresh) -> None:
    write(log, DEBTS.replace("It broke.", "It broke. TBD"))

    assert fresh() == [("2022-12-25-old", 13, "SC103")]
    ran = opslog("lint", "--diff-base", "main", cwd=log)
    assert ran.stdout.splitlines()[-1] == (
        "Checked 1 changed record against main (2 in the log): 1 error in 1 record. `opslog explain CODE` says more."
    )


def test_who_rewrites_a_line_hears_what_was_wrong_with_it(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS.replace("- [ ] Do it", "- [ ] Do all of it"))

    assert fresh() == [("2022-12-25-old", 21, "FU101")]


def test_of_two_alike_the_added_one_is_told(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS.replace("## Summary\n", "## Summary\n\nWords.\n\nTODO\n"))

    assert fresh() == [("2022-12-25-old", 13, "SC103")]


def test_a_section_taken_out_is_told_though_no_line_was_added(log: Path, fresh: Fresh) -> None:
    config = "required-sections = {open = ['summary', 'impact']}"
    (log / "opslog.toml").write_text(config, encoding="utf-8")
    write(log, DEBTS.replace("## Impact\n\nSome.\n\n", ""))

    assert fresh() == [("2022-12-25-old", 4, "SC101")]


def test_a_time_in_the_facts_that_the_timeline_now_contradicts(log: Path, fresh: Fresh) -> None:
    told = record_text(
        "## Timeline\n\n- 2022-12-25 12:40 — [detected] The alert.\n",
        times="{started: 2022-12-25 12:32, detected: 2022-12-25 12:40}",
    )
    write(log, told, "2022/2022-12-25-told.md")
    commit(log)
    write(log, told.replace("detected: 2022-12-25 12:40", "detected: 2022-12-25 14:40"), "2022/2022-12-25-told.md")

    assert ("2022-12-25-told", 11) in {(name, line) for name, line, _ in fresh("HEAD")}


@pytest.mark.parametrize("how", ["untracked", "staged", "intended", "committed"])
def test_all_is_told_of_a_new_record(log: Path, fresh: Fresh, how: str) -> None:
    write(log, DEBTS, "2022/2022-12-26-new.md")
    if how == "intended":
        git_in(log, "add", "--intent-to-add", "--all")
    elif how != "untracked":
        git_in(log, "add", "--all")
    if how == "committed":
        commit(log)

    assert fresh() == [("2022-12-26-new", 11, "SC103"), ("2022-12-26-new", 21, "FU101")]


def test_an_empty_new_record_is_not_overlooked(log: Path, fresh: Fresh) -> None:
    write(log, "", "2022/2022-12-26-new.md")

    assert [(name, line) for name, line, _ in fresh()] == [("2022-12-26-new", 1)]


def test_compared_is_with_where_the_branch_began(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS.replace("It broke.", "TBD"))
    commit(log)
    git_in(log, "checkout", "--quiet", "main")
    write(log, DEBTS, "2022/2022-12-26-others.md")
    commit(log)
    git_in(log, "checkout", "--quiet", "work")

    assert fresh() == [("2022-12-25-old", 13, "SC103")]
    git_in(log, "merge", "--quiet", "--no-edit", "main")
    assert fresh() == [("2022-12-25-old", 13, "SC103")]


def test_a_conflict_is_looked_at_as_it_lies_on_disk(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS.replace("It broke.", "TBD"))
    commit(log)
    git_in(log, "checkout", "--quiet", "main")
    write(log, DEBTS.replace("It broke.", "It broke again."))
    commit(log)
    git_in(log, "checkout", "--quiet", "work")
    subprocess.run(["git", "merge", "main"], cwd=log, env=os.environ | NOBODY, capture_output=True, check=False)

    assert ("2022-12-25-old", 14, "SC103") in fresh()
    assert ("2022-12-25-old", 11, "SC103") not in fresh()


def test_a_renamed_record_brings_only_what_changed_in_it(log: Path, fresh: Fresh) -> None:
    git_in(log, "mv", f"incidents/{OLD}", "incidents/2022/2022-12-25-corrupt-image.md")
    assert fresh() == []

    write(log, DEBTS.replace("It broke.", "TBD"), "2022/2022-12-25-corrupt-image.md")
    assert fresh() == [("2022-12-25-corrupt-image", 13, "SC103")]


def test_a_template_that_becomes_a_record_is_new(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS, "_template.md")
    commit(log)
    git_in(log, "mv", "incidents/_template.md", "incidents/2022/2022-12-26-new.md")

    assert fresh("HEAD") == [("2022-12-26-new", 11, "SC103"), ("2022-12-26-new", 21, "FU101")]


@pytest.mark.parametrize("how", ["deleted", "renamed"])
def test_who_named_a_record_that_is_gone_is_told_of(log: Path, fresh: Fresh, how: str) -> None:
    write(log, record_text(related="[2022-12-24-good]"), "2022/2022-12-26-again.md")
    commit(log)
    assert fresh("HEAD") == []
    good = log / "incidents/2022/2022-12-24-good.md"
    good.rename(good.with_name("2022-12-24-fine.md")) if how == "renamed" else good.unlink()

    assert fresh("HEAD") == [("2022-12-26-again", 7, "FM205")]


def test_related_is_looked_up_among_all_records(log: Path, fresh: Fresh) -> None:
    write(log, record_text(related="[2022-12-24-good, 2022-12-24-gone]"), "2022/2022-12-26-new.md")

    assert fresh() == [("2022-12-26-new", 7, "FM205")]


def test_an_id_that_a_record_had_before_is_found_though_that_record_did_not_change(log: Path, fresh: Fresh) -> None:
    write(log, record_text(formerly="[2022-12-24-gone]"), "2022/2022-12-24-here.md")
    commit(log)
    write(log, record_text(related="[2022-12-24-gone]"), "2022/2022-12-26-new.md")

    assert fresh("HEAD") == []


def test_an_id_taken_twice_is_told_wherever_the_finding_falls(log: Path, fresh: Fresh) -> None:
    write(log, record_text(), "2021/2022-12-24-good.md")

    assert ("2022-12-24-good", 1, "FM204") in fresh()


def test_an_old_double_is_not_told_again(log: Path, fresh: Fresh) -> None:
    write(log, record_text(), "drafts/2022-12-24-good.md")
    commit(log)
    write(log, record_text("It broke.\n"))

    assert fresh("HEAD") == []


def test_a_comment_in_a_record_that_did_not_change_is_obeyed(log: Path, fresh: Fresh) -> None:
    silent = record_text("<!-- opslog-disable-file FM204 -- being moved -->\n<!-- opslog-disable BL101 -- quoted -->\n")
    write(log, silent, "drafts/2022-12-26-new.md")
    commit(log)
    write(log, record_text(), "2022/2022-12-26-new.md")

    assert fresh("HEAD") == []


def test_a_rule_for_the_log_reads_what_a_changed_record_names(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, int] = {}

    def look(records: Log, config: Config) -> Iterable[tuple[Record, Remark]]:
        seen.update({record.id: len(record.follow_ups) for record in records.records if record.has_facts})
        return ()

    monkeypatch.setattr("opslog.check.chosen_rules", lambda *_: (Rule("FU109", "x", "error", "", check_log=look),))
    check = "[{record: 2022-12-25-old, follow_up: Do it, prevented: no}]"
    write(log, record_text(backlog_check=check), "2022/2022-12-26-new.md")
    check_changed([log / "incidents"], Config(), Selection(), "main")

    assert seen == {"2022-12-25-old": 1, "2022-12-26-new": 0}


@pytest.mark.parametrize("ends", ["\r\n", "  \n"])
def test_line_ends_are_no_change(log: Path, fresh: Fresh, ends: str) -> None:
    write(log, DEBTS.replace("\n", ends))
    assert fresh() == []

    write(log, DEBTS.replace("It broke.", "TBD").replace("\n", ends))
    assert fresh() == [("2022-12-25-old", 13, "SC103")]


def test_a_mode_is_no_change(log: Path, opslog: Opslog) -> None:
    (log / "incidents" / OLD).chmod(0o755)

    assert "no findings" in opslog("lint", "--diff-base", "main", cwd=log).stdout


@pytest.mark.parametrize("name", ["a b", "Ausfälle", "line\nend", 'quo"te\\', "-leading", "*", "tab\t", ":(top)x"])
def test_strange_names(log: Path, fresh: Fresh, opslog: Opslog, name: str) -> None:
    path = write(log, DEBTS, f"2022/{name}.md")
    commit(log)
    path.write_text(DEBTS.replace("It broke.", "TBD"), encoding="utf-8")

    assert [(line, code) for _, line, code in fresh("HEAD")] == [(13, "SC103")]
    path.rename(path.with_name(f"{name}2.md"))
    git_in(log, "add", "--all")
    assert (13, "SC103") in [(line, code) for _, line, code in fresh("HEAD")]
    assert (11, "SC103") not in [(line, code) for _, line, code in fresh("HEAD")]


def test_lines_that_look_like_gits_own(log: Path, fresh: Fresh) -> None:
    lines = "++ b/incidents/2022/2022-12-24-good.md\n@@ -1 +1,90 @@\n-- a/x\ndiff --git a/x b/x\n"
    write(log, DEBTS.replace("It broke.", lines + "TBD\\\n\\ No newline at end of file"))

    assert fresh() == [("2022-12-25-old", 17, "SC103")]


def test_a_line_that_was_moved_is_a_line_of_the_change(log: Path, fresh: Fresh) -> None:
    write(log, DEBTS.replace("TODO\n\nIt broke.\n", "It broke.\n\nTODO\n"))

    assert set(fresh()) <= {("2022-12-25-old", 13, "SC103")}
    above = DEBTS.replace("## Summary\n", "## Summary\n\nA sentence above.\n")
    write(log, above)
    assert fresh() == []


def test_settings_of_git_do_not_matter(log: Path, fresh: Fresh) -> None:
    for setting in (
        "color.ui=always", "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.external=false", "diff.context=9",
        "diff.renames=copies", "diff.interHunkContext=9", "core.quotepath=true", "diff.submodule=log",
    ):  # fmt: skip
        git_in(log, "config", *setting.split("="))
    (log / ".gitattributes").write_text("*.md -diff\n", encoding="utf-8")
    write(log, DEBTS.replace("It broke.", "TBD").replace("## Summary\n", "## Summary\n\nWords.\n\nTODO\n"))

    assert fresh() == [("2022-12-25-old", 13, "SC103"), ("2022-12-25-old", 17, "SC103")]


def test_from_another_folder_through_a_link_and_by_file(log: Path, fresh: Fresh, tmp_path: Path) -> None:
    write(log, DEBTS.replace("It broke.", "TBD"))
    expected = [("2022-12-25-old", 13, "SC103")]

    assert fresh("main", ".", cwd=log / "incidents") == expected
    assert fresh("main", f"incidents/{OLD}") == expected
    (tmp_path / "link").symlink_to(log)
    assert fresh("main", tmp_path / "link" / "incidents", cwd=tmp_path) == expected


def test_in_a_hook_of_git(log: Path, opslog: Opslog) -> None:
    write(log, DEBTS.replace("It broke.", "TBD"))

    ran = opslog("lint", "--diff-base", "main", cwd=log, GIT_DIR=".git", GIT_INDEX_FILE=".git/index")
    assert "1 error in 1 record" in ran.stdout


def test_a_repository_of_nothing_but_records(log: Path, fresh: Fresh) -> None:
    git_in(log, "mv", "incidents/2022", "2022")
    git_in(log, "rm", "-r", "--quiet", "--ignore-unmatch", "incidents")
    commit(log)
    write(log, DEBTS.replace("It broke.", "TBD"), f"../{OLD}")

    assert fresh("HEAD", ".") == [("2022-12-25-old", 13, "SC103")]


def test_a_record_that_git_has_lost(log: Path, opslog: Opslog) -> None:
    write(log, DEBTS.replace("It broke.", "TBD"))
    blob = git_in(log, "rev-parse", f"HEAD:incidents/{OLD}").strip()
    (log / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    ran = opslog("lint", "--diff-base", "main", cwd=log)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


def test_records_in_a_submodule_are_asked_of_it(log: Path, fresh: Fresh, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git_in(outer, "init", "--quiet")
    git_in(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(log), "ops")
    commit(outer)
    write(outer / "ops", DEBTS.replace("It broke.", "TBD"))

    assert fresh("HEAD", "ops/incidents", cwd=outer) == [("2022-12-25-old", 13, "SC103")]


def test_what_was_no_text_before_is_new(log: Path, fresh: Fresh) -> None:
    path = write(log, "", "2022/2022-12-26-bad.md")
    path.write_bytes(b"\xff\xfe\x00")
    commit(log)
    path.write_text(DEBTS, encoding="utf-8")

    assert {code for _, _, code in fresh("HEAD")} == {"SC103", "FU101"}


def test_a_record_that_cannot_be_read_is_no_clean_record(log: Path, opslog: Opslog) -> None:
    (log / "incidents" / OLD).write_bytes(b"\xff\xfe\x00")

    ran = opslog("lint", "--diff-base", "main", cwd=log)
    assert ran.returncode == 2
    assert "FM001" in ran.stdout


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("nowhere", "git knows no commit `nowhere`; fetch it first, or correct its name"),
        ("", "git knows no commit ``"),
        ("main..work", "git knows no commit `main..work`"),
        ("main:incidents", "git knows no commit"),
        ("--output=/tmp/x", "`--output=/tmp/x` is no name of a commit"),
        ("-h", "`-h` is no name of a commit"),
        ("$(touch x)\n\x1b[1m", r"`$(touch x)\n\x1b[1m`"),
    ],
)
def test_a_reference_that_is_none(log: Path, opslog: Opslog, reference: str, words: str) -> None:
    ran = opslog("lint", f"--diff-base={reference}", cwd=log, **NOBODY)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_shallow_clone_says_what_to_fetch(log: Path, opslog: Opslog, tmp_path: Path) -> None:
    write(log, DEBTS + "\nMore.\n")
    commit(log)
    write(log, DEBTS + "\nStill more.\n")
    commit(log)
    git_in(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{log}", "shallow")

    ran = opslog("lint", "--diff-base", "origin/main", cwd=tmp_path / "shallow", **NOBODY)
    assert ran.returncode == 2
    assert "have no commit in common; this clone is shallow: fetch the rest" in ran.stderr
    ran = opslog("lint", "--diff-base", "HEAD~1", cwd=tmp_path / "shallow", **NOBODY)
    assert ran.returncode == 2
    assert "git knows no commit `HEAD~1`; this clone is shallow" in ran.stderr


def test_where_git_cannot_say(tmp_path: Path, log: Path, opslog: Opslog) -> None:
    plain = tmp_path / "plain"
    write(plain, DEBTS)

    ran = opslog("lint", "--diff-base", "main", cwd=plain, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "incidents: git cannot say what changed here: not a git repository" in ran.stderr

    git_in(plain, "init", "--quiet")
    ran = opslog("lint", "--diff-base", "main", cwd=plain)
    assert (ran.returncode, "nothing is committed here yet" in ran.stderr) == (2, True)

    ran = opslog("lint", "--diff-base", "main", "incidents", str(log / "incidents"), cwd=plain)
    assert ran.returncode == 2

    ran = opslog("lint", "--diff-base", "main", cwd=log, PATH=str(tmp_path))
    assert (ran.returncode, "git cannot be run" in ran.stderr) == (2, True)
