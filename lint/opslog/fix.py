"""What puts a finding right."""

from __future__ import annotations

from typing import NamedTuple

from opslog.span import Span


class Fix(NamedTuple):
    """Other words at a place within one line, after which the record says what it said before."""

    span: Span
    text: str
    message: str
