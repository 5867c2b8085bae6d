"""What other tools say of the same sentences. Each gets all of them at once; one that is not installed is left out.

They are not made for blame. What they show is how far one comes with a list of words, and with advice on style.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from benchmarks.blame.scores import score
from benchmarks.blame.sets import AIMED_AT, is_flagged, labelled_sets
from benchmarks.measure import table

PHRASES = ("failed to", "should have", "could have", "human error", "mistake", "forgot", "careless", "negligent",
           "obviously", "fault", "blame")  # fmt: skip
LISTED = re.compile(rf"\b(?:{'|'.join(PHRASES)})s?\b", re.IGNORECASE)
PROSELINT = """
import json, sys
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

CheckRegistry().register_many(__register__)
print(json.dumps([bool(LintFile("sentence", text).lint()) for text in json.load(sys.stdin)]))
"""
"""Run by an interpreter that has proselint 0.16; each sentence is a text of its own."""
HOW_TO = {
    "proselint": "pip install proselint==0.16.0, best elsewhere, with PROSELINT_PYTHON=that/python",
    "write-good": "npm install write-good, with node_modules/.bin on PATH",
    "alex": "npm install alex, with node_modules/.bin on PATH",
}
SECONDS = 120

Ask = Callable[[Sequence[str]], list[bool] | None]


def by_list(sentences: Sequence[str]) -> list[bool]:
    """Look for the usual phrases."""
    return [LISTED.search(text) is not None for text in sentences]


@cache
def proselint_python() -> str | None:
    """Find an interpreter that has proselint: the one named, this one, or the one beside the command on PATH."""
    named = os.environ.get("PROSELINT_PYTHON")
    if named:
        return named
    if find_spec("proselint") is not None:
        return sys.executable
    script = shutil.which("proselint")
    beside = Path(script).resolve().with_name("python3") if script else None
    return str(beside) if beside is not None and beside.is_file() else None


def by_proselint(sentences: Sequence[str]) -> list[bool] | None:
    """Ask proselint."""
    python = proselint_python()
    if python is None:
        return None
    told = subprocess.run(
        [python, "-c", PROSELINT],
        input=json.dumps(sentences),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if told.returncode:
        raise SystemExit(f"proselint failed ({told.returncode}); is it version 0.16?\n{told.stderr}")
    flagged: list[bool] = json.loads(told.stdout)
    return flagged


def by_write_good(sentences: Sequence[str]) -> list[bool] | None:
    """Ask write-good."""
    return _by_lines("write-good", ("--parse",), re.compile(r"^[^:\n]+:(\d+):\d+:", re.MULTILINE), sentences)


def by_alex(sentences: Sequence[str]) -> list[bool] | None:
    """Ask alex."""
    return _by_lines("alex", ("--text",), re.compile(r"^\s*(\d+):\d+(?:-\d+:\d+)?\s+warning", re.MULTILINE), sentences)


OTHERS: dict[str, Ask] = {
    "a list of words": by_list,
    "proselint": by_proselint,
    "write-good": by_write_good,
    "alex": by_alex,
}


def print_others() -> None:
    """Print precision and recall of the other tools, beside opslog's, on the sentences of `../shared`."""
    sets = [each for each in labelled_sets() if each.half]
    if not sets:
        print("The labelled sentences (../shared/blame) are not here: nothing to compare with.\n")
        return
    rows = []
    for each in sets:
        compared = each.compared
        level = AIMED_AT[each.family]
        answers = {"opslog": [is_flagged(one, level) for one in compared]}
        answers |= {name: flagged[each.name] for name, flagged in _asked().items() if flagged is not None}
        for name, flagged in answers.items():
            reached = score(zip((one.label in each.wanted for one in compared), flagged, strict=True))
            rows.append((each.name, name, *reached.cells))
    print("Other tools on the same sentences; opslog with errors and warnings on authored, with all levels on real\n")
    print(table(("set", "tool", "precision", "recall", "F1"), rows), end="\n\n")
    missing = [name for name, flagged in _asked().items() if flagged is None]
    print("".join(f"- {name} is not here ({HOW_TO[name]})\n" for name in missing))


@cache
def _asked() -> dict[str, dict[str, list[bool]] | None]:
    """Ask each tool once, about everything."""
    sets = [each for each in labelled_sets() if each.half]
    texts = [" ".join(one.text.split()) for each in sets for one in each.compared]
    answers: dict[str, dict[str, list[bool]] | None] = {}
    for name, ask in OTHERS.items():
        flagged = ask(texts)
        if flagged is None:
            answers[name] = None
            continue
        rest = iter(flagged)
        answers[name] = {each.name: [next(rest) for _ in each.compared] for each in sets}
    return answers


def _by_lines(name: str, options: Sequence[str], place: re.Pattern[str], sentences: Sequence[str]) -> list[bool] | None:
    """Ask a command about a file with a paragraph a sentence, and read from its report which lines it is about."""
    command = _node_command(name)
    if command is None:
        return None
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as folder:
        file = Path(folder, "sentences.txt")
        file.write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
        told = subprocess.run(
            [*command, file.name, *options], cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    lines = {int(number) for number in place.findall(told.stdout + told.stderr)}
    if told.returncode and not lines:
        raise SystemExit(f"{name} failed ({told.returncode}):\n{told.stdout}{told.stderr}")
    return [2 * index + 1 in lines for index in range(len(sentences))]


def _node_command(name: str) -> list[str] | None:
    if shutil.which(name):
        return [name]
    if not shutil.which("npx"):
        return None
    npx = ["npx", "--no-install", name]
    there = subprocess.run(
        [*npx, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
    )
    return npx if there.returncode == 0 else None
