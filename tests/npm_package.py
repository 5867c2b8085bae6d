"""What others publish on npm, fetched once, checked against a pinned digest, and kept in the user's cache."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "opslog-tests"


def npm_package(package: str, sha512: str) -> Path:
    """Give the archive of `name@version`; without npm or a registry the test is skipped, and says why."""
    archive = CACHE / f"{package.lstrip('@').replace('/', '-').replace('@', '-')}.tgz"
    if not archive.exists():
        _fetch(package, archive)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == sha512, f"{archive} is not {package}"
    return archive


def read_member(archive: Path, name: str) -> str:
    """Read one file of a package."""
    with tarfile.open(archive) as files:
        member = files.extractfile(f"package/{name}")
        assert member is not None
        return member.read().decode()


def _fetch(package: str, archive: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not here: {package} stays untried")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        call = [npm, "pack", package, "--pack-destination", folder, "--silent"]
        try:
            fetched = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm does not answer: {package} stays untried")
        found = list(Path(folder).glob("*.tgz"))
        if not found:
            pytest.skip(f"npm cannot fetch {package}: {fetched.stderr.strip()[-200:]}")
        found[0].replace(archive)
