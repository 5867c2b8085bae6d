"""The command, as its users run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, environment, record_text
from opslog.rule import all_rules
from opslog.writing import yaml_list, yaml_text
from terminal import at_a_terminal

BAD = record_text("## Summary\n\nTODO\n\n## Follow-ups\n\n- [ ] Do it\n")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "incidents" / "2022").mkdir(parents=True)
    (tmp_path / "incidents" / "2022" / "2022-12-25-bad.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "incidents" / "2022" / "2022-12-25-good.md").write_text(record_text(), encoding="utf-8")
    return tmp_path


def test_the_own_records_are_clean(opslog: Opslog) -> None:
    linted = opslog("lint", "--level", "info")

    assert linted.stdout == "Checked 10 records: no findings.\n"
    assert linted.returncode == 0


def test_findings_say_what_where_and_what_instead(log: Path, opslog: Opslog) -> None:
    linted = opslog("lint", cwd=log)

    assert linted.returncode == 1
    assert linted.stdout == (
        "incidents/2022/2022-12-25-bad.md:11:1: error: `TODO` was left in (SC103 placeholder-text)\n"
        "    Write what is known, or say that it is not known.\n"
        "incidents/2022/2022-12-25-bad.md:15:3: warning: “Do it” has no owner, no date and no tracker reference "
        "(FU101 incomplete-follow-up)\n"
        "    Add ` — @handle, due 2023-02-19, owner/repo#12` at its end (the policy allows until 2023-02-19), or move "
        "it to `### Ideas`.\n"
        "Checked 2 records: 1 error, 1 warning in 1 of them. `opslog explain CODE` says more.\n"
    )


def test_json_has_the_shape_that_tools_know(log: Path, opslog: Opslog) -> None:
    linted = opslog("lint", "--output-format", "json", "--select", "SC103", cwd=log)

    assert json.loads(linted.stdout) == [
        {
            "code": "SC103",
            "name": "placeholder-text",
            "message": "`TODO` was left in. Write what is known, or say that it is not known.",
            "severity": "error",
            "filename": "incidents/2022/2022-12-25-bad.md",
            "location": {"row": 11, "column": 1},
            "end_location": {"row": 11, "column": 5},
            "fix": None,
            "url": None,
            "also": [],
            "source": None,
            "confidence": None,
        }
    ]
    assert "Checked 2 records" in linted.stderr


def test_json_without_findings_is_an_empty_list(log: Path, opslog: Opslog) -> None:
    assert json.loads(opslog("lint", "--output-format", "json", "--select", "TL", cwd=log).stdout) == []


def test_github_annotations_are_escaped_and_errors_come_first(log: Path, opslog: Opslog) -> None:
    nasty = record_text("## Follow-ups\n\n- [ ] 100%: ::error::x, y\n\n## Impact\n\nTBD\n")
    (log / "incidents" / "2022" / "2022-12-25-bad.md").write_text(nasty, encoding="utf-8")

    lines = opslog("lint", "--output-format", "github", cwd=log).stdout.splitlines()
    place = "file=incidents/2022/2022-12-25-bad.md,line=15,col=1,endLine=15,endColumn=4"
    assert lines[0].startswith(f"::error title=SC103 placeholder-text,{place}::`TBD` was left in.")
    assert lines[1].startswith("::warning title=FU101 incomplete-follow-up,")
    assert "“100%25: ::error::x, y”" in lines[1]
    assert lines[2].startswith("Checked 2 records")


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--select", "FU"), {"FU101"}),
        (("--select", "placeholder-text"), {"SC103"}),
        (("--select", "SC,FU", "--ignore", "FU101"), {"SC103"}),
        (("--level", "error"), {"SC103"}),
        (("--ignore", "SC103", "--ignore", "FU"), set()),
    ],
)
def test_rules_are_chosen(log: Path, opslog: Opslog, arguments: tuple[str, ...], codes: set[str]) -> None:
    linted = opslog("lint", "--output-format", "json", *arguments, cwd=log)

    assert {finding["code"] for finding in json.loads(linted.stdout)} == codes
    assert linted.returncode == (1 if codes else 0)


def test_per_file_ignores_and_levels_come_from_the_configuration(log: Path, opslog: Opslog) -> None:
    settings = "[lint]\nper-file-ignores = {'incidents/2022/*bad*' = ['SC']}\nlevels = {FU101 = 'error'}\n"
    (log / "opslog.toml").write_text(settings, encoding="utf-8")

    found = json.loads(opslog("lint", "--output-format", "json", cwd=log).stdout)
    assert [(one["code"], one["severity"]) for one in found] == [("FU101", "error")]


def test_a_finding_links_to_its_rule_where_the_site_is_known(log: Path, opslog: Opslog) -> None:
    (log / "opslog.toml").write_text("site = {url = 'https://ops.example.com/'}", encoding="utf-8")

    found = json.loads(opslog("lint", "--output-format", "json", cwd=log).stdout)
    assert found[0]["url"] == "https://ops.example.com/rules/SC103/"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lint", "nowhere"), "nowhere: there is no such file or folder"),
        (("lint", "--select", "SC1O3"), "select: there is no rule `SC1O3`; did you mean `SC103`?"),
        (("lint", "--output-format", "jsn"), "there is no format `jsn`; did you mean `json`?"),
        (("lint", "-", "incidents"), "- stands for standard input, and is checked alone"),
        (("lint", "--stdin-filename", "a.md"), "--stdin-filename names what - reads, and there is no -"),
        (("lint", "--config", "nowhere.toml"), "nowhere.toml: the configuration cannot be read"),
        (("explain", "placeholder"), "did you mean `placeholder-text`?"),
        (("build", "--records", "nowhere"), "there is no such folder of records"),
        (("new", "--severity", "sev1"), "--title is needed where nobody can be asked"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    log: Path, opslog: Opslog, arguments: tuple[str, ...], words: str
) -> None:
    ran = opslog(*arguments, cwd=log)

    assert ran.returncode == 2
    assert words in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stdout == ""


def test_an_unknown_option_names_the_nearest(opslog: Opslog) -> None:
    ran = opslog("lint", "--output-formt", "json")

    assert ran.returncode == 2
    assert "--output-format" in ran.stderr


def test_rules_are_listed_and_explained(opslog: Opslog) -> None:
    listed = opslog("rules").stdout
    for code, rule in all_rules().items():
        assert f"{code}  {rule.level}" in listed
    explained = opslog("explain", "SC103").stdout
    assert explained.startswith("SC103 placeholder-text (Sections, error)\n\nA placeholder")
    assert "## What to write instead" in explained
    assert opslog("explain", "placeholder-text").stdout == explained
    assert "TL101" in opslog("explain", "TL").stdout
    assert opslog("explain", "SC105").stdout.startswith("SC105 section-alias (Sections, info, fixed by `opslog lint")


def test_a_new_record_lacks_only_its_story(tmp_path: Path, opslog: Opslog) -> None:
    made = opslog(
        "new", "--title", 'Cart: "empty"', "--severity", "sev2", "--services", "checkout,search",
        "--criteria", "user-facing", "--who", "@amara", "--started", "2026-11-21 22:10", cwd=tmp_path,
    )  # fmt: skip

    assert made.returncode == 0, made.stderr
    assert "Wrote incidents/2026/2026-11-21-cart-empty.md" in made.stdout
    found = json.loads(opslog("lint", "--level", "info", "--output-format", "json", cwd=tmp_path).stdout)
    assert [(one["code"], one["location"]["row"]) for one in found] == [("SC102", 20), ("SC102", 24)]


def test_at_a_terminal_a_new_record_is_asked_for(tmp_path: Path) -> None:
    """Play the dialogue: title, severity, services, then the six criteria."""
    answers = ["It broke", "sev1", "checkout", "y", *"nnnnn"]
    code, said = at_a_terminal(tmp_path, answers, "new", "--started", "2026-11-21 22:10")

    assert code == 0, said
    assert "Users cannot use a main function" in said
    assert "Do users notice it, or will they?" in said
    text = (tmp_path / "incidents/2026/2026-11-21-it-broke.md").read_text(encoding="utf-8")
    assert "severity: sev1\n" in text
    assert "criteria: [user-facing]\nservices: [checkout]\n" in text


@pytest.mark.parametrize("status", ["draft", "in-review", "approved", "waived"])
def test_a_new_record_lacks_only_what_its_emptiness_deserves(tmp_path: Path, opslog: Opslog, status: str) -> None:
    opslog("new", "--title", "A", "--severity", "sev1", "--status", status, cwd=tmp_path)

    found = json.loads(opslog("lint", "--output-format", "json", cwd=tmp_path).stdout)
    assert {one["code"] for one in found} <= {"SC102", "FM106", "CL101", "CL103", "RV101"}


def test_a_new_record_never_overwrites(tmp_path: Path, opslog: Opslog) -> None:
    new = ("new", "--title", "A", "--severity", "sev1", "--started", "2026-11-21 22:10")
    opslog(*new, cwd=tmp_path)
    path = tmp_path / "incidents/2026/2026-11-21-a.md"
    path.write_text("mine", encoding="utf-8")

    again = opslog(*new, cwd=tmp_path)
    assert again.returncode == 2
    assert "there is such a record already" in again.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("slug", ["../../etc/passwd", "A", "a b", "", "-a"])
def test_a_slug_cannot_leave_the_folder(tmp_path: Path, opslog: Opslog, slug: str) -> None:
    made = opslog("new", "--title", "A title", "--severity", "sev1", "--slug", slug, cwd=tmp_path)

    assert (made.returncode, "is no slug" in made.stderr) == ((2, True) if slug else (0, False))
    assert not (tmp_path / "etc").exists()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_what_is_written_as_yaml_is_read_back(text: str, items: list[str]) -> None:
    from opslog.frontmatter import parse_yaml

    root, problems = parse_yaml(f"a: {yaml_text(text)}\nb: {yaml_list(tuple(items))}\n", 1)

    assert problems == []
    assert root is not None
    (_, value), (_, listed) = root.items
    assert value.text == text  # type: ignore[union-attr]
    assert [item.text for item in listed.items] == items  # type: ignore[union-attr]


def lint_stdin(text: bytes, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-m", "opslog", "lint", "-", *arguments]
    return subprocess.run(call, cwd=cwd, env=environment(), input=text, capture_output=True, check=False)


def test_standard_input_is_linted_under_its_name(log: Path) -> None:
    name = "incidents/2022/2022-12-25-bad.md"
    (log / name).unlink()
    (log / "opslog.toml").write_text("[lint]\nper-file-ignores = {'incidents/2022/*bad*' = ['SC']}\n", encoding="utf-8")

    linted = lint_stdin(BAD.encode(), "--stdin-filename", str(log / name), cwd=log.parent)
    assert linted.returncode == 1
    assert linted.stdout.decode().startswith(f"{log / name}:15:3: warning: “Do it” has no owner")
    assert b"SC103" not in linted.stdout
    assert lint_stdin(record_text().encode(), "--stdin-filename", name, cwd=log).returncode == 0
    misnamed = lint_stdin(record_text().encode(), "--stdin-filename", "incidents/2023/2022-12-25-bad.md", cwd=log)
    assert b"FM201 file-name" in misnamed.stdout


def test_standard_input_without_a_name_is_not_misnamed(log: Path) -> None:
    clean = lint_stdin(record_text().encode(), cwd=log)
    assert (clean.returncode, clean.stdout) == (0, b"Checked 1 record: no findings.\n")
    assert lint_stdin(BAD.encode(), cwd=log).stdout.startswith(b"-:11:1: error: `TODO` was left in")


@pytest.mark.parametrize("text", [b"\xff\xfe", b"---\n\0", b"a" * (8 * 1024**2 + 1)], ids=["UTF-16", "NUL", "8 MB"])
def test_standard_input_that_is_no_text_exits_2(log: Path, text: bytes) -> None:
    linted = lint_stdin(text, cwd=log)

    assert linted.returncode == 2
    assert b"FM001" in linted.stdout
