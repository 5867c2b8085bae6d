"""What people heard and when: promises as they are written, first words, silences."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.communication import Communication, communication_of
from opslog.config import Config
from opslog.promises import read_promise
from opslog.reading import parse_record
from opslog.times import read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Next update 11:45 UTC.", "2022-12-25 12:45"),
        ("Next update: 11:45", "2022-12-25 11:45"),
        ("next update at 14:20", "2022-12-25 14:20"),
        ("next update due 11:45.", "2022-12-25 11:45"),
        ("Next update (11:45 UTC)", "2022-12-25 12:45"),
        ("**Next update:** 11:45", "2022-12-25 11:45"),
        ("the next update will follow in 30 minutes", None),
        ("The next update is due in 30 minutes", "2022-12-25 11:40"),
        ("next update within an hour", "2022-12-25 12:10"),
        ("next status update in about half an hour", "2022-12-25 11:40"),
        ("next word by 10:30", None),
        ("next word by 11:30", "2022-12-25 11:30"),
        ("another update in two hours", "2022-12-25 13:10"),
        ("Further update\nat 15:00", "2022-12-25 15:00"),
        ("we will update again in an hour", "2022-12-25 12:10"),
        ("We update you again at 15:00", "2022-12-25 15:00"),
        ("an update by 15:00", "2022-12-25 15:00"),
        ("next update tomorrow at 10:00", "2022-12-26 10:00"),
        ("next update 10:00 tomorrow", "2022-12-26 10:00"),
        ("next update 2022-12-27 09:00 UTC", "2022-12-27 10:00"),
        ("next update on 2022-12-27", "2022-12-27"),
        ("next update by 05:00", "2022-12-26 05:00"),
        ("next update 11:30–12:00", "2022-12-25 12:00"),
        ("The next update went out", None),
        ("the fix was updated at 15:00", None),
        ("posted an update at 15:00", None),
        ("next update soon", None),
        ("next update `11:45`", None),
        ("next update 25:45", None),
        ("next update in 0 minutes", None),
        ("", None),
    ],
)
def test_promises_as_people_write_them(text: str, due: str | None) -> None:
    promise = read_promise(text, read_moment("2022-12-25 11:10", BERLIN))

    assert (promise and promise.due.at) == (due and read_moment(due, BERLIN).at)


def test_a_guess_is_one() -> None:
    said = read_moment("2022-12-25 11:10", BERLIN)

    for text in ("next update around 14:00", "next update ~14:00", "next update in about an hour"):
        promise = read_promise(text, said)
        assert promise is not None
        assert promise.approximate, text


@given(st.integers(1, 999), st.sampled_from(["min", "minutes", "m"]))
def test_a_promised_span_is_added(minutes: int, unit: str) -> None:
    said = read_moment("2026-10-24 23:10", BERLIN)

    promise = read_promise(f"Next update in {minutes} {unit}.", said)

    assert promise is not None
    assert promise.due.at - said.at == timedelta(minutes=minutes)
    assert promise.due.local.astimezone(UTC) == promise.due.at


@given(st.text("next updaign by:0123456789-–~ \n.TZ+tomrw", max_size=400))
def test_what_is_no_promise_never_raises(text: str) -> None:
    for said in ("2022-12-25 11:10", "0001-01-01 00:10", "9999-12-31 23:50", "2022-12-25"):
        read_promise(f"next update {text}", read_moment(said, UTC))


@pytest.mark.parametrize("text", ["next update " * 20000, "update again " * 20000, "next update" + " at" * 50000])
def test_a_hostile_entry_takes_no_time(text: str) -> None:
    start = time.process_time()
    read_promise(text, read_moment("2022-12-25 11:10", UTC))

    assert time.process_time() - start < 2


def told(times: str, *entries: str, **fields: str) -> Communication:
    body = "## Timeline\n\n" + "".join(f"- {entry}\n" for entry in entries)
    text = record_text(body, times=f"{{started: 2022-12-25 12:00{times}}}", timezone="UTC", **fields)
    return communication_of(parse_record(text, "2022-12-25-a.md", Config()), Config(), NOW)


def test_what_a_record_page_says() -> None:
    found = told(
        ", declared: 2022-12-25 12:10, mitigated: 2022-12-25 13:30, resolved: 2022-12-25 14:00",
        "12:10 — [declared] It is declared.",
        "12:22 — [comms] It hurts. Next update 12:45.",
        "12:50 — [comms] It hurts. Next update 13:00.",
        "13:24 — [comms] It hurts. Next update in an hour.",
        "14:05 — [comms] It is over.",
    )

    assert found.first is not None
    assert (found.first.word.number, found.first.since, found.first.after) == (2, "declared", timedelta(minutes=12))
    assert found.longest_silence is not None
    assert (found.longest_silence.word.number, found.longest_silence.lasts) == (3, timedelta(minutes=34))
    assert [one.outcome for one in found.promises] == ["kept", "late", "kept"]
    assert found.promises[1].late == timedelta(minutes=24)
    assert found.end_announced is True


def test_without_words_nothing_is_said() -> None:
    found = told(", declared: 2022-12-25 12:10", "12:10 — [declared] It is declared.")

    assert found == Communication((), None, None, (), None)


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ("2022-12-26 — [comms] A word.", "late"),
        ("2022-12-25 — [comms] A word.", "not known"),
        ("12:45 — [action] No word.", "not kept"),
    ],
)
def test_a_bare_date_is_no_clock_time(entry: str, outcome: str) -> None:
    found = told("", "12:10 — [comms] It hurts. Next update 12:45.", entry)

    assert found.promises[0].outcome == outcome


@given(st.lists(st.integers(1, 600), min_size=1, max_size=8), st.integers(1, 700))
def test_the_longest_silence_is_the_longest(minutes: list[int], end: int) -> None:
    """However the words are spread, no two neighbours before the end lie further apart."""
    start = datetime(2022, 12, 25, 12, 0, tzinfo=UTC)
    said = sorted(set(minutes))
    entries = [f"{start + timedelta(minutes=one):%Y-%m-%d %H:%M} — [comms] A word." for one in said]
    found = told(f", mitigated: {start + timedelta(minutes=end):%Y-%m-%d %H:%M}", *entries)

    heard = [one for one in said if one < end]
    expected = max((later - one for one, later in pairwise([*heard, end])), default=0)
    lasts = found.longest_silence.lasts if found.longest_silence else timedelta(0)
    assert lasts == timedelta(minutes=expected)
