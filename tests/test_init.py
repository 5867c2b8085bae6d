"""`opslog init`: an ops log that can be looked at and built, and nothing of anybody's written over."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conftest import ROOT, Opslog


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_an_empty_folder_becomes_a_log_that_lints_and_builds(opslog: Opslog, tmp_path: Path, zone: str) -> None:
    made = opslog("init", "log", "--timezone", zone, "--title", 'The "ops" log: ours', cwd=tmp_path)
    log = tmp_path / "log"

    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[-4:] == [
        "  cd log",
        "  opslog lint",
        "  opslog serve",
        '  opslog declare "What is wrong, in one line"',
    ]
    assert {path.name for path in log.iterdir()} == {
        ".github", ".gitignore", "docs", "hooks", "incidents", "lint", "mkdocs.yml", "opslog.toml",
    }  # fmt: skip
    assert tomllib.loads((log / "opslog.toml").read_text())["site"]["title"] == 'The "ops" log: ours'
    linted = opslog("lint", "--level", "info", cwd=log)
    assert (linted.returncode, linted.stdout) == (0, "Checked 1 record: no findings.\n")
    built = opslog("build", "--strict", cwd=log)
    assert built.returncode == 0, built.stderr
    assert "How we handle incidents" in (log / "site" / "process" / "index.html").read_text()


def test_the_hook_is_the_one_this_repository_runs(opslog: Opslog, tmp_path: Path) -> None:
    opslog("init", cwd=tmp_path)

    assert (tmp_path / "hooks" / "ops_log.py").read_text() == (ROOT / "hooks" / "ops_log.py").read_text()


def test_a_second_time_changes_nothing_and_says_so(opslog: Opslog, tmp_path: Path) -> None:
    opslog("init", cwd=tmp_path)
    before = tree(tmp_path)

    again = opslog("init", "--title", "Another", cwd=tmp_path)

    assert again.returncode == 0
    assert "Wrote" not in again.stdout
    assert tree(tmp_path) == before


def test_what_somebody_wrote_stays(opslog: Opslog, tmp_path: Path) -> None:
    own = {
        "pyproject.toml": '[tool.opslog]\nrecords = "postmortems"\ntimezone = "Europe/Rome"\n',
        "mkdocs.yml": "site_name: Ours\n",
        ".gitlab-ci.yml": "test: {script: [make]}\n",
        "postmortems/2022/2022-12-25-ours.md": "---\ntitle: Ours\n---\n",
    }
    for name, text in own.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    made = opslog("init", cwd=tmp_path)

    assert made.returncode == 0, made.stderr
    assert "Kept  mkdocs.yml, which is yours. Add `hooks: [hooks/ops_log.py]` to it" in made.stdout
    assert "Kept  .gitlab-ci.yml" in made.stdout
    assert {name: (tmp_path / name).read_text() for name in own} == own
    assert not (tmp_path / "opslog.toml").exists()
    assert not (tmp_path / ".github").exists()
    assert (tmp_path / "postmortems" / "_template.md").exists()
    assert not (tmp_path / "incidents").exists()


def test_a_folder_that_leads_elsewhere_is_not_written_to(opslog: Opslog, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    log = tmp_path / "log"
    log.mkdir()
    (log / "docs").symlink_to(elsewhere)

    made = opslog("init", cwd=log)

    assert made.returncode == 2
    assert "leads out of" in made.stderr
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--timezone", "CET/Berlin"), "--timezone: `CET/Berlin`"), (("a-file",), "this is a file")]
)
def test_what_makes_no_sense_is_refused(opslog: Opslog, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "a-file").write_text("x")

    made = opslog("init", *arguments, cwd=tmp_path)

    assert made.returncode == 2
    assert said in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]


def test_a_dry_run_writes_nothing(opslog: Opslog, tmp_path: Path) -> None:
    made = opslog("init", "--dry-run", cwd=tmp_path)

    assert "Would write mkdocs.yml" in made.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_a_record_once_it_is_filled_in(opslog: Opslog, tmp_path: Path) -> None:
    opslog("init", cwd=tmp_path)
    template = (tmp_path / "incidents" / "_template.md").read_text()
    (tmp_path / "incidents" / "2026" / "2026-11-21-copied.md").write_text(template)

    linted = opslog("lint", cwd=tmp_path)

    assert linted.returncode == 1
    assert "FM" not in linted.stdout
