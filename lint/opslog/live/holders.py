"""Who holds what: roles and the resolution change hands."""

from __future__ import annotations

from opslog.clock import zone_of
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.live.actor import as_known, like_another
from opslog.live.step import Step, entry, nothing, with_responders
from opslog.live.when import read_when, shown
from opslog.reading import people_of
from opslog.record import Facts, Holding, Record
from opslog.suggestion import did_you_mean
from opslog.tenure import COMMANDER, COMMUNICATIONS, OPERATIONS, OWNER, Tenure, role_words, same_person, tenures
from opslog.vocabulary import ROLES

SHORT = {
    "ic": COMMANDER, "commander": COMMANDER, "command": COMMANDER, "incident-command": COMMANDER,
    "comms": COMMUNICATIONS, "communications": COMMUNICATIONS, "comms-lead": COMMUNICATIONS,
    "ops": OPERATIONS, "operations": OPERATIONS, "operations-lead": OPERATIONS,
}  # fmt: skip
"""What people type for a role."""
OWNER_WORDS = frozenset({OWNER, "owner", "resolution"})


def read_role(word: str) -> str:
    """Find the role that a word means. Raises OpslogError."""
    folded = "-".join(word.casefold().replace("_", " ").replace("-", " ").split())
    if folded in OWNER_WORDS:
        raise OpslogError("the resolution owner has a command of its own: `opslog own @handle`")
    role = folded if folded in ROLES else SHORT.get(folded)
    if role is None:
        names = (*ROLES, "ic", "comms", "ops")
        raise OpslogError(f"there is no role `{printable(word)[:40]}`; {did_you_mean(folded, names)}")
    return role


def hand_over(record: Record, config: Config, role: str, who: str, at: str | None, words: str | None) -> Step:
    """Give a role to somebody: the time of whoever holds it ends where the new holder's begins."""
    zone = zone_of(record, config)
    facts = record.facts
    people = people_of(facts)
    who = as_known(who, people)
    moment = read_when(at, zone)
    present = holder(record, role)
    former = present.who if present else None
    if present and same_person(present.who, who):
        since = f" since {shown(present.start, zone)}" if present.start else ""
        return nothing(record, f"{who} is {role_words(role)}{since} already.")
    told = _takes_over(who, role, former)
    facts = facts._replace(roles=_with_holder(facts, Holding(role, who, moment), present))
    task = "incident command" if role == COMMANDER else role_words(role)
    asks = f"{former}: {who}, please take {task}. Broken is: … Tried: … Under way: …"
    return Step(
        f"{who} is {role_words(role)} since {shown(moment, zone)}{f', after {former}' if former else ''}.",
        with_responders(facts, who),
        (entry(moment, f"{told} {words}" if words else told, "handoff"),),
        say=(*((asks,) if former else ()), f"{who}: I am {role_words(role)}."),
        notes=_new_here(who, people, f"opslog handoff {role}"),
    )


def own(record: Record, config: Config, who: str, at: str | None, words: str | None) -> Step:
    """Name the resolution owner: who sees it through until the cause is gone."""
    zone = zone_of(record, config)
    facts = record.facts
    people = people_of(facts)
    who = as_known(who, people)
    moment = read_when(at, zone)
    former = facts.resolution_owner
    if former and same_person(former, who):
        return nothing(record, f"{who} is resolution owner already.")
    told = _takes_over(who, OWNER, former)
    asks = f"{former}: {who}, please take the resolution. State: … The next update is due: …"
    return Step(
        f"{who} is resolution owner since {shown(moment, zone)}{f', after {former}' if former else ''}.",
        with_responders(facts._replace(resolution_owner=who), who),
        (entry(moment, f"{told} {words}" if words else told, "handoff"),),
        say=(*((asks,) if former else ()), f"{who}: I am resolution owner."),
        notes=_new_here(who, people, "opslog own"),
    )


def holder(record: Record, role: str) -> Tenure | None:
    """Find who holds a role now: where nobody is named for it, the incident commander does."""
    held = [one for one in tenures(record) if one.role == role]
    if held and held[-1].stated is None:
        return held[-1] if holder(record, COMMANDER) else None
    return held[-1] if held and held[-1].stated and held[-1].stated.end is None else None


def _with_holder(facts: Facts, new: Holding, present: Tenure | None) -> tuple[Holding, ...]:
    ended = present.stated if present else None
    held = [one._replace(end=new.start) if one is ended else one for one in facts.roles]
    order = list(ROLES)
    return tuple(sorted((*held, new), key=lambda one: order.index(one.role)))


def _takes_over(who: str, role: str, former: str | None) -> str:
    return f"{who} takes over as {role_words(role)}{f' from {former}' if former else ''}."


def _new_here(who: str, people: frozenset[str], command: str) -> tuple[str, ...]:
    near = like_another(who, people)
    return (f"{who} is new in this record. If you meant {near}: `{command} {near}`.",) if near else ()
