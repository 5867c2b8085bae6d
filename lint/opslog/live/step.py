"""One step of a response: what it changes in a record, and what those who took it are told."""

from __future__ import annotations

from typing import NamedTuple

from opslog.editing import NewEntry
from opslog.live.wording import learned, one_entry
from opslog.record import Facts, Record
from opslog.tenure import same_person
from opslog.times import Moment


class Step(NamedTuple):
    """What was done in one line, the facts as they are now, and the entries that tell it.

    `say` is for the incident channel, ready to paste; `notes` are what whoever typed it should know; `next` are the
    commands that may come next, each with what it is for.
    """

    done: str
    facts: Facts
    entries: tuple[NewEntry, ...] = ()
    say: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    next: tuple[tuple[str, str], ...] = ()


def nothing(record: Record, done: str, *notes: str) -> Step:
    """Change nothing, and say what was done already."""
    return Step(f"{done} Nothing was changed.", record.facts, notes=notes)


def entry(at: Moment, text: str, kind: str | None = None, known: tuple[Moment, str] | None = None) -> NewEntry:
    """Make an entry of what somebody typed."""
    return NewEntry(at.at, one_entry(text, kind), kind, (known[0].at, learned(known[1])) if known else None)


def with_responders(facts: Facts, *people: str) -> Facts:
    """Add people to the responders; where none are listed yet, those who hold a role as well."""
    holders = () if facts.responders else tuple(holding.who for holding in facts.roles)
    listed = list(facts.responders)
    for who in (*holders, *people):
        if not any(same_person(who, other) for other in listed):
            listed.append(who)
    return facts._replace(responders=tuple(listed))
