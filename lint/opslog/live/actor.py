"""Who does it, and whom else a command names."""

from __future__ import annotations

import os
from collections.abc import Iterable

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.followups import HANDLE, NAME
from opslog.git import user_name

VARIABLE = "OPSLOG_WHO"


def actor(given: str | None, config: Config) -> str:
    """Say who acts: `given`, else OPSLOG_WHO, else the name that git has for its user here. Raises OpslogError."""
    if given:
        return person(given, "--who")
    named = os.environ.get(VARIABLE)
    if named:
        return person(named, VARIABLE)
    name = user_name(config.root)
    if name and NAME.match(name):
        return name
    raise OpslogError(f"--who: who does this? Add `--who @handle`, or set {VARIABLE} once")


def person(text: str, said_by: str) -> str:
    """Check what is given for a person: `@handle` or a name. Raises OpslogError."""
    name = " ".join(text.split())
    if HANDLE.match(name) or NAME.match(name):
        return name
    raise OpslogError(f"{said_by}: `{printable(text)[:60]}` is no person; write @handle, or a name without other signs")


def as_known(who: str, people: Iterable[str]) -> str:
    """Spell a person as a record does, where it names the same one with another case or without the `@`.

    >>> as_known("Lee", ["@lee", "@jun"]), as_known("@ada", ["@lee"])
    ('@lee', '@ada')
    """
    folded = who.casefold().removeprefix("@")
    return next((known for known in sorted(people) if known.casefold().removeprefix("@") == folded), who)


def like_another(who: str, people: Iterable[str]) -> str | None:
    """Name somebody who is spelt nearly as `who` is, where `who` is new: it may be a slip."""
    from difflib import (
        get_close_matches,
    )  # imported here, as in suggestion.py; names are shorter, and have to be nearer

    known = sorted(people)
    near = get_close_matches(who, known, n=1, cutoff=0.7) if who not in known else []
    return near[0] if near else None
