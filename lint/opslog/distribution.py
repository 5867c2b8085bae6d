"""How a number of durations is spread: median and quartiles, never a mean.

One incident of a month makes the mean of fifty. VOID found durations so skewed that means say nothing about a
response (thevoid.community/report, "It's time to retire MTTR").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple


class Distribution(NamedTuple):
    """How many durations there are, the shortest, the longest, and what divides them into quarters."""

    n: int
    minimum: timedelta
    lower_quartile: timedelta
    median: timedelta
    upper_quartile: timedelta
    maximum: timedelta


def distribution_of(spans: Iterable[timedelta]) -> Distribution | None:
    """Describe some durations; None where there are none.

    Quartiles lie on the line between the two nearest durations: type 7 of Hyndman and Fan, "Sample quantiles in
    statistical packages" (The American Statistician 50, 1996), which spreadsheets, R and NumPy use too.
    """
    ordered = sorted(spans)
    if not ordered:
        return None
    return Distribution(len(ordered), *(_quarter(ordered, quarters) for quarters in range(5)))


def _quarter(ordered: Sequence[timedelta], quarters: int) -> timedelta:
    """Find what `quarters` quarters of the durations do not exceed. Whole minutes give exact answers."""
    below, rest = divmod((len(ordered) - 1) * quarters, 4)
    if not rest:
        return ordered[below]
    return (ordered[below] * (4 - rest) + ordered[below + 1] * rest) / 4
