"""The short way through frontmatter: what it reads, it reads as the YAML parser does, to the column."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT
from opslog.frontmatter import FENCE, parse_yaml
from opslog.plain_yaml import read_plain

WORDS = ("x", "sev1", "2022-12-25 12:32", "a, b", "it's", "x y", "https://a.example/b#c", "12:30", "null", "é—x", "a-b")
VALUES = (*WORDS, '"@amara"', '"a: b"', '""', "[a, b]", '["@amara", b:c]', "{a: b}", '{by: "@x", at: 2022-12-25 12:32}')
ODD = ("~", "'a'", "[]", "[a,b]", "[[b]]", "{a: b, a: c}", "a: b", "a #b", "a ", "&a b", "!x y", "|", "[a", '"a', "- b")

names = st.sampled_from(("a", "b", "ops-lead", "times"))
values = st.sampled_from((*VALUES, *VALUES, *VALUES, *ODD))
pairs = st.builds("{}: {}".format, names, values)
indents = st.sampled_from(("", "", "", " ", "  ", "  ", "    ", "      "))
said = st.one_of(pairs, pairs, names.map("{}:".format), values, st.sampled_from(("", "# why", "-", "...")))
rows = st.builds("{}{}{}".format, indents, st.sampled_from(("", "", "- ", "- - ")), said)


@given(st.lists(rows, min_size=1, max_size=7))
@example(["a:", "- x", "- b: y", "  c: z", "", "d: 1"])
@example(["a:", "  - b: x", "    c: y", "  - z", ""])
@example(["a:", "", "  b:", "c:"])
@example(["a: x", "  y"])
@example(["a:", "  - b", "  c: d"])
@example(["a: [b, c]", "a: d"])
def test_both_ways_read_the_same(lines: list[str]) -> None:
    short = read_plain(lines, first_number=2)

    if short is not None:
        assert parse_yaml("\n".join(lines), first_line=2) == (short, [])


@given(st.data())
def test_both_ways_read_a_record_the_same_with_a_slip_in_it(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((ROOT / "incidents").rglob("2*.md"))))
    text = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from([*"-:#,[]{}\"'|>@`%&*!?~ \t\n\\\u00a0\u2028\ufeff\x85", "  ", "- ", ": ", " #"]))
    lines = f"{text[:at]}{slip}{text[at + data.draw(st.integers(0, 2)) :]}".split("\n")
    if any(FENCE.match(line) for line in lines):
        return

    short = read_plain(lines, first_number=2)

    if short is not None:
        assert parse_yaml("\n".join(lines), first_line=2) == (short, [])


def test_a_usual_record_takes_the_short_way() -> None:
    text = (ROOT / "incidents/2022/2022-12-25-corrupt-image.md").read_text(encoding="utf-8")

    assert read_plain(text.split("\n---\n")[0].split("\n")[1:], first_number=2) is not None


@pytest.mark.parametrize("value", ODD)
def test_what_needs_a_parser_takes_the_long_way(value: str) -> None:
    assert read_plain([f"a: {value}"], first_number=2) is None
