"""The last line of a lint: what was looked at, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from opslog.finding import LEVELS, Finding


def summary(checked: int, findings: Sequence[Finding], against: str = "", covered: int = 0, fixed: int = 0) -> str:
    """Say how many records were checked and what was found, and what of it is fixed or can be.

    `against` what, and how much a baseline `covered`.

    >>> summary(24, [])
    'Checked 24 records: no findings.'
    >>> summary(1, [], "origin/main (24 in the log)", 3)
    'Checked 1 changed record against origin/main (24 in the log): no findings but 3 that the baseline covers.'
    """
    looked = (
        f"Checked {_count(checked, 'changed record' if against else 'record')}{' against ' if against else ''}{against}"
    )
    if against and not checked:
        looked = f"No record changed since {against}"
    looked = f"Fixed {_count(fixed, 'finding')}. {looked}" if fixed else looked
    known = f"{covered:,} that the baseline covers" if covered else ""
    if not findings:
        return f"{looked}: no findings{' but ' if known else ''}{known}."
    levels = Counter(finding.level for finding in findings)
    names = {"error": "error", "warning": "warning", "info": "remark"}
    parts = ", ".join(_count(levels[level], names[level]) for level in LEVELS if levels[level])
    files = len({finding.path for finding in findings})
    # What a change brought with it may stand in a record that did not change.
    where = _count(files, "record") if against else f"{files if files < checked else 'all'} of them"
    fixable = sum(finding.fix is not None for finding in findings)
    more = f"\n[*] {fixable:,} fixable with `--fix`." if fixable else ""
    return f"{looked}: {parts} in {where}{', besides ' if known else ''}{known}. `opslog explain CODE` says more.{more}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
