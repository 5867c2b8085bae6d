"""Imports of exports, as the tests of the importers make them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, Opslog
from opslog.imports import importer_of
from opslog.imports.event import Choice, Export
from opslog.times import find_zone

ASKED = re.compile(r"[`“](.*?)[`”]")
SAMPLES = ROOT / "tests" / "imports"


class Imported(NamedTuple):
    """What `opslog import` wrote, what it told, and what the linter then asks a person to write."""

    record: str
    told: str
    left_to_write: set[str]


def sample(name: str) -> Path:
    """Find the sample of an importer: a folder of files as its API answers."""
    return SAMPLES / name.replace("-", "_")


def read(name: str, path: Path, **options: object) -> Export:
    """Read an export as the command does."""
    return importer_of(name).read(path, Choice(find_zone("UTC"), options))


def export_of(name: str, content: object, tmp_path: Path, **options: object) -> Export:
    """Read an export that holds this."""
    path = tmp_path / "export.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read(name, path, **options)


def imported(opslog: Opslog, cwd: Path, name: str, *options: str) -> Imported:
    """Import a sample into a new record, and lint that."""
    ran = opslog("import", name, sample(name), *options, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    (record,) = cwd.glob("incidents/*/*.md")
    linted = json.loads(opslog("lint", "--output-format", "json", record, cwd=cwd).stdout)
    errors = [one for one in linted if one["severity"] == "error"]
    assert {one["name"] for one in errors} <= {"missing-field", "empty-section"}, errors
    asked = {found[1] for one in errors if (found := ASKED.search(one["message"]))}
    return Imported(record.read_text(encoding="utf-8"), ran.stderr, asked)


def assert_golden(record: str, name: str, request: pytest.FixtureRequest) -> None:
    """Compare with the record that is written out beside the sample; `--golden` writes it again."""
    golden = sample(name) / "record.md"
    if request.config.getoption("--golden"):
        golden.write_text(record, encoding="utf-8")
    assert record == golden.read_text(encoding="utf-8")
