"""What reading a record stumbled over."""

from __future__ import annotations

from dataclasses import dataclass

from opslog.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake found while reading: `rule` is the name of the rule that reports it."""

    rule: str
    span: Span
    message: str
    instead: str = ""
