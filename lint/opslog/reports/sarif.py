"""For code scanning: SARIF 2.1.0 (docs.oasis-open.org/sarif), within what GitHub takes."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from opslog import __version__
from opslog.check import CANNOT_LOOK
from opslog.files import printable
from opslog.finding import LEVELS, Finding
from opslog.fingerprint import fingerprints
from opslog.report import Report, shown_sentence
from opslog.reports.json import json_text
from opslog.rule import Rule, all_rules
from opslog.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
MOST_RESULTS = 25_000
MOST_BYTES = 10_000_000
"""Results in a run, and bytes gzipped, that GitHub takes (docs.github.com, "SARIF support", limits)."""
MOST_TEXT = 1024
"""Characters of a description of a rule, by the same page."""

ARGUMENT = re.compile(r"\{\d+\}")

Told = tuple[Finding, str]
"""A finding with its fingerprint."""


def report(report: Report) -> str:
    """Write one run; where it is more than GitHub takes, the quietest findings are left out, and it says so."""
    told = list(fingerprints(report))
    left = min(len(told), MOST_RESULTS)
    while True:
        text = json_text(_log(report, _loudest(told, left), len(told) - left), indent=1)
        if not left or len(text) < MOST_BYTES // 4 or len(gzip.compress(text.encode("utf-8", "replace"))) <= MOST_BYTES:
            return text
        left = left * 9 // 10


def _loudest(told: Sequence[Told], number: int) -> list[Told]:
    """Keep so many, the loudest, in the order in which they were."""
    by_level = sorted(range(len(told)), key=lambda place: LEVELS.index(told[place][0].level))
    return [told[place] for place in sorted(by_level[:number])]


def _log(report: Report, told: Sequence[Told], left_out: int) -> dict[str, Any]:
    codes = sorted({finding.code for finding, _ in told})
    urls = {finding.code: finding.url for finding, _ in told}
    files = {path: _file(report, path) for path in {finding.path for finding, _ in told}}
    run = {
        "tool": {
            "driver": {
                "name": "opslog",
                "semanticVersion": __version__,
                "rules": [_rule(all_rules()[code], urls[code]) for code in codes],
            }
        },
        "automationDetails": {"id": "opslog/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(told, left_out)],
        "results": [
            _result(finding, known_by, files[finding.path], codes.index(finding.code)) for finding, known_by in told
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(told: Sequence[Told], left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": all(finding.code != CANNOT_LOOK for finding, _ in told)}
    if left_out:
        words = f"{left_out:,} findings, the quietest, are left out: GitHub takes no more in one upload."
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": words}}]
    return invocation


def _rule(one: Rule, url: str | None) -> dict[str, Any]:
    return {
        "id": one.code,
        "name": one.name,
        "shortDescription": {"text": one.summary[:MOST_TEXT]},
        "fullDescription": {"text": one.page.partition("\n## What to write instead")[0][:MOST_TEXT].strip()},
        "help": {"text": one.page, "markdown": one.page},
        "defaultConfiguration": {"level": SARIF_LEVELS[one.level]},
        "properties": {"tags": [one.family], "problem.severity": SEVERITIES[one.level]},
    } | ({"helpUri": url} if url else {})


def _result(finding: Finding, known_by: str, file: dict[str, str], rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": _escaped(shown_sentence(finding))},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": _region(finding.span)}}],
        "partialFingerprints": {"primaryLocationLineHash": known_by},
    }
    if finding.fix:
        replacement = {"deletedRegion": _region(finding.fix.span), "insertedContent": {"text": finding.fix.text}}
        change = {"artifactLocation": file, "replacements": [replacement]}
        result["fixes"] = [
            {"description": {"text": _escaped(printable(finding.fix.message))}, "artifactChanges": [change]}
        ]
    return result


def _escaped(text: str) -> str:
    """Keep words from being a link, or from standing for an argument (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}") if ARGUMENT.search(text) else text


def _file(report: Report, path: str) -> dict[str, str]:
    place = report.path_in_repository(path)
    uri = quote(os.fsencode(place.as_posix()))
    return {"uri": f"file://{uri}"} if place.is_absolute() else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
