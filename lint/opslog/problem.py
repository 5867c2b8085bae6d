"""What reading a record stumbled over."""

from __future__ import annotations

from typing import NamedTuple

from opslog.fix import Fix
from opslog.span import Span


class Problem(NamedTuple):
    """One mistake found while reading: `rule` is the name of the rule that reports it."""

    rule: str
    span: Span
    message: str
    instead: str = ""
    fix: Fix | None = None
