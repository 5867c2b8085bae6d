"""The intervals of a role: one holder at a time, all the time, while the incident lasted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import reduce
from itertools import accumulate

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import rule
from opslog.span import Span
from opslog.tenure import COMMANDER, Tenure, last_moment, role_words, stated_tenures, tenures
from opslog.times import Moment, duration_text, is_before, moment_text
from opslog.vocabulary import ROLES

ONE_MOMENT = "Write the moment at which the role moved as `to` of the one and `from` of the other."


@rule("RO102", "role-gap", "warning")
def role_gap(record: Record, config: Config) -> Iterator[Remark]:
    """Nobody held a role for a while: between two holders, or before it was mitigated.

    For the incident commander it also looks at the time between declared and the first holder. Minutes within
    `proof.milestone-minutes` do not count, and dates without a clock time cannot be compared.

    ## Why it matters

    A role that nobody holds is a question that nobody answers. Often somebody did hold it, and only the record lost
    the minutes.

    ## What to write instead

    Until the new holder has said yes, the old one still has the role: let `to` of one and `from` of the next be the
    same moment. Leave out the last `to` while the role is held.

    ## Example

        incident-commander:
          - {who: "@amara", from: 2022-12-25 12:45, to: 2022-12-25 13:30}
          - {who: "@lee", from: 2022-12-25 13:30}
    """
    for role in ROLES:
        held = stated_tenures(record, role)
        if not held:
            continue
        if role == COMMANDER:
            yield from _late_beginning(record, config, held[0])
        for one, latest in zip(held[1:], accumulate(held, _later), strict=False):
            if (gap := _longer(config, latest.end, one.start)) is not None:
                message = (
                    f"nobody is {role_words(role)} for {gap}, from {_end(record, latest)} to {_start(record, one)}"
                )
                yield Remark(record.place(*one.fields("from")), message, ONE_MOMENT)
        yield from _early_end(record, config, reduce(_later, held))


def _later(one: Tenure, other: Tenure) -> Tenure:
    """Choose the tenure that lasts longer; one without an end lasts longest."""
    if one.end is None or other.end is None:
        return one if one.end is None else other
    return other if is_before(one.end, other.end) else one


def _late_beginning(record: Record, config: Config, first: Tenure) -> Iterator[Remark]:
    gap = _longer(config, record.facts.times.declared, first.start)
    if gap is not None:
        message = (
            f"nobody is incident commander for {gap}, from declared at {_source(record, 'times.declared')} to "
            f"{_start(record, first)}"
        )
        yield Remark(record.place(*first.fields("from")), message, "Name whoever declared it: that person had command.")


def _early_end(record: Record, config: Config, last: Tenure) -> Iterator[Remark]:
    times = record.facts.times
    name = "mitigated" if times.mitigated else "resolved"
    harm_ends = times.mitigated or times.resolved
    if harm_ends is None and record.facts.status == "open" and last.end is not None:
        message = f"nobody is {role_words(last.role)} since {_end(record, last)}, and the incident goes on"
        yield Remark(record.place(*last.fields("to")), message, "Add whoever has it now, or leave `to` out.")
    elif (gap := _longer(config, last.end, harm_ends)) is not None:
        message = (
            f"nobody is {role_words(last.role)} for {gap}, from {_end(record, last)} to {name} at "
            f"{_source(record, f'times.{name}')}"
        )
        yield Remark(record.place(*last.fields("to")), message, "Add who had it next, or correct `to`.")


@rule("RO103", "role-overlap", "warning")
def role_overlap(record: Record, config: Config) -> Iterator[Remark]:
    """Two people hold the same role at the same time.

    Minutes within `proof.milestone-minutes` do not count.

    ## Why it matters

    With two incident commanders each one waits for the other, or they decide two things. Where only the record has
    two, it does not say who decided.

    ## What to write instead

    The role moves when its new holder says yes: that moment is `to` of the one and `from` of the other. A second
    person who helped stands under `responders`.

    ## Example

        ops-lead:
          - {who: "@jun", from: 2022-12-25 12:45, to: 2022-12-25 14:00}
          - {who: "@lee", from: 2022-12-25 14:00}
    """
    for role in ROLES:
        held = stated_tenures(record, role)
        for one, latest in zip(held[1:], accumulate(held, _later), strict=False):
            overlap = _overlap(config, latest, one)
            if overlap is not None:
                message = f"{latest.who} and {one.who} are both {role_words(role)}{overlap}"
                yield Remark(record.place(*one.fields("from")), message + _told_times(record, latest, one), ONE_MOMENT)


def _told_times(record: Record, latest: Tenure, one: Tenure) -> str:
    if not (latest.stated and latest.stated.end) and not (one.stated and one.stated.start):
        lines = (record.place(*latest.fields("to")).line, record.place(*one.fields("from")).line)
        return f", and lines {lines[0]} and {lines[1]} do not say when the role moved"
    return f": the first until {_end(record, latest)}, the second from {_start(record, one)}"


def _overlap(config: Config, latest: Tenure, one: Tenure) -> str | None:
    """Say for how long two tenures overlap (nothing where only days are known); None where they do not."""
    if latest.end is None or one.start is None:
        return None
    if latest.end.whole_day or one.start.whole_day:
        return "" if is_before(one.start, latest.end) else None
    ends = one.end if one.end and not one.end.whole_day and is_before(one.end, latest.end) else latest.end
    longer = _longer(config, one.start, ends)
    return None if longer is None else f" for {longer}"


@rule("RO108", "role-runs-backwards", "error")
def role_runs_backwards(record: Record, config: Config) -> Iterator[Remark]:
    """Somebody's time in a role ends before it starts.

    ## Why it matters

    Nothing can be said of such an interval, so the other rules and the drawing leave it out.

    ## What to write instead

    Look at the dates first: behind midnight the day is another one.

    ## Example

        - {who: "@amara", from: 2022-12-25 23:10, to: 2022-12-26 00:30}
    """
    for one in tenures(record):
        if one.runs_backwards and one.stated is not None:
            times = f"from {_start(record, one)} to {_end(record, one)}"
            message = f"{one.who} is {role_words(one.role)} {times}, which is earlier"
            yield Remark(record.place(*one.fields("to")), message, "Check date and zone of both.")


@rule("RO109", "role-outside-incident", "info")
def role_outside_incident(record: Record, config: Config) -> Iterator[Remark]:
    """Somebody takes a role long before the incident started, or long after it was over.

    An incident is over when it is resolved, or with the last entry of its timeline where that is later. An hour
    (`proof.outside-minutes`) to either side is fine.

    ## Why it matters

    Most often a date slipped.

    ## What to write instead

    The moment at which the person took the role.

    ## Example

        incident-commander:
          - {who: "@amara", from: 2022-12-25 12:45}
    """
    slack = timedelta(minutes=config.proof.outside_minutes)
    started = record.facts.times.started
    over = last_moment(record) if record.facts.times.resolved else None
    for one in tenures(record):
        begins = one.stated.start if one.stated else None
        early = started.minus(begins) if started and begins else None
        late = begins.minus(over) if over and begins else None
        if early is not None and early > slack:
            message = f"{duration_text(early)} before the incident started at {_source(record, 'times.started')}"
        elif late is not None and late > slack:
            message = f"{duration_text(late)} after the incident was over"
        else:
            continue
        message = f"{one.who} becomes {role_words(one.role)} at {_start(record, one)}, {message}"
        yield Remark(record.place(*one.fields("from")), message, "Check the date and the zone.")


def _longer(config: Config, earlier: Moment | None, later: Moment | None) -> str | None:
    """Say how long it is from one moment to another, where that is longer than the tolerance."""
    span = later.minus(earlier) if earlier and later else None
    tolerance = timedelta(minutes=config.proof.milestone_minutes)
    return duration_text(span) if span is not None and span > tolerance else None


def _start(record: Record, tenure: Tenure) -> str:
    return _told(tenure.start, record.place(*tenure.fields("from")))


def _end(record: Record, tenure: Tenure) -> str:
    return _told(tenure.end, record.place(*tenure.fields("to")))


def _source(record: Record, field: str) -> str:
    name = field.removeprefix("times.")
    return _told(getattr(record.facts.times, name), record.place(field))


def _told(moment: Moment | None, place: Span) -> str:
    return f"{moment_text(moment)} (line {place.line})" if moment else f"line {place.line}"
