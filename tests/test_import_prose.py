"""The sections of an import: paragraphs, headings and lists of others, which only show what was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opslog.config import Config
from opslog.imports.event import Event, Export
from opslog.imports.prose import prose
from opslog.imports.recording import Wanted, write_new
from opslog.markdown import HEADED, read_lines
from opslog.reading import parse_record
from opslog.times import find_zone

EVENT = Event(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "A disk fills.", "test:1")
WANTED = Wanted("A", "sev3", "draft", None, None, "UTC", find_zone("UTC"))
PIECES = [*"#-*>|=`~_[]()<>!&\\ \n\t0129.:@aA—", "<!--", "-->", "```", "\n## ", "- ", "\u202e"]
SIGNS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One\ntwo\n\n\n\nthree", "One\ntwo\n\nthree"),
        ("### Since when\nLong.", "### Since when\n\nLong."),
        ("## Timeline", "\\## Timeline"),
        ("* a\n• b\n2) c", "- a\n- b\n2) c"),
        ("- # no heading", "- \\# no heading"),
        ("a\n---\nb", "a\n\\---\nb"),
        ("<img src=x onerror=alert(1)> ![x](https://example.com/a.png)",
         "&lt;img src=x onerror=alert(1)> \\![x](https://example.com/a.png)"),
        ("```\n## code\n## code\n```", "```\n## code\n## code\n```"),
    ],
)  # fmt: skip
def test_prose_is_shown_as_it_was_meant(text: str, written: str) -> None:
    assert prose(text)[0] == written


def test_secrets_are_taken_out_and_named() -> None:
    written, secrets = prose("The job ran with password=hunter2hunter2 in its log.")

    assert "hunter2hunter2" not in written
    assert len(secrets) == 1


@given(SIGNS)
def test_no_section_begins_in_a_section(text: str) -> None:
    headings = [line.level for line in read_lines(prose(text)[0].split("\n"), 1) if line.kind == HEADED]

    assert set(headings) <= {3}


@given(SIGNS)
def test_a_record_with_any_section_keeps_its_others(text: str) -> None:
    export = Export((EVENT,), sections={"impact": text, "what-happened": "A full disk."})
    record = parse_record(write_new(export, WANTED, Config(), dry_run=True).after, "2026-03-02-a.md", Config())

    assert [section.name for section in record.sections] == ["summary", "impact", "what-happened", "timeline"]
    assert [entry.text for entry in record.timeline] == ["A disk fills."]
