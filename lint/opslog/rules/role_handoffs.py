"""Hand-offs: do the roles show what the timeline tells, and does the timeline tell what the roles show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from opslog.config import Config
from opslog.finding import Remark
from opslog.naming import named_in
from opslog.proof.events import entry_place
from opslog.prose import masked
from opslog.reading import people_of
from opslog.record import Entry, Record
from opslog.rule import rule
from opslog.tenure import COMMANDER, COMMUNICATIONS, OPERATIONS, OWNER, Tenure, role_words, same_person, stated_tenures
from opslog.times import Moment, is_before, moment_text
from opslog.vocabulary import ROLES

NAMES = {
    COMMANDER: re.compile(
        r"\bincident command|\bcommander\b"
        r"|\b(?:in|over|has|hands?|handed|takes?|took|passe[sd]|assumes?|keeps?) command\b"
        r"|\bcommand(?= ?(?:[:→]|-> |goes |moves |passes ))|(?-i:\bIC\b)",
        re.IGNORECASE,
    ),
    COMMUNICATIONS: re.compile(r"\bcomms\b|\bcommunications\b|\bcommunication lead", re.IGNORECASE),
    OPERATIONS: re.compile(
        r"\b(?:ops|operations)[ -]lead|\b(?:leads?|takes?|took|over|has|holds?) (?:ops|operations)\b", re.IGNORECASE
    ),
    OWNER: re.compile(r"\bresolution[ -]owner", re.IGNORECASE),
}
"""How the words of an entry call a role."""
NOT_YET = re.compile(r"\b(?:asks?|asked|offers?|offered|will|plans?|planned)\b", re.IGNORECASE)
"""Until the new holder has said yes, the old one has the role."""
TWO = 2


@rule("RO104", "hand-off-not-in-roles", "warning")
def hand_off_not_in_roles(record: Record, config: Config) -> Iterator[Remark]:
    """The timeline tells of a hand-off that the roles do not show, or show at another time.

    It reads entries marked `[handoff]` that name a role, or two people one of whom holds one. The times may differ by
    `proof.milestone-minutes`, and by twice that behind "about" or "~".

    ## Why it matters

    One of the two is wrong, and who decided what at that time depends on it.

    ## What to write instead

    The same moment in both: as `to` of the one and `from` of the other, and in the entry.

    ## Example

        incident-commander:
          - {who: "@amara", from: 2022-12-25 12:45, to: 2022-12-25 13:30}
          - {who: "@lee", from: 2022-12-25 13:30}

        - 13:30 — [handoff] @lee takes over as incident commander from @amara.
    """
    if not record.facts.roles:
        return
    held = {role: stated_tenures(record, role) for role in ROLES}
    everyone = [one for role in ROLES for one in held[role]]
    for told in _hand_offs(record, config):
        shown = [role for role in told.roles if any(_shows(told, one) for one in held[role])]
        for role in told.roles:
            if role not in shown and not (shown and any(_goes_on(told, one) for one in held[role])):
                yield Remark(
                    entry_place(told.entry), _moves(role, told) + _instead(record, told, role, held[role]), _ADVICE
                )
        unnamed = not told.roles and not told.names_owner and len(told.people) >= TWO
        if unnamed and any(_goes_on(told, one) for one in everyone) and not any(_shows(told, one) for one in everyone):
            message = f"the timeline hands a role over at {told.entry.written}, and the roles show no change then"
            yield Remark(entry_place(told.entry), f"{message} (line {record.place('roles').line})", _ADVICE)


_ADVICE = "Write the same moment in both: as `to` of the one, `from` of the next, and in the entry."


class Told(NamedTuple):
    """A hand-off as the timeline tells it: which roles and people its entry names, and when that was at the widest."""

    entry: Entry
    at: Moment
    roles: tuple[str, ...]
    people: frozenset[str]
    names_owner: bool
    first: datetime
    last: datetime


def _hand_offs(record: Record, config: Config) -> Iterator[Told]:
    people = people_of(record.facts)
    for entry in record.timeline:
        if entry.kind != "handoff" or entry.at is None or entry.at.whole_day:
            continue
        text = masked(entry.text)
        if NOT_YET.search(text):
            continue
        roles = tuple(role for role in ROLES if NAMES[role].search(text))
        first, last = _around(entry, entry.at, config)
        yield Told(entry, entry.at, roles, named_in(text, people), NAMES[OWNER].search(text) is not None, first, last)


def _around(entry: Entry, at: Moment, config: Config) -> tuple[datetime, datetime]:
    """Say when an entry may have been, with the tolerance."""
    slack = timedelta(minutes=config.proof.milestone_minutes * (2 if entry.approximate else 1))
    return at.at - slack, (entry.until or at).at + slack


def _shows(told: Told, tenure: Tenure) -> bool:
    """Whether the start of a tenure is the hand-off; a bare date on that day may be."""
    start = tenure.start
    if start is None or (told.people and tenure.who.casefold() not in told.people):
        return False
    if start.whole_day:
        return not (is_before(start, told.at) or is_before(told.at, start))
    return told.first <= start.at <= told.last


def _goes_on(told: Told, tenure: Tenure) -> bool:
    """Whether somebody whom the entry names has the role before and after it."""
    if tenure.who.casefold() not in told.people or tenure.start is None or is_before(told.at, tenure.start):
        return False
    return tenure.end is None or not is_before(tenure.end, told.at)


def _moves(role: str, told: Told) -> str:
    return f"the timeline hands the role of {role_words(role)} over at {told.entry.written}, and the roles "


def _instead(record: Record, told: Told, role: str, held: Sequence[Tenure]) -> str:
    """Say what the roles say instead, and where."""
    if not held:
        return f"name nobody as {role_words(role)} (line {record.place('roles').line})"
    takers = [
        one for one in held if one.who.casefold() in told.people and one.start and one.stated and one.stated.start
    ]
    near = min(takers, key=lambda one: abs(one.start.at - told.at.at) if one.start else timedelta.max, default=held[0])
    line = record.place(*near.fields("from")).line
    if takers and near.start:
        return f"say that {near.who} has it from {moment_text(near.start)} (line {line})"
    return f"name {near.who} throughout (line {line})" if len(held) == 1 else f"show no change then (line {line})"


@rule("RO105", "hand-off-not-in-timeline", "info")
def hand_off_not_in_timeline(record: Record, config: Config) -> Iterator[Remark]:
    """A role changes hands, and no entry of the timeline tells it.

    Any entry at that time that names the new holder will do. The times may differ by `proof.milestone-minutes`, and by
    twice that behind "about" or "~". A timeline without clock times is left alone.

    ## Why it matters

    Readers follow the timeline. What was known and what was open when a role changed hands explains a good deal of
    what came next.

    ## What to write instead

    A `[handoff]` entry: who takes over from whom, and in what state.

    ## Example

        - 13:30 — [handoff] @lee takes over as incident commander from @amara. Open: why does the digest differ?
    """
    if all(entry.at is None or entry.at.whole_day for entry in record.timeline):
        return
    told = list(_hand_offs(record, config))
    for role in ROLES:
        for before, one in pairwise(stated_tenures(record, role)):
            start = one.stated.start if one.stated else None
            if start is None or start.whole_day or same_person(before.who, one.who):
                continue
            # A hand-off that is told, at another time, is RO104's.
            if any(_names(each, role, one.who) for each in told) or _is_told(record, config, start, one.who):
                continue
            message = (
                f"{one.who} takes over as {role_words(role)} at {moment_text(start)}, and the timeline does not say so"
            )
            entry = f"- {start.local:%H:%M} — [handoff] {one.who} takes over as {role_words(role)} from {before.who}."
            yield Remark(record.place(*one.fields("from")), message, f"Add `{entry}`")


def _names(told: Told, role: str, who: str) -> bool:
    return who.casefold() in told.people and (role in told.roles or not told.roles)


def _is_told(record: Record, config: Config, start: Moment, who: str) -> bool:
    for entry in record.timeline:
        if entry.at is not None and not entry.at.whole_day:
            first, last = _around(entry, entry.at, config)
            if first <= start.at <= last and who.casefold() in named_in(entry.text, (who,)):
                return True
    return False


@rule("RO110", "resolution-owner-differs", "warning")
def resolution_owner_differs(record: Record, config: Config) -> Iterator[Remark]:
    """The timeline hands the resolution to somebody, and `resolution_owner` names another person.

    It reads the last entry marked `[handoff]` that speaks of the resolution owner and names somebody.

    ## Why it matters

    `resolution_owner` is who has it now. A name that is not changed with the hand-off sends questions to somebody who
    has gone home.

    ## What to write instead

    The new owner's name.

    ## Example

        resolution_owner: "@lee"

        - 17:00 — [handoff] @lee takes over as resolution owner from @jun.
    """
    owner = record.facts.resolution_owner
    told = [one for one in _hand_offs(record, config) if one.names_owner and one.people]
    if owner is None or not told or owner.casefold() in told[-1].people:
        return
    message = (
        f"the timeline hands the resolution over (line {told[-1].entry.first_line}), and does not name {owner}, who is "
        "the resolution owner here"
    )
    yield Remark(record.place("resolution_owner"), message, "Name whoever took it over last.")
