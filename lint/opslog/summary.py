"""The last line of a lint: what was looked at, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from opslog.finding import LEVELS, Finding


def summary(checked: int, findings: Sequence[Finding], fixed: int = 0) -> str:
    """Say how many records were checked, what was found, and what of it is fixed or can be.

    >>> summary(24, [])
    'Checked 24 records: no findings.'
    """
    done = f"Fixed {_count(fixed, 'finding')}. " if fixed else ""
    looked = f"{done}Checked {_count(checked, 'record')}"
    if not findings:
        return f"{looked}: no findings."
    levels = Counter(finding.level for finding in findings)
    names = {"error": "error", "warning": "warning", "info": "remark"}
    parts = ", ".join(_count(levels[level], names[level]) for level in LEVELS if levels[level])
    files = len({finding.path for finding in findings})
    fixable = sum(finding.fix is not None for finding in findings)
    more = f"\n[*] {fixable:,} fixable with `--fix`." if fixable else ""
    return f"{looked}: {parts} in {files if files < checked else 'all'} of them. `opslog explain CODE` says more.{more}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
