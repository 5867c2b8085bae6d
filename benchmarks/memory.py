"""How much memory a command needs at most, with everything that it starts; on Linux."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Contender

PAUSE = 0.1
"""Seconds between two looks; what is needed for a shorter time may be missed."""
PROC = Path("/proc")


def peak_memory(one: Contender) -> int | None:
    """Run once more, untimed; the bytes that all its processes had together at most. None where there is no /proc.

    Memory that processes share is shared between them (PSS), so that two workers do not count their parent twice.
    """
    if not (PROC / "self" / "smaps_rollup").exists():
        return None
    one.prepare()
    process, peak = one.start(), 0
    while True:
        try:
            printed, _ = process.communicate(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
        else:
            one.expect_success(process.returncode, printed)
            return peak


def _family(pid: int) -> Iterator[int]:
    """Name a process and all below it."""
    children = defaultdict[int, list[int]](list)
    for path in PROC.glob("[0-9]*/stat"):
        try:
            # The name of a program stands in brackets and may hold anything.
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
        children[parent].append(int(path.parent.name))
    left = [pid]
    while left:
        yield (found := left.pop())
        left += children[found]


def _memory(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
