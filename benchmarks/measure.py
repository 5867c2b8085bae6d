"""Whole-process times of several commands, side by side: what a person waits for, interpreter start included."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter


@dataclass(slots=True)
class Contender:
    """A command, the folder it runs in, what has to happen before each run (untimed), and its times so far.

    `allowed` are the exit codes of a run that did its work: for some linters 1 is one of them.
    """

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    allowed: tuple[int, ...] = (0,)
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        """The fastest run: the one that the rest of the machine disturbed least."""
        return min(self.wall)

    @property
    def median(self) -> float:
        """The run in the middle: far from the best one on a busy machine."""
        return statistics.median(self.wall)

    @property
    def least_cpu(self) -> float:
        """Processor seconds, children included: they hold still where wall time does not."""
        return min(self.cpu)

    def run(self) -> None:
        """Run once and note the time. A benchmark of something that fails would be a lie, so failure raises."""
        self.prepare()
        before, start = _children_cpu(), perf_counter()
        done = subprocess.run(self.command, cwd=self.folder, env=_environment(), capture_output=True, check=False)
        self.wall.append(perf_counter() - start)
        self.cpu.append(_children_cpu() - before)
        if done.returncode not in self.allowed:
            raise SystemExit(f"{self.name} failed ({done.returncode}):\n{(done.stdout + done.stderr).decode()}")


def interleave(contenders: Sequence[Contender], rounds: int) -> None:
    """Run everybody once a round, each round in the other direction: a slow minute is then nobody's own."""
    for number in range(rounds):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            contender.run()


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a markdown table that lines up in a terminal: first column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        first, *rest = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join((first, *rest))} |"

    rule = f"|{'|'.join('-' * (width + 1) + (':' if column else '-') for column, width in enumerate(widths))}|"
    return "\n".join((line(header), rule, *(line(row) for row in rows)))


def verdict(value: float, aim: float) -> str:
    """Hold a value against its aim."""
    return f"≤ {aim:g}: {'met' if value <= aim else 'missed'}"


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _environment() -> dict[str, str]:
    """What the commands see: nothing of opslog's own settings, no progress banners, byte code where it was."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPSLOG_", "PYTHON"))}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}
