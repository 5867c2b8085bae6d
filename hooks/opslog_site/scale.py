"""The time scale of charts: logarithmic, because incidents last from minutes to weeks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import log
from typing import NamedTuple

HOUR, DAY, YEAR = 60, 24 * 60, 365 * 24 * 60
TICKS = (
    (1, "1 min"), (10, "10 min"), (HOUR, "1 h"), (6 * HOUR, "6 h"), (DAY, "1 d"), (7 * DAY, "1 wk"),
    (28 * DAY, "4 wk"), (YEAR, "1 yr"), (10 * YEAR, "10 yr"), (100 * YEAR, "100 yr"), (10_000 * YEAR, "10,000 yr"),
)  # fmt: skip
"""In minutes, and what stands there. What took less than the first stands at the first."""
LEFT, RIGHT = 2.0, 98.0
"""Where the axis begins and ends, in percent of a drawing's width: there is room for half a dot at both ends."""


class Tick(NamedTuple):
    """A mark on the axis: its place in percent, and its words."""

    x: float
    words: str


class Scale(NamedTuple):
    """An axis from one tick to a later one, in minutes."""

    low: int
    high: int

    @classmethod
    def over(cls, spans: Iterable[timedelta]) -> Scale:
        """Choose the narrowest axis between two ticks that holds all of these durations."""
        minutes = [_minutes(span) for span in spans]
        shortest, longest = min(minutes, default=0), max(minutes, default=0)
        low = max((at for at, _ in TICKS[:-1] if at <= shortest), default=TICKS[0][0])
        high = min((at for at, _ in TICKS if at > low and at >= longest), default=TICKS[-1][0])
        return cls(low, high)

    def x(self, span: timedelta) -> float:
        """Say where a duration stands, in percent of the width."""
        minutes = min(max(_minutes(span), self.low), self.high)
        return round(LEFT + (RIGHT - LEFT) * log(minutes / self.low) / log(self.high / self.low), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """List the marks on the axis."""
        return tuple(Tick(self.x(timedelta(minutes=at)), words) for at, words in TICKS if self.low <= at <= self.high)


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)
