"""For people at a terminal: what, where, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from opslog.files import printable
from opslog.finding import Finding


def report(findings: Sequence[Finding]) -> str:
    """Write two lines a finding; the first is what editors and terminals make clickable."""
    return "".join(_lines(finding) for finding in findings)


def _lines(finding: Finding) -> str:
    where = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    also = f"; also {', '.join(finding.also)}" if finding.also else ""
    source = f"; says {printable(finding.source)}" if finding.source else ""
    first = f"{where}: {finding.level}: {printable(finding.message)} ({finding.code} {finding.name}{also}{source})\n"
    return f"{first}    {printable(finding.instead)}\n" if finding.instead else first
