"""A name for each finding that stays when lines are moved: trackers of findings tell old from new by it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from opslog.finding import Finding
from opslog.report import Report, line_of


def fingerprints(report: Report) -> Iterator[tuple[Finding, str]]:
    """Give each finding with its fingerprint: a hash of file, rule and words of the line, and which of those it is."""
    for path, findings in report.by_file():
        lines, place = report.lines(path), report.place(path)
        seen: Counter[str] = Counter()
        for finding in findings:
            words = " ".join(line_of(lines, finding.span.line).split())
            known_by = f"{place}\0{finding.code}\0{finding.source}\0{words}"
            digest = hashlib.sha256(known_by.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            seen[digest] += 1
            yield finding, f"{digest}:{seen[digest]}"
