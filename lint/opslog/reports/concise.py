"""For editors, problem matchers and grep: one line a finding."""

from __future__ import annotations

from opslog.finding import Finding
from opslog.report import Report, shown_sentence, where


def report(report: Report) -> str:
    """Write `path:line:column: level: code message`; `[*]` marks what `--fix` puts right."""
    return "".join(_line(finding) for finding in report.findings)


def _line(finding: Finding) -> str:
    mark = "[*] " if finding.fix else ""
    return f"{where(finding)}: {finding.level}: {finding.code} {mark}{shown_sentence(finding)}\n"
