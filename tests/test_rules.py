"""Every rule against its readable test, tests/rules/CODE.md.

A `##` heading starts a case. Its ```record fences are the records of one log; behind `file=` stands a name, behind
`encoding=` how the file is written. A marker at the end of a line says which finding falls there:
`<!-- expect CODE -->` in the body, `# expect CODE` in the frontmatter, with `CODE:12` also at which column. Markers are
taken off before the rules look. A case without markers must be silent. A ```toml fence configures the case, or is
another file beside its configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from opslog.check import check
from opslog.config import Config
from opslog.files import read_records
from opslog.finding import LEVELS, Finding
from opslog.rule import FAMILIES, PAGE_HEADINGS, all_rules
from opslog.selection import Selection
from opslog.settings import load_config

FOLDER = Path(__file__).parent / "rules"
FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>record|toml)(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
MARKER = re.compile(r"[ ]*(?:<!-- expect (?P<body>[^>]*?) -->|# expect (?P<front>.*))$", re.MULTILINE)
EXPECTED = re.compile(r"(?P<code>[A-Z]{2}\d{3})(?::(?P<column>\d+))?")


@dataclass
class Case:
    """One case of a rule's test."""

    code: str
    name: str
    records: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    expected: list[tuple[str, int, int | None]] = field(default_factory=list)


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Cut a test file at its `##` headings, not at those inside its fences."""
    outside = FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    starts = [found.start() for found in re.finditer(r"^## ", outside, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        name, _, rest = text[start + 3 : end].partition("\n")
        yield name, rest


def read_cases(path: Path) -> list[Case]:
    cases = []
    for name, rest in parts_of(path.read_text(encoding="utf-8")):
        case = Case(path.stem, name.strip())
        for number, found in enumerate(FENCE.finditer(rest)):
            info = dict(pair.split("=", 1) for pair in found["info"].split())
            if found["kind"] == "toml":
                case.settings[info.get("file", "opslog.toml")] = found["text"]
                continue
            file = info.get("file", f"2022/2022-12-25-case-{number + 1}.md")
            lines = found["text"].split("\n")
            for line_number, line in enumerate(lines, 1):
                marker = MARKER.search(line)
                if marker:
                    lines[line_number - 1] = line[: marker.start()]
                    for one in EXPECTED.finditer(marker["body"] or marker["front"]):
                        column = int(one["column"]) if one["column"] else None
                        assert one["code"] == path.stem, f"{path}: {one['code']} is not this file's rule"
                        case.expected.append((file, line_number, column))
            case.records[file] = "\n".join(lines).encode(info.get("encoding", "utf-8"))
        cases.append(case)
    return cases


FILES = sorted(FOLDER.glob("*.md"))
CASES = [case for path in FILES for case in read_cases(path)]


def found_in(case: Case, folder: Path) -> list[Finding]:
    records = folder / "incidents"
    for name, raw in case.records.items():
        (records / name).parent.mkdir(parents=True, exist_ok=True)
        (records / name).write_bytes(raw)
    for name, text in case.settings.items():
        (folder / name).write_text(text, encoding="utf-8")
    config = load_config(folder, folder / "opslog.toml") if case.settings else Config()
    return check(read_records([records], config), config, Selection(level=LEVELS[-1]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.name}")
def test_findings_fall_where_the_markers_are(case: Case, tmp_path: Path) -> None:
    found = [one for one in found_in(case, tmp_path) if one.code == case.code]

    places = [(one.path.split("/incidents/")[-1], one.span.line, one.span.column) for one in found]
    expected = sorted(case.expected)
    assert [(file, line) for file, line, _ in sorted(places)] == [(file, line) for file, line, _ in expected]
    for (_, _, column), (file, line, wanted) in zip(sorted(places), expected, strict=True):
        assert wanted in (None, column), f"{file}:{line}: column {column}"
    for one in found:
        # Blame is levelled by whom it is about and where it stands; every other rule is as loud as its loudest remark.
        loudest = LEVELS.index(all_rules()[one.code].level)
        assert one.code.startswith("BL") or LEVELS.index(one.level) >= loudest, f"{one.code} is louder than its rule"
        assert one.message[:1].islower() or not one.message[:1].isalpha(), one.message
        assert not one.message.endswith("."), one.message
        assert all_rules()[one.code].fixes or not one.fix, f"{one.code} has a fix and does not say so at its rule"
        assert one.instead, f"{one.code} says what is wrong, and not what to write instead"


@pytest.mark.parametrize("code", all_rules())
def test_every_rule_has_firing_and_silent_cases(code: str) -> None:
    cases = [case for case in CASES if case.code == code]

    assert any(case.expected for case in cases), f"tests/rules/{code}.md has no case in which the rule speaks"
    assert any(not case.expected for case in cases), f"tests/rules/{code}.md has no case in which it is silent"


@pytest.mark.parametrize("code", all_rules())
def test_every_rule_has_a_whole_page(code: str) -> None:
    rule = all_rules()[code]

    headings = [line for line in rule.page.split("\n") if line.startswith("## ")]
    assert headings == list(PAGE_HEADINGS)
    assert rule.summary.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert code[:2] in FAMILIES
