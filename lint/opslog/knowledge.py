"""Two clocks: when something was true, and when it was known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from opslog.record import Entry
from opslog.times import Moment, is_before


class Learned(NamedTuple):
    """An entry that was known only later: what was true from `at` and known from `known`."""

    entry: Entry
    at: Moment
    known: Moment

    @property
    def lag(self) -> timedelta | None:
        """The knowledge lag; None where one of the two is only a date."""
        return self.known.minus(self.at)


def learned_later(timeline: Iterable[Entry]) -> Iterator[Learned]:
    """List the entries that say when they were known. Behind a decision that is its reason, and no lag."""
    for entry in timeline:
        if entry.kind != "decision" and entry.known and entry.known.at and entry.at:
            yield Learned(entry, entry.at, entry.known.at)


def not_known_yet(decision: Entry, timeline: Iterable[Entry]) -> tuple[Learned, ...]:
    """Find what was true when a decision was made, and known only after it."""
    made = decision.at
    if made is None:
        return ()
    return tuple(one for one in learned_later(timeline) if not is_before(made, one.at) and is_before(made, one.known))


def longest_lag(timeline: Iterable[Entry]) -> Learned | None:
    """Find the fact that stayed hidden longest; None where none did."""
    lags = [one for one in learned_later(timeline) if one.lag is not None and one.lag > timedelta(0)]
    return max(lags, key=lambda one: one.lag or timedelta(0), default=None)
