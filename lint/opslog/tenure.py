"""Who held which role, from when to when: what a record states, and what follows from it.

Whoever declares holds all three roles until they are handed over: before the first stated holder of communications and
of operations, and where nobody is stated at all, the incident commander held them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opslog.record import Holding, Record
from opslog.times import Moment, is_before
from opslog.vocabulary import ROLES

COMMANDER, COMMUNICATIONS, OPERATIONS = ROLES
OWNER = "resolution-owner"


class Tenure(NamedTuple):
    """Somebody in a role; `start` and `end` are None where nothing is known, `end` also while it lasts.

    `stated` is what the record says of it; None where it follows from who was incident commander.
    """

    role: str
    who: str
    start: Moment | None
    end: Moment | None
    stated: Holding | None = None

    @property
    def runs_backwards(self) -> bool:
        """Whether it ends before it starts, so that nothing can be computed from it."""
        return self.start is not None and self.end is not None and is_before(self.end, self.start)

    def fields(self, end: str) -> tuple[str, ...]:
        """Name the fields that may say its `from` or `to`, the closest first: what Record.place takes."""
        field = self.stated.place if self.stated else "roles"
        return f"{field}.{end}", field, "roles"


def role_words(role: str) -> str:
    """Write a role as people say it: `incident commander`."""
    return role.replace("-", " ")


def same_person(one: str, other: str) -> bool:
    """Compare two people as records name them."""
    return one.casefold() == other.casefold()


def tenures(record: Record) -> tuple[Tenure, ...]:
    """List the tenures of a record by role, each role in order of time.

    A name alone was held throughout, from declared to resolved. A `to` that is left out is where the next holder
    begins, and for the last one where the incident ends.
    """
    start = _beginning(record)
    held = {role: tuple(_stated(record, role, start)) for role in ROLES}
    commanders = [one for one in held[COMMANDER] if not one.runs_backwards]
    for role in (COMMUNICATIONS, OPERATIONS):
        held[role] = (*_inferred(role, commanders, held[role]), *held[role])
    return tuple(one for role in ROLES for one in held[role]) + _owner(record, start)


def stated_tenures(record: Record, role: str) -> list[Tenure]:
    """List the stated tenures of a role that can be computed with, in order of time."""
    return [one for one in _stated(record, role, _beginning(record)) if not one.runs_backwards]


def last_moment(record: Record) -> Moment | None:
    """Find the last moment a record tells of: of its milestones, or the end of its last timeline entry with a time."""
    told = (entry.until or entry.at for entry in reversed(record.timeline) if entry.at is not None)
    return max((one for one in (*record.facts.times, next(told, None)) if one is not None), default=None)


def _beginning(record: Record) -> Moment | None:
    """Find when somebody began to lead: declared, else the first hour that a role states, else the first sign."""
    times = record.facts.times
    stated = sorted(holding.start for holding in record.facts.roles if holding.start is not None)
    return times.declared or next(iter(stated), None) or times.acknowledged or times.detected or times.started


def _stated(record: Record, role: str, beginning: Moment | None) -> Iterator[Tenure]:
    holdings = _in_order([holding for holding in record.facts.roles if holding.role == role])
    following = [start for start, _ in holdings[1:]]
    for (begins, holding), next_begins in zip(holdings, (*following, None), strict=False):
        start = begins or beginning
        yield Tenure(
            role, holding.who, start, holding.end or _after(start, next_begins) or _end(record, start), holding
        )


def _in_order(holdings: Sequence[Holding]) -> list[tuple[Moment | None, Holding]]:
    """Sort by start; one without a start of its own follows the one written before it."""
    begins: list[tuple[Moment | None, Holding]] = []
    before = None
    for holding in holdings:
        begins.append((holding.start or before, holding))
        before = holding.end
    return sorted(begins, key=lambda one: (one[0] is not None, one[0] and one[0].at))


def _end(record: Record, start: Moment | None) -> Moment | None:
    """Find where a tenure without an end of its own ends; None while the incident goes on."""
    resolved = _after(start, record.facts.times.resolved)
    return resolved or (None if record.facts.status == "open" else _after(start, last_moment(record)))


def _after(start: Moment | None, moment: Moment | None) -> Moment | None:
    """Give a moment, unless it comes before `start`."""
    return None if moment is None or (start is not None and is_before(moment, start)) else moment


def _inferred(role: str, commanders: Sequence[Tenure], stated: Sequence[Tenure]) -> Iterator[Tenure]:
    until = stated[0].start if stated else None
    if stated and until is None:
        return
    for one in commanders:
        if until is not None and (one.start is None or not is_before(one.start, until)):
            return
        ends_first = until is None or (one.end is not None and is_before(one.end, until))
        yield Tenure(role, one.who, one.start, one.end if ends_first else until)


def _owner(record: Record, beginning: Moment | None) -> tuple[Tenure, ...]:
    """Name the resolution owner, who has the incident from when it is mitigated until its cause is gone."""
    who = record.facts.resolution_owner
    if who is None:
        return ()
    start = record.facts.times.mitigated or beginning
    return (Tenure(OWNER, who, start, _end(record, start), Holding(OWNER, who, place="resolution_owner")),)
