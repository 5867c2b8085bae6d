"""Several people write into one record at once, are killed, or find the disk full: nothing is lost, nothing is half."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import BUILD_DAY, ROOT
from opslog.config import Config
from opslog.reading import read_record
from opslog.record import Record

NOON = int(BUILD_DAY)
TITLE = "Uploads time out"
MINUTE = 60


class Folder:
    """An ops log in a folder, and processes that work in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.environment = os.environ | {
            "PYTHONPATH": str(ROOT / "lint"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPSLOG_WHO": "@amara",
        }

    def start(
        self, *arguments: str, now: int = NOON, python: Sequence[str] = ("-m", "opslog")
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *python, *arguments],
            cwd=self.path, env=self.environment | {"SOURCE_DATE_EPOCH": str(now)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def run(self, *arguments: str, now: int = NOON, python: Sequence[str] = ("-m", "opslog")) -> tuple[int, str, str]:
        process = self.start(*arguments, now=now, python=python)
        said, complained = process.communicate(timeout=60)
        return process.returncode, said, complained

    def at_once(self, commands: Sequence[tuple[str, ...]]) -> list[tuple[int, str, str]]:
        """Start them all before any is waited for."""
        processes = [self.start(*command, now=NOON + (number + 1) * MINUTE) for number, command in enumerate(commands)]
        told = [process.communicate(timeout=120) for process in processes]
        return [
            (process.returncode, said, complained) for process, (said, complained) in zip(processes, told, strict=True)
        ]

    @property
    def files(self) -> list[Path]:
        return sorted(file for file in self.path.rglob("*") if file.is_file())

    @property
    def file(self) -> Path:
        (file,) = self.path.rglob("*.md")
        return file

    @property
    def record(self) -> Record:
        return read_record(self.file, Config())

    def lint(self) -> str:
        """Lint an hour later, when all that was written lies in the past."""
        return self.run("lint", "--level", "info", now=NOON + 60 * MINUTE)[1]


CLEAN = "Checked 1 record: no findings.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A log in which an incident was declared at noon."""
    (tmp_path / "incidents").mkdir()
    log = Folder(tmp_path)
    code, _, complained = log.run("declare", TITLE, "--severity", "sev3")
    assert code == 0, complained
    return log


def test_twenty_lines_at_once_are_all_there_and_in_order(folder: Folder) -> None:
    seen: list[Record] = []
    with ThreadPoolExecutor(1) as others:
        writing = others.submit(folder.at_once, [("log", f"line {number}") for number in range(20)])
        while not writing.done():
            seen.append(folder.record)  # whoever reads meanwhile sees a whole record
            time.sleep(0.01)

    assert [code for code, _, _ in writing.result()] == [0] * 20
    timeline = folder.record.timeline
    assert [entry.text for entry in timeline[1:]] == [f"line {number}" for number in range(20)]
    moments = [entry.at for entry in timeline if entry.at]
    assert moments == sorted(moments)
    assert not [one for one in seen if one.problems or not one.readable or one.facts.title != TITLE]
    counts = [len(one.timeline) for one in seen]
    assert counts == sorted(counts)
    assert folder.lint() == CLEAN
    assert folder.files == [folder.file]


def test_one_role_never_has_two_holders(folder: Folder) -> None:
    people = [f"@p{number}" for number in range(8)]
    told = folder.at_once([("handoff", "ic", who, "--at", "12:00") for who in people])

    assert [code for code, _, _ in told] == [0] * 8
    held = [one for one in folder.record.facts.roles if one.role == "incident-commander"]
    assert [one.who for one in held if one.end is None] == [held[-1].who]
    assert sorted(one.who for one in held) == ["@amara", *people]
    assert all(one.end == other.start for one, other in pairwise(held))
    assert set(people) < set(folder.record.facts.responders)
    assert folder.lint() == CLEAN


def test_only_the_first_one_acknowledges(folder: Folder) -> None:
    told = folder.at_once([("ack", "--who", f"@p{number}") for number in range(6)])

    assert [code for code, _, _ in told] == [0] * 6
    first = [said for _, said, _ in told if "is on it since" in said]
    later = [said for _, said, _ in told if said.startswith("Acknowledged already, at")]
    assert (len(first), len(later)) == (1, 5)
    (entry,) = [entry for entry in folder.record.timeline if entry.kind == "acknowledged"]
    assert all(entry.text in said for said in (*first, *later))
    assert entry.at == folder.record.facts.times.acknowledged


def test_of_two_that_declare_the_same_one_hears_that_it_is_declared(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    folder = Folder(tmp_path)
    told = folder.at_once([("declare", TITLE, "--severity", "sev3", "--who", f"@p{number}") for number in range(6)])

    assert sorted(code for code, _, _ in told) == [0, 2, 2, 2, 2, 2]
    assert all("already" in complained for code, _, complained in told if code)
    winner = next(number for number, (code, _, _) in enumerate(told) if code == 0)
    assert folder.record.facts.roles[0].who == f"@p{winner}"
    assert folder.lint() == CLEAN


def test_of_two_that_declare_different_things_neither_is_lost(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    folder = Folder(tmp_path)
    told = folder.at_once([("declare", f"Number {number}", "--severity", "sev3") for number in range(6)])

    assert [code for code, _, _ in told] == [0] * 6
    assert len(list(tmp_path.rglob("*.md"))) == 6
    assert folder.lint() == "Checked 6 records: no findings.\n"


COMMANDER = (
    ("handoff", "comms", "@sam"),
    ("mitigate", "--kind", "rollback", "--plan", "Roll back the gateway"),
    ("log", "--comms", "Status page: we are on it. Next update: 13:00 UTC."),
    ("own", "@jun"),
    ("log", "--decision", "Nobody else is paged."),
)
OPS = (
    ("ack", "--who", "@jun"),
    ("handoff", "ops", "@jun"),
    ("log", "--action", "Two pods restarted."),
    ("log", "--finding", "The digest differs."),
    ("log", "--action", "The gateway is rolled back."),
)


def test_two_terminals_play_an_incident_through(folder: Folder) -> None:
    def at_a_terminal(commands: Sequence[tuple[str, ...]]) -> list[tuple[int, str, str]]:
        return [folder.run(*command, now=NOON + (number + 1) * MINUTE) for number, command in enumerate(commands)]

    with ThreadPoolExecutor(2) as terminals:
        told = [one for both in terminals.map(at_a_terminal, (COMMANDER, OPS)) for one in both]
    assert [code for code, _, _ in told] == [0] * 10, told
    for command in (("mitigate", "Errors are down."), ("resolve", "The digest is right.")):
        assert folder.run(*command, now=NOON + 10 * MINUTE)[0] == 0

    record = folder.record
    kinds = [entry.kind for entry in record.timeline]
    assert len(kinds) == 13
    assert kinds[-2:] == ["mitigated", "resolved"]
    assert record.facts.mitigation is not None
    assert record.facts.mitigation.kind == "rollback"
    assert record.facts.resolution_owner == "@jun"
    assert folder.lint() == CLEAN


@pytest.mark.parametrize("part", range(3))
def test_whoever_is_killed_leaves_the_record_as_it_was_or_with_the_line(folder: Folder, part: int) -> None:
    began = time.monotonic()
    assert folder.run("log", "measured")[0] == 0
    usual = time.monotonic() - began

    for number in range(part, 30, 3):
        before = folder.file.read_bytes()
        killed = folder.start("log", f"killed {number}", now=NOON + MINUTE)
        time.sleep(usual * (0.4 + 0.7 * number / 30))
        killed.kill()
        killed.communicate()
        after = folder.file.read_bytes()
        assert after in {before, before + f"- 12:01 — killed {number}\n".encode()}

    assert folder.run("log", "afterwards", now=NOON + 2 * MINUTE)[0] == 0  # the lock ended with its holder
    assert folder.record.timeline[-1].text == "afterwards"
    assert folder.lint() == CLEAN


AT_THE_WORST_MOMENT = """\
import os, pathlib, signal, sys, tempfile
def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)
where = sys.argv.pop(1)
{"draft": lambda: setattr(tempfile, "mkstemp", die), "written": lambda: setattr(os, "fsync", die),
 "replaced": lambda: setattr(pathlib.Path, "replace", die), "linked": lambda: setattr(os, "link", die)}[where]()
from opslog.cli import main
main()
"""


@pytest.mark.parametrize("where", ["draft", "written", "replaced"])
def test_killed_while_writing_nothing_is_half(folder: Folder, where: str) -> None:
    before = folder.file.read_bytes()
    killed = folder.start("log", "x", python=("-c", AT_THE_WORST_MOMENT, where))
    killed.communicate(timeout=60)

    assert killed.returncode == -9
    assert folder.file.read_bytes() == before
    assert folder.run("log", "y")[0] == 0
    assert folder.record.timeline[-1].text == "y"
    assert folder.lint() == CLEAN


@pytest.mark.parametrize("where", ["written", "linked"])
def test_killed_while_declaring_nothing_is_declared(folder: Folder, where: str) -> None:
    arguments = ("declare", "Another one", "--severity", "sev3")
    killed = folder.start(*arguments, python=("-c", AT_THE_WORST_MOMENT, where))
    killed.communicate(timeout=60)

    assert killed.returncode == -9
    assert len(list(folder.path.rglob("*.md"))) == 1
    assert folder.run(*arguments)[0] == 0
    assert folder.lint() == "Checked 2 records: no findings.\n"


ON_A_SMALL_DISK = """\
import resource, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from opslog.cli import main
main()
"""


@pytest.fixture
def long_record(folder: Folder) -> Folder:
    """A record of 20 kB."""
    with folder.file.open("a", encoding="utf-8") as file:
        file.write("\n## Summary\n\n" + "Uploads broke off for some.\n" * 700)
    return folder


@pytest.mark.parametrize(
    "arguments", [("log", "x"), ("ack",), ("handoff", "ic", "@lee"), ("resolve",)], ids=lambda arguments: arguments[0]
)
def test_a_full_disk_is_said_and_the_record_is_as_it_was(long_record: Folder, arguments: tuple[str, ...]) -> None:
    before = long_record.file.read_bytes()
    code, said, complained = long_record.run(*arguments, python=("-c", ON_A_SMALL_DISK, str(len(before))))

    assert (code, said) == (2, "")
    # What measures this process complains of the same disk when it ends.
    assert complained.splitlines()[0].endswith(".md: cannot be written: File too large")
    assert long_record.files == [long_record.file]
    assert long_record.file.read_bytes() == before


def test_a_full_disk_leaves_no_half_declaration(folder: Folder) -> None:
    small = ("-c", ON_A_SMALL_DISK, "100")
    code, _, complained = folder.run("declare", "Another one", "--severity", "sev3", python=small)

    assert code == 2
    assert "cannot be written: File too large" in complained
    assert folder.files == [folder.file]


@pytest.mark.parametrize(("kept", "added"), [(0, b""), (20, b""), (10_000, b"\0")])
def test_what_is_no_record_is_not_written_into(folder: Folder, kept: int, added: bytes) -> None:
    broken = folder.file.read_bytes()[:kept] + added
    folder.file.write_bytes(broken)
    code, _, complained = folder.run("log", "x", "--record", folder.file.name)

    assert code == 2
    assert folder.file.name in complained
    assert folder.file.read_bytes() == broken
