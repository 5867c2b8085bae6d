"""A runner for action.yml: each step's own script, run by bash with the variables that GitHub sets."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from conftest import BUILD_DAY, ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
SCRIPTS = {step["name"]: step["run"] for step in STEPS if "run" in step}
INSTALL = "Install opslog"

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
TOKEN = re.compile(r"'[^']*'|&&|\|\||[()]|==|!=|[\w.-]+|\s+")
PYTHON = {"&&": " and ", "||": " or "}
COMMAND = re.compile(r"\s*::(?P<name>[\w-]+)(?: (?P<properties>[^:]*))?::(?P<text>.*)|.*##\[(?P<old>[\w-]+)")
HEREDOC = re.compile(r"^(\w+)<<(\w+)\n(.*?)^\2\n|^(\w+)=(.*)\n", re.MULTILINE | re.DOTALL)

GH = """\
#!{python}
import json, subprocess, sys
from pathlib import Path
arguments = sys.argv[1:]
with Path({log!r}).open("a", encoding="utf-8") as log:
    bodies = [Path(each[6:]).read_text("utf-8") for each in arguments if each.startswith("body=@")]
    log.write(json.dumps([arguments, bodies]) + "\\n")
if not {allowed!r}:
    sys.exit("gh: Resource not accessible by integration (HTTP 403)")
if arguments[:2] == ["api", "graphql"]:
    told = json.dumps({{"data": {{"repository": {{"pullRequest": {{"comments": {{"nodes": {comments!r}}}}}}}}}}})
    filtered = ["jq", "--raw-output", arguments[arguments.index("--jq") + 1]]
    sys.exit(subprocess.run(filtered, input=told, text=True).returncode)
"""


@dataclass
class Run:
    """One run of the action in a checkout: what it printed, its summary, its outputs, what it would have used."""

    printed: str = ""
    summary: str = ""
    failed: bool = False
    steps: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[tuple[list[str], list[str]]] = field(default_factory=list)

    @property
    def commands(self) -> list[str]:
        """What the runner takes as a command: nothing between `::stop-commands::X` and `::X::`."""
        found: list[str] = []
        resume = ""
        for line in self.printed.split("\n"):
            command = COMMAND.match(line)
            if resume:
                resume = "" if line == resume else resume
            elif command and command["name"] == "stop-commands":
                resume = f"::{command['text']}::"
            elif command:
                found.append(line)
        return found

    def output(self, name: str) -> str:
        return str(resolve(ACTION["outputs"][name]["value"], {"steps": self.steps}))


def run_action(
    checkout: Path,
    event: Mapping[str, Any],
    *,
    event_name: str = "pull_request",
    comments: Sequence[Mapping[str, Any]] = (),
    may_comment: bool = True,
    stand_in: str = "",
    **inputs: str,
) -> Run:
    """Run the steps one by one.

    `stand_in` is shell that answers for a command of opslog before opslog is asked.
    """
    place = checkout.parent
    log = place / "gh.jsonl"
    gh = GH.format(python=sys.executable, log=str(log), allowed=may_comment, comments=list(comments))
    write_commands(place / "bin", stand_in, gh=gh)
    (place / "event.json").write_text(json.dumps(event), encoding="utf-8")
    github = {"event": event, "token": "ghs_of_the_job"}
    given = {name: resolve(str(item["default"]), {"github": github}) for name, item in ACTION["inputs"].items()}
    unknown = {name.replace("_", "-") for name in inputs} - set(given)
    assert not unknown, unknown
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    run = Run()
    context = {"github": github, "inputs": given, "steps": run.steps}
    for step in STEPS:
        if not holds(step.get("if", "true"), context):
            continue
        if "uses" in step:
            run.used[step["uses"]] = {key: resolve(str(value), context) for key, value in step["with"].items()}
        elif step["name"] != INSTALL:  # what is tried is this checkout, not the package index
            own = {key: resolve(str(value), context) for key, value in step.get("env", {}).items()}
            if not _run_step(step, own, checkout, event_name, run):
                run.failed = True
                break
    run.asked = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
    return run


def _run_step(step: Mapping[str, Any], own: Mapping[str, str], checkout: Path, event_name: str, run: Run) -> bool:
    place = checkout.parent
    output, summary = place / "output", place / "summary"
    output.write_bytes(b"")
    summary.write_bytes(b"")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GH_", "OPSLOG_"))
    } | {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": BUILD_DAY,
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_WORKSPACE": str(checkout),
        "GITHUB_REPOSITORY": "example/ops-log",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_EVENT_NAME": event_name,
        "GITHUB_EVENT_PATH": str(place / "event.json"),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(place),
        **own,
    }
    script = place / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=checkout, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    run.printed += ran.stdout.decode("utf-8", "replace")
    run.summary += summary.read_text(encoding="utf-8")
    if "id" in step:
        run.steps[step["id"]] = {"outputs": read_outputs(output.read_text(encoding="utf-8"))}
    return ran.returncode == 0


def write_commands(folder: Path, stand_in: str = "", **scripts: str) -> None:
    """Make a folder for the path: the opslog of this checkout, and other commands by their script."""
    folder.mkdir(exist_ok=True)
    paths = os.pathsep.join([str(ROOT / "lint"), str(ROOT / "hooks")])
    opslog = (
        f'#!/bin/sh\n{stand_in}\nPYTHONPATH={shlex.quote(paths)} exec {shlex.quote(sys.executable)} -m opslog "$@"\n'
    )
    for name, script in {"opslog": opslog, **scripts}.items():
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)


def read_outputs(text: str) -> dict[str, str]:
    """Read what a step wrote into $GITHUB_OUTPUT: `name=value`, or `name<<END` with lines up to END."""
    return {
        found[1] or found[4]: (found[3].removesuffix("\n") if found[1] else found[5])
        for found in HEREDOC.finditer(text)
    }


def resolve(text: str, context: Mapping[str, Any]) -> str:
    """Fill in `${{ … }}`; what is missing is empty, as it is with GitHub."""
    return EXPRESSION.sub(lambda found: str(_value(found[1], context)), text)


def holds(condition: str, context: Mapping[str, Any]) -> bool:
    """Evaluate an `if`: comparisons with texts, `&&`, `||` and parentheses."""
    tokens = [found[0] for found in TOKEN.finditer(condition)]
    assert "".join(tokens) == condition, condition
    words = [PYTHON.get(token, token) if not token[0].isalpha() else repr(_value(token, context)) for token in tokens]
    return bool(eval("".join(words), {"__builtins__": {}}))  # noqa: S307 - our own action.yml, names already replaced


def _value(path: str, context: Mapping[str, Any]) -> str:
    if path == "true":
        return path
    found: Any = context
    for name in path.split("."):
        found = found.get(name, "") if isinstance(found, Mapping) else ""
    assert not isinstance(found, Mapping), path
    return str(found)
