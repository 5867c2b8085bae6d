"""The last line of a lint: what was looked at, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from opslog.finding import LEVELS, Finding


def summary(checked: int, findings: Sequence[Finding]) -> str:
    """Say how many records were checked and what was found.

    >>> summary(24, [])
    'Checked 24 records: no findings.'
    """
    looked = f"Checked {_count(checked, 'record')}"
    if not findings:
        return f"{looked}: no findings."
    levels = Counter(finding.level for finding in findings)
    names = {"error": "error", "warning": "warning", "info": "remark"}
    parts = ", ".join(_count(levels[level], names[level]) for level in LEVELS if levels[level])
    files = len({finding.path for finding in findings})
    return f"{looked}: {parts} in {files if files < checked else 'all'} of them. `opslog explain CODE` says more."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
