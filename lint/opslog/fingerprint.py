"""What a finding is about, in the record's own words: known again wherever the line has moved to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from opslog.files import RecordFile, read_lines
from opslog.finding import Finding
from opslog.report import Report

QUOTED = re.compile(r"`[^`]{1,400}`|“[^”]{1,400}”")


def place_text(finding: Finding, lines: Sequence[str]) -> str:
    """Give the sentence that a finding is within, else the lines it stands on, with single spaces; '' for the file."""
    span = finding.within or finding.span
    if span[:2] == span[2:]:
        return ""
    about = list(lines[span.line - 1 : span.end_line])
    if finding.within and about:
        about[-1] = about[-1][: span.end_column - 1]
        about[0] = about[0][span.column - 1 :]
    return " ".join(" ".join(about).split())


def fingerprint(finding: Finding, lines: Sequence[str]) -> str:
    """Shorten what a finding is about to sixteen characters.

    That is the text of its place, and what its message quotes: a line such as `status: approved` may lack one section
    today and another tomorrow. The other words of the message are ours; the next release may choose better ones.
    """
    about = (place_text(finding, lines), *QUOTED.findall(finding.message))
    return sha256("\n".join(about).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(report: Report) -> Iterator[tuple[Finding, str]]:
    """Name each finding of a report, by file, rule and what it is about; two alike are counted.

    Trackers of findings tell old from new by it.
    """
    for path, findings in report.by_file():
        lines, place = report.lines(path), report.place(path)
        seen: Counter[str] = Counter()
        for finding in findings:
            known_by = "\0".join((place, finding.code, finding.source, fingerprint(finding, lines)))
            digest = sha256(known_by.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            seen[digest] += 1
            yield finding, f"{digest}:{seen[digest]}"


def lines_of(findings: Iterable[Finding], files: Mapping[str, RecordFile]) -> dict[str, tuple[str, ...]]:
    """Read the lines of the records that have findings; `files` by the path that findings name."""
    return {path: read_lines(files[path]) for path in {finding.path for finding in findings} if path in files}
