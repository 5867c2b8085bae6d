"""What a rule has to say about a record."""

from __future__ import annotations

from typing import NamedTuple

from opslog.fix import Fix
from opslog.span import Span

LEVELS = ("error", "warning", "info")
"""How loudly a finding speaks, loudest first."""


class Remark(NamedTuple):
    """What a rule yields: where, what is wrong, and what to write instead.

    `level` is its own, where it is not the rule's. Of all that is said within one sentence (`within`) a reader sees
    the loudest. `source` is who says so, where it is not a rule of opslog, and `confidence` (0 to 1) how sure it is.
    `fix` writes it instead, where that is sure to change no meaning.
    """

    span: Span
    message: str
    instead: str = ""
    level: str | None = None
    within: Span | None = None
    source: str = ""
    confidence: float | None = None
    fix: Fix | None = None


class Finding(NamedTuple):
    """A remark with its rule and its file: what reports print."""

    path: str
    span: Span
    code: str
    name: str
    level: str
    message: str
    instead: str = ""
    url: str | None = None
    also: tuple[str, ...] = ()
    within: Span | None = None
    source: str = ""
    confidence: float | None = None
    fix: Fix | None = None

    @property
    def sentence(self) -> str:
        """Message and advice as one text."""
        message = self.message[:1].upper() + self.message[1:]
        return f"{message}. {self.instead}" if self.instead else f"{message}."

    @property
    def sort_key(self) -> tuple[str, Span, str]:
        """Order findings by file, place and code."""
        return self.path, self.span, self.code
