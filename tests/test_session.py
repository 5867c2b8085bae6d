"""The session in the documentation is what the commands do."""

from __future__ import annotations

from pathlib import Path

import pytest

import session
from opslog.config import Config
from opslog.reading import read_record
from opslog.vocabulary import SECTIONS


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("session")
    return session.rerun(session.PAGE.read_text(encoding="utf-8"), folder), folder


def test_the_page_shows_what_the_commands_print(told: tuple[str, Path]) -> None:
    assert told[0] == session.PAGE.read_text(encoding="utf-8"), "run python tests/session.py --write"


def test_the_session_goes_the_whole_way(told: tuple[str, Path]) -> None:
    commands = [typed["command"].split() for typed in session.TYPED.finditer(told[0])]
    typed = {name for program, name, *_ in commands if program == "opslog"}

    assert typed == {
        "declare", "ack", "handoff", "log", "update", "status", "mitigate", "own", "resolve", "postmortem", "lint",
        "close",
    }  # fmt: skip


def test_what_is_left_is_a_record_without_findings(told: tuple[str, Path]) -> None:
    page, folder = told
    (file,) = (folder / "incidents").rglob("*.md")
    record = read_record(file, Config())

    assert "Checked 1 record: no findings." in page
    assert not record.problems
    assert [section.name for section in record.sections] == list(SECTIONS)
    assert file.read_text(encoding="utf-8").rstrip() in page


def test_another_answer_is_noticed(tmp_path: Path) -> None:
    page = "## 2026-03-30\n\n```console\n[mira 08:00]$ opslog status\nAll is well.\n```\n"

    assert session.rerun(page, tmp_path) == page.replace("All is well.", "No record is open.")
