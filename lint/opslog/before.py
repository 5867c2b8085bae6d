"""The records as they were at another commit."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opslog.errors import OpslogError
from opslog.git import run_git


@contextmanager
def records_before(reference: str, folder: Path) -> Iterator[Path]:
    """Lay out a folder as it was where the present commit and another one parted; empty where there was none.

    Where git sees no such point, as in a shallow clone, it is as in the other commit. Links are left out.
    Raises OpslogError where git does not know the commit.
    """
    commit = _answer(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if not commit:
        raise OpslogError(
            f"git does not know the commit `{reference}` here; fetch it first. "
            "In GitHub Actions, give actions/checkout `fetch-depth: 0`"
        )
    commit = _answer(folder, "merge-base", commit, "HEAD") or commit
    with tempfile.TemporaryDirectory(prefix="opslog-") as before:
        if run_git(folder, "cat-file", "-e", f"{commit}:./").returncode == 0:
            _lay_out(run_git(folder, "archive", "--format=tar", commit).stdout, before)
        yield Path(before)


def _lay_out(archive: bytes, folder: str) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, [member for member in tar if member.isreg()], filter="data")


def _answer(folder: Path, *arguments: str) -> str:
    return run_git(folder, *arguments).stdout.decode().strip()
