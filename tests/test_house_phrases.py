"""A team's own phrases: what is wrong with their file is said with its place, and nothing is looked at before."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Opslog, record_text


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        ('"prod db" = ""', 'write "prod db" = "what to write instead"'),
        ('"prod db" = 3', 'write "prod db" = "what to write instead"'),
        ('"prod {somebody}" = "x"', "no such slot {somebody}"),
        ('"..9000 x" = "y"', "a gap of 9000 words"),
        ('"|" = "y"', "a phrase has at least one word"),
        ('"prod db" "x"', "this is not valid TOML"),
        (f'"{"a " * 200}" = "x"', "at most 200 characters"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_makes_no_sense_is_named(opslog: Opslog, tmp_path: Path, phrases: str | None, said: str) -> None:
    (tmp_path / "opslog.toml").write_text('[lint]\nphrases = "phrases.toml"\n')
    if phrases is not None:
        (tmp_path / "phrases.toml").write_text(phrases)
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "2022-12-25-a.md").write_text(record_text())

    ran = opslog("lint", cwd=tmp_path)

    assert ran.returncode == 2
    assert "phrases.toml" in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
