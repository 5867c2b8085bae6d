"""For programs: a list in the shape that ruff prints, one object a finding."""

from __future__ import annotations

import json
from typing import Any

from opslog.finding import Finding
from opslog.fix import Fix
from opslog.report import Report
from opslog.span import Span


def report(report: Report) -> str:
    """Write the list; columns count code points from 1, ends are exclusive."""
    return json_text([finding_object(finding) for finding in report.findings])


def json_text(value: object, *, indent: int | None = 2) -> str:
    """Write JSON with its line end. `##[` in the middle of a line is a command to GitHub's runner, so it is spelt."""
    return json.dumps(value, indent=indent, ensure_ascii=False).replace("##[", "#\\u0023[") + "\n"


def finding_object(finding: Finding) -> dict[str, Any]:
    """Make the object of a finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.sentence,
        "severity": finding.level,
        "filename": finding.path,
        **_places(finding.span),
        "fix": _fix(finding.fix) if finding.fix else None,
        "url": finding.url,
        "also": list(finding.also),
        "source": finding.source or None,
        "confidence": finding.confidence,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": "safe",
        "message": fix.message,
        "edits": [{"content": fix.text, **_places(fix.span)}],
    }


def _places(span: Span) -> dict[str, Any]:
    return {
        "location": {"row": span.line, "column": span.column},
        "end_location": {"row": span.end_line, "column": span.end_column},
    }
