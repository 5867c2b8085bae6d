"""How long `opslog lint --diff-base` takes over one changed record, in a log of ten and in one of ten thousand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate
from benchmarks.measure import Contender, Effort, interleave, table, verdict

SIZES = (10, 10_000)
ROUNDS, QUICK_ROUNDS = 15, 5
RATIO_AIM = 3.0
CHANGES = {"without a finding": ("\nAll was well before noon.\n", 0), "with a finding": ("\nTODO\n", 1)}
"""What is added to a record, and the exit code then. With a finding, the rules look at what it was before as well."""


class CommittedLog(NamedTuple):
    """A log in a repository, and the record of it that changes."""

    size: int
    folder: Path
    record: Path
    text: str


def run(effort: Effort) -> None:
    """Measure and print."""
    rounds = effort.rounds(ROUNDS, QUICK_ROUNDS)
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as name:
        logs = [_commit_log(Path(name) / str(size), size) for size in SIZES]
        rows = []
        for what, (added, code) in CHANGES.items():
            contenders = [_contender(log, added, code) for log in logs]
            interleave(contenders, rounds)
            rows += _rows(what, contenders)
    header = ("one record changed", "best, ms", "median, ms", "ratio", "processor ratio", "aim")
    print(f"Lint with --diff-base, whole processes, best of {rounds} interleaved rounds\n\n{table(header, rows)}\n")


def _commit_log(folder: Path, size: int) -> CommittedLog:
    folder.mkdir()
    (folder / "opslog.toml").write_text('records = "incidents"\n', encoding="utf-8")
    record = generate(folder / "incidents", size)[0]
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {f"GIT_{role}_{what}": "bench@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "The log")):
        subprocess.run(["git", "-c", "gc.auto=0", *command], cwd=folder, env=os.environ | nobody | who, check=True)
    return CommittedLog(size, folder, record, record.read_text(encoding="utf-8"))


def _contender(log: CommittedLog, added: str, code: int) -> Contender:
    command = [str(Path(sys.executable).with_name("opslog")), "lint", "--diff-base", "HEAD"]

    def change() -> None:
        log.record.write_text(log.text + added, encoding="utf-8")

    return Contender(f"in a log of {log.size:,}", command, log.folder, change, (code,))


def _rows(what: str, contenders: list[Contender]) -> list[tuple[str, ...]]:
    small = contenders[0]
    rows: list[tuple[str, ...]] = []
    for one in contenders:
        ratio, cpu_ratio = one.best / small.best, one.least_cpu / small.least_cpu
        times = (f"{one.best * 1000:.1f}", f"{one.median * 1000:.1f}", f"{ratio:.2f}×", f"{cpu_ratio:.2f}×")
        rows.append((f"{what}, {one.name}", *times, "" if one is small else verdict(ratio, RATIO_AIM)))
    return rows
