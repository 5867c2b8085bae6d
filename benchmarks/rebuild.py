"""How long the site takes when one record has changed, or none, against a full build of the same files with Hugo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.builds import NO_HUGO, Log, hugo_build, opslog_build
from benchmarks.measure import Contender, Effort, interleave, table, verdict

ROUNDS, QUICK_ROUNDS = 5, 2
RATIO_AIMS = 1.0, 0.5
END_OF_SUMMARY = "\n\n## Impact\n"


class Change:
    """A record to which one word more is added each time, at the end of its summary."""

    def __init__(self, record: Path) -> None:
        self.record = record
        self.text = record.read_text(encoding="utf-8")
        self.words = (f"Revised{number}." for number in count())
        self.word = ""

    def make(self) -> None:
        """Change the record."""
        self.word = next(self.words)
        changed = self.text.replace(END_OF_SUMMARY, f" {self.word}{END_OF_SUMMARY}", 1)
        self.record.write_text(changed, encoding="utf-8")

    def expect_in(self, site: Path) -> None:
        """Raise where the page does not have the word: nothing would have been measured."""
        page = site / "incidents" / self.record.parent.name / self.record.stem / "index.html"
        if self.word not in page.read_text(encoding="utf-8"):
            raise SystemExit(f"{page}: {self.word} is in the record and not on its page")


class Rebuilds(NamedTuple):
    """What is measured of a log whose site stands already."""

    log: Log
    ours: tuple[Contender, ...]
    hugo: Contender | None


def print_rebuilds(logs: Sequence[Log], effort: Effort) -> None:
    """Measure and print; the sites of the logs have been built, and what they keep is there."""
    rounds = effort.rounds(ROUNDS, QUICK_ROUNDS)
    measured = [_measured(log, rounds) for log in logs]
    header = ("build", "best, s", "median, s", "of Hugo's", "processor, s", "of Hugo's", "aims")
    rows = [row for rebuilds in measured for row in rows_of(rebuilds)]
    print(f"Rebuilds, whole processes, best of {rounds} interleaved rounds\n\n{table(header, rows)}\n")


def _measured(log: Log, rounds: int) -> Rebuilds:
    newest, middle = Change(log.records[-1]), Change(log.records[log.size // 2])
    ours = (
        opslog_build(log, "the newest record changed", newest.make),
        opslog_build(log, "one in the middle changed", middle.make),
        opslog_build(log, "nothing changed", lambda: None),
    )
    hugo = hugo_build(log)
    interleave([*ours, *([hugo] if hugo else [])], rounds)
    for change in (newest, middle):
        change.expect_in(log.folder / "site")
    return Rebuilds(log, ours, hugo)


def rows_of(rebuilds: Rebuilds) -> Iterator[tuple[str, ...]]:
    """Write the lines of the table: ours first, then what they are held against, installed or not."""
    size, hugo = f"{rebuilds.log.size:,} records", rebuilds.hugo
    for one in rebuilds.ours:
        wall, cpu = (one.best / hugo.best, one.least_cpu / hugo.least_cpu) if hugo else (None, None)
        aims = "" if wall is None else verdict(wall, *RATIO_AIMS)
        yield _row(f"{size}, {one.name}", one, _times(wall), _times(cpu), aims)
    yield _row(f"{size}, Hugo, all of it", hugo) if hugo else (f"{size}, Hugo: {NO_HUGO}", *[""] * 6)


def _row(name: str, one: Contender, wall: str = "", cpu: str = "", aims: str = "") -> tuple[str, ...]:
    return name, f"{one.best:.2f}", f"{one.median:.2f}", wall, f"{one.least_cpu:.2f}", cpu, aims


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}×"
