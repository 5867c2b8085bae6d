"""Who was there, as far as the record itself says, and who may know what a section asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opslog.naming import HANDLE
from opslog.prose import masked
from opslog.record import Record
from opslog.tenure import COMMANDER, COMMUNICATIONS, OPERATIONS, OWNER, role_words, same_person, tenures

BROADCASTS = frozenset({"@all", "@channel", "@everyone", "@everybody", "@here", "@team"})
"""Handles that call many and name nobody."""
KNOWS = {
    "summary": (COMMANDER,),
    "impact": (COMMUNICATIONS,),
    "what-happened": (OWNER, OPERATIONS),
    "timeline": (COMMANDER, OPERATIONS),
    "mitigation": (OPERATIONS, COMMANDER),
    "resolution": (OWNER,),
    "recovery": (OWNER, OPERATIONS),
    "lessons-learned": (COMMANDER, OWNER),
    "follow-ups": (OWNER,),
}
"""Who holds which piece of the story, by docs/process/postmortem.md: the roles to ask, by section."""


def responders(record: Record) -> tuple[str, ...]:
    """Name everybody who took part: who is listed, who held a role, and whom the timeline names by handle."""
    named = [*record.facts.responders]
    for who in (*_holders(record), *_handles(record)):
        if not any(_may_be_same(who, known) for known in named):
            named.append(who)
    return tuple(named)


def who_may_know(record: Record, section: str) -> tuple[tuple[str, str], ...]:
    """Name whom to ask about a section, each with the role in which they know it."""
    held = tenures(record)
    asked: dict[str, list[str]] = {}
    for role in KNOWS[section]:
        for one in held:
            if one.role == role and role_words(role) not in asked.setdefault(one.who, []):
                asked[one.who].append(role_words(role))
    return tuple((who, " and ".join(roles)) for who, roles in asked.items())


def _holders(record: Record) -> Iterator[str]:
    for holding in record.facts.roles:
        yield holding.who
    if record.facts.resolution_owner:
        yield record.facts.resolution_owner


def _handles(record: Record) -> Iterable[str]:
    for entry in record.timeline:
        for found in HANDLE.finditer(masked(entry.text)):
            handle = found[0].rstrip("-")
            if "/" not in handle and handle.casefold() not in BROADCASTS:
                yield handle


def _may_be_same(who: str, known: str) -> bool:
    """Say whether two may be one: a handle, and a name that has it for one of its words, or the other way round."""
    if same_person(who, known):
        return True
    words, known_words = who.casefold().removeprefix("@").split(), known.casefold().removeprefix("@").split()
    is_mixed = who.startswith("@") != known.startswith("@")
    return is_mixed and (words[0] in known_words or known_words[0] in words)
