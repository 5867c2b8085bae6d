"""Ticking a box changes one byte, whatever the file looks like, and nothing in a file that has changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import read_file
from opslog.reading import parse_record
from opslog.span import Span
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
    items = "- [ ] Open\n- [X] Done\n- None\n"
    tables = "| What |\n|---|\n| [ ] Row |\n\nWhat | Tracker\n---|---\n- [ ] Row | example/shop#2\n"
    record = parse_record(record_text(f"## Follow-ups\n\n{items}\n{tables}"), "x.md", Config())

    assert [has_box(record, item) for item in record.follow_ups] == [True, True, False, False, False]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "2022-12-25-x.md"
    path.write_text(record_text("## Follow-ups\n\n- [ ] One — example/shop#1\n"), encoding="utf-8")
    return path


CHANGED = record_text("## Follow-ups\n\n- [ ] Zero\n- [ ] One — example/shop#1\n")


def test_a_file_that_has_changed_since_is_left_alone(path: Path) -> None:
    record = read_file((path, path.parent), Config())
    path.write_text(CHANGED, encoding="utf-8")

    with pytest.raises(OpslogError, match="has changed since it was read; run this again"):
        tick((path, path.parent), record, record.follow_ups, Config())

    assert path.read_text(encoding="utf-8") == CHANGED
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_changes_at_that_very_moment_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = read_file((path, path.parent), Config())

    def while_somebody_saves(raw: bytes, boxes: Iterable[Span]) -> bytes:
        path.write_text(CHANGED, encoding="utf-8")
        return with_ticks(raw, boxes)

    monkeypatch.setattr("opslog.sync.ticks.with_ticks", while_somebody_saves)
    with pytest.raises(OpslogError, match="somebody is writing to the file; run this again"):
        tick((path, path.parent), record, record.follow_ups, Config())

    assert path.read_text(encoding="utf-8") == CHANGED


def test_a_file_that_is_gone_is_said(path: Path) -> None:
    record = read_file((path, path.parent), Config())
    path.unlink()

    with pytest.raises(OpslogError, match="cannot be read: No such file"):
        tick((path, path.parent), record, record.follow_ups, Config())

    assert not path.exists()


def test_a_file_outside_the_folder_is_left_alone(path: Path) -> None:
    (path.parent / "incidents").mkdir()
    record = read_file((path, None), Config())
    before = path.read_bytes()

    for folder in (None, path.parent / "incidents"):
        with pytest.raises(OpslogError, match="links are not written to"):
            tick((path, folder), record, record.follow_ups, Config())

    assert path.read_bytes() == before
