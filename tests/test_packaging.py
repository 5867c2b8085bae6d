"""The distribution: a wheel from the sdist runs in a fresh environment, an editable install sees both packages."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.packaging


def run(*call: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [str(part) for part in call], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


def fresh_environment(folder: Path) -> Path:
    """Make an environment that has the dependencies of this one, and of opslog nothing.

    The dependencies are lent by a .pth file: what is tried here is our package, not the package index.
    """
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    lent = [path for path in sys.path if path.endswith("site-packages")]
    borrowed = folder / "lent"
    borrowed.mkdir()
    for place in lent:
        for item in Path(place).iterdir():
            if (
                not item.name.startswith(("opslog", "_opslog", "__editable__", "pip", "setuptools"))
                and item.suffix != ".pth"
            ):
                (borrowed / item.name).symlink_to(item)
    (packages / "lent.pth").write_text(str(borrowed), encoding="utf-8")
    return python


def test_the_wheel_holds_both_packages_and_their_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {"opslog/cli.py", "opslog/rules/timeline.py", "opslog/py.typed", "opslog/starter/gitlab-ci.yml"} <= names
    assert {
        "opslog_site/plugin.py",
        "opslog_site/mkdocs.yml",
        "opslog_site/templates/record.md.j2",
        "opslog_site/assets/opslog.css",
        "opslog_site/theme/main.html",
    } <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"opslog", "opslog_site"}


def test_the_wheel_runs_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    python = fresh_environment(tmp_path / "venv")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    command = python.parent / "opslog"

    assert run(command, "--version", cwd=tmp_path) == "opslog, version 0.1.0\n"
    run(command, "declare", "It broke", "--severity", "sev2", "--who", "@amara", cwd=tmp_path)
    assert run(command, "lint", cwd=tmp_path) == "Checked 1 record: no findings.\n"
    run(command, "build", "--strict", cwd=tmp_path)
    assert "It broke" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_an_editable_install_sees_both_packages_and_new_files(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    run("git", "clone", "--quiet", ROOT, checkout, cwd=tmp_path)
    python = fresh_environment(tmp_path / "venv")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--editable", checkout, cwd=tmp_path)
    (checkout / "lint" / "opslog" / "brand_new.py").write_text("HERE = True\n", encoding="utf-8")

    code = "import opslog.brand_new, opslog_site, opslog; print(opslog_site.__file__)"
    assert run(python, "-c", code, cwd=tmp_path).startswith(str(checkout / "hooks"))
    assert "Checked 10 records" in run(python.parent / "opslog", "lint", cwd=checkout)


def test_the_hook_of_pre_commit_installs_from_the_repository_and_stops_a_bad_record(tmp_path: Path) -> None:
    """As its users do: pre-commit clones this repository at its last commit and installs it from the package index."""
    folder = tmp_path / "log"
    bad = ROOT / "tests" / "example" / "2022" / "2022-12-25-stale-prices.md"
    for name in ("incidents/2022/2022-12-25-stale-prices.md", "incidents/_template.md", "notes/2022-12-25-other.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bad.read_bytes())
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    call = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "opslog-lint", "--all-files", "--verbose"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PRE_COMMIT_HOME"] = str(tmp_path / "cache")
    tried = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert "incidents/2022/2022-12-25-stale-prices.md:7:13: error: `times.detected`" in tried.stdout
    assert "Checked 1 record: " in tried.stdout
