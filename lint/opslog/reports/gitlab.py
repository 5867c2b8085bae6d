"""For GitLab: a Code Quality report, which merge requests show (docs.gitlab.com, "Code Quality")."""

from __future__ import annotations

from opslog.fingerprint import fingerprints
from opslog.report import Report, shown_sentence
from opslog.reports.json import json_text

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def report(report: Report) -> str:
    """Write an issue a finding. GitLab joins issues of one fingerprint, so each has its own."""
    return json_text(
        [
            {
                "description": f"{finding.code}: {shown_sentence(finding)}",
                "check_name": finding.name,
                "fingerprint": fingerprint,
                "severity": SEVERITIES[finding.level],
                "location": {
                    "path": report.place(finding.path),
                    "lines": {"begin": finding.span.line, "end": finding.span.end_line},
                },
            }
            for finding, fingerprint in fingerprints(report)
        ]
    )
