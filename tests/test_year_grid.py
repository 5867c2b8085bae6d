"""Calendars: every record of a year stands once at its day, and leap days have a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opslog.record import Facts, Record
from opslog_site.pages.listings import MOST, parts_of
from opslog_site.year_grid import LEFT, MOST_STRIPES, STEP, year_grid


def record_of(day: date, number: int) -> Record:
    return Record(f"incidents/{number}.md", f"{day}-incident-{number}", Facts(severity=f"sev{number % 3 + 1}"))


def rank(record: Record) -> int:
    return int((record.facts.severity or "9")[-1])


def address(records: Sequence[Record]) -> str:
    return " ".join(record.id for record in records)


@given(st.lists(st.integers(0, 365), max_size=40))
def test_every_record_stands_at_its_day(days: list[int]) -> None:
    records = [record_of(date(2024, 1, 1) + timedelta(days=one), number) for number, one in enumerate(days)]
    grid = year_grid("2024", records, address, rank)

    assert sorted(name for day in grid.days for name in day.address.split()) == sorted(one.id for one in records)
    assert len(grid.days) == len(set(days))
    for day in grid.days:
        when = date.fromisoformat(day.title[:10])
        left = LEFT + (when.day - 1) * STEP
        assert day.y == grid.months[when.month - 1].y
        assert len(day.stripes) == min(len(day.address.split()), MOST_STRIPES)
        assert all(left <= stripe.x and stripe.x + stripe.width <= left + STEP for stripe in day.stripes)
        assert [stripe.rank for stripe in day.stripes] == sorted(stripe.rank for stripe in day.stripes)


def test_a_leap_day_has_a_place() -> None:
    leap, other = (year_grid(year, [], address, rank).months[1].width for year in ("2024", "2023"))

    assert abs(leap - other - STEP) < 0.02


@given(st.lists(st.tuples(st.integers(2019, 2024), st.integers(1, 12)), max_size=30), st.integers(0, 400))
def test_a_long_list_is_cut_into_years_and_long_years_into_months(some: list[tuple[int, int]], more: int) -> None:
    days = sorted([date(*one, 1) for one in some] + [date(2025, n % 12 + 1, 1) for n in range(more)], reverse=True)
    records = [record_of(day, number) for number, day in enumerate(days)]
    parts = parts_of(records)

    assert [one for part in parts.values() for one in part] == records
    assert all(one.day.startswith(name) for name, part in parts.items() for one in part)
    assert all(len(part) <= MOST for part in parts.values())
    assert ("2025" in parts) == (0 < more <= MOST)
