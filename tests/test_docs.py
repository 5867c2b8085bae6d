"""Documentation and code say the same."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import Context

from conftest import ROOT, Opslog
from opslog.announcements.values import values_of
from opslog.cli import main
from opslog.config import Config
from opslog.fields import FIELDS
from opslog.reading import parse_record
from opslog.reference import commands_page, fields_page, settings_page
from opslog.settings import settings_of
from opslog.times import Moment
from opslog.vocabulary import ALIASES, SECTIONS

WRITTEN = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "lint" / "README.md", *(ROOT / "docs").rglob("*.md")]
)
CONSOLE = re.compile(r"^```console\n\$ opslog (?P<arguments>[^\n]*)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [(path.name, found) for path in WRITTEN for found in CONSOLE.finditer(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("name", "found"), SHOWN, ids=[f"{name}: {found['arguments']}" for name, found in SHOWN])
def test_what_the_documentation_shows_is_what_the_command_prints(
    name: str, found: re.Match[str], opslog: Opslog
) -> None:
    assert opslog(*shlex.split(found["arguments"])).stdout == found["output"]


def test_pages_show_commands() -> None:
    assert {name for name, _ in SHOWN} == {"README.md", "announcements.md"}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_written_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists() or _made_by_the_site(path.parent / target), f"{path.name}: {target}"


def _made_by_the_site(path: Path) -> bool:
    made = ("rules", "reference", "follow-ups", "incidents")
    return path.resolve().is_relative_to(ROOT / "docs") and path.resolve().relative_to(ROOT / "docs").parts[0] in made


def test_every_command_has_help_and_stands_on_its_page() -> None:
    page = commands_page()
    for name, command in main.commands.items():
        assert command.help
        assert f"## `opslog {name}`" in page


def test_every_setting_and_field_is_documented() -> None:
    settings, fields = settings_page(), fields_page()
    for name, item in settings_of(Config).items():
        assert item.metadata["doc"]
        assert f"`{name}`" in settings or f"`[tool.opslog.{name}]`" in settings
    for field in FIELDS:
        assert field.doc
        assert f"`{field.name}`" in fields


def test_the_values_of_an_announcement_are_documented() -> None:
    record = parse_record(b"---\n---\n", "2022-12-25-case.md", Config())
    said = Moment(datetime(2022, 12, 25, tzinfo=UTC), datetime(2022, 12, 25, tzinfo=UTC))
    page = (ROOT / "docs" / "process" / "announcements.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]*`) \| ", page.partition("## Your own texts")[2], re.MULTILINE)

    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert documented == {"next_update", *values_of(record, Config(), "internal", said)}


def test_every_section_has_aliases_and_a_question() -> None:
    assert set(ALIASES) == set(SECTIONS)
    assert all(question.endswith("?") for _, question in SECTIONS.values())


def test_the_toml_that_settings_show_can_be_read() -> None:
    import tomllib

    for example in re.findall(r"^Example: `([^\n]*)`$", settings_page(), re.MULTILINE):
        tomllib.loads(example)
    for block in re.findall(r"^```toml\n(.*?)^```$", settings_page(), re.MULTILINE | re.DOTALL):
        tomllib.loads(block)


def test_the_words_of_a_command_in_the_process_pages_exist() -> None:
    known = {*main.list_commands(Context(main)), "--help", "--version"}
    for path in WRITTEN:
        for word in re.findall(r"`opslog ([a-z-]+)", path.read_text(encoding="utf-8")):
            assert word in known or word.startswith("disable"), f"{path}: opslog {word}"
