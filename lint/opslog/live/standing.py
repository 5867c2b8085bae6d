"""Where an incident stands: who holds what, how long it lasts, what is due, what nobody has done yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from opslog.communication import communication_of
from opslog.config import Config
from opslog.live.holders import holder
from opslog.live.next_update import NextUpdate, next_update
from opslog.record import Record
from opslog.tenure import COMMANDER, OWNER, tenures
from opslog.times import Moment
from opslog.vocabulary import ROLES


class Held(NamedTuple):
    """A role, or the resolution, and who has it since when; nobody is None."""

    role: str
    who: str | None
    since: Moment | None


class Missing(NamedTuple):
    """What nobody has done yet, and the command that does it."""

    what: str
    command: str


class Standing(NamedTuple):
    """How an incident stands at a moment."""

    record: Record
    now: datetime
    held: tuple[Held, ...]
    last_word: Moment | None
    next_update: NextUpdate | None
    missing: tuple[Missing, ...]


def standing_of(record: Record, config: Config, now: datetime) -> Standing:
    """Say how an incident stands."""
    told = communication_of(record, config, now)
    last_word = told.words[-1].end if told.words else None
    held = tuple(_held(record))
    missing = tuple(_missing(record, held, told_end=told.end_announced, told=last_word is not None))
    return Standing(record, now, held, last_word, next_update(record, config, now), missing)


def _held(record: Record) -> Iterator[Held]:
    for role in ROLES:
        tenure = holder(record, role)
        yield Held(role, tenure.who if tenure else None, tenure.start if tenure else None)
    owners = [one for one in tenures(record) if one.role == OWNER]
    yield Held(OWNER, owners[0].who if owners else None, None)


def _missing(record: Record, held: tuple[Held, ...], *, told_end: bool | None, told: bool) -> Iterator[Missing]:
    facts = record.facts
    times = facts.times
    nobody = {one.role for one in held if one.who is None}
    if times.acknowledged is None and times.resolved is None:
        yield Missing("nobody has said “I am on it”", "opslog ack")
    if COMMANDER in nobody:
        yield Missing("nobody is incident commander", "opslog handoff ic @handle")
    if not told and "user-facing" in facts.criteria:
        yield Missing("nobody affected was told", "opslog update")
    if times.mitigated is None:
        decided = facts.mitigation and facts.mitigation.decided
        kind = facts.mitigation.kind if facts.mitigation else None
        what = f"{kind or 'a way out'} was decided, and is not known to have helped" if decided else "it still hurts"
        yield Missing(what, 'opslog mitigate "…"' if decided else 'opslog mitigate --kind rollback --plan "…"')
    elif OWNER in nobody:
        yield Missing("nobody is resolution owner", "opslog own @handle")
    if times.mitigated is not None and times.resolved is None:
        yield Missing("the cause is still there", 'opslog resolve "…"')
    if times.resolved is not None:
        if told and told_end is False:
            yield Missing("nobody was told that it is over", "opslog update")
        yield Missing("the postmortem is not begun", "opslog postmortem")
