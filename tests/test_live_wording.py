"""What somebody types while it burns becomes one entry that means the same, whatever it holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import record_text
from opslog.config import Config
from opslog.editing import with_entries
from opslog.errors import OpslogError
from opslog.live.step import entry
from opslog.live.wording import LONGEST, one_entry, one_line
from opslog.reading import parse_record
from opslog.times import Moment

CONFIG = Config()
PATH = "incidents/2022/2022-12-25-a.md"
AT = datetime(2022, 12, 25, 12, 30, tzinfo=UTC)
MOMENT = Moment(AT, AT)
LIST = "## Timeline\n\n- 13:00 — It starts.\n- 14:00 — It goes on.\n\n## Summary\n\nIt broke.\n"
TABLE = (
    "## Timeline\n\n| Time | Event |\n|---|---|\n| 13:00 | It starts. |\n| 14:00 | It goes on. |\n\n## Summary\n\nx\n"
)
HEADINGS = "## Timeline\n\n### 13:00\n\nIt starts.\n\n### 14:00\n\nIt goes on.\n\n## Summary\n\nIt broke.\n"
NOTHING = "## Summary\n\nIt broke.\n"

PIECES = (
    "- ", "* ", "+ ", "1. ", "2) ", "# ", "## Summary", "> ", "---", "***", "===", "~~~", "```", "`", "``", "|",
    "\n", "\n\n", "\r\n", "\t", "    ", "[detected] ", "[decison] ", "[x] ", "[a](https://a.example)", "[a]: ",
    "[", "]", "<b>", "</b>", "<!-- ", "-->", "<!-- opslog-disable TL -->", "<https://a.example>", "<script>",
    "<", "&lt;", "&", "12:45 ", "12:45", "~12:45", "2022-12-25 12:45 ", "(known 13:00: x)", "(known issue)",
    "(", ")", "\\", "*", "**", "_", "~~", "@jun ", "team:sre", "#12", "pods", "— ", " - ", ": ", "\x00",
    "\x1b[31m", "\u2028", "\u202e", "ü", "👩‍🚒", "{{ x }}", "$HOME", "| a | b |", "|---|---|",
)  # fmt: skip
typed = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=8).map("".join)
kinds = st.sampled_from([None, "decision", "action", "comms", "finding", "detected"])


def shown(html: str) -> str:
    return html.replace("\u2060", "")


def as_a_paragraph(text: str) -> str:
    """What the text says as the words of a paragraph, where HTML is no HTML."""
    return shown(f"<p>{MarkdownIt('commonmark', {'html': False}).renderInline(one_line(text))}</p>\n")


def as_written(text: str) -> str:
    return shown(MarkdownIt("commonmark", {"html": True}).render(text))


@pytest.mark.parametrize("body", [LIST, TABLE, HEADINGS, NOTHING], ids=["list", "table", "headings", "none"])
@settings(max_examples=400)
@given(text=typed, kind=kinds)
def test_whatever_is_typed_is_one_entry_that_says_just_that(body: str, text: str, kind: str | None) -> None:
    if not one_line(text):
        return
    raw = record_text(body).encode()
    before = parse_record(raw, PATH, CONFIG)

    after = parse_record(with_entries(raw, [entry(MOMENT, text, kind)], PATH, CONFIG), PATH, CONFIG)

    told = [one for one in after.timeline if one.at is not None and one.at.at == AT]
    assert len(after.timeline) == len(before.timeline) + 1
    assert [(one.kind, one.until, one.known) for one in told] == [(kind, None, None)]
    assert as_written(told[0].text.replace("\\|", "|") if body is TABLE else told[0].text) == as_a_paragraph(text)
    assert after.problems == before.problems
    assert [section.title for section in after.sections if section.name != "timeline"] == ["Summary"]


@given(text=typed, what=typed)
def test_what_was_known_when_is_read_back(text: str, what: str) -> None:
    if not one_line(text) or not one_line(what) or "`" in text + what:
        return  # code may not end before the bracket
    raw = record_text(LIST).encode()
    known = Moment(AT, AT)

    try:
        edited = with_entries(raw, [entry(MOMENT, text, "finding", (known, what))], PATH, CONFIG)
    except OpslogError:
        assert "](" in what  # the brackets of several links
        return
    told = next(one for one in parse_record(edited, PATH, CONFIG).timeline if one.kind == "finding")
    assert told.known is not None
    assert told.known.at == known

    within = MarkdownIt("commonmark", {"html": True}).renderInline(told.known.what)
    assert shown(f"<p>{within}</p>\n") == as_a_paragraph(what)
    assert as_written(told.text) == as_a_paragraph(text)


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(OpslogError, match="nothing to write"):
        one_entry(" \n\t")
    with pytest.raises(OpslogError, match="too long for one entry"):
        one_entry("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Memory of `web:4f2` climbs, see [the graph](https://g.example/1)", None),
        ("@jun restarts two pods. No change.", None),
        ("5xx at 12 % <- that is a lot", None),
        ("a\nb", "a b"),
        ("- one\n- two", r"\- one - two"),
        ("---", r"\---"),
        ("## Timeline", r"\## Timeline"),
        ("[detected] by hand", r"\[detected] by hand"),
        ("12:45 it stopped", r"12\:45 it stopped"),
        ("2022-12-25 12:45 it stopped", r"2022-12-25 12\:45 it stopped"),
        ("1. restart", r"1\. restart"),
        ("<b>x</b> `<b>`", "&lt;b>x&lt;/b> `<b>`"),
        ("<!-- opslog-disable TL -->", "&lt;!-- opslog-disable TL -->"),
    ],
)
def test_only_what_would_be_read_as_something_else_is_escaped(text: str, written: str | None) -> None:
    assert one_entry(text) == (text if written is None else written)


def test_behind_a_kind_a_time_or_a_bracket_is_only_words() -> None:
    assert one_entry("12:45 it stopped", "finding") == "12:45 it stopped"
    assert one_entry("[detected] by hand", "finding") == r"\[detected] by hand"
