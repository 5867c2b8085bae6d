"""How fast opslog reads, beside proselint: warm over the same records, and as a process over one changed record."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.blame.others import HOW_TO, proselint_python
from benchmarks.generate import generate
from benchmarks.measure import Contender, interleave, table
from opslog.check import check, check_files
from opslog.config import Config
from opslog.files import find_files, read_file
from opslog.finding import Finding
from opslog.report import Report
from opslog.reports.text import report
from opslog.selection import Selection

RECORDS = 1_000
WARM_ROUNDS, ROUNDS = 3, 15
FASTER, FASTER_AIM = 20.0, 50.0
"""How many times the words a second of proselint: what it has to be, and what it is meant to be."""
LONGER, LONGER_AIM = 1.0, 0.6
"""The time for one changed record, as a part of proselint's."""
COMMANDS_GARBAGE = 100_000
"""The command's own threshold; a measurement with another one would be of something else."""
WORKER = """
import sys
from pathlib import Path
from time import perf_counter
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

CheckRegistry().register_many(__register__)
files = sorted(Path(sys.argv[1]).rglob("*.md"))

def lint(files):
    found = [(file, one) for file in files for one in LintFile(file).lint()]
    return "".join(f"{file}:{one.pos}: {one.check_result.message}\\n" for file, one in found)

lint(files[:20])
print("warm", flush=True)
for _ in sys.stdin:
    start = perf_counter()
    lint(files)
    print(perf_counter() - start, flush=True)
"""
"""proselint over a folder, as a process that stays: it times itself whenever a line comes in."""


@dataclass(slots=True)
class Runner:
    """Somebody who reads all records once more and says how long that took."""

    name: str
    run: Callable[[], float]
    seconds: list[float] = field(default_factory=list)


def print_speed() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as name:
        folder = Path(name)
        (folder / "opslog.toml").write_text('records = "incidents"\n', encoding="utf-8")
        records = generate(folder / "incidents", RECORDS)
        words = sum(len(record.read_text(encoding="utf-8").split()) for record in records)
        python = proselint_python()
        if python is None:
            print(f"proselint is not here ({HOW_TO['proselint']}): opslog is measured alone.\n")
        print(f"{RECORDS:,} records with {words:,} words, warm in one process, best of {WARM_ROUNDS} rounds\n")
        print(_warm(folder / "incidents", words, python), end="\n\n")
        print(f"One changed record, whole processes, best of {ROUNDS} interleaved rounds\n")
        print(_one_changed(folder, records[0], python), end="\n\n")


def one_core(folder: Path) -> list[Finding]:
    """Read and look at all records in this process."""
    config = Config()
    return check([read_file(file, config) for file in find_files((folder,))], config, Selection())


def as_the_command(folder: Path) -> list[Finding]:
    """Do as the command does: half of it in a second process."""
    return check_files(find_files((folder,)), Config(), Selection())[1]


def _warm(folder: Path, words: int, python: str | None) -> str:
    runners = [
        Runner("opslog, one core", lambda: _timed(one_core, folder)),
        Runner("opslog, two cores as the command", lambda: _timed(as_the_command, folder)),
    ]
    for runner in runners:
        runner.run()
    if python is None:
        _in_turn(runners)
        return _speeds(runners, words, None)
    with subprocess.Popen(
        [python, "-c", WORKER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        _answer(worker)
        other = Runner("proselint", lambda: float(_answer(worker, "again")))
        _in_turn([*runners, other])
        if worker.stdin is not None:
            worker.stdin.close()
    return _speeds(runners, words, other)


def _timed(read: Callable[[Path], list[Finding]], folder: Path) -> float:
    """Read, look and report to a text, with the garbage looked for as often as the command does."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(COMMANDS_GARBAGE)
    try:
        start = perf_counter()
        report(Report(read(folder), {}, folder))
        return perf_counter() - start
    finally:
        gc.set_threshold(*before)


def _answer(worker: subprocess.Popen[str], asked: str = "") -> str:
    if worker.stdin is None or worker.stdout is None:
        raise AssertionError("the worker was started with pipes")
    if asked:
        worker.stdin.write(f"{asked}\n")
        worker.stdin.flush()
    answer = worker.stdout.readline()
    if not answer:
        raise SystemExit("proselint failed; is it version 0.16?")
    return answer


def _in_turn(runners: Sequence[Runner]) -> None:
    for number in range(WARM_ROUNDS):
        for runner in runners if number % 2 == 0 else reversed(runners):
            runner.seconds.append(runner.run())


def _speeds(runners: Sequence[Runner], words: int, other: Runner | None) -> str:
    rows = []
    for runner in (*runners, *((other,) if other else ())):
        best, median = min(runner.seconds), statistics.median(runner.seconds)
        numbers = (f"{best:.2f}", f"{median:.2f}", f"{words / best:,.0f}")
        ratio = min(other.seconds) / best if other and runner is not other else None
        told = f"{_at_least(ratio, FASTER)}; {_at_least(ratio, FASTER_AIM)}" if ratio else ""
        rows.append((runner.name, *numbers, f"{ratio:.1f}×" if ratio else "", told))
    return table(("reader", "best, s", "median, s", "words a second", "times proselint", "aims"), rows)


def _one_changed(folder: Path, record: Path, python: str | None) -> str:
    written = record.read_text(encoding="utf-8")
    rounds = 0

    def change() -> None:
        nonlocal rounds
        rounds += 1
        record.write_text(f"{written}\n<!-- changed {rounds} times -->\n", encoding="utf-8")

    shown = str(record.relative_to(folder))
    opslog = [str(Path(sys.executable).with_name("opslog")), "lint", shown]
    contenders = [Contender("opslog lint FILE", opslog, folder, change)]
    if python is not None:
        script = Path(python).with_name("proselint")
        command = [str(script)] if script.is_file() else [python, "-m", "proselint"]
        other = Contender("proselint check FILE", [*command, "check", shown], folder, change, allowed=(0, 1))
        contenders.append(other)
    interleave(contenders, ROUNDS)
    rows = []
    for one in contenders:
        ratio = one.best / contenders[-1].best if one is not contenders[-1] else None
        told = f"{_at_most(ratio, LONGER)}; {_at_most(ratio, LONGER_AIM)}" if ratio else ""
        rows.append(
            (one.name, f"{one.best * 1000:.0f}", f"{one.median * 1000:.0f}", f"{ratio:.2f}×" if ratio else "", told)
        )
    return table(("command", "best, ms", "median, ms", "of proselint's", "aims"), rows)


def _at_least(value: float, aim: float) -> str:
    return f"≥ {aim:g}×: {'met' if value >= aim else 'missed'}"


def _at_most(value: float, aim: float) -> str:
    return f"≤ {aim:g}×: {'met' if value <= aim else 'missed'}"
