"""Precision, recall and F1 with Wilson 95 % intervals: of some dozens of sentences, a number alone says little."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

NORMAL = 1.959964
"""Standard deviations on either side that hold 95 % of a normal distribution."""


class Share(NamedTuple):
    """So many of so many."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """The share; nothing of nothing is nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between what the true share lies in 19 of 20 samples (Wilson, 1927)."""
        if not self.whole:
            return 0.0, 1.0
        square = NORMAL**2
        centre = self.part + square / 2
        reach = NORMAL * sqrt(self.part * (self.whole - self.part) / self.whole + square / 4)
        return max(0.0, (centre - reach) / (self.whole + square)), min(1.0, (centre + reach) / (self.whole + square))

    def __str__(self) -> str:
        return _told(self.value, self.interval)


class Aim(NamedTuple):
    """What a precision and a recall are meant to reach."""

    precision: float
    recall: float


class Score(NamedTuple):
    """What was found of what there is: hits, false alarms and misses."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> Share:
        """How many of the flagged are what they are flagged as."""
        return Share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> Share:
        """How many of those there are were flagged."""
        return Share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> str:
        """The harmonic mean of the two.

        It is no share, but grows with one (Jaccard's: the hits among all that are flagged or should be), whose
        interval is taken and turned into one of F1.
        """
        common = Share(self.hits, self.hits + self.false_alarms + self.misses)
        low, high = common.interval
        return _told(_f1(common.value), (_f1(low), _f1(high)))

    @property
    def cells(self) -> tuple[str, str, str]:
        """Precision, recall and F1 as a table has them."""
        return str(self.precision), str(self.recall), self.f1

    def reaches(self, aim: Aim) -> bool:
        """Whether both are reached."""
        return self.precision.value >= aim.precision and self.recall.value >= aim.recall


def score(judged: Iterable[tuple[bool, bool]]) -> Score:
    """Count pairs of what a sentence is and whether it was flagged."""
    pairs = list(judged)
    return Score(
        sum(true and flagged for true, flagged in pairs),
        sum(flagged and not true for true, flagged in pairs),
        sum(true and not flagged for true, flagged in pairs),
    )


def verdicts(reached: Score, aims: Iterable[Aim]) -> str:
    """Hold a score against its aims, the lowest first."""
    return "; ".join(
        f"≥ {two_places(aim.precision)}/{two_places(aim.recall)}: {'met' if reached.reaches(aim) else 'missed'}"
        for aim in aims
    )


def two_places(value: float) -> str:
    """Write a share as `.97`, and the whole as `1.00`."""
    return f"{value:.2f}".removeprefix("0")


def _f1(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)


def _told(value: float, interval: tuple[float, float]) -> str:
    low, high = interval
    return f"{f'{value:.3f}'.removeprefix('0')} ({two_places(low)}–{two_places(high)})"
