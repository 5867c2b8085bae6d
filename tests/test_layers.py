"""The one-way flow: opslog never imports the site or its engine, and one file of the site imports the engine."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

LINT = sorted((ROOT / "lint").rglob("*.py"))
SITE = sorted((ROOT / "hooks").rglob("*.py"))
HEAVY = (
    *("mkdocs", "material", "opslog_site", "markdown_it", "nh3", "jinja2", "textstat", "nltk", "pygls"),
    "urllib.request",
)


NETWORK = {"urllib.request", "http.client", "socket", "ssl", "asyncio", "requests", "httpx"}


def modules_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def imports_of(path: Path) -> Iterator[str]:
    return (name.split(".")[0] for name in modules_of(path))


@pytest.mark.parametrize("path", LINT, ids=lambda path: str(path.relative_to(ROOT)))
def test_opslog_imports_neither_site_nor_engine(path: Path) -> None:
    assert not {"mkdocs", "material", "opslog_site"} & set(imports_of(path))


def test_one_file_imports_the_engine() -> None:
    importing = [path.name for path in SITE if "mkdocs" in set(imports_of(path))]

    assert importing == ["plugin.py"]


def test_only_the_command_line_prints_and_knows_arguments() -> None:
    using_click = {path for path in LINT if "click" in set(imports_of(path))}

    assert {path.name for path in using_click if path.parent.name != "commands"} <= {
        "cli.py",
        "questions.py",
        "reference.py",
    }


@pytest.mark.parametrize("arguments", [("--help",), ("lint", "incidents"), ("rules",), ("explain", "SC101")])
def test_a_command_loads_only_what_it_uses(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; sys.argv = ['opslog', *sys.argv[1:]]\n"
        "from opslog.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('LOADED', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "LOADED"


def test_one_file_reaches_the_network() -> None:
    reaching = [path.name for path in (*LINT, *SITE) if NETWORK & set(modules_of(path))]

    assert reaching == ["http.py"]


def test_only_the_language_server_knows_its_protocol() -> None:
    importing = {path.parent.name for path in LINT if {"pygls", "lsprotocol"} & set(imports_of(path))}

    assert importing == {"editor"}
