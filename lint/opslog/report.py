"""What a report is made from: findings, the files they are about, and where those lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from opslog.files import RecordFile, leads_out, printable
from opslog.finding import Finding
from opslog.source import read_source


class Report(NamedTuple):
    """Findings in order, every file that was looked at by the path that findings name, and the repository's root."""

    findings: Sequence[Finding]
    files: Mapping[str, RecordFile]
    root: Path

    def by_file(self) -> Iterator[tuple[str, list[Finding]]]:
        """Give the findings of one file after the other."""
        for path, findings in groupby(self.findings, key=lambda finding: finding.path):
            yield path, list(findings)

    def lines(self, path: str) -> Sequence[str]:
        """Read the lines of a file again; none where it cannot be read."""
        file = self.files[path]
        return () if leads_out(file) else read_source(file[0]).lines

    def path_in_repository(self, path: str) -> Path:
        """Say where in the repository a file lies; the whole path where it lies outside."""
        file, _ = self.files[path]
        whole = file.parent.resolve() / file.name
        return whole.relative_to(self.root) if whole.is_relative_to(self.root) else whole

    def place(self, path: str) -> str:
        """Write where in the repository a file lies: slashes on every system, nothing that a terminal acts on."""
        return printable(self.path_in_repository(path).as_posix())


def line_of(lines: Sequence[str], number: int) -> str:
    """Find a line by its number; empty where the file has none such."""
    return lines[number - 1] if number <= len(lines) else ""


def repository_root(folder: Path) -> Path:
    """Find the root of the git repository around a folder; without one, the folder."""
    start = folder.resolve()
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), start)


def shown_sentence(finding: Finding) -> str:
    """Write message and advice on one line, with nothing that a terminal acts on."""
    return printable(finding.sentence)


def where(finding: Finding) -> str:
    """Write a place as editors and terminals know it; to GitHub's runner, `::` at the start of a line is a command."""
    start = "./" if finding.path.startswith("::") else ""
    return f"{start}{finding.path}:{finding.span.line}:{finding.span.column}"
