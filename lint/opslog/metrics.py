"""The durations of an incident: computed from its milestones, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from opslog.record import Times


@dataclass(frozen=True, slots=True)
class Metric:
    """A duration between two milestones."""

    name: str
    earlier: str
    later: str
    doc: str

    def of(self, times: Times) -> timedelta | None:
        """Compute it; None where a milestone is missing."""
        return times.between(self.earlier, self.later)


METRICS = (
    Metric("time to detect", "started", "detected", "from its start until somebody or something noticed"),
    Metric("time to acknowledge", "detected", "acknowledged", "from the first sign until somebody took it on"),
    Metric("time to declare", "detected", "declared", "from the first sign until it was called an incident"),
    Metric("time to mitigate", "started", "mitigated", "from its start until the harm stopped or shrank"),
    Metric("time to resolve", "started", "resolved", "from its start until the cause was out of the way"),
)
