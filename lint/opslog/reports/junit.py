"""For CI servers that show tests: JUnit XML, a suite a record, a failed test a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from opslog.check import CANNOT_LOOK
from opslog.finding import Finding
from opslog.report import Report, shown_sentence


def report(report: Report) -> str:
    """Write a suite for every record that was checked; one without findings has one test, which passed."""
    found = dict(report.by_file())
    errors = sum(finding.code == CANNOT_LOOK for finding in report.findings)
    tests = sum(len(found.get(path, ())) or 1 for path in report.files)
    suites = Element("testsuites", {"name": "opslog"} | _counts(tests, len(report.findings) - errors, errors))
    for path in report.files:
        _add_suite(suites, report.place(path), found.get(path, ()))
    indent(suites)
    # A command to GitHub's runner, in the middle of a line; as a reference it is the same to a reader of XML.
    xml = tostring(suites, encoding="unicode").replace("##[", "#&#35;[")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'


def _add_suite(suites: Element, place: str, findings: Sequence[Finding]) -> None:
    errors = sum(finding.code == CANNOT_LOOK for finding in findings)
    counts = _counts(len(findings) or 1, len(findings) - errors, errors)
    suite = SubElement(suites, "testsuite", {"name": place, "package": "opslog"} | counts)
    classname = place.removesuffix(".md")
    if not findings:
        SubElement(suite, "testcase", name="opslog", classname=classname)
    for finding in findings:
        span = finding.span
        case = SubElement(
            suite, "testcase", name=f"{finding.code} {finding.name}", classname=classname, file=place,
            line=str(span.line), column=str(span.column),
        )  # fmt: skip
        kind = "error" if finding.code == CANNOT_LOOK else "failure"
        sentence = shown_sentence(finding)
        failure = SubElement(case, kind, type=finding.level, message=sentence)
        failure.text = f"line {span.line}, column {span.column}: {sentence}"


def _counts(tests: int, failures: int, errors: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": str(errors), "skipped": "0"}
