"""Every report format: read by somebody else's reader, the same as before, and not to be forged by what records say."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt
from sarif import loader

from conftest import Opslog, record_text
from npm_package import npm_package, read_member
from opslog.commands.lint import FORMATS
from opslog.files import printable
from opslog.finding import LEVELS, Finding
from opslog.fix import Fix
from opslog.report import Report, repository_root, shown_sentence
from opslog.reports import formats, github, sarif, write_report
from opslog.rule import all_rules
from opslog.span import START, Span
from opslog.step_summary import MOST_BYTES, step_summary

GOLDEN = Path(__file__).parent / "reports"
NAME = "2022-12-25 Störung %0A, x.md"
ENDINGS = {"text": "txt", "concise": "txt", "github": "txt", "junit": "xml", "json-lines": "jsonl"}
RULES = "SC103,SC105,FU101,FU110,FU111,TL120,FM001"
TRICKY = record_text(
    "## Overview\n\n🚒 e\u0301\tTODO behind an astral character, a combining mark and a tab\n\n"
    "## Timeline\n\n- **8:54** — 🚒\n\n"
    "## Action items\n\n"
    "- [ ] 🚒 ::error::x ##[error]y %0A::warning::z — @jun, due 2023-01-09\n"
    "- [ ] ]]> <b>\"q\"</b> & 'r' \x1b[31m\x07\x85 — @jun, due 2023-01-09\n"
    "- [ ] [l](javascript:x) {0} {{1}} | `c` \\ @x #1 — @jun, due 2023-01-09\n"
    "- [ ] e\u0301\t\u202eright to left, \u200bnothing\ufffe — @jun, due 2023-01-09\n"
    "- [X]  🚒 Ärger — due 2023-01-09, @jun, example/shop#1\n"
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a log in it: a tricky record, one that cannot be read, and one without findings."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / ".git").mkdir()
    (folder / "ops" / "incidents").mkdir(parents=True)
    (folder / "ops" / "incidents" / NAME).write_text(TRICKY, encoding="utf-8")
    (folder / "ops" / "incidents" / "2022-12-26-latin.md").write_bytes(b"\xff")
    (folder / "ops" / "incidents" / "2022-12-27-good.md").write_text(record_text(), encoding="utf-8")
    return folder / "ops"


def lint(opslog: Opslog, log: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return opslog("lint", "--select", RULES, "--level", "info", *arguments, cwd=log, **environment)


def reported(opslog: Opslog, log: Path, name: str) -> str:
    linted = lint(opslog, log, "--output-format", name)
    assert linted.returncode == 2, linted.stderr
    return linted.stdout


@pytest.fixture(scope="module")
def found(opslog: Opslog, log: Path) -> list[dict[str, Any]]:
    """The findings as JSON: what every other format is compared with."""
    listed: list[dict[str, Any]] = json.loads(reported(opslog, log, "json"))
    assert len(listed) > 9
    return listed


def text_at(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Cut what a place, in code points, means out of the tricky record."""
    assert start[0] == end[0]
    return TRICKY.split("\n")[start[0] - 1][start[1] - 1 : end[1] - 1]


def meant(finding: dict[str, Any]) -> str:
    start, end = finding["location"], finding["end_location"]
    return text_at((start["row"], start["column"]), (end["row"], end["column"]))


def test_positions_are_what_they_point_at(found: list[dict[str, Any]]) -> None:
    places = {(one["code"], meant(one)) for one in found if NAME in one["filename"]}

    assert {
        ("SC103", "TODO"),
        ("SC105", "Overview"),
        ("TL120", "8:54"),
        ("FU110", "due 2023-01-09, @jun, example/shop#1"),
        ("FU111", "[X]  "),
    } <= places


def without_texts(report: str) -> str:
    """Take what changes with opslog itself out of a SARIF log: its version, and the words of its rules."""
    told = json.loads(report)
    driver = told["runs"][0]["tool"]["driver"]
    del driver["semanticVersion"]
    driver["rules"] = [rule["id"] for rule in driver["rules"]]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", formats())
def test_a_report_is_as_it_was(name: str, log: Path, opslog: Opslog, pytestconfig: pytest.Config) -> None:
    report = reported(opslog, log, name)
    report = without_texts(report) if name == "sarif" else report
    path = GOLDEN / f"{name}.{ENDINGS.get(name, 'json')}"
    if pytestconfig.getoption("--golden"):
        path.write_text(report, encoding="utf-8")

    assert report == path.read_text(encoding="utf-8")


def test_the_help_names_every_format() -> None:
    assert sorted(re.split(r", | or ", FORMATS.rstrip("."))) == sorted(formats())


# --- others' readers ---

SARIF_SCHEMA = ("@microsoft/jest-sarif@1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json")
SARIF_SHA512 = "A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A=="
RDFORMAT = "@umbrelladocs/rdformat-validator@1.0.1"
RDFORMAT_SHA512 = "yOQbzkvQBshV0fLfjw4S1QEv+dsYs6RRqR+4W2njaHzPchyWj/rYvK5ogJ8Jo+GRtX1hKPxyRFtIN18GFwVQVA=="


@pytest.fixture(scope="session")
def sarif_schema() -> Draft4Validator:
    """SARIF's JSON Schema as OASIS published it, out of a package of Microsoft's."""
    package, name = SARIF_SCHEMA
    return Draft4Validator(json.loads(read_member(npm_package(package, SARIF_SHA512), name)))


def test_sarif_follows_its_schema(sarif_schema: Draft4Validator, opslog: Opslog, log: Path) -> None:
    told = json.loads(reported(opslog, log, "sarif"))

    assert [error.message for error in sarif_schema.iter_errors(told)] == []
    del told["runs"][0]["results"][0]["message"]["text"]
    told["runs"][0]["results"][1]["level"] = "info"
    assert len(list(sarif_schema.iter_errors(told))) == 2


def test_sarif_without_findings_follows_it_too(sarif_schema: Draft4Validator, opslog: Opslog, log: Path) -> None:
    linted = lint(opslog, log, "--output-format", "sarif", "incidents/2022-12-27-good.md")
    told = json.loads(linted.stdout)

    assert linted.returncode == 0
    assert list(sarif_schema.iter_errors(told)) == []
    assert told["runs"][0]["results"] == []


def test_sarif_says_what_was_found_and_where(opslog: Opslog, log: Path, found: list[dict[str, Any]]) -> None:
    run = json.loads(reported(opslog, log, "sarif"))["runs"][0]
    for result, finding in zip(run["results"], found, strict=True):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert result["ruleId"] == rule["id"] == finding["code"]
        assert (region["startLine"], region["startColumn"]) == tuple(finding["location"].values())
        assert (region["endLine"], region["endColumn"]) == tuple(finding["end_location"].values())
        assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]]
    assert uris[0] == "ops/incidents/2022-12-25%20St%C3%B6rung%20%250A%2C%20x.md"
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(set(prints)) == len(prints)
    assert run["columnKind"] == "unicodeCodePoints"
    assert not run["invocations"][0]["executionSuccessful"]  # a file could not be read


def test_an_independent_reader_reads_sarif(opslog: Opslog, log: Path, tmp_path: Path, found: list[Any]) -> None:
    path = tmp_path / "opslog.sarif"
    assert lint(opslog, log, "--output-format", "sarif", "-o", path).returncode == 2

    read = loader.load_sarif_file(str(path))
    records = read.get_records()
    assert read.get_distinct_tool_names() == ["opslog"]
    assert [record["Line"] for record in records] == [one["location"]["row"] for one in found]
    assert {record["Severity"] for record in records} == {"error", "warning", "note"}
    assert all(record["Code"] in all_rules() for record in records)


def test_junitparser_reads_junit(opslog: Opslog, log: Path, found: list[dict[str, Any]]) -> None:
    suites = junitparser.JUnitXml.fromstring(reported(opslog, log, "junit").encode())

    by_name = {suite.name: list(suite) for suite in suites}
    cases = by_name[f"ops/incidents/{NAME}"]
    ours = [one for one in found if NAME in one["filename"]]
    assert [case.name.split()[0] for case in cases] == [one["code"] for one in ours]
    assert [case.result[0].message for case in cases] == [printable(one["message"]) for one in ours]
    assert [case.result[0].type for case in cases] == [one["severity"] for one in ours]
    assert [case.is_passed for case in by_name["ops/incidents/2022-12-27-good.md"]] == [True]
    assert isinstance(by_name["ops/incidents/2022-12-26-latin.md"][0].result[0], junitparser.Error)
    assert (suites.tests, suites.failures, suites.errors) == (len(found) + 1, len(found) - 1, 1)
    assert sum(suite.tests for suite in suites) == suites.tests
    assert sum(suite.failures for suite in suites) == suites.failures


@pytest.fixture(scope="session")
def rdformat(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """Validate with a validator of reviewdog's format: the paths at which it finds mistakes."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here: rdjson stays untried by another's validator")
    folder = tmp_path_factory.mktemp("rdformat")
    with tarfile.open(npm_package(RDFORMAT, RDFORMAT_SHA512)) as archive:
        archive.extractall(folder, filter="data")
    script = (
        "const {Validator} = require('./package/dist/validator');"
        "const told = JSON.parse(require('fs').readFileSync(0));"
        "const {errors} = new Validator().validate(told);"
        "console.log(JSON.stringify(errors.map(error => error.path)))"
    )

    def validate(report: str) -> list[str]:
        ran = subprocess.run([node, "-e", script], cwd=folder, input=report, capture_output=True, text=True, check=True)
        paths: list[str] = json.loads(ran.stdout)
        return paths

    return validate


def test_rdjson_is_valid_and_counts_bytes(
    rdformat: Callable[[str], list[str]], opslog: Opslog, log: Path, found: list[dict[str, Any]]
) -> None:
    report = reported(opslog, log, "rdjson")
    diagnostics = json.loads(report)["diagnostics"]

    assert rdformat(report) == []
    assert len(rdformat(report.replace('"line": 11', '"line": 0'))) > 0
    lines = TRICKY.encode().split(b"\n")
    for diagnostic, finding in zip(diagnostics, found, strict=True):
        if NAME not in finding["filename"]:
            continue
        start, end = diagnostic["location"]["range"]["start"], diagnostic["location"]["range"]["end"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode() == meant(finding)
        assert diagnostic["location"]["path"] == f"ops/incidents/{NAME}"
        assert bool(diagnostic.get("suggestions")) == bool(finding["fix"])


def test_gitlab_gets_what_its_documentation_asks_for(opslog: Opslog, log: Path, found: list[dict[str, Any]]) -> None:
    """docs.gitlab.com, "Code Quality", "Code quality report format"."""
    issues = json.loads(reported(opslog, log, "gitlab"))

    assert [issue["check_name"] for issue in issues] == [one["name"] for one in found]
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [one["location"]["row"] for one in found]
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(issue["description"] and not issue["location"]["path"].startswith(("/", "./")) for issue in issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_json_lines_are_the_list_line_by_line(opslog: Opslog, log: Path, found: list[dict[str, Any]]) -> None:
    assert [json.loads(line) for line in reported(opslog, log, "json-lines").splitlines()] == found


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_a_fingerprint_survives_moved_lines(name: str, tmp_path: Path, opslog: Opslog) -> None:
    path = tmp_path / "incidents" / "2022-12-25-x.md"
    path.parent.mkdir()
    prints = []
    for above in ("", "Words above.\n\n"):
        path.write_text(record_text(f"## Impact\n\n{above}TODO and TODO\n\nTODO\n\n  TODO  and TODO\n"))
        told = json.loads(lint(opslog, tmp_path, "--output-format", name).stdout)
        issues = told["runs"][0]["results"] if name == "sarif" else told
        prints.append([one.get("fingerprint") or one["partialFingerprints"] for one in issues])

    assert prints[0] == prints[1]
    assert len({str(each) for each in prints[0]}) == len(prints[0]) == 5


# --- GitHub ---


def many(number: int, level: str = "error") -> list[Finding]:
    return [
        Finding("a.md", Span(line, 1, line, 2), "SC103", "placeholder-text", level, "x") for line in range(1, number)
    ]


def report_of(findings: list[Finding], path: Path = Path("a.md")) -> Report:
    shown = printable(str(path))
    return Report([finding._replace(path=shown) for finding in findings], {shown: (path, None)}, Path.cwd())


def test_github_is_told_how_many_it_does_not_show() -> None:
    report = report_of([*many(14, "warning"), *many(12), *many(4, "info")])

    lines = github.report(report).splitlines()
    kinds = [line.partition(" ")[0] for line in lines]
    assert kinds == ["::error"] * 11 + ["::warning"] * 13 + ["::notice"] * 3 + ["GitHub"]
    assert lines[-1].endswith("shows 10 annotations of each level: 4 more stand above and in the summary of the step.")
    assert not github.report(report_of(many(11))).splitlines()[-1].startswith("GitHub")


def test_over_several_lines_there_are_no_columns() -> None:
    finding = many(2)[0]._replace(span=Span(1, 3, 2, 4))

    assert "file=a.md,line=1,endLine=2::" in github.report(report_of([finding]))


class Cells(HTMLParser):
    """The words in the cells of the tables of a page, and every tag there is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its name is the parser's
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data.rstrip("\n")


def cells_of(markdown: str) -> Cells:
    return Cells(MarkdownIt("gfm-like").render(markdown))


TABLE_TAGS = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td"}


def test_the_summary_of_the_step_is_a_table(log: Path, opslog: Opslog, tmp_path: Path, found: list[Any]) -> None:
    summary = tmp_path / "summary"
    summary.write_text("Before.\n\n", encoding="utf-8")
    lint(opslog, log, "--output-format", "github", GITHUB_STEP_SUMMARY=str(summary))

    written = summary.read_text(encoding="utf-8")
    read = cells_of(written)
    rows = [read.cells[start : start + 4] for start in range(0, len(read.cells), 4)]
    ordered = sorted(found, key=lambda one: LEVELS.index(one["severity"]))
    assert written.startswith("Before.\n\n### opslog\n\nChecked 3 records")
    assert read.tags == TABLE_TAGS
    assert [row[1:3] for row in rows] == [[one["severity"], f"{one['code']} {one['name']}"] for one in ordered]
    assert [row[3].strip() for row in rows] == [printable(one["message"]) for one in ordered]


def test_the_summary_of_the_step_links_to_the_rules() -> None:
    finding = many(2)[0]._replace(url="https://ops.example.com/rules/SC103/")
    html = MarkdownIt("gfm-like").render(step_summary(report_of([finding]), "Checked."))

    assert '<a href="https://ops.example.com/rules/SC103/">SC103 placeholder-text</a>' in html


def test_the_summary_of_the_step_stays_below_its_limit() -> None:
    long = [finding._replace(message="ä" * 4000) for finding in many(1000)]
    written = step_summary(report_of(long), "Checked.")

    assert MOST_BYTES - 10_000 < len(written.encode()) < MOST_BYTES + 1000
    shown = written.count("\n| a")
    assert f"\n{999 - shown:,} more findings do not fit here" in written


def test_no_summary_is_written_for_other_formats(log: Path, opslog: Opslog, tmp_path: Path) -> None:
    lint(opslog, log, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))

    assert not (tmp_path / "summary").exists()


def test_a_text_gives_no_commands_to_a_runner(log: Path, opslog: Opslog) -> None:
    lines = lint(opslog, log, GITHUB_ACTIONS="true").stdout.splitlines()

    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert lines.index(f"::{token}::") == len(lines) - 3  # behind it stands only our own sum


# --- SARIF within GitHub's limits ---


def test_sarif_leaves_out_the_quietest_beyond_the_limit(sarif_schema: Draft4Validator) -> None:
    report = report_of([*many(24_001, "info"), *many(1_001, "warning"), *many(101)])
    run = json.loads(write_report(report, "sarif"))["runs"][0]

    levels = [result["level"] for result in run["results"]]
    assert (len(levels), levels.count("error"), levels.count("warning")) == (25_000, 100, 1_000)
    notice = run["invocations"][0]["toolExecutionNotifications"][0]
    assert notice["message"]["text"].startswith("100 findings, the quietest, are left out")


def test_sarif_leaves_out_more_where_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_BYTES", 4_000)
    findings = [one._replace(message=f"{hash(one):x}") for one in (*many(200, "info"), *many(20))]
    text = write_report(report_of(findings), "sarif")

    levels = [result["level"] for result in json.loads(text)["runs"][0]["results"]]
    assert len(gzip.compress(text.encode())) <= 4_000
    assert levels.count("error") == 19
    assert 0 < levels.count("note") < 199


# --- options ---


def test_a_report_in_a_file_leaves_the_sum_on_screen(log: Path, opslog: Opslog, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("what stood there before", encoding="utf-8")
    linted = lint(opslog, log, "--output-format", "json", "-o", path)

    assert linted.stdout.startswith("Checked 3 records: ")
    assert linted.stderr == ""
    assert path.read_text(encoding="utf-8") == reported(opslog, log, "json")
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]
    failed = lint(opslog, log, "-o", tmp_path / "nowhere" / "report.json")
    assert failed.returncode == 2
    assert "cannot be written" in failed.stderr


def test_statistics_count_by_rule(log: Path, opslog: Opslog) -> None:
    counted = lint(opslog, log, "--statistics").stdout.splitlines()

    assert counted[0] == "4  FU101       incomplete-follow-up"
    assert "2  SC105  [*]  section-alias" in counted
    numbers = [int(line.split()[0]) for line in counted if "Checked" not in line and not line.startswith("[*]")]
    assert numbers == sorted(numbers, reverse=True)
    listed = json.loads(lint(opslog, log, "--statistics", "--output-format", "json").stdout)
    assert {"code": "SC105", "name": "section-alias", "count": 2, "fixable": 2} in listed
    refused = lint(opslog, log, "--statistics", "--output-format", "sarif")
    assert refused.returncode == 2
    assert "the format sarif has no place for counts" in refused.stderr


def test_exit_zero_hides_findings_and_nothing_else(log: Path, opslog: Opslog) -> None:
    assert lint(opslog, log, "--exit-zero", f"incidents/{NAME}").returncode == 0
    assert lint(opslog, log, f"incidents/{NAME}").returncode == 1
    assert lint(opslog, log, "--exit-zero").returncode == 2
    assert lint(opslog, log, "--exit-zero", "nowhere").returncode == 2


def test_the_root_is_the_repository_or_the_folder(tmp_path: Path) -> None:
    (tmp_path / "repository" / "ops").mkdir(parents=True)
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")

    assert repository_root(tmp_path / "repository" / "ops") == tmp_path / "repository"
    assert repository_root(tmp_path) == tmp_path
    outside = Report([], {"x.md": (tmp_path / "x.md", None)}, tmp_path / "repository")
    assert outside.place("x.md") == (tmp_path / "x.md").as_posix()


# --- nothing is forged ---

ATTACKS = st.sampled_from(
    ("\n::error::x", "%0A::error::x", "\r\n", "::error file=a::x", "##[error]x", "]]>", "</failure>", "<!--", '"', "'",
     "&amp;", "&#10;", "|", "\\|", "`", "<script>", "[x](javascript:y)", "{0}", "\x1b[31m", "\x00", "\ufffe", "\u2028",
     "\ud800", "🚒", "e\u0301", "::stop-commands::x", "https://x.example/a", "www.x.example", "@x", "#1", "\t", "~~~"),
)  # fmt: skip
WORDS = st.lists(st.one_of(ATTACKS, st.text(st.characters(), max_size=8)), min_size=1, max_size=6).map("".join)
PATHS = st.one_of(WORDS, WORDS.map("::error::{}".format), st.binary(max_size=20).map(os.fsdecode)).map(
    lambda text: Path("incidents", text.encode("utf-8", "replace").decode().replace("\0", "") or "x")
)
SPANS = st.builds(
    lambda line, column, lines, length: Span(line, column, line + lines, column + length),
    st.integers(1, 9), st.integers(1, 99), st.integers(0, 2), st.integers(0, 9),
)  # fmt: skip
FINDINGS = st.builds(
    Finding, path=st.just(""), span=SPANS, code=st.just("SC105"), name=st.just("section-alias"),
    level=st.sampled_from(LEVELS), message=WORDS, instead=WORDS, source=WORDS, url=st.none(), also=st.just(()),
    within=st.none(), confidence=st.none(),
    fix=st.one_of(st.none(), st.builds(Fix, st.just(START), WORDS, WORDS)),
)  # fmt: skip
REPORTS = st.builds(report_of, st.lists(FINDINGS, max_size=4), PATHS)
LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SURROGATES = re.compile("[\ud800-\udfff]")


@given(REPORTS)
def test_nothing_forges_a_line(report: Report) -> None:
    findings, path = report.findings, next(iter(report.files))
    text, concise, commands = (write_report(report, name) for name in ("text", "concise", "github"))

    places = [f"{path}:{one.span.line}:{one.span.column}: {one.level}: " for one in findings]
    first = [line for line in text.splitlines() if not line.startswith("    ")]
    assert len(text.splitlines()) == len(findings) + sum(one.instead != "" for one in findings)
    assert all(line.startswith(place) for line, place in zip(first, places, strict=True))
    assert all(line.startswith(place) for line, place in zip(concise.splitlines(), places, strict=True))
    assert not LINE_ENDS.search((text + concise + commands).replace("\n", ""))
    ordered = sorted(findings, key=lambda one: LEVELS.index(one.level))
    for line, finding in zip(commands.splitlines(), ordered, strict=True):
        head, message = line.partition(" ")[2].split("::", 1)
        properties = dict(pair.split("=", 1) for pair in head.split(","))
        file = properties["file"].replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        assert message.replace("%25", "%") == shown_sentence(finding)
        assert file == report.place(finding.path)
        assert set(properties) <= {"title", "file", "line", "col", "endLine", "endColumn"}


def test_a_file_may_be_called_like_a_command() -> None:
    report = report_of(many(2), Path("::error::x.md"))

    assert write_report(report, "text").startswith("./::error::x.md:1:1: error: ")
    assert write_report(report, "concise").startswith("./::error::x.md:1:1: error: ")


@given(REPORTS)
def test_nothing_forges_a_value(report: Report) -> None:
    findings = report.findings
    words = [shown_sentence(one) for one in findings]
    written = {
        name: write_report(report, name) for name in ("json", "json-lines", "gitlab", "rdjson", "sarif", "junit")
    }
    for text in written.values():
        assert "##[" not in text
        assert not SURROGATES.search(text)
        assert text.encode().decode() == text
    told = [one["message"] for one in json.loads(written["json"])]
    assert told == [SURROGATES.sub("\ufffd", one.sentence) for one in findings]
    assert len(written["json-lines"].split("\n")) == len(findings) + 1
    assert [one["description"] for one in json.loads(written["gitlab"])] == [f"SC105: {each}" for each in words]
    assert [one["message"] for one in json.loads(written["rdjson"])["diagnostics"]] == words
    results = json.loads(written["sarif"])["runs"][0]["results"]
    assert [read_message(one["message"]["text"]) for one in results] == words
    described = [one["fixes"][0]["description"]["text"] for one in results if "fixes" in one]
    assert [read_message(each) for each in described] == [printable(one.fix.message) for one in findings if one.fix]
    cases = ElementTree.fromstring(written["junit"]).findall(  # noqa: S314 - we wrote it
        "./testsuite/testcase/failure"
    )
    assert [case.get("message") for case in cases] == words


def read_message(text: str) -> str:
    """Read a message of SARIF as its standard says: no link and no argument may be left in it."""
    if re.search(r"\{\{\d+\}\}", text):
        text = text.replace("{{", "{").replace("}}", "}")
    if "\\](" in text:
        text = re.sub(r"\\([\[\]\\])", r"\1", text)
    return text


@given(REPORTS)
def test_nothing_forges_a_row(report: Report) -> None:
    read = cells_of(step_summary(report, "Checked."))

    words = [shown_sentence(one) for one in sorted(report.findings, key=lambda one: LEVELS.index(one.level))]
    assert [" ".join(cell.split()) for cell in read.cells[3::4]] == [" ".join(each.split()) for each in words]
    assert read.tags <= TABLE_TAGS
