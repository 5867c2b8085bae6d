"""For programs: a list in the shape that ruff prints, one object a finding."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from opslog.finding import Finding


def report(findings: Sequence[Finding]) -> str:
    """Write the list; columns count code points from 1, ends are exclusive."""
    return json.dumps([_object(finding) for finding in findings], indent=2, ensure_ascii=False) + "\n"


def _object(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.sentence,
        "severity": finding.level,
        "filename": finding.path,
        "location": {"row": span.line, "column": span.column},
        "end_location": {"row": span.end_line, "column": span.end_column},
        "url": finding.url,
        "also": list(finding.also),
        "source": finding.source or None,
        "confidence": finding.confidence,
    }
