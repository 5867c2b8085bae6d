"""For GitHub Actions: workflow commands that annotate the lines of a pull request.

Message and properties are escaped as GitHub's own toolkit does; a record may well contain `::error::`.
"""

from __future__ import annotations

from collections import Counter

from opslog.finding import LEVELS, Finding
from opslog.report import Report, shown_sentence

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10
"""Annotations of each kind that GitHub shows of one step (docs.github.com, "Workflow commands", annotation limits)."""


def report(report: Report) -> str:
    """Write one command a finding, errors first, and say how many of them GitHub will not show as annotations."""
    ordered = sorted(report.findings, key=lambda finding: LEVELS.index(finding.level))
    places = {path: report.place(path) for path, _ in report.by_file()}
    commands = "".join(_command(finding, places[finding.path]) for finding in ordered)
    levels = Counter(finding.level for finding in ordered)
    unseen = sum(max(0, number - SHOWN) for number in levels.values())
    if not unseen:
        return commands
    where = "above and in the summary of the step"
    return f"{commands}GitHub shows {SHOWN} annotations of each level: {unseen:,} more stand {where}.\n"


def _command(finding: Finding, place: str) -> str:
    span = finding.span
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": place,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    if span.line != span.end_line:  # over several lines, GitHub takes no columns
        del properties["col"], properties["endColumn"]
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{COMMANDS[finding.level]} {written}::{_data(shown_sentence(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
