"""What readers copy into their repositories: valid by the published schemas, and the same wherever it stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, record_text
from opslog.config import DEFAULT_SEVERITIES
from opslog.files import find_records
from runner import write_commands
from test_action import BAD, commit, write

TOOLS = Path(sys.executable).parent
STARTER = ROOT / "lint" / "opslog" / "starter"
WORKFLOW = STARTER / "github" / "workflows" / "opslog.yml"
FORM = STARTER / "github" / "ISSUE_TEMPLATE" / "declare.yml"
SCHEMAS = {
    ROOT / "action.yml": "github-actions",
    WORKFLOW: "github-workflows",
    FORM: "github-issue-forms",
    STARTER / "gitlab-ci.yml": "gitlab-ci",
}
SLIPS = {
    ROOT / "action.yml": ("using: composite", "using: compsite"),
    WORKFLOW: ("runs-on:", "run-on:"),
    FORM: ("body:", "bodi:"),
    STARTER / "gitlab-ci.yml": ("when: always", "when: allways"),
}
BLOCK = re.compile(r"^```(?:yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def tool(name: str, *arguments: str | Path) -> str:
    """Run a tool of this environment; what it says, and empty when it has nothing to say against it."""
    ran = subprocess.run([TOOLS / name, *arguments], capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def blocks(page: str) -> list[str]:
    return BLOCK.findall((ROOT / "docs" / "adopt" / page).read_text("utf-8"))


def filled_in(text: str) -> str:
    """Put real names where the reader is to put theirs."""
    return text.replace("OWNER", "example").replace("COMMIT", "0123456789" * 4)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_is_what_the_published_schema_asks_for(path: Path) -> None:
    assert tool("check-jsonschema", "--builtin-schema", f"vendor.{SCHEMAS[path]}", path) == ""


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_published_schema_would_refuse_a_slip(path: Path, tmp_path: Path) -> None:
    slip = tmp_path / path.name
    slip.write_text(path.read_text("utf-8").replace(*SLIPS[path]), encoding="utf-8")

    assert tool("check-jsonschema", "--builtin-schema", f"vendor.{SCHEMAS[path]}", slip)


def test_zizmor_finds_nothing_to_attack(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    workflow = folder / "opslog.yml"
    workflow.write_text(filled_in(WORKFLOW.read_text("utf-8")), encoding="utf-8")

    assert tool("zizmor", "--offline", "--no-progress", "--persona=pedantic", ROOT / "action.yml", workflow) == ""


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    unsafe = tmp_path / "action.yml"
    text = (ROOT / "action.yml").read_text("utf-8").replace('"pull request $NUMBER"', '"${{ github.head_ref }}"')
    unsafe.write_text(text, encoding="utf-8")

    assert "template-injection" in tool("zizmor", "--offline", "--no-progress", unsafe)


def test_the_pages_show_what_is_shipped() -> None:
    lines, workflow, owners = blocks("github.md")
    assert workflow == WORKFLOW.read_text("utf-8")
    assert owners == (STARTER / "github" / "CODEOWNERS").read_text("utf-8")
    assert len(lines.splitlines()) == 3
    assert yaml.safe_load(lines) == yaml.safe_load(workflow)["jobs"]["records"]["steps"]
    assert blocks("gitlab.md")[0] == (STARTER / "gitlab-ci.yml").read_text("utf-8")
    assert blocks("pre-commit.md") == [(STARTER / "pre-commit-config.yaml").read_text("utf-8")]


@pytest.mark.parametrize("name", ["pull_request_template.md", "ISSUE_TEMPLATE/declare.yml"])
def test_we_use_the_templates_that_we_ship(name: str) -> None:
    assert (ROOT / ".github" / name).read_bytes() == (STARTER / "github" / name).read_bytes()


def test_the_form_knows_the_severities() -> None:
    form = yaml.safe_load(FORM.read_text("utf-8"))
    fields: dict[str, Any] = {field["id"]: field for field in form["body"] if "id" in field}

    options = fields["severity"]["attributes"]["options"]
    assert [option.split(":")[0] for option in options] == [*DEFAULT_SEVERITIES, "unknown"]


# GitLab


@pytest.fixture
def merge_request(tmp_path: Path) -> Path:
    """Make a checkout of a merge request that adds a bad record, with opslog on its path."""
    folder = tmp_path / "checkout"
    write(folder, {"incidents/2022/2022-12-25-fine.md": record_text("## Summary\n\nIt broke.\n")})
    commit(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, {"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})
    commit(folder)
    write_commands(tmp_path / "bin")
    return folder


def run_job(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of a job as GitLab does: line by line, until one fails."""
    job = yaml.safe_load((STARTER / "gitlab-ci.yml").read_text("utf-8"))[name]
    environment = os.environ | {
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CI_MERGE_REQUEST_IID": "12",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1",
    }
    call = ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_gitlab_keeps_a_preview_and_names_its_pages(merge_request: Path) -> None:
    ran = run_job("opslog-preview", merge_request)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("new\tincidents/2022/2022-12-25-stale-prices.html\t")
    assert "of merge request 12" in (merge_request / "site" / "index.html").read_text("utf-8")


def test_gitlab_gets_the_findings_of_the_merge_request(merge_request: Path) -> None:
    ran = run_job("opslog-lint", merge_request)

    assert ran.returncode == 1, ran.stderr
    report = json.loads((merge_request / "gl-code-quality-report.json").read_text("utf-8"))
    assert {finding["location"]["path"] for finding in report} == {"incidents/2022/2022-12-25-stale-prices.md"}


# pre-commit


def hook() -> dict[str, Any]:
    only: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert len(only) == 1
    return only[0]


def test_the_hook_is_valid_for_pre_commit() -> None:
    assert tool("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml") == ""
    assert tool("pre-commit", "validate-config", STARTER / "pre-commit-config.yaml") == ""


def test_the_hook_looks_at_what_opslog_takes_for_a_record(tmp_path: Path) -> None:
    names = [
        "incidents/2022/2022-12-25-a.md", "incidents/b.md", "incidents/2022/_template.md", "incidents/.hidden.md",
        "incidents/_drafts/c.md", "incidents/.git/d.md", "incidents/README.md", "incidents/2022/Index.md",
        "incidents/contributing.md", "incidents/2022/reindex.md", "incidents/2022/notes.txt", "incidents/my_notes.md",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")

    ours = {file.relative_to(tmp_path).as_posix() for file, _ in find_records(tmp_path / "incidents")}
    files, exclude = re.compile(hook()["files"]), re.compile(hook()["exclude"])
    assert {name for name in names if files.search(name) and not exclude.search(name)} == ours
    assert len(ours) == 4
