"""For GitHub Actions: workflow commands that annotate the lines of a pull request.

Message and properties are escaped as GitHub's own toolkit does; a record may well contain `::error::`.
"""

from __future__ import annotations

from collections.abc import Sequence

from opslog.finding import LEVELS, Finding

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def report(findings: Sequence[Finding]) -> str:
    """Write one command a finding, errors first: GitHub shows only the first ten of each kind."""
    ordered = sorted(findings, key=lambda finding: LEVELS.index(finding.level))
    return "".join(_command(finding) for finding in ordered)


def _command(finding: Finding) -> str:
    span = finding.span
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": finding.path,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{COMMANDS[finding.level]} {written}::{_data(finding.sentence)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
