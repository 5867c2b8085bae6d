"""The phases of an incident: where its minutes went, as far as its milestones tell."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from opslog.record import Times
from opslog.times import Moment


class Phase(NamedTuple):
    """A part of an incident: its name and what goes on in it."""

    name: str
    doc: str


UNDETECTED = Phase("undetected", "something is wrong and nobody has noticed")
WAITING = Phase("waiting", "it was noticed and nobody has taken it on")
WORKED_ON = Phase("worked on", "somebody works on it and it still does harm")
MITIGATED = Phase("mitigated", "the harm has stopped or shrunk, and the cause is still there")
PHASES = (UNDETECTED, WAITING, WORKED_ON, MITIGATED)


class Stretch(NamedTuple):
    """A time between two known milestones; of more than one phase where a milestone between them is missing."""

    phases: tuple[Phase, ...]
    start: Moment
    end: Moment

    @property
    def span(self) -> timedelta:
        """How long it took."""
        return self.end.at - self.start.at

    @property
    def name(self) -> str:
        """The names of its phases: `waiting, worked on and mitigated`."""
        *others, last = (phase.name for phase in self.phases)
        return f"{', '.join(others)} and {last}" if others else last


def stretches(times: Times) -> tuple[Stretch, ...]:
    """Divide an incident at the milestones it states with a clock time; nothing where these run backwards.

    Waiting ends when somebody takes it on or declares it, whichever comes first.
    """
    taken_on = min(_known(times.acknowledged, times.declared), default=None, key=lambda moment: moment.at)
    bounds = (times.started, times.detected, taken_on, times.mitigated, times.resolved)
    known = [(number, bound) for number, bound in enumerate(bounds) if bound and not bound.whole_day]
    found = tuple(Stretch(PHASES[first:last], start, end) for (first, start), (last, end) in pairwise(known))
    return () if any(stretch.span < timedelta(0) for stretch in found) else found


def _known(*moments: Moment | None) -> list[Moment]:
    return [moment for moment in moments if moment and not moment.whole_day]
