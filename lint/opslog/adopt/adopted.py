"""What became of one account: its record, and the report of what was read, concluded, and left for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.files import SourceFile
from opslog.adopt.images import Picture
from opslog.record import Record

ASIDE = "_undated"
"""Where the text of an account lies that nothing dates: no record is read there."""


class Inferred(NamedTuple):
    """Something concluded: what, its value, the line of the source it is from (0: no line of it), and how."""

    what: str
    value: str
    line: int
    how: str


class Adopted(NamedTuple):
    """A record made from an account: where it goes, its text, and its report."""

    source: SourceFile
    raw: bytes
    path: Path | None
    text: str
    record: Record | None
    zone_said: str | None = None
    pictures: tuple[Picture, ...] = ()
    inferred: tuple[Inferred, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, int], ...] = ()
    state: str = "new"

    @property
    def is_readable(self) -> bool:
        """Whether there was a text to read."""
        return self.record is not None

    @property
    def is_aside(self) -> bool:
        """Whether nothing dates it."""
        return self.path is not None and self.path.parent.name == ASIDE


def needs_somebody(adopted: Sequence[Adopted]) -> bool:
    """Say whether a person has to decide something before all of it is adopted."""
    return any(one.is_aside or one.ambiguous or one.state in ("both-changed", "set-aside") for one in adopted)
