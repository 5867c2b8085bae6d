"""The durations of an incident: computed from its milestones, never typed.

Where a name is also one of FireFighter's, the definition is the same (ManoManoTech/firefighter-incident,
fixtures/incidents/metric_type.json), but for two things. Its time to acknowledge runs from the start to the
declaration; here it runs from the first sign until somebody took it on, as on-call tools count it. And its records
say when the service was healthy again; ours say when the cause was out of the way, so that time to fix and time to
respond end there, and its time to recovery would be the same as time to resolve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from opslog.record import Facts
from opslog.times import Moment, elapsed

DECIDED = "decided"
"""The one point that stands under `mitigation` and not under `times`."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A duration between two points of an incident: milestones, or the decision how to mitigate it."""

    name: str
    earlier: str
    later: str
    doc: str

    def of(self, facts: Facts) -> timedelta | None:
        """Compute it; None where a point is missing, only a date, or the two run backwards."""
        return elapsed(_moment(facts, self.earlier), _moment(facts, self.later))


def _moment(facts: Facts, point: str) -> Moment | None:
    if point == DECIDED:
        return facts.mitigation.decided if facts.mitigation else None
    found: Moment | None = getattr(facts.times, point)
    return found


DETECT = Metric("time to detect", "started", "detected", "from its start until somebody or something noticed")
ACKNOWLEDGE = Metric("time to acknowledge", "detected", "acknowledged", "from the first sign until somebody took it on")
DECLARE = Metric("time to declare", "detected", "declared", "from the first sign until it was called an incident")
DECIDE = Metric(
    "time to decide", "declared", DECIDED, "from when it was called an incident until what mitigated it was decided"
)
REPAIR = Metric(
    "time to repair", "declared", "mitigated", "from when it was called an incident until the harm stopped or shrank"
)
MITIGATE = Metric("time to mitigate", "started", "mitigated", "from its start until the harm stopped or shrank")
FIX = Metric(
    "time to fix", "declared", "resolved", "from when it was called an incident until the cause was out of the way"
)
RESPOND = Metric("time to respond", "detected", "resolved", "from the first sign until the cause was out of the way")
RESOLVE = Metric("time to resolve", "started", "resolved", "from its start until the cause was out of the way")

METRICS = (DETECT, ACKNOWLEDGE, DECLARE, DECIDE, REPAIR, MITIGATE, FIX, RESPOND, RESOLVE)
