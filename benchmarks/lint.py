"""How long `opslog lint` takes, against an interpreter that does nothing: it runs on every save and every push."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.measure import Contender, Effort, interleave, table, verdict

RECORDS = 1_000
ROUNDS, QUICK_ROUNDS = 15, 5
RATIO_AIM = 12.0


def run(effort: Effort) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as name:
        folder = Path(name)
        (folder / "opslog.toml").write_text('records = "incidents"\n', encoding="utf-8")
        records = generate(folder / "incidents", RECORDS)
        words = sum(len(record.read_text(encoding="utf-8").split()) for record in records)
        contenders = _contenders(folder, records[0])
        rounds = effort.rounds(ROUNDS, QUICK_ROUNDS)
        interleave(contenders, rounds)
    print(f"Lint, whole processes, best of {rounds} interleaved rounds\n\n{_report(contenders)}\n")
    whole = contenders[-1]
    print(f"{RECORDS:,} records have {words:,} words: {words / whole.best:,.0f} words a second\n")


def _contenders(folder: Path, record: Path) -> list[Contender]:
    script = Path(sys.executable).with_name("opslog")
    one = str(record.relative_to(folder))
    return [
        Contender("python -c pass", [sys.executable, "-c", "pass"], folder),
        Contender("python -m opslog lint ONE_RECORD", [sys.executable, "-m", "opslog", "lint", one], folder),
        Contender("opslog lint ONE_RECORD", [str(script), "lint", one], folder),
        Contender(f"opslog lint ({RECORDS:,} records)", [str(script), "lint"], folder),
    ]


def _report(contenders: list[Contender]) -> str:
    bare = contenders[0]
    rows = []
    for one in contenders:
        ratio, cpu_ratio = one.best / bare.best, one.least_cpu / bare.least_cpu
        numbers = (f"{one.best * 1000:.1f}", f"{one.median * 1000:.1f}", f"{ratio:.1f}×", f"{cpu_ratio:.1f}×")
        rows.append((one.name, *numbers, verdict(ratio, RATIO_AIM) if "ONE_RECORD" in one.name else ""))
    return table(("command", "best, ms", "median, ms", "ratio", "processor ratio", "aim"), rows)
