"""The durations that recorded events give, pair by pair, and which of them come close to a stated one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from opslog.proof.claims import ACKNOWLEDGE, DETECT, WHOLE, Claim
from opslog.proof.durations import HOUR
from opslog.proof.events import Event

STARTS = {DETECT: ("started",), ACKNOWLEDGE: ("started", "detected"),
          WHOLE: ("started", "detected", "acknowledged", "declared")}  # fmt: skip
ENDS = {
    DETECT: ("detected", "acknowledged", "declared"),
    ACKNOWLEDGE: ("acknowledged",),
    WHOLE: ("mitigated", "resolved"),
}
"""Between which milestones a quantity is measured; people count from when they saw it as often as from the start."""
CLOSE = 2
"""So many pairs a message names."""


class Pair(NamedTuple):
    """Two events and the minutes between them."""

    first: Event
    last: Event

    @property
    def minutes(self) -> float:
        """The minutes from the first to the last."""
        return (self.last.at.at - self.first.at.at).total_seconds() / 60

    def shown(self, claim: Claim) -> str:
        """Name the pair in the units of a claim: `54 h 16 min (started to mitigated)`."""
        hours, minutes = divmod(round(self.minutes), HOUR)
        in_minutes = hours == 0 or ("min" in claim.words and "h" not in claim.words)
        counted = (
            f"{round(self.minutes)} min" if in_minutes else f"{hours} h {minutes} min" if minutes else f"{hours} h"
        )
        return f"{counted} ({self.first.shown} to {self.last.shown})"


def pairs_for(claim: Claim, events: Sequence[Event]) -> list[Pair]:
    """List the pairs that may give a claim.

    For a figure, the title and the time to detect those are pairs of milestones, where there are any; a stretch that is
    told in a sentence may run from any event to any other.
    """
    named = milestone_pairs(claim.of, events)
    if named and (claim.figure or claim.in_title or claim.of == DETECT):
        return named
    ordered = sorted(events, key=lambda event: event.at.at)
    return named + [Pair(first, last) for first, last in combinations(ordered, 2) if last.at.at > first.at.at]


def milestone_pairs(of: str, events: Iterable[Event]) -> list[Pair]:
    """List the pairs of milestones between which a quantity is measured."""
    by_name = {event.name: event for event in events if event.name}
    return [
        Pair(by_name[first], by_name[last])
        for first in STARTS.get(of, ())
        for last in ENDS.get(of, ())
        if first in by_name and last in by_name and by_name[first].at.at <= by_name[last].at.at
    ]


def gives(pairs: Iterable[Pair], claim: Claim, exact: float) -> bool:
    """Whether one of the pairs gives what a claim states."""
    low, high = claim.range(exact)
    return any(low <= pair.minutes <= high for pair in pairs)


def closest(pairs: Iterable[Pair], claim: Claim) -> list[Pair]:
    """Choose the pairs to name: one whose minutes are a digit away, else the nearest; milestones where they count."""
    pairs = list(pairs)
    pairs = [pair for pair in pairs if pair.first.name and pair.last.name in ENDS.get(claim.of, ())] or pairs
    ranked = sorted(pairs, key=lambda pair: (abs(pair.minutes - claim.duration.minutes), not pair.last.name))
    slips = [pair for pair in ranked if is_a_digit_away(round(pair.minutes), round(claim.duration.minutes))]
    distinct = {round(pair.minutes): pair for pair in reversed((*slips[:1], *ranked[: 4 * CLOSE]))}
    chosen = sorted(
        distinct.values(), key=lambda pair: (pair not in slips[:1], abs(pair.minutes - claim.duration.minutes))
    )
    return chosen[:CLOSE]


def is_a_digit_away(one: int, other: int) -> bool:
    """Whether two numbers of three digits or more differ by one digit written wrongly or left out.

    >>> is_a_digit_away(5180, 5280), is_a_digit_away(1399, 399), is_a_digit_away(38, 40)
    (True, True, False)
    """
    long, short = sorted((str(one), str(other)), key=len, reverse=True)
    if len(short) < 3:
        return False
    if len(long) == len(short):
        return sum(a != b for a, b in zip(long, short, strict=True)) == 1
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
