"""What git knows offline: earlier versions of a record, and the commit that brought the present one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from opslog.git import COMMIT, surroundings

SECONDS = 30
MOST_VERSIONS = 200
FIELDS = "%x00".join(
    ("%H", "%an", "%cI", *(f"%(trailers:key={key},valueonly,separator=%x1f)" for key in ("Reviewed-by", "PR-URL")))
)


class Bringing(NamedTuple):
    """The commit that brought the present version of a file to its branch, and what its trailers say."""

    commit: str
    author: str
    at: datetime
    reviewed_by: tuple[str, ...]
    addresses: tuple[str, ...]


def text_at(path: str, commit: str | None) -> bytes | None:
    """Read a file as it was in a commit; None where this clone does not have it."""
    if commit is None or not COMMIT.match(commit):
        return None
    return _git(path, "cat-file", "blob", f"{commit}:./{Path(path).name}")


def texts_of(path: str) -> Iterator[bytes]:
    """Read the versions of a file, newest first, also under names that it had before."""
    listed = _git(
        path, "log", "--follow", f"--max-count={MOST_VERSIONS}", "--format=%x00%H", "--name-only", "--", Path(path).name
    )
    for entry in (listed or b"").decode("utf-8", "replace").split("\0")[1:]:
        commit, _, name = entry.strip().partition("\n")
        found = _git(path, "cat-file", "blob", f"{commit}:{name.strip()}")
        if found is not None:
            yield found


def bringing(path: str) -> Bringing | None:
    """Find the commit that brought the present version: on the branch itself, so a merge rather than what it merged."""
    told = _git(path, "log", "-1", "--first-parent", f"--format={FIELDS}", "--", Path(path).name)
    parts = (told or b"").decode("utf-8", "replace").strip("\n").split("\0")
    if len(parts) != FIELDS.count("%x00") + 1:
        return None
    commit, author, at, reviewers, addresses = parts
    return Bringing(commit, author, datetime.fromisoformat(at), _values(reviewers), _values(addresses))


def changed_files(folder: str, base: str, head: str) -> frozenset[str] | None:
    """Name the files of this folder that a branch changed, as paths from here; None where git cannot tell."""
    if not (COMMIT.match(base) and COMMIT.match(head)):
        return None
    told = _git(
        f"{folder}/x", "diff", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z", f"{base}...{head}"
    )
    return None if told is None else frozenset(told.decode("utf-8", "replace").split("\0")) - {""}


def is_at_hand(path: str, commit: str) -> bool:
    """Say whether what is checked out is a commit, or its merge into another, as pipelines check pull requests out."""
    told = _git(path, "cat-file", "commit", "HEAD")
    head = _git(path, "rev-parse", "HEAD")
    lines = (told or b"").decode("utf-8", "replace").partition("\n\n")[0].splitlines()
    return bool(head) and ((head or b"").decode().strip() == commit or f"parent {commit}" in lines)


def top_of(path: str) -> Path | None:
    """Find the folder of the repository that a file is in."""
    told = _git(path, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(told.rstrip(b"\n"))) if told else None


def _values(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split("\x1f") if value.strip())


def _git(path: str, *arguments: str) -> bytes | None:
    """Ask git about the folder of a file; None where it cannot answer. It fetches nothing, whatever is missing."""
    call = ["git", "--no-pager", "-c", "core.quotePath=false", "-C", str(Path(path).parent), *arguments]
    environment = surroundings() | {"GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and what is no commit is not passed on
            call, env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
