"""For reviewdog: its Diagnostic Format, `rdjson` (github.com/reviewdog/reviewdog, proto/rdf)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opslog.finding import Finding
from opslog.positions import byte_column
from opslog.report import Report, line_of, shown_sentence
from opslog.reports.json import json_text
from opslog.span import Span

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def report(report: Report) -> str:
    """Write a diagnostic a finding; its columns count bytes of UTF-8 from 1, ends are exclusive."""
    diagnostics = []
    for path, findings in report.by_file():
        lines, place = report.lines(path), report.place(path)
        diagnostics += [_diagnostic(finding, place, lines) for finding in findings]
    return json_text({"source": {"name": "opslog"}, "diagnostics": diagnostics})


def _diagnostic(finding: Finding, place: str, lines: Sequence[str]) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": shown_sentence(finding),
        "location": {"path": place, "range": _range(finding.span, lines)},
        "severity": SEVERITIES[finding.level],
        "code": {"value": finding.code} | ({"url": finding.url} if finding.url else {}),
    }
    if finding.fix:
        diagnostic["suggestions"] = [{"range": _range(finding.fix.span, lines), "text": finding.fix.text}]
    return diagnostic


def _range(span: Span, lines: Sequence[str]) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": span.line, "column": byte_column(line_of(lines, span.line), span.column)},
        "end": {"line": span.end_line, "column": byte_column(line_of(lines, span.end_line), span.end_column)},
    }
