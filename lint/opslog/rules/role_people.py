"""The people in the roles: is there an incident commander, is it too much for one, is everybody a responder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from opslog.config import Config
from opslog.finding import Remark
from opslog.naming import named_in
from opslog.record import Record
from opslog.rule import rule
from opslog.suggestion import nearest
from opslog.tenure import COMMANDER, OPERATIONS, Tenure, last_moment, same_person, tenures
from opslog.times import Moment, duration_text

SEVERAL = 2
"""So many responders need somebody who coordinates them."""
LONG = timedelta(hours=1)
"""So long one person may command and work, after others joined."""


@rule("RO101", "no-incident-commander", "warning")
def no_incident_commander(record: Record, config: Config) -> Iterator[Remark]:
    """The record does not say who was incident commander.

    It speaks of incidents that somebody declared or acknowledged, or on which at least two people worked. While the
    record is open it only reminds. Where the postmortem is waived it keeps silent.

    ## Why it matters

    Whoever declares is incident commander until somebody else takes over. If nobody can be named, either nobody
    coordinated, and that is worth a line under Lessons learned, or the record has forgotten who it was.

    ## What to write instead

    The name of whoever declared. If command changed hands, the intervals.

    ## Example

        roles:
          incident-commander: "@amara"
    """
    facts = record.facts
    if facts.kind != "incident" or facts.status == "waived" or any(held.role == COMMANDER for held in facts.roles):
        return
    called = facts.times.declared or facts.times.acknowledged
    if called is None and len(facts.responders) < SEVERAL:
        return
    place = record.place("roles", "times.declared", "times.acknowledged", "responders")
    advice = 'Write `incident-commander: "@handle"` under `roles:`: whoever declared it, unless somebody took over.'
    message = "the record does not say who was incident commander"
    yield Remark(place, message, advice, level="info" if facts.status == "open" else None)


@rule("RO106", "commander-is-ops-lead", "info")
def commander_is_ops_lead(record: Record, config: Config) -> Iterator[Remark]:
    """The incident commander was ops lead as well, for more than an hour after other responders had joined.

    It is advice, and only for incidents above the least of the configured severities. Others have joined when another
    person takes a role or is named in the timeline. Before the first stated ops lead, the incident commander was it.

    ## Why it matters

    Whoever types commands does not see the whole picture, and people wait for an answer. With others there, one of the
    two roles can be given away.

    ## What to write instead

    If somebody else changed the system, name them as ops lead. If not, say under Lessons learned what kept both with
    one person.

    ## Example

        roles:
          incident-commander: "@amara"
          ops-lead:
            - {who: "@amara", from: 2022-12-25 12:45, to: 2022-12-25 13:00}
            - {who: "@jun", from: 2022-12-25 13:00}
    """
    severities = list(config.severities)
    if record.facts.severity not in severities[:-1] or record.facts.kind != "incident":
        return
    if not any(held.role == OPERATIONS for held in record.facts.roles):
        return
    times = record.facts.times
    over = times.mitigated or times.resolved or last_moment(record)
    held = [one for one in tenures(record) if not one.runs_backwards]
    for commander in (one for one in held if one.role == COMMANDER):
        for ops in (one for one in held if one.role == OPERATIONS and same_person(one.who, commander.who)):
            shared = _shared((commander.start, ops.start), (commander.end, ops.end, over))
            if shared is None or shared[1] - shared[0] <= LONG:
                continue
            joined = _joined(record, held, ops.who)
            lasts = shared[1] - max(shared[0], joined) if joined else timedelta(0)
            if lasts > LONG:
                yield Remark(record.place("roles.ops-lead", "roles.incident-commander"), *_advice(ops, lasts))
                return


def _shared(starts: tuple[Moment | None, ...], ends: tuple[Moment | None, ...]) -> tuple[datetime, datetime] | None:
    """Find from when to when all of them last; None where a start is unknown, or only a day is known."""
    known = [end for end in ends if end is not None]
    begun = [start for start in starts if start is not None]
    if not known or len(begun) < len(starts) or any(one.whole_day for one in (*begun, *known)):
        return None
    return max(one.at for one in begun), min(one.at for one in known)


def _joined(record: Record, held: list[Tenure], who: str) -> datetime | None:
    """Find when anybody else was there for the first time: in a role, or named in the timeline."""
    others = {one.who for one in held if one.stated} | set(record.facts.responders)
    others = {other for other in others if not same_person(other, who)}
    took = [one.start.at for one in held if one.who in others and one.start and not one.start.whole_day]
    named = (
        entry.at.at
        for entry in record.timeline
        if entry.at and not entry.at.whole_day and named_in(entry.text, others) - {who.casefold()}
    )
    return min((*took, *islice(named, 1)), default=None)


def _advice(ops: Tenure, lasts: timedelta) -> tuple[str, str]:
    how = "ops lead as well," if ops.stated else "ops lead as well, as nobody else is stated to be it,"
    return (
        f"{ops.who} was incident commander and {how} for {duration_text(lasts)} after others had joined",
        "Name whoever led operations, or say under Lessons learned why it stayed with one.",
    )


@rule("RO107", "holder-not-responder", "info")
def holder_not_responder(record: Record, config: Config) -> Iterator[Remark]:
    """Somebody holds a role and is not among the responders.

    It keeps silent where no responders are listed, and where some are named by handle and others by name: then nobody
    can tell who is who.

    ## Why it matters

    Often it is one person, spelt in two ways.

    ## What to write instead

    The same name in both places.

    ## Example

        roles:
          incident-commander: "@amara"
        responders: ["@amara", "@jun"]
    """
    responders = record.facts.responders
    holders = {one.who: one.stated.place for one in reversed(tenures(record)) if one.stated}
    if not responders or len({who.startswith("@") for who in (*responders, *holders)}) > 1:
        return
    known = {who.casefold() for who in responders}
    for who, place in holders.items():
        if who.casefold() not in known:
            near = nearest(who, responders)
            advice = f"Did you mean {near}? If not, add {who} there." if near else f"Add {who} there."
            message = f"the responders (line {record.place('responders').line}) do not list {who}, who holds a role"
            yield Remark(record.place(f"{place}.who", place), message, advice)
