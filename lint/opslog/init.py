"""The shape of an ops log, written into a folder: what is there already stays."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.facts_text import facts_text
from opslog.files import find_records
from opslog.record import Facts, Times
from opslog.settings import OWN_FILE, find_config, load_config
from opslog.site import SITE_FILE, package_folder
from opslog.times import TimeError, find_zone, read_moment
from opslog.vocabulary import SECTIONS
from opslog.writing import create_file

STARTER = Path(__file__).with_name("starter")
FORGES = {"github": {"github": ".github"}, "gitlab": {"gitlab-ci.yml": ".gitlab-ci.yml"}, "none": {}}
"""What each forge is given of the starter, and where that goes."""
HOOK = "hooks/ops_log.py"


class Wish(NamedTuple):
    """What an ops log is to be called, in which zone its clocks are read, and on which forge it lives."""

    title: str
    zone: str
    forge: str
    today: date


class Written(NamedTuple):
    """What became of a file: `kept` where one was there already."""

    path: Path
    kept: bool


def write_shape(folder: Path, wish: Wish, *, dry_run: bool = False) -> list[Written]:
    """Write what a folder lacks of the shape of an ops log. Raises OpslogError; what was written until then stays."""
    try:
        find_zone(wish.zone)
    except TimeError as problem:
        raise OpslogError(f"--timezone: {problem.message}; {problem.instead}") from problem
    if folder.exists() and not folder.is_dir():
        raise OpslogError(f"{folder}: this is a file, and an ops log is a folder")
    done = []
    for name, text in _files(folder, wish):
        path = folder / name
        kept = os.path.lexists(path)
        _check_inside(path, folder)
        if not kept and not dry_run:
            create_file(path, text)
        done.append(Written(path, kept))
    return done


def _check_inside(path: Path, folder: Path) -> None:
    """Refuse a folder that is a link to somewhere else: nothing is written outside."""
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OpslogError(f"{path.parent}: this leads out of {folder}, and is not written to")


def _files(folder: Path, wish: Wish) -> Iterator[tuple[str, str]]:
    """Give each file of the shape, by its path, with its text."""
    own = find_config(folder)
    configured = own is not None and own.parent.resolve() == folder.resolve()
    config = load_config(folder, own) if configured and own else Config(timezone=wish.zone)
    words = _words(wish, config)
    if not configured:
        quoted = words | {"title": _inside_quotes(wish.title)}
        yield OWN_FILE, _starter("opslog.toml").substitute(quoted)
    yield SITE_FILE, _site_file(wish)
    yield HOOK, _starter("hook.txt").template
    yield "lint/phrases.toml", _starter("phrases.toml").template
    yield "docs/process.md", _starter("process.md").substitute(words)
    yield f"{config.records}/_template.md", _template(wish, config)
    if not _has_records(folder / config.records):
        day = words["day"]
        exercise = _starter("exercise.md").substitute(words)
        yield f"{config.records}/{day[:4]}/{day}-search-finds-nothing.md", exercise
    yield ".gitignore", _starter("gitignore").template
    for source, target in FORGES[wish.forge].items():
        yield from _copies(STARTER / source, target)


def _words(wish: Wish, config: Config) -> dict[str, str]:
    day = wish.today - timedelta(days=1)
    return {
        "zone": wish.zone,
        "title": wish.title,
        "day": f"{day}",
        "due": f"{day + timedelta(days=14)}",
        "criteria": "\n".join(f"- {question}" for question in config.identification.values()),
    }


def _inside_quotes(text: str) -> str:
    """Write a text as it stands between the quotes of TOML and YAML, which read JSON's escapes."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _starter(name: str) -> Template:
    return Template((STARTER / "log" / name).read_text(encoding="utf-8"))


def _copies(source: Path, target: str) -> Iterator[tuple[str, str]]:
    if source.is_file():
        yield target, source.read_text(encoding="utf-8")
        return
    for inner in sorted(source.iterdir()):
        yield from _copies(inner, f"{target}/{inner.name}")


def _site_file(wish: Wish) -> str:
    """Write mkdocs.yml: the settings that every ops log shares, ours and the page about the process added."""
    _, _, shared = (Path(package_folder()) / SITE_FILE).read_text(encoding="utf-8").partition("\n")  # whose it is
    head = f'site_name: "{_inside_quotes(wish.title)}"\nhooks: [{HOOK}]\nwatch: [incidents, lint, hooks]\n'
    before, nav, after = shared.partition("  - Reference:\n")
    return f"{head}{before}  - Process: process.md\n{nav}{after}"


def _template(wish: Wish, config: Config) -> str:
    """Write a record to copy, for those who write it in a browser: every section with its question."""
    started = read_moment(f"{wish.today - timedelta(days=1)} 12:32", find_zone(wish.zone))
    facts = Facts(
        title="One line that a stranger understands",
        severity=list(config.severities)[-1],
        status="draft",
        timezone=wish.zone,
        times=Times(started=started),
    )
    sections = "".join(f"\n## {heading}\n\n<!-- {question} -->\n" for heading, question in SECTIONS.values())
    return facts_text(facts, config) + sections


def _has_records(folder: Path) -> bool:
    return folder.is_dir() and any(True for _ in find_records(folder))


def forge_of(folder: Path) -> str:
    """Guess the forge of a folder by what is there of it, and by the addresses that git knows; else GitHub."""
    if (folder / ".gitlab-ci.yml").exists():
        return "gitlab"
    try:
        known = (folder / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:
        known = ""
    return "gitlab" if "gitlab" in known and not (folder / ".github").exists() else "github"
