"""Whole-process times of several commands, side by side: what a person waits for, interpreter start included."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Effort(NamedTuple):
    """How much is measured: logs of these sizes, in a few rounds or in many."""

    sizes: tuple[int, ...]
    quick: bool

    def rounds(self, many: int, few: int) -> int:
        """Choose."""
        return few if self.quick else many


@dataclass(slots=True)
class Contender:
    """A command, the folder it runs in, what has to happen before each run (untimed), and its times so far.

    `allowed` are the exit codes of a run that did its work: for some linters 1 is one of them. `variables` are what it
    finds in its environment besides the usual.
    """

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    allowed: tuple[int, ...] = (0,)
    variables: Mapping[str, str] = field(default_factory=dict)
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
        """Run once and note the time."""
        self.prepare()
        before, start = _children_cpu(), perf_counter()
        process = self.start()
        printed, _ = process.communicate()
        self.wall.append(perf_counter() - start)
        self.cpu.append(_children_cpu() - before)
        self.expect_success(process.returncode, printed)

    def start(self) -> subprocess.Popen[str]:
        """Start it."""
        environment = {**_environment(), **self.variables}
        return subprocess.Popen(
            self.command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def expect_success(self, code: int, printed: str) -> None:
        """Raise where it failed: a benchmark of something that fails would be a lie."""
        if code not in self.allowed:
            raise SystemExit(f"{self.name} failed ({code}):\n{printed}")


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


def verdict(value: float, *aims: float) -> str:
    """Hold a value against its aims: first what has to be, then what is meant to be."""
    return "; ".join(f"≤ {aim:g}: {'met' if value <= aim else 'missed'}" for aim in aims)


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _environment() -> dict[str, str]:
    """What the commands see: nothing of opslog's own settings, no progress banners, byte code where it was."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPSLOG_", "PYTHON"))}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}
