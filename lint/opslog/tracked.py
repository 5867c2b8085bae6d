"""What the tracker said when it was last asked: one committed file, so that everything else works without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.times import TimeError, read_day

VERSION = 1
STATES = ("open", "closed", "missing")
"""`missing`: the tracker knows no such issue, or shows it to nobody with our token."""


class Tracked(NamedTuple):
    """An issue as its tracker told it on the day `checked`; `closed` is the day it was closed.

    `reason` says why it was closed where that was not because the work is done: `not planned`, `not merged`.
    """

    state: str
    checked: date
    closed: date | None = None
    title: str = ""
    reason: str = ""


def tracked_file(config: Config) -> Path:
    """Say where the file stands."""
    return config.root / config.follow_ups.cache


def read_tracked(config: Config) -> Mapping[str, Tracked]:
    """Read what is known, by the web address of the issue; nothing where there is no file.

    Raises OpslogError for a file that is none of ours.
    """
    path = tracked_file(config)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise OpslogError(f"{path}: this file of follow-up states cannot be read: {error}") from error
    try:
        if raw["version"] != VERSION:
            raise OpslogError(f"{path}: version {raw['version']!r} of this file is unknown here; update opslog")
        return {str(url): _tracked(issue) for url, issue in raw["issues"].items()}
    except (KeyError, TypeError, AttributeError, TimeError) as error:
        raise OpslogError(
            f"{path}: this is not a file of follow-up states; `opslog followups sync` writes it"
        ) from error


def tracked_text(issues: Mapping[str, Tracked]) -> str:
    """Write the file: sorted, an issue a line, so that two branches that learned different things merge."""
    lines = [
        f"    {json.dumps(url)}: {json.dumps(_raw(issue), ensure_ascii=False)}" for url, issue in sorted(issues.items())
    ]
    body = ",\n".join(lines)
    return f'{{\n  "version": {VERSION},\n  "issues": {{\n{body}\n  }}\n}}\n'


def _tracked(raw: Mapping[str, str]) -> Tracked:
    state = raw["state"]
    if state not in STATES:
        raise KeyError(state)
    closed = raw.get("closed")
    day = read_day(closed) if closed else None
    return Tracked(state, read_day(raw["checked"]), day, str(raw.get("title", "")), str(raw.get("reason", "")))


def _raw(issue: Tracked) -> dict[str, str]:
    known = {"state": issue.state, "checked": issue.checked.isoformat(), "title": issue.title}
    closed = {"closed": issue.closed.isoformat()} if issue.closed else {}
    return known | closed | ({"reason": issue.reason} if issue.reason else {})
