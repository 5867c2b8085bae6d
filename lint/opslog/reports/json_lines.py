"""For programs that read line by line: one object a finding, as in the list of `json`."""

from __future__ import annotations

from opslog.report import Report
from opslog.reports.json import finding_object, json_text


def report(report: Report) -> str:
    """Write an object on each line."""
    return "".join(json_text(finding_object(finding), indent=None) for finding in report.findings)
