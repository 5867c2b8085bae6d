"""Making it stop: what is about to be done against the harm, that the harm stopped, that the cause is gone."""

from __future__ import annotations

from typing import NamedTuple

from opslog.changes import causing_change
from opslog.clock import zone_of
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.live.step import Step, entry, nothing
from opslog.live.when import read_when, shown
from opslog.live.wording import as_sentence, one_line
from opslog.reasons import is_reason
from opslog.record import Facts, MitigationFacts, Record
from opslog.rules.mitigation import WENT_BACK
from opslog.suggestion import did_you_mean
from opslog.times import Moment
from opslog.vocabulary import MITIGATIONS


class Means(NamedTuple):
    """By what the harm is made to stop, as far as somebody said so: its kind, when it was decided, why no rollback."""

    kind: str | None = None
    decided: str | None = None
    instead_of_rollback: str | None = None


def plan(record: Record, config: Config, means: Means, at: str | None, words: str) -> Step:
    """Say what is about to be done, before it is done."""
    zone = zone_of(record, config)
    moment = read_when(at, zone)
    facts = record.facts
    if facts.times.mitigated is None:  # what helped stays what is told of it; a later decision is an entry
        facts = facts._replace(mitigation=_mitigation(record, config, means, moment))
    return Step(
        f"Decided at {shown(moment, zone)}. Now say it, wait for a yes, and do it.",
        facts,
        (entry(moment, words, "decision"),),
        say=(f"I am about to do this: {as_sentence(one_line(words))} Objections?",),
        next=(
            ('opslog log --action "…"', "what you did, and what you see"),
            ('opslog mitigate "…"', "when users are no longer harmed"),
        ),
    )


def mitigate(record: Record, config: Config, means: Means, at: str | None, words: str | None) -> Step:
    """Say that users are no longer harmed."""
    zone = zone_of(record, config)
    facts = record.facts
    if facts.times.mitigated is not None:
        return nothing(
            record,
            f"Mitigated already, at {shown(facts.times.mitigated, zone)}.",
            "If the harm came back: `opslog log` tells that, and `times.mitigated` is corrected by hand to when it "
            "stopped for good.",
        )
    moment = read_when(at, zone)
    decided = read_when(means.decided, zone, "--decided") if means.decided else None
    mitigation = _mitigation(record, config, means, decided)
    facts = facts._replace(times=facts.times._replace(mitigated=moment), mitigation=mitigation)
    told = words or "Users are no longer harmed."
    return Step(
        f"Mitigated at {shown(moment, zone)} by {mitigation.kind}.",
        facts,
        (entry(moment, told, "mitigated"),),
        say=(f"Mitigated since {moment.local:%H:%M} {moment.local:%Z}: {one_line(told)}",),
        next=(
            *(() if facts.resolution_owner else (("opslog own @handle", "who finds and removes the cause"),)),
            ("opslog update", "tell those affected"),
            ('opslog resolve "…"', "when the cause is gone"),
        ),
    )


def resolve(record: Record, config: Config, at: str | None, words: str | None) -> Step:
    """Say that the cause is gone."""
    zone = zone_of(record, config)
    facts = record.facts
    if facts.times.resolved is not None:
        return nothing(record, f"Resolved already, at {shown(facts.times.resolved, zone)}.")
    moment = read_when(at, zone)
    told = words or "The cause is gone, and nobody has to watch any more."
    notes = []
    if facts.times.mitigated is None:
        notes.append("When did the harm stop? `opslog mitigate --at TIME --kind KIND` adds it.")
    if facts.resolution_owner is None:
        notes.append("Who saw it through? `opslog own @handle` names the resolution owner.")
    return Step(
        f"Resolved at {shown(moment, zone)}.",
        facts._replace(times=facts.times._replace(resolved=moment)),
        (entry(moment, told, "resolved"),),
        say=(f"Resolved at {moment.local:%H:%M} {moment.local:%Z}: {one_line(told)}",),
        notes=tuple(notes),
        next=(
            ("opslog update", "tell everybody who heard of it, in the same places, whether data was lost"),
            ('opslog log "…"', "what recovery takes: queues drained, blocks lifted, alerts on again"),
            ("opslog postmortem", "while everybody still remembers"),
        ),
    )


def kind_missing(record: Record, means: Means) -> bool:
    """Say whether nobody said yet by what the harm is made to stop."""
    told = record.facts.mitigation
    return means.kind is None and (told is None or told.kind is None)


def reason_missing(record: Record, config: Config, means: Means) -> bool:
    """Say whether a change caused it, nothing is rolled back, and no reason for that is given."""
    mitigation = _told(record.facts, means, None)
    given = mitigation.instead_of_rollback
    return (
        mitigation.kind not in WENT_BACK
        and not (given and is_reason(given))
        and causing_change(record, config) is not None
    )


def _mitigation(record: Record, config: Config, means: Means, decided: Moment | None) -> MitigationFacts:
    """Put together what is known of the mitigation. Raises OpslogError where something has to be said first."""
    kinds = "".join(f"\n  --kind {kind:<12} {meaning}" for kind, meaning in MITIGATIONS.items())
    if kind_missing(record, means):
        raise OpslogError(f"--kind: by what? One of{kinds}")
    if means.kind is not None and means.kind not in MITIGATIONS:
        raise OpslogError(f"--kind: there is no `{means.kind[:40]}`; {did_you_mean(means.kind, MITIGATIONS)}")
    mitigation = _told(record.facts, means, decided)
    if mitigation.kind == "rollback" and means.instead_of_rollback:
        raise OpslogError("--instead-of-rollback explains why nothing was rolled back, and --kind says rollback")
    if reason_missing(record, config, means):
        raise OpslogError(
            "a change caused it (the record says so): roll it back, or add "
            '--instead-of-rollback "what a rollback would break or could not reach"'
        )
    return mitigation


def _told(facts: Facts, means: Means, decided: Moment | None) -> MitigationFacts:
    """Add what is said now to what was said before; a kind that is another one starts anew."""
    before = facts.mitigation or MitigationFacts()
    if means.kind is not None and before.kind not in {None, means.kind}:
        before = MitigationFacts()
    reason = one_line(means.instead_of_rollback or "") or before.instead_of_rollback
    return MitigationFacts(means.kind or before.kind, decided or before.decided, reason)
