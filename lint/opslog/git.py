"""What git knows of a change: which files it touched, which lines it added, what stood there before."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.files import printable

SURROUNDINGS = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
"""Nothing is locked, nobody is asked, a `*` in a file name is a `*`, and git's own words are English."""
PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames")
LINES = (
    "--text",
    "--unified=0",
    "--inter-hunk-context=0",
    "--ignore-space-at-eol",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
COMMIT = re.compile(r"[0-9a-f]{7,64}\Z")
HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
NO_FILE = "000000"
FILE_MODES = ("100644", "100755")


class ChangedFile(NamedTuple):
    """A file that is not as it was. Paths count from the top of the repository; `old_blob` is what it held before.

    A file that was deleted has no `path`, one that is new (or was no file before, but a link) no `old_path`.
    """

    path: str | None
    old_path: str | None
    old_blob: str


def repository_of(folder: Path) -> Path:
    """Find the top of the repository that a folder lies in. Raises OpslogError where it lies in none."""
    ran = run_git(folder, "rev-parse", "--show-toplevel")
    if ran.returncode:
        raise OpslogError(f"{printable(str(folder))}: git cannot say what changed here: {_complaint(ran)}")
    return Path(os.fsdecode(ran.stdout.removesuffix(b"\n")))


def merge_base(reference: str, top: Path) -> str:
    """Find the commit where the present one and another parted. Raises OpslogError where git knows of none."""
    shown = printable(reference)
    if reference.startswith("-") or "\0" in reference:
        raise OpslogError(f"--diff-base: `{shown}` is no name of a commit")
    ran = run_git(top, "merge-base", reference, "HEAD")
    if ran.returncode == 0:
        return ran.stdout.decode().strip()
    if run_git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}").returncode:
        raise OpslogError("--diff-base: nothing is committed here yet")
    shallow = run_git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    fetch = (
        "; this clone is shallow: fetch the rest (`git fetch --unshallow`, in CI `fetch-depth: 0`)" if shallow else ""
    )
    if run_git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}").returncode:
        raise OpslogError(
            f"--diff-base: git knows no commit `{shown}`{fetch or '; fetch it first, or correct its name'}"
        )
    raise OpslogError(f"--diff-base: HEAD and `{shown}` have no commit in common{fetch}")


def changed_files(base: str, top: Path, within: Sequence[str]) -> list[ChangedFile]:
    """List what differs from a commit, committed or not, in files and folders; untracked files are new."""
    raw = _answer(top, "diff", *PLAIN, "--raw", "-z", "--no-abbrev", base, "--", *within)
    untracked = _answer(top, "ls-files", "--others", "--exclude-standard", "-z", "--", *within)
    changed = dict.fromkeys(_read_raw(raw))
    changed.update(dict.fromkeys(ChangedFile(os.fsdecode(name), None, "") for name in untracked.split(b"\0") if name))
    return list(changed)


def _read_raw(raw: bytes) -> Iterator[ChangedFile]:
    """Read `:old mode, new mode, old blob, new blob, letter`, and the one or two names behind it."""
    words = iter(raw.split(b"\0"))
    for head in words:
        if not head:
            return
        old_mode, new_mode, old_blob, _, letter = head.decode().removeprefix(":").split(" ")
        old_path = path = os.fsdecode(next(words))
        if letter[0] in "RC":
            path = os.fsdecode(next(words))
        if letter == "U":  # a conflict; the file on disk is listed beside it, where it differs
            continue
        was_file = old_mode in FILE_MODES
        yield ChangedFile(None if new_mode == NO_FILE else path, old_path if was_file else None, old_blob)


def contents_of(blobs: Iterable[str], top: Path) -> dict[str, bytes]:
    """Ask for the contents of blobs, all at once."""
    wanted = list(dict.fromkeys(blobs))
    answer = (
        _answer(top, "cat-file", "--batch", told="".join(f"{blob}\n" for blob in wanted).encode()) if wanted else b""
    )
    contents: dict[str, bytes] = {}
    start = 0
    for blob in wanted:
        end = answer.index(b"\n", start)
        _, kind, *sizes = answer[start:end].split(b" ")
        if kind != b"blob":
            raise OpslogError(f"git has lost what a record was before ({blob}); `git fsck` says more")
        size = int(sizes[0])
        contents[blob] = answer[end + 1 : end + 1 + size]
        start = end + size + 2
    return contents


def added_lines(base: str, top: Path, within: Sequence[str]) -> Mapping[str, tuple[range, ...]]:
    """Say which lines of which file the change added or replaced; a space at the end of a line is no change."""
    lines = iter(_answer(top, "diff", *PLAIN, *LINES, base, "--", *within).split(b"\n"))
    added: dict[str, list[range]] = {}
    path = ""
    for line in lines:
        hunk = HUNK.match(line)
        if line.startswith(b"+++ "):
            path = os.fsdecode(_unquoted(line[4:]).removeprefix(b"b/"))
        elif hunk:
            removed, first, count = (int(number or 1) for number in hunk.groups())
            added.setdefault(path, []).append(range(first, first + count))
            # A line of a record may look like a line of git's own. `\ No newline` at the end of a file does not.
            for _ in range(removed + count):
                next(lines)
    return {path: tuple(ranges) for path, ranges in added.items()}


def _unquoted(name: bytes) -> bytes:
    """Take off what git puts around and behind an unusual name: C's quotes and escapes, or a tab."""
    if not name.startswith(b'"'):
        return name.removesuffix(b"\t")
    inner = name.rstrip(b"\t")[1:-1]
    return ESCAPE.sub(lambda found: bytes([int(found[1], 8)]) if len(found[1]) == 3 else _meant(found[1]), inner)


def _meant(letter: bytes) -> bytes:
    return ESCAPED.get(letter, letter)


def _answer(top: Path, *arguments: str, told: bytes | None = None) -> bytes:
    ran = run_git(top, *arguments, told=told)
    if ran.returncode:
        raise OpslogError(f"git {arguments[0]} failed: {_complaint(ran)}")
    return ran.stdout


def run_git(folder: Path, *arguments: str, told: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Ask git in a folder, whatever it answers. Raises OpslogError where it cannot be run."""
    try:
        return subprocess.run(  # noqa: S603 - no shell; the only word from outside is checked by merge_base
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - which git is asked is the user's choice
            input=told,
            stdin=None if told else subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=surroundings(),
        )
    except OSError as error:
        raise OpslogError(f"--diff-base asks git what changed, and git cannot be run: {error.strerror}") from error


def user_name(folder: Path) -> str | None:
    """Ask for the name that git has for whoever works in a folder; None where there is none, or no git."""
    try:
        ran = run_git(folder, "config", "--get", "user.name")
    except OpslogError:
        return None
    return " ".join(ran.stdout.decode("utf-8", "replace").split()) or None if ran.returncode == 0 else None


def surroundings() -> dict[str, str]:
    """Give the environment in which git is asked."""
    environment = os.environ | SURROUNDINGS
    # A hook may say GIT_DIR alone; git would then take the folder it is run in for the top.
    if "GIT_WORK_TREE" not in environment:
        environment.pop("GIT_DIR", None)
    return environment


def _complaint(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Give the first line of what git had to say."""
    said = ran.stderr.decode("utf-8", "replace").strip().split("\n", 1)[0]
    return printable(said.removeprefix("fatal: ")) or f"it ended with {ran.returncode}"
