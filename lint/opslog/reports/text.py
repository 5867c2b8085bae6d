"""For people at a terminal: what, where, why, and what to write instead."""

from __future__ import annotations

from opslog.files import printable
from opslog.finding import Finding
from opslog.report import Report, where


def report(report: Report) -> str:
    """Write two lines a finding; the first is what editors and terminals make clickable."""
    return "".join(_lines(finding) for finding in report.findings)


def _lines(finding: Finding) -> str:
    also = f"; also {', '.join(finding.also)}" if finding.also else ""
    source = f"; says {printable(finding.source)}" if finding.source else ""
    rule = f"({finding.code} {finding.name}{also}{source}){' [*]' if finding.fix else ''}"
    first = f"{where(finding)}: {finding.level}: {printable(finding.message)} {rule}\n"
    return f"{first}    {printable(finding.instead)}\n" if finding.instead else first
