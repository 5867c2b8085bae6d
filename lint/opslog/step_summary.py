"""What GitHub shows below a job: every finding in a table, as markdown (docs.github.com, "Adding a job summary")."""

from __future__ import annotations

import string
from collections.abc import Iterator

from opslog.finding import LEVELS, Finding
from opslog.report import Report, shown_sentence

MOST_BYTES = 900_000
"""GitHub refuses the summary of a step beyond 1 MiB; other parts of the step may write there too."""
MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in string.punctuation if mark not in ",;-()"})
"""Every sign that markdown or HTML may act on, spelt: the words of a record stay words."""
HEAD = "### opslog\n\n"
COLUMNS = "| Where | Level | Rule | Finding |\n|---|---|---|---|\n"


def step_summary(report: Report, words: str) -> str:
    """Write the sum in words and the table, errors first; what does not fit is counted."""
    ordered = sorted(report.findings, key=lambda finding: LEVELS.index(finding.level))
    places = {path: report.place(path) for path, _ in report.by_file()}
    fitting = "".join(_fitting(_row(finding, places[finding.path]) for finding in ordered))
    left_out = len(ordered) - fitting.count("\n")
    more = f"\n{left_out:,} more findings do not fit here: they stand in the log of the step.\n" if left_out else ""
    return f"{HEAD}{words.translate(MARKS)}\n\n" + (f"{COLUMNS}{fitting}{more}\n" if ordered else "")


def _row(finding: Finding, place: str) -> str:
    rule = f"{finding.code} {finding.name}"
    cells = (f"{place}:{finding.span.line}", finding.level, rule, shown_sentence(finding))
    written = [cell.translate(MARKS) for cell in cells]
    if finding.url:
        written[2] = f"[{written[2]}]({finding.url.translate(ADDRESS)})"
    return f"| {' | '.join(written)} |\n"


ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "<>()[]|\"'`\\ "})


def _fitting(rows: Iterator[str]) -> Iterator[str]:
    size = 0
    for row in rows:
        size += len(row.encode("utf-8", "replace"))
        if size > MOST_BYTES:
            return
        yield row
