"""The reviewer's brief: what it says, and that no record can make it do anything else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ROOT, Opslog, record_text
from hostile import VECTORS, hostile_record
from opslog.brief.brief import Brief, brief_of
from opslog.brief.inline import code, inline, link
from opslog.brief.markdown import LONGEST, MARKER, as_markdown
from opslog.brief.question import Answer
from opslog.check import check
from opslog.config import Config
from opslog.files import read_records
from opslog.log import Log
from opslog.reading import parse_record
from opslog.record import Record
from opslog.review.standing import standing_of
from opslog.review.version import version_of
from opslog.selection import Selection

BRIEFS = Path(__file__).parent / "briefs"
RICH, POOR = "2026-03-02-stale-prices", "2026-02-11-empty-feed"
NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
NOTIFIES = re.compile(r"@[\w-]|(?:^|\s)[#!]\d|\bGH-\d", re.IGNORECASE)


def briefed(record: Record, log: Log, config: Config | None = None) -> Brief:
    config = config or Config()
    version = partial(version_of, record, config=config)
    found = check([record], config, Selection(level="info"), [one for one in log.records if one.path != record.path])
    standing = standing_of(record, record.facts.reviews, config, version)
    return brief_of(record, log, config, NOW, found, {}, standing, version)


def brief_text(body: str, **fields: str) -> str:
    record = parse_record(record_text(body, **fields), "incidents/2022/2022-12-25-case.md", Config())
    return as_markdown([briefed(record, Log.of([record]))])


def answers(body: str, **fields: str) -> dict[str, Answer]:
    record = parse_record(record_text(body, **fields), "incidents/2022/2022-12-25-case.md", Config())
    asked = briefed(record, Log.of([record])).questions
    return {question.words: question.answer for each in asked.values() for question in each}


@pytest.mark.parametrize("name", [RICH, POOR])
def test_a_brief_is_what_it_was(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    log = Log.of(read_records([Path("tests/briefs/log")], Config()))
    text = as_markdown([briefed(log.by_id[name], log)])
    expected = BRIEFS / "expected" / f"{name}.md"
    if request.config.getoption("--golden"):
        expected.write_text(text, encoding="utf-8")

    assert text == expected.read_text(encoding="utf-8")


def test_what_no_data_can_answer_is_left_to_the_reader() -> None:
    asked = answers("## What happened\n\nThe disk was full, since nobody had looked.\n", status="in-review")

    assert asked["Is it deep enough?"] is Answer.ASK
    assert asked["Does it name more than one contributing factor?"] is Answer.ASK


@pytest.mark.parametrize(
    ("impact", "figures", "data"),
    [
        ("340 customers could not pay. No data was lost.", Answer.YES, Answer.YES),
        ("Some customers could not pay, from 12:30 on 2022-12-25.", Answer.NO, Answer.NO),
        ("Files of other tenants were shown, see #12.", Answer.NO, Answer.YES),
    ],
)
def test_impact_is_asked_for_figures_and_for_data(impact: str, figures: Answer, data: Answer) -> None:
    asked = answers(f"## Impact\n\n{impact}\n", status="draft")

    assert asked["Does the impact have figures?"] is figures
    assert asked["Does it say whether data were lost or exposed?"] is data


def test_a_broken_promise_is_no_communication_kept_up() -> None:
    said = (
        "## Timeline\n\n- 2022-12-25 12:40 — [comms] Checkout is down. Next update 13:00.\n- 14:00 — [comms] Fixed.\n"
    )
    times = "{started: 2022-12-25 12:32, detected: 2022-12-25 12:33, resolved: 2022-12-25 13:50}"

    assert answers(said, status="draft", times=times)["Was communication in time, and kept up?"] is Answer.NO


def test_an_incident_that_goes_on_is_not_asked_for_its_postmortem() -> None:
    assert "## Brief" in brief_text("", status="open")
    assert "Is the cause deep enough?" not in brief_text("", status="open")


def test_contradictions_stand_apart_and_first() -> None:
    body = "## Timeline\n\n- 2022-12-25 12:40 — A.\n- 2022-12-25 12:30 — B.\n- Now and then — C.\n"
    text = brief_text(body, status="draft")

    assert text.index("Statements that do not fit:") < text.index("`TL103`") < text.index("Else:")
    assert text.index("Else:") < text.index("`SC101`")


def test_the_earlier_incident_with_the_same_words_comes_first() -> None:
    log = Log.of(read_records([BRIEFS / "log"], Config()))
    (similar,) = briefed(log.by_id[RICH], log).similar

    assert similar.record.id == "2026-01-15-feed-behind"
    assert similar.services == ("search",)
    assert [entry.follow_up.tracker for entry in similar.to_do] == ["example/shop#98"]
    assert briefed(log.by_id["2026-01-15-feed-behind"], log).similar == ()


def test_what_changed_since_the_last_review_is_told(tmp_path: Path, opslog: Opslog) -> None:
    record = tmp_path / "incidents" / "2026" / f"{RICH}.md"
    record.parent.mkdir(parents=True)
    shutil.copy(BRIEFS / "log" / "2026" / f"{RICH}.md", record)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "A record")
    commit = git(tmp_path, "rev-parse", "HEAD")
    text = record.read_text(encoding="utf-8")
    text = text.replace("11,000 of", "12,000 of").replace(
        "state: changes-requested", f"state: approved, commit: {commit}"
    )
    record.write_text(text, encoding="utf-8")

    told = opslog("review", "brief", RICH, cwd=tmp_path)

    assert told.returncode == 0, told.stderr
    assert "- Since `@grace` on 2026-03-05 10:00 looked: 1 sentence of Impact changed" in told.stdout
    assert "  - Impact: “11,000” → “12,000”" in told.stdout


def test_several_records_are_a_page_each(opslog: Opslog, tmp_path: Path) -> None:
    records = sorted((BRIEFS / "log" / "2026").glob("*.md"))
    output = tmp_path / "brief.md"
    told = opslog("review", "brief", *records, "-o", output)

    assert (told.returncode, told.stdout) == (0, "")
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines[0] == MARKER
    assert sum(line.startswith("## ") for line in lines) == 3
    assert lines.count("---") == 2


def test_json_tells_the_same(opslog: Opslog) -> None:
    told = json.loads(opslog("review", "brief", "2025-02-11-export-links-other-tenants", "--format", "json").stdout)

    (brief,) = told["briefs"]
    assert brief["minutes"]["time to detect"] == 19 * 60 + 43
    assert brief["reviews"]["enough"] is True
    assert {question["answer"] for question in brief["questions"]} <= {"yes", "no", "ask"}


def test_what_cannot_be_read_is_an_error(opslog: Opslog, tmp_path: Path) -> None:
    bad = tmp_path / "2026-03-02-bad.md"
    bad.write_bytes(b"\0\0")

    unreadable, unknown = opslog("review", "brief", bad), opslog("review", "brief", "2026-03-03-none")

    assert (unreadable.returncode, unknown.returncode) == (2, 2)
    assert "2026-03-02-bad.md" in unreadable.stderr
    assert "there is no record `2026-03-03-none`" in unknown.stderr


def test_a_forge_that_does_not_answer_is_told_and_leaves_a_page(opslog: Opslog, tmp_path: Path) -> None:
    shutil.copytree(BRIEFS / "log", tmp_path / "incidents")
    (tmp_path / "opslog.toml").write_text('[review.api]\n"github.com" = "http://127.0.0.1:9"\n', encoding="utf-8")

    told = opslog("review", "brief", RICH, "--pr", "7", "--repository", "example/shop", cwd=tmp_path)

    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(MARKER)
    assert f"opslog: incidents/2026/{RICH}.md: " in told.stderr


def git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=Jun", "-c", "user.email=jun@example.com")
    ran = subprocess.run(["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


NASTY = (
    "@everyone", "@grace/team,", "(@grace)", "</details>", "`` ` @grace", "`@grace", "a | b | @c", "x\n\n# y\n@z",
    "<!-- opslog-brief -->", "<!--", "-->", "#12", "example/shop#12", "GH-12", "!12", "https://evil.example",
    "[x](https://evil.example)", "[@x]: https://evil.example", "![x](https://evil.example/x.png)", "/close", "]:",
    "| --- | --- |", "```", "~~~", "1. x", "- [ ] x", "===", "&lt;b&gt; &#64;grace", "\\@grace \\`@x` \\",
    "`a`@b`c`", "``@a`@b``", "\u202e@x", "<https://evil.example>", "www.evil.example",
    "*x* **x**", "_x_ __x__", "~~x~~", "$x$", "1 #", "9fceb02d0ae598e95dc970b74767f19372d61af8",
)  # fmt: skip


def hostile_records() -> Iterator[Record]:
    for number, vector in enumerate((*VECTORS, *NASTY)):
        day = datetime(2024, 1, 1, tzinfo=UTC).date()
        raw = hostile_record(vector, f"{vector} {number}", day, number).replace('"waived"', '"approved"')
        yield parse_record(raw, f"incidents/2024/2024-01-01-{number}`@x.md", Config())


def test_no_record_can_make_a_brief_do_anything() -> None:
    briefs = [briefed(record, Log.of([record])) for record in hostile_records()]
    for brief in briefs:
        text = as_markdown([brief])
        assert len(text) < LONGEST
        assert_harmless(text)
    assert_harmless(as_markdown(briefs))


def test_no_earlier_record_can_either() -> None:
    """What is told of another record is told as harmlessly: its title, its words, what it asks for."""
    later = parse_record(record_text("", services="[shop]", related="[x]"), "incidents/2026/2026-01-01-x.md", Config())
    for record in hostile_records():
        later = replace(later, facts=later.facts._replace(related=(record.id,)))
        assert_harmless(as_markdown([briefed(later, Log.of([record, later]))]))


SHAPE = (
    "html_block heading_open inline heading_close "
    "bullet_list_open list_item_open paragraph_open inline paragraph_close list_item_close bullet_list_close "
    "table_open thead_open tr_open th_open inline th_close th_open inline th_close tr_close thead_close "
    "tbody_open tr_open td_open inline td_close td_open inline td_close tr_close tbody_close table_close"
).split()


@given(st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=20)), max_size=4).map(" ".join))
def test_inline_only_says_what_it_is_given(words: str) -> None:
    for text in filter(None, (inline(words), code(words), link(words, f"https://example.com/{words}"))):
        page = f"{MARKER}\n## Brief: x {text}\n\n- {text}\n\n| a | b |\n|---|---|\n| {text} | {text} |\n"
        assert_harmless(page)
        tokens = MarkdownIt("gfm-like").parse(page)
        kinds = [token.type for token in tokens]
        assert kinds == SHAPE, page
        heading, item, *_, first, second = (token.content for token in tokens if token.type == "inline")
        assert heading.removeprefix("Brief: x").strip() == first == second == item.strip()


def test_ten_thousand_follow_ups_fit_into_a_comment() -> None:
    items = "".join(f"- [ ] Look at {'&|<`' * 40} {number} — @jun, due 2023-01-09\n" for number in range(10_000))
    text = brief_text(f"## Follow-ups\n\n{items}", status="draft", services="[shop]")

    assert len(text) < LONGEST
    assert "and 9,985 more" in text


def test_more_records_than_have_room_are_named() -> None:
    log = Log.of(read_records([BRIEFS / "log"], Config()))
    text = as_markdown([briefed(log.by_id[RICH], log)] * 60)

    assert len(text) < LONGEST
    assert "There is no room here for" in text


def assert_harmless(text: str) -> None:
    """No HTML but the marker, no mention outside code, no emphasis, no link but to what is shown."""
    engine = MarkdownIt("gfm-like")
    assert engine.linkify is not None
    engine.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})  # as forges do
    tokens = [*flat(engine.parse(text))]
    html = [token.content.strip() for token in tokens if token.type in ("html_block", "html_inline")]
    assert html == [MARKER]
    spoken = [token.content for token in tokens if token.type == "text"]
    assert not [words for words in spoken if NOTIFIES.search(words)]
    assert not any(token.type in ("image", "fence", "code_block", "blockquote_open") for token in tokens)
    assert not any(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    links = [token for token in tokens if token.type == "link_open"]
    assert not [token for token in links if token.info == "auto"]
    assert not [token.attrs for token in links if not str(token.attrs["href"]).startswith(("https://", "http://"))]
    assert not any(token.type in ("em_open", "s_open") for token in tokens)


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])
