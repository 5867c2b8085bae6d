"""Ticking a box changes one byte, whatever the file looks like, and nothing in a file that has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import read_file
from opslog.reading import parse_record
from opslog.sync.ticks import has_box, tick, with_ticks

LINES = st.lists(
    st.sampled_from(
        (
            "- [ ] Mend it — @sam, example/shop#2",
            "* [ ]\tMend it, wörtlich 🚒 — @sam, example/shop#2",
            "  1. [ ] Mend [ ] it — example/shop#2",
            "-    [ ] Mend it\n  over two lines — example/shop#2",
            "- [ ] Nested\n  - [ ] Not a follow-up of its own",
            "- [x] Done — example/shop#2",
            "- No box — example/shop#2",
            "-\xa0[ ] No bullet",
            "| What | Tracker |\n|---|---|\n| [ ] Row | example/shop#2 |\n",
            "```\n- [ ] Code\n```",
            "<!-- - [ ] Comment -->",
            "\u2028- [ ] Not a line of its own",
            "",
            "### Ideas",
        )
    ),
    max_size=8,
)
LINE_ENDS = st.sampled_from(("\n", "\r\n", "\r"))


@given(LINES, LINE_ENDS, st.booleans(), st.booleans(), st.data())
def test_a_tick_is_one_byte_and_what_is_read_is_ticked(
    lines: list[str], line_end: str, with_mark: bool, ends: bool, data: st.DataObject
) -> None:
    text = record_text("## Follow-ups\n\n" + "\n".join(lines) + ("\n" if ends else "")).replace("\n", line_end)
    raw = text.encode("utf-8-sig" if with_mark else "utf-8")
    record = parse_record(raw, "x.md", Config())
    boxes = [item for item in record.follow_ups if has_box(record, item) and not item.done]
    chosen = data.draw(st.lists(st.sampled_from(boxes), unique=True)) if boxes else []

    ticked = with_ticks(raw, [item.span for item in chosen])

    changed = [place for place, (old, new) in enumerate(zip(raw, ticked, strict=True)) if old != new]
    assert len(changed) == len(chosen)
    assert all(raw[place - 1 : place + 2] == b"[ ]" and ticked[place : place + 1] == b"x" for place in changed)
    assert parse_record(ticked, "x.md", Config()).follow_ups == tuple(
        item._replace(done=True) if item in chosen else item for item in record.follow_ups
    )


def test_every_kind_of_item_is_known_for_what_it_is() -> None:
    text = "## Follow-ups\n\n- [ ] Open\n- [X] Done\n- None\n\n| What |\n|---|\n| [ ] Row |\n"
    record = parse_record(record_text(text), "x.md", Config())

    assert [has_box(record, item) for item in record.follow_ups] == [True, True, False, False]


def test_a_file_that_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "2022-12-25-x.md"
    path.write_text(record_text("## Follow-ups\n\n- [ ] One — example/shop#1\n"), encoding="utf-8")
    record = read_file((path, tmp_path), Config())
    changed = record_text("## Follow-ups\n\n- [ ] Zero\n- [ ] One — example/shop#1\n")
    path.write_text(changed, encoding="utf-8")

    with pytest.raises(OpslogError, match="has changed since it was read; run this again"):
        tick((path, tmp_path), record, record.follow_ups, Config())

    assert path.read_text(encoding="utf-8") == changed
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_outside_the_folder_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "2022-12-25-x.md"
    path.write_text(record_text("## Follow-ups\n\n- [ ] One — example/shop#1\n"), encoding="utf-8")
    (tmp_path / "incidents").mkdir()
    record = read_file((path, None), Config())
    before = path.read_bytes()

    for folder in (None, tmp_path / "incidents"):
        with pytest.raises(OpslogError, match="links are not written to"):
            tick((path, folder), record, record.follow_ups, Config())

    assert path.read_bytes() == before
