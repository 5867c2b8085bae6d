"""The phases of a record as a bar: it adds up, lies within, and says where a record does not tell phases apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.impact import impact_by_service
from opslog.reading import parse_record
from opslog.record import Record
from opslog_site.phase_bar import PhaseBar, phase_bar

BOUNDS = ("started", "detected", "declared", "mitigated", "resolved")


def parsed(body: str = "", **fields: str) -> Record:
    return parse_record(record_text(body, **{"status": "draft"} | fields), "incidents/2022-12-25-a.md", Config())


def drawn(times: str, **fields: str) -> PhaseBar | None:
    return phase_bar(parsed(times=times, **fields), UTC)


def test_the_phases_of_an_incident() -> None:
    bar = drawn(
        "{started: 2022-12-25 12:00Z, detected: 2022-12-25 12:30Z, acknowledged: 2022-12-25 12:40Z,"
        " declared: 2022-12-25 12:50Z, mitigated: 2022-12-25 13:40Z, resolved: 2022-12-25 14:00Z}"
    )

    assert bar is not None
    assert [(piece.kind, piece.x, piece.width) for piece in bar.pieces] == [
        ("undetected", 0, 25), ("waiting", 25, 8.33), ("worked-on", 33.33, 50), ("mitigated", 83.33, 16.67),
    ]  # fmt: skip
    assert bar.description == "Undetected 30 min, waiting 10 min, worked on 1 h, mitigated 20 min."
    assert [label.text for label in bar.milestones] == [
        "started 12:00", "detected 12:30", "acknowledged 12:40", "declared 12:50", "mitigated 13:40", "resolved 14:00",
    ]  # fmt: skip


def test_phases_that_the_record_does_not_tell_apart_are_one_piece() -> None:
    bar = drawn("{started: 2022-12-25 12:00Z, declared: 2022-12-25 12:50Z, resolved: 2022-12-25 14:00Z}")

    assert bar is not None
    assert [(piece.stretch.name, piece.kind) for piece in bar.pieces] == [
        ("undetected and waiting", "mixed"), ("worked on and mitigated", "mixed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "times",
    [
        "{started: 2022-12-25 12:00Z}",
        "{started: 2022-12-25, resolved: 2022-12-26}",
        "{started: 2022-12-25 12:00Z, resolved: 2022-12-25 12:00Z}",
        "{started: 2022-12-25 12:00Z, resolved: 2022-12-25 11:00Z}",
    ],
)
def test_where_nothing_can_be_drawn_nothing_is(times: str) -> None:
    assert drawn(times) is None


def test_the_ends_of_the_calendar_are_survived() -> None:
    drawn("{started: 0001-01-01 00:00Z, resolved: 9999-12-31 23:59Z}")


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=5))
def test_the_pieces_follow_each_other_within_the_drawing(minutes: list[int]) -> None:
    start = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    at = [f"{start + timedelta(minutes=one):%Y-%m-%d %H:%M}Z" for one in sorted(minutes)]
    bar = drawn("{" + ", ".join(f"{name}: {one}" for name, one in zip(BOUNDS, at, strict=False)) + "}")

    assert (bar is None) == (max(minutes) == min(minutes))
    for piece in bar.pieces if bar else ():
        assert 0 <= piece.x <= piece.x + piece.width <= 100.5
    if bar:
        spans = sum((piece.stretch.span for piece in bar.pieces), timedelta())
        assert spans == timedelta(minutes=max(minutes) - min(minutes))


def test_impact_by_service_is_what_the_record_says_of_each() -> None:
    body = """## Impact

Nobody could pay: checkout answered with errors. The price feed's age grew, and checkout showed it.

- search and `mail-out` were slow.
"""
    record = parsed(body, services="[checkout, price-feed, search, mail-out, archive]")

    assert impact_by_service(record) == {
        "Nobody could pay: checkout answered with errors.": ["checkout"],
        "The price feed's age grew, and checkout showed it.": ["price-feed"],
        "search and `mail-out` were slow.": ["search", "mail-out"],
    }
    assert impact_by_service(parsed(body, services="[checkout]")) == {}
