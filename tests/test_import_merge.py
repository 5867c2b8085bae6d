"""What is imported: harmless, one entry for each event, and never told twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from conftest import Opslog, record_text
from opslog.blame.quotes import without_quotations
from opslog.blame.reader import read_blame
from opslog.config import Config
from opslog.editing import NewEntry, with_entries
from opslog.errors import OpslogError
from opslog.imports.entries import write_entries
from opslog.imports.event import Event, Export, Task
from opslog.imports.merging import not_there_yet
from opslog.imports.recording import Outcome, Wanted, write_into, write_new
from opslog.reading import parse_record
from opslog.record import Record
from opslog.rule import all_rules
from opslog.suppression import read_suppressions
from opslog.times import find_zone
from opslog_site.rendering import to_html, to_text

AT = datetime(2022, 12, 25, 11, 40, tzinfo=UTC)  # 12:40 in Berlin
CONFIG = Config()
SHAPES = {
    "list": "- 12:32 — Deploy.\n- 14:00 — Done.\n",
    "table": "| Time | Event |\n|---|---|\n| 12:32 | Deploy. |\n| 14:00 | Done. |\n",
    "headings": "### 12:32\n\nDeploy.\n\n### 14:00\n\nDone.\n",
    "nothing": "",
}
AFTER = "\n## Follow-ups\n\n- [ ] Write it down — @jun, due 2023-01-09\n"
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details>", "<!-- opslog-disable-file -->", "<!--",
    "-->", "[x](javascript:alert(1))", "[x](https://a.example/b_c_d)", "![x](https://a.example/i.png)",
    "look![x](https://a.example)", "https://a.example/<b>?q=*x*_y_&lt;", "<https://a.example/x>",
    "<javascript:alert(1)>", "[x]: https://a.example", "[^1]: note", "[^1]", "# heading", "## Follow-ups", "===",
    "---", "- [ ] item", "* item", "1. item", "> quote", "| a | b |", "|---|---|", "--- | ---", "```", "```js", "~~~",
    "    code", "\t", "`", "``", "``` x ```", "`a`", "`<b>`", "``x` y``", "[detected]", "[resolved] ",
    "(known 12:30: x)", " (known 2022-12-25 12:30)", "13:00", "to 13:00", "– 13:00 end", "2022-12-26", "~13:00",
    "**13:00**", "due 2020-01-01", "— @jun, due 2020-01-01", "**bold**", "__x__", "_i_", "~~s~~", "*", "_", "~", "\\",
    "\\\n", "&lt;script&gt;", "&#60;b>", "@grace", "@here", "#12", "{{ x }}", "{% raw %}", "$x$", "“", "”", '"', "'",
    "\n", "\n\n", "\r\n", "\u2028", "\x00", "\x1b[31m", "\u202e", "\ud800", "---\ntitle: x\n---", ": ", "a", "word",
    " ", "<a@b.example>", "www.example.com", "mailto:a@b.example", "- 12:50 — more", "+++", "@-- x",
]  # fmt: skip
MESSAGES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join),
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=8).map("\n".join),
)
NAMES = st.none() | st.text(max_size=20) | st.sampled_from(HOSTILE)
QUIET = {
    "paragraph", "inline", "text", "softbreak", "hardbreak", "code_inline", "fence", "blockquote", "strong", "em", "s",
    "link",
}  # fmt: skip
"""What words may become; the HTML of nobody, no heading, no list, no table, no picture."""


def event(text: str, minutes: int = 0, who: str | None = "Amara", *, said: bool = True, **more: str) -> Event:
    return Event(AT + timedelta(minutes=minutes), text, f"test:{minutes}:{text}", who=who, said=said, **more)


def record_with(timeline: str = SHAPES["list"]) -> bytes:
    return record_text(f"## Summary\n\nIt broke.\n\n## Timeline\n\n{timeline}{AFTER}").encode()


def merged(raw: bytes, *events: Event) -> Record:
    """Merge as `write_into` does, without a file."""
    record = parse_record(raw, "2022-12-25-a.md", CONFIG)
    written = write_entries(events, on_one_line=b"| Event |" in raw)
    new = not_there_yet(written, record.timeline)
    entries = [NewEntry(one.event.at, one.text, one.event.kind) for one in new]
    return parse_record(with_entries(raw, entries, record.path, CONFIG), record.path, CONFIG)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=250, deadline=None)
@given(text=MESSAGES, who=NAMES, said=st.booleans(), beside=NAMES)
def test_whatever_is_said_is_one_entry_and_does_nothing(
    shape: str, text: str, who: str | None, said: bool, beside: str | None
) -> None:
    raw = record_with(SHAPES[shape])
    before = parse_record(raw, "2022-12-25-a.md", CONFIG)
    what = Event(AT, text, "test:1", who=who, said=said, beside=beside)
    says_something = bool(write_entries([what]))

    after = merged(raw, what)

    assert len(after.timeline) == len(before.timeline) + says_something
    assert [section.title for section in after.sections] == [section.title for section in before.sections]
    assert after.follow_ups[0].text == before.follow_ups[0].text
    assert len(after.follow_ups) == 1
    assert after.problems == before.problems
    assert read_suppressions(after.body) == ()
    for entry in after.timeline:
        if entry.at is not None and entry.at.at == AT:
            assert (entry.kind, entry.until, entry.known) == (None, None, None)
            assert_quiet(entry.text)


def assert_quiet(markdown: str) -> None:
    """Render as a forge does, cleaning nothing, and look at what the words became."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    for token in (inner for outer in parser.parse(markdown) for inner in (outer, *(outer.children or ()))):
        assert token.type.removesuffix("_open").removesuffix("_close") in QUIET, f"{token.type} of {markdown!r}"
        if token.type == "link_open":
            assert str(token.attrGet("href")).startswith(("https://", "http://"))


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(MESSAGES, max_size=6), minutes=st.lists(st.integers(0, 3), min_size=6, max_size=6))
@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_import_twice_changes_nothing(shape: str, texts: list[str], minutes: list[int]) -> None:
    events = [
        Event(AT + timedelta(minutes=at), text, f"t:{index}")
        for index, (text, at) in enumerate(zip(texts, minutes, strict=False))
    ]
    raw = record_with(SHAPES[shape])
    record = parse_record(raw, "2022-12-25-a.md", CONFIG)
    flat = shape == "table"
    first = not_there_yet(write_entries(events, on_one_line=flat), record.timeline)
    once = with_entries(raw, [NewEntry(one.event.at, one.text) for one in first], record.path, CONFIG)

    again = parse_record(once, record.path, CONFIG)

    assert not_there_yet(write_entries(events, on_one_line=flat), again.timeline) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Rolled back *now* _please_", "Rolled back *now* please"),
        ("a < b && c > d | e", "a < b && c > d | e"),
        ("C:\\temp\\x and `rm -rf *`", "C:\\temp\\x and rm -rf *"),
        ("foo_bar_baz costs $5, __init__", "foo_bar_baz costs $5, __init__"),
        ("&lt;b&gt; [detected] #1", "&lt;b&gt; [detected] #1"),
        ("see https://a.example/x_y_z?a=1&b=2.", "see https://a.example/x_y_z?a=1&b=2."),
    ],
)  # fmt: skip
def test_words_are_shown_as_they_were_written(text: str, shown: str) -> None:
    [one] = write_entries([event(text, who=None, said=False)])

    assert to_text(one.text) == shown


def test_lines_and_code_stay_readable() -> None:
    after = merged(record_with(), event("It says:\n```\nERROR 1 <!-- x -->\n  at a.b\n```\nso:\n- one\n- two"))

    assert after.timeline[1].text == (
        "Amara:\n> It says:\n```\nERROR 1 <!-- x -->\n  at a.b\n```\n> so:\\\n> \\- one\\\n> \\- two"
    )
    page = to_html(after.timeline[1].text, lambda target: target)
    assert "ERROR 1 &lt;!-- x --&gt;\n  at a.b" in page


def test_what_is_very_long_is_cut_and_no_secret_is_left_half(tmp_path: Path) -> None:
    [one] = write_entries([event("a" * 9_990 + " token=" + "hunter2" * 30 + " b" * 9_000, who=None, said=False)])

    assert "hunter" not in one.text
    assert one.text.endswith("\\[…\\]")
    assert len(one.text) < 10_100


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_said_is_a_quotation_for_the_blame_linter(shape: str) -> None:
    said = [
        "on it",
        "your fault",
        "Robin was careless and should have known better",
        "Robin was careless.\nStupid mistake!",
    ]
    after = merged(record_with(SHAPES[shape]), *(event(text, minutes) for minutes, text in enumerate(said)))

    assert list(read_blame(after, frozenset(code for code in all_rules() if code.startswith("BL")))) == []


def test_what_is_told_and_not_said_is_read_by_the_blame_linter() -> None:
    after = merged(record_with(), event("Robin was careless and should have known better", who=None, said=False))

    assert list(read_blame(after, frozenset(code for code in all_rules() if code.startswith("BL"))))


@pytest.mark.parametrize(
    "text", ["The cause: “human error”", "12:40 — The cause is “human error”", "Cause: “human error”."]
)
def test_two_words_in_quotation_marks_are_no_quotation_elsewhere(text: str) -> None:
    assert without_quotations(text) == text


def test_an_entry_that_people_shortened_or_marked_is_known_again() -> None:
    timeline = (
        "- 12:40 — [detected] Amara: “Checkout answers 500”\n"
        "- 12:41 — Rolled back.\n"
        "- 12:42 — Somebody rewrote this ([ci.example.com](https://ci.example.com/4))\n"
    )
    after = merged(
        record_with(timeline),
        event("Checkout answers 500, and the queue grows since the deploy"),
        event("Rolled back", 1, who=None, said=False),
        event("The run is red", 2, link="https://ci.example.com/4"),
    )

    assert len(after.timeline) == 3


def test_two_of_one_minute_that_are_alike_are_two() -> None:
    said = ("rolling back now", "rolling back now, done", "rolling back now")

    after = merged(record_with(""), *(Event(AT, text, f"test:{index}") for index, text in enumerate(said)))

    assert len(after.timeline) == 3


def test_an_existing_record_keeps_every_other_byte(tmp_path: Path) -> None:
    path = tmp_path / "2022-12-25-a.md"
    raw = record_with().replace(b"\n", b"\r\n").replace(b"It broke.", b"It  broke. <br>")
    path.write_bytes(raw)

    done = write_into(
        path, Export((event("Looking", 5), event("Done.", 80, who=None, said=False))), CONFIG, dry_run=False
    )

    assert len(done.new) == 1
    assert path.read_bytes() == raw.replace(b"- 14:00", "- 12:45 — Amara: “Looking”\r\n- 14:00".encode())


def test_a_record_that_cannot_be_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "2022-12-25-a.md"
    path.write_bytes(b"no frontmatter")

    for dry_run in (True, False):
        with pytest.raises(OpslogError, match="mend that first"):
            write_into(path, Export((event("x"),)), CONFIG, dry_run=dry_run)
    assert path.read_bytes() == b"no frontmatter"


EXPORT = Export(
    (event("Alert", 0, who=None, said=False, kind="detected"), event("Rolled back", 60)),
    title="Search: <b>slow</b>\nand token=abc123def",
    summary="Search was **slow**.\n# Not a heading\n- [ ] not a box",
    severity="SEV-2",
    milestones={"started": AT, "detected": AT + timedelta(minutes=2), "nonsense": AT},
    services=("search",),
    people=("Amara Okafor", "@lee"),
    follow_ups=(
        Task("Alert on p99 — @evil, due 2020-01-01", "Amara Okafor", (AT + timedelta(days=14)).date(), link="https://a.example/1"),
        Task("<script> in a task\n## Summary", done=True),
        Task("  "),
    ),
)  # fmt: skip


def write_one(export: Export, **wanted: str) -> Outcome:
    given = dict.fromkeys(("title", "severity", "slug")) | wanted
    wish = Wanted(
        given["title"], given["severity"], "draft", None, given["slug"], "Europe/Berlin", find_zone("Europe/Berlin")
    )
    return write_new(export, wish, CONFIG, dry_run=False)


def test_a_new_record_states_what_the_export_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    done = write_one(EXPORT)

    assert done.path == Path("incidents/2022/2022-12-25-search-b-slow-b-and-token-secret-removed.md")
    assert (
        done.path.read_text(encoding="utf-8")
        == """---
title: "Search: <b>slow</b> and token=[secret removed]"
severity: sev2
status: draft
timezone: Europe/Berlin
times:
  started: 2022-12-25 12:40
  detected: 2022-12-25 12:42
services: [search]
responders: [Amara Okafor, "@lee"]
---

## Summary

Search was **slow**.\\
\\# Not a heading\\
\\- \\[ \\] not a box

## Impact

<!-- Who could not do what, how many, for how long? Was data lost or exposed? -->

## Timeline

- 2022-12-25 12:40 — [detected] Alert
- 13:40 — Amara: “Rolled back”

## Follow-ups

- [ ] Alert on p99 – `@evil`, due 2020-01-01 — Amara Okafor, due 2023-01-08, https://a.example/1
- [x] &lt;script> in a task ## Summary
"""
    )


def test_a_new_record_is_not_written_over_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_one(EXPORT, slug="search")

    with pytest.raises(OpslogError, match="already"):
        write_one(EXPORT, slug="search")


def test_times_that_cannot_be_are_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    years = [datetime(year, 12, 31, 23, 59, tzinfo=UTC) for year in (1, 1969, 9999)]
    events = tuple(Event(at, "never", f"test:{at}") for at in years)

    done = write_one(EXPORT._replace(events=(*EXPORT.events, *events), milestones={"started": years[0]}))

    assert len(done.new) == 2
    assert done.notes[0] == "3 events have a time that cannot be; they are left out"
    assert "times:" not in done.after.decode()


@pytest.mark.parametrize(
    ("export", "wanted", "why"),
    [
        (EXPORT._replace(title=None), {}, "--title"),
        (EXPORT._replace(severity="critical"), {}, "--severity: the export states none"),
        (EXPORT, {"severity": "sev9"}, "there is no severity `sev9`"),
        (EXPORT, {"slug": "../x"}, "is no slug"),
        (EXPORT._replace(events=(event(" "),)), {}, "nothing to import"),
    ],
)  # fmt: skip
def test_what_a_new_record_needs(
    export: Export, wanted: dict[str, str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(OpslogError, match=why):
        write_one(export, **wanted)
    assert not list(tmp_path.iterdir())


@settings(max_examples=100, deadline=None)
@given(words=MESSAGES, title=MESSAGES, milestone=st.booleans())
def test_whatever_an_export_states_the_new_record_can_be_read(
    words: str, title: str, milestone: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    export = Export(
        (event("Alert"),), title=f"A {title}", summary=words, services=(words,), people=(words,), severity=words,
        follow_ups=(Task(words, owner=words, link=words),), milestones={"started": AT} if milestone else {},
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("log"))
        done = write_one(export, severity="sev2", slug="a")
        record = parse_record(done.path.read_bytes(), str(done.path), CONFIG)

    assert record.readable
    assert {problem.rule for problem in record.problems} <= {"missing-field"}
    names = [section.name for section in record.sections]
    assert names[:3] == ["summary", "impact", "timeline"]
    assert names[3:] in ([], ["follow-ups"])
    assert len(record.timeline) == 1
    assert len(record.follow_ups) <= 1
    assert read_suppressions(record.body) == ()


def test_the_command_tells_bots_what_it_did(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "a.csv").write_text("at,text,actor\n2022-12-25 12:40,password=hunter2 works,Amara\nnever,x,\n")
    path = tmp_path / "2022-12-25-a.md"
    path.write_bytes(record_with())

    dry = opslog("import", "csv", "a.csv", "--into", path.name, "--dry-run", cwd=tmp_path)
    assert path.read_bytes() == record_with()
    ran = opslog("import", "csv", "a.csv", "--into", path.name, "--json", cwd=tmp_path)
    again = opslog("import", "csv", "a.csv", "--into", path.name, cwd=tmp_path)

    told = json.loads(ran.stdout)
    assert [ran.returncode, dry.returncode, again.returncode] == [1, 1, 1]
    assert "+- 12:40 — Amara: password=" in dry.stdout
    assert told["written"] is True
    assert told["created"] is False
    assert told["entries"] == [
        {
            "at": "2022-12-25T11:40:00+00:00",
            "kind": None,
            "text": "Amara: password=\\[secret removed\\] works",
            "source": "csv:2",
            "new": True,
            "secrets": ["a password"],
        }
    ]
    assert told["unread"][0].startswith("a.csv:3: ")
    assert "csv:2): a password was taken out" in ran.stderr
    assert again.stdout == "2022-12-25-a.md: nothing new; 1 is there already\n"
    assert "hunter2" not in dry.stdout + dry.stderr + ran.stdout + ran.stderr + path.read_text(encoding="utf-8")
