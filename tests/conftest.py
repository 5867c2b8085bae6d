"""Fixtures that several tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
BUILD_DAY = "1795348800"  # 2026-11-22, so that what is overdue stays overdue

# A busy machine is no finding: how long a case takes is measured in benchmarks/.
settings.register_profile("unhurried", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
os.environ["OPSLOG_CACHE"] = "off"  # builds of tests begin from nothing, and leave nothing in anybody's home

Opslog = Callable[..., subprocess.CompletedProcess[str]]


def environment(**variables: str) -> dict[str, str]:
    """Give a process what it needs to find this checkout's opslog, and the day on which it is asked."""
    paths = os.pathsep.join([str(ROOT / "lint"), str(ROOT / "hooks")])
    inherited = {name: value for name, value in os.environ.items() if name != "OPSLOG_CONFIG"}
    return inherited | {"PYTHONPATH": paths, "SOURCE_DATE_EPOCH": BUILD_DAY} | variables


@pytest.fixture(scope="session")
def opslog() -> Opslog:
    """Run the command as a process of its own, as its users do."""

    def run(*arguments: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "opslog", *map(str, arguments)]
        return subprocess.run(
            call, cwd=cwd, env=environment(**variables), capture_output=True, text=True, stdin=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def site(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build this repository's own site, strictly, once for each worker."""
    folder = tmp_path_factory.mktemp("site")
    built = opslog("build", "--strict", "--site-dir", folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the real records and the corpus beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: the real records and the corpus stay untried")
    return SHARED


def record_text(body: str = "", **fields: str) -> str:
    """Write a record with valid frontmatter; `fields` replace or add lines of it."""
    lines = {
        "title": "A title",
        "severity": "sev3",
        "status": "open",
        "timezone": "Europe/Berlin",
        "times": "{started: 2022-12-25 12:32}",
    } | fields
    front = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return f"---\n{front}---\n\n{body}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --golden."""
    parser.addoption("--golden", action="store_true", help="write the expected pages again")
