"""The records as they were at another commit."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opslog.errors import OpslogError


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
        if _git(folder, "cat-file", "-e", f"{commit}:./").returncode == 0:
            _lay_out(_git(folder, "archive", "--format=tar", commit).stdout, before)
        yield Path(before)


def _lay_out(archive: bytes, folder: str) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, [member for member in tar if member.isreg()], filter="data")


def _answer(folder: Path, *arguments: str) -> str:
    return _git(folder, *arguments).stdout.decode().strip()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError as error:
        raise OpslogError(f"git cannot be run: {error.strerror}") from error
