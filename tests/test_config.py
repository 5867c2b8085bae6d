"""Configuration: what is read, what is refused, and that the refusal names file, key and the nearest known one."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Opslog, record_text
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import find_config, load_config


def config_of(tmp_path: Path, text: str) -> Config:
    (tmp_path / "opslog.toml").write_text(text, encoding="utf-8")
    return load_config(tmp_path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(tmp_path)

    assert config == Config()
    assert list(config.severities) == ["sev1", "sev2", "sev3"]
    assert config.required("approved", "sev3") != config.required("approved", "sev1")
    assert config.required("open", "sev1") == ()


def test_settings_are_read(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        """
        records = "log"
        timezone = "Asia/Tokyo"
        severities = {major = "Nobody can buy.", minor = "Everything else."}
        services = {checkout = "basket to paid order"}
        [aliases]
        summary = ["In short"]
        [required-sections]
        draft = ["summary"]
        [required-sections.approved]
        minor = ["summary", "timeline"]
        [lint]
        ignore = ["FU102"]
        per-file-ignores = {"log/2017/*" = ["FU"]}
        levels = {FU101 = "info"}
        """,
    )

    assert config.records_folder == tmp_path / "log"
    assert config.section_names["in short"] == "summary"
    assert config.required("approved", "minor") == ("summary", "timeline")
    assert config.required("approved", "major") == ()
    assert config.lint.levels == {"FU101": "info"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[follow-ups]\ndays = {major = 3}", "`follow-ups.days`: there is no `major`; it is one of sev1, sev2, sev3."),
        ("[follow-ups]\ndays = {sev1 = -3}", "`follow-ups.days` is not a negative number, but -3"),
        ("[follow-ups]\ndays = {sev1 = 'soon'}", "`follow-ups.days.sev1` is a whole number, not 'soon'"),
        ("recrods = 'x'", "unknown setting `recrods`; did you mean `records`?"),
        ("[lint]\nselct = []", "unknown setting `lint.selct`; did you mean `select`?"),
        ("records = 3", "`records` is a text, not 3"),
        ("[lint]\nreadability-grade = true", "`lint.readability-grade` is a whole number, not True"),
        ("severities = ['a']", "`severities` is a table"),
        ("[lint]\nignore = 'FU'", "`lint.ignore` is a list"),
        ("timezone = 'Europe/Berln'", "Did you mean `Europe/Berlin`?"),
        ("severities = {}", "`severities` is empty"),
        ("[aliases]\nsumary = ['x']", "`aliases.sumary`: there is no `sumary`; did you mean `summary`?"),
        ("[required-sections]\napproved = ['impcat']", "did you mean `impact`?"),
        ("[required-sections]\naproved = []", "did you mean `approved`?"),
        ("[lint.levels]\nFU101 = 'loud'", "there is no `loud`; it is one of error, warning, info"),
        ("records = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(OpslogError) as raised:
        config_of(tmp_path, text)

    assert str(tmp_path / "opslog.toml") in str(raised.value)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_nearest_file_wins_and_other_projects_are_passed_by(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.opslog]\nrecords = 'log'\n", encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")

    assert find_config(inner) == tmp_path / "pyproject.toml"
    assert load_config(inner).records_folder == tmp_path / "log"


def test_the_configuration_of_the_records_governs_them(tmp_path: Path, opslog: Opslog) -> None:
    """Records elsewhere are judged by the settings above them, not by those of the folder one stands in."""
    (tmp_path / "opslog.toml").write_text("severities = {major = 'x'}", encoding="utf-8")
    record = tmp_path / "incidents" / "2022" / "2022-12-25-a.md"
    record.parent.mkdir(parents=True)
    record.write_text(record_text(severity="major"), encoding="utf-8")

    assert opslog("lint", record).returncode == 0


def test_a_rule_that_does_not_exist_is_an_error(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "opslog.toml").write_text("[lint]\nignore = ['FM1O4']", encoding="utf-8")
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "2022-12-25-a.md").write_text(record_text(), encoding="utf-8")

    linted = opslog("lint", cwd=tmp_path)
    assert linted.returncode == 2
    assert "ignore: there is no rule `FM1O4`; did you mean `FM104`?" in linted.stderr
