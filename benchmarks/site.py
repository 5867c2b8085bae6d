"""How long the site takes to build, how that grows and what it needs; and how long when one record has changed."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.builds import HUGO, NO_HUGO, OPSLOG, PLAIN, Log, hugo_build, opslog_build, plain_build, write_log
from benchmarks.measure import Contender, Effort, interleave, table, verdict
from benchmarks.memory import peak_memory
from benchmarks.rebuild import print_rebuilds

ROUNDS, QUICK_ROUNDS = 3, 1
RATIO_AIMS = 1.3, 0.8
EXPONENT_AIMS = 1.05, 1.0
MEGABYTE = 1e6
BLOCK = 512
"""Bytes that st_blocks counts in (POSIX)."""

Pairs = Mapping[tuple[str, int], Contender]


def run(effort: Effort) -> None:
    """Measure and print."""
    rounds = effort.rounds(ROUNDS, QUICK_ROUNDS)
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as folder:
        logs = [write_log(Path(folder, str(size)), size) for size in effort.sizes]
        contenders = {(one.name, log.size): one for log in logs for one in (opslog_build(log), plain_build(log))}
        interleave(list(contenders.values()), rounds)
        print(f"Full builds, whole processes, best of {rounds} interleaved rounds\n\n{_seconds(contenders, logs)}\n")
        if len(logs) > 1:
            print(f"Growth\n\n{_growth(contenders, effort.sizes)}\n")
        print(f"What a full build needs and leaves\n\n{_needs(contenders, logs)}\n")
        print_rebuilds(logs, effort)


def _seconds(contenders: Pairs, logs: Sequence[Log]) -> str:
    """Hold both builds of each size side by side; the aims are for the wall time of the largest."""
    rows = []
    for log in logs:
        plain = contenders[PLAIN, log.size]
        for name in (OPSLOG, PLAIN):
            one = contenders[name, log.size]
            ratio, cpu_ratio = one.best / plain.best, one.least_cpu / plain.least_cpu
            times = f"{one.best:.2f}", f"{one.median:.2f}", f"{ratio:.2f}×", f"{one.least_cpu:.2f}", f"{cpu_ratio:.2f}×"
            pages = f"{len(list((one.folder / 'site').rglob('*.html'))):,}"
            aim = verdict(ratio, *RATIO_AIMS) if one is not plain and log is logs[-1] else ""
            rows.append((f"{log.size:,} records, {name}", pages, *times, aim))
    return table(("build", "pages", "best, s", "median, s", "ratio", "processor, s", "ratio", "aims"), rows)


def _growth(contenders: Pairs, sizes: Sequence[int]) -> str:
    """Say how time grows with the log: time ~ records^exponent.

    The aim is for wall time from the smallest log to the largest. Start-up flatters that exponent, so the cost of one
    more record in each step stands beside it, in which start-up cancels out: where it is more than the mean record of
    the smallest log costs, the build grows faster than the log.
    """
    first, last, steps = sizes[0], sizes[-1], list(pairwise(sizes))
    header = ["build", f"exponent {first:,}–{last:,}", "aims", "of processor time"]
    header += [f"ms a record, of {first:,}", *(f"one more, {few:,}–{many:,}" for few, many in steps)]
    rows = []
    for name in (OPSLOG, PLAIN):
        wall = {size: contenders[name, size].best for size in sizes}
        cpu = {size: contenders[name, size].least_cpu for size in sizes}
        whole = exponent(wall, first, last)
        costs = [wall[first] / first, *((wall[many] - wall[few]) / (many - few) for few, many in steps)]
        aims = verdict(whole, *EXPONENT_AIMS)
        milliseconds = (f"{cost * 1000:.1f}" for cost in costs)
        rows.append((name, f"{whole:.2f}", aims, f"{exponent(cpu, first, last):.2f}", *milliseconds))
    return table(header, rows)


def exponent(times: Mapping[int, float], first: int, last: int) -> float:
    """Give e of time ~ size^e through two sizes."""
    return math.log(times[last] / times[first]) / math.log(last / first)


def _needs(contenders: Pairs, logs: Sequence[Log]) -> str:
    """Say how much memory, how many files and how much of a disk; one more build of each, untimed."""
    rows = []
    for log in logs:
        for name, one in (*((name, contenders[name, log.size]) for name in (OPSLOG, PLAIN)), (HUGO, hugo_build(log))):
            what = f"{log.size:,} records, {name}"
            if one is None:
                rows.append((f"{what}: {NO_HUGO}", "", "", "", "", ""))
                continue
            peak = peak_memory(one)
            memory = "not measured: no /proc here" if peak is None else f"{peak / MEGABYTE:,.0f}"
            rows.append((what, memory, *_footprint(one.folder / "site"), _kept(one, log)))
    return table(("build", "memory at its peak, MB", "files", "MB", "MB of disk", "MB kept for the next"), rows)


def _kept(one: Contender, log: Log) -> str:
    return _footprint(log.folder / "cache")[2] if one.name == OPSLOG else ""


def _footprint(folder: Path) -> tuple[str, str, str]:
    """Count the files of a site, the bytes in them, and the bytes of disk that they take."""
    seen = [path.stat() for path in folder.rglob("*") if path.is_file()]
    size, disk = sum(file.st_size for file in seen), sum(file.st_blocks for file in seen) * BLOCK
    return f"{len(seen):,}", f"{size / MEGABYTE:,.1f}", f"{disk / MEGABYTE:,.1f}"
