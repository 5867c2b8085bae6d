"""Durations, phases and distributions: arithmetic over milestones, never guesses."""

from __future__ import annotations

import statistics
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opslog.distribution import distribution_of
from opslog.metrics import DECIDE, METRICS
from opslog.phases import MITIGATED, PHASES, UNDETECTED, WAITING, WORKED_ON, stretches
from opslog.record import Facts, MitigationFacts, Times
from opslog.times import Moment

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(minutes: int) -> Moment:
    moment = NOON + timedelta(minutes=minutes)
    return Moment(moment, moment)


def some_day() -> Moment:
    return Moment(NOON, NOON, whole_day=True)


TOLD = Facts(
    times=Times(at(0), at(6), at(9), at(15), at(140), at(174)), mitigation=MitigationFacts("rollback", at(132))
)


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("time to detect", 6),
        ("time to acknowledge", 3),
        ("time to declare", 9),
        ("time to decide", 117),
        ("time to repair", 125),
        ("time to mitigate", 140),
        ("time to fix", 159),
        ("time to respond", 168),
        ("time to resolve", 174),
    ],
)
def test_what_a_metric_measures(name: str, minutes: int) -> None:
    metric = next(metric for metric in METRICS if metric.name == name)

    assert metric.of(TOLD) == timedelta(minutes=minutes)


def test_every_metric_is_silent_about_what_a_record_does_not_say() -> None:
    assert [metric.of(Facts()) for metric in METRICS] == [None] * len(METRICS)


@pytest.mark.parametrize("decided", [None, at(14), some_day()], ids=["missing", "before it was declared", "a day"])
def test_a_decision_that_cannot_be_timed_gives_nothing(decided: Moment | None) -> None:
    assert DECIDE.of(TOLD._replace(mitigation=MitigationFacts("rollback", decided))) is None


def minutes_of(times: Times) -> dict[str, int]:
    return {stretch.name: stretch.span // timedelta(minutes=1) for stretch in stretches(times)}


def test_an_incident_falls_into_phases() -> None:
    assert [stretch.phases for stretch in stretches(TOLD.times)] == [(phase,) for phase in PHASES]
    assert minutes_of(TOLD.times) == {"undetected": 6, "waiting": 3, "worked on": 131, "mitigated": 34}


def test_waiting_ends_with_the_declaration_where_that_comes_first_or_alone() -> None:
    assert minutes_of(TOLD.times._replace(declared=at(8)))["waiting"] == 2
    assert minutes_of(TOLD.times._replace(acknowledged=None))["waiting"] == 9


def test_a_missing_milestone_merges_the_phases_beside_it() -> None:
    without = TOLD.times._replace(detected=None, mitigated=some_day())

    assert [stretch.phases for stretch in stretches(without)] == [(UNDETECTED, WAITING), (WORKED_ON, MITIGATED)]
    assert minutes_of(without) == {"undetected and waiting": 9, "worked on and mitigated": 165}
    assert minutes_of(Times(started=at(0), detected=at(5), resolved=at(9))) == {
        "undetected": 5,
        "waiting, worked on and mitigated": 4,
    }


def test_times_that_run_backwards_tell_no_phases() -> None:
    assert stretches(TOLD.times._replace(detected=at(-1))) == ()
    assert stretches(TOLD.times._replace(resolved=at(100))) == ()


@given(st.lists(st.none() | st.integers(0, 10_000), min_size=6, max_size=6))
def test_phases_cover_what_is_known_once_and_in_order(minutes: list[int | None]) -> None:
    times = Times(*(None if minute is None else at(minute) for minute in minutes))
    found = stretches(times)

    phases = [phase for stretch in found for phase in stretch.phases]
    assert phases == [phase for phase in PHASES if phase in phases]
    assert all(stretch.phases and stretch.span >= timedelta(0) for stretch in found)
    if found:
        told_on = [minute for minute in (minutes[2], minutes[3]) if minute is not None]
        bounds = [minutes[0], minutes[1], min(told_on, default=None), minutes[4], minutes[5]]
        known = [minute for minute in bounds if minute is not None]
        assert sum((stretch.span for stretch in found), timedelta()) == timedelta(minutes=known[-1] - known[0])


spans = st.lists(st.integers(0, 10_000_000).map(lambda minutes: timedelta(minutes=minutes)), min_size=1, max_size=60)


@given(spans)
def test_quartiles_are_those_of_the_standard_library(found: list[timedelta]) -> None:
    seconds = [span // timedelta(seconds=1) for span in found]
    ours = distribution_of(found)

    assert ours is not None
    assert (ours.n, ours.minimum, ours.maximum) == (len(found), min(found), max(found))
    expected = statistics.quantiles(seconds, n=4, method="inclusive") if len(found) > 1 else seconds * 3
    assert [span / timedelta(seconds=1) for span in (ours.lower_quartile, ours.median, ours.upper_quartile)] == expected


@given(spans, st.randoms(use_true_random=False))
def test_a_distribution_does_not_depend_on_the_order_and_rises(found: list[timedelta], dice: object) -> None:
    ours = distribution_of(found)
    shuffled = sorted(found, key=lambda _: dice.random())  # type: ignore[attr-defined]

    assert ours == distribution_of(shuffled)
    assert ours is not None
    assert list(ours[1:]) == sorted(ours[1:])


def test_nothing_has_no_distribution() -> None:
    assert distribution_of([]) is None
