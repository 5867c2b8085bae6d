"""Times: what is read, what is refused with an explanation, and that arithmetic is done in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opslog.times import TimeError, clock_text, duration_text, find_zone, read_day, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]


def test_a_time_is_read_in_its_zone() -> None:
    assert read_moment("2026-07-01 12:00", BERLIN).at == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_hours_are_counted_as_they_passed_not_as_the_clock_shows() -> None:
    before, after = read_moment("2026-10-25 01:30", BERLIN), read_moment("2026-10-25 03:30", BERLIN)

    assert after.minus(before) == timedelta(hours=3)


def test_an_hour_that_happens_twice_is_explained() -> None:
    with pytest.raises(TimeError) as raised:
        read_moment("2026-10-25 02:30", BERLIN)

    assert "happens twice in Europe/Berlin" in raised.value.message
    assert "2026-10-25 02:30+02:00" in raised.value.instead
    assert "2026-10-25 02:30+01:00" in raised.value.instead


def test_an_hour_that_does_not_happen_is_explained() -> None:
    with pytest.raises(TimeError) as raised:
        read_moment("2026-03-29 02:30", BERLIN)

    assert "does not exist in Europe/Berlin" in raised.value.message
    assert "01:30 or 03:30" in raised.value.instead


@pytest.mark.parametrize(
    "text", ["10:30", "2022-13-01 10:00", "2022-12-25 24:00", "2022-12-25 12:60", "25/12/2022", "", "x" * 9999]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeError):
        read_moment(text, BERLIN)


def test_a_bare_date_gives_no_duration() -> None:
    assert read_moment("2022-12-26 10:00", BERLIN).minus(read_moment("2022-12-25", BERLIN)) is None


@pytest.mark.parametrize("name", ["Europe/Berln", "PST", "../../etc/passwd", "/etc/localtime", "", "Europe/Berlin\x00"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(TimeError):
        find_zone(name)


def test_a_misspelt_zone_names_the_nearest() -> None:
    with pytest.raises(TimeError) as raised:
        find_zone("Europe/Berln")

    assert raised.value.instead == "Did you mean `Europe/Berlin`?"


@pytest.mark.parametrize("text", ["2023-1-9", "20230109", "2023-W02-1", "9.1.2023"])
def test_a_date_has_one_form(text: str) -> None:
    with pytest.raises(TimeError):
        read_day(text)


MINUTES = st.integers(0, 40_000_000).map(lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@given(MINUTES, st.sampled_from(ZONES))
def test_what_is_written_is_read_back_as_the_same_moment(at: datetime, zone: str) -> None:
    assert read_moment(clock_text(at, ZoneInfo(zone)), ZoneInfo(zone)).at == at


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (135, "2 h 15 min"), (1440, "1 d"), (3035, "2 d 2 h")],
)
def test_durations_as_people_say_them(minutes: int, text: str) -> None:
    assert duration_text(timedelta(minutes=minutes)) == text
