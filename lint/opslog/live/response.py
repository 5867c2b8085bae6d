"""Working on it: who is on it, and what was seen, decided, done and said."""

from __future__ import annotations

from opslog.clock import zone_of
from opslog.config import Config
from opslog.live.actor import as_known
from opslog.live.step import Step, entry, nothing, with_responders
from opslog.live.when import read_known, read_when, shown
from opslog.reading import people_of
from opslog.record import Record


def acknowledge(record: Record, config: Config, who: str, at: str | None) -> Step:
    """Say “I am on it”: the first one who does is when it was acknowledged."""
    zone = zone_of(record, config)
    facts = record.facts
    if facts.times.acknowledged is not None:
        told = next((one.text for one in record.timeline if one.kind == "acknowledged"), "Somebody is on it.")
        return nothing(record, f"Acknowledged already, at {shown(facts.times.acknowledged, zone)}: {told}")
    moment = read_when(at, zone)
    who = as_known(who, people_of(facts))
    facts = with_responders(facts._replace(times=facts.times._replace(acknowledged=moment)), who)
    return Step(
        f"{who} is on it since {shown(moment, zone)}.",
        facts,
        (entry(moment, f"{who} is on it.", "acknowledged"),),
        say=(f"{who}: I'm on it.",),
        next=(
            ('opslog log "…"', "what you see and try, as you go"),
            ('opslog mitigate --kind rollback --plan "…"', "before you roll back"),
        ),
    )


def log(
    record: Record, config: Config, text: str, kind: str | None, at: str | None = None, known: str | None = None
) -> Step:
    """Write down what happened, in one entry."""
    zone = zone_of(record, config)
    moment = read_when(at, zone)
    learned = read_known(known, moment, zone) if known else None
    return Step(f"Written down for {shown(moment, zone)}.", record.facts, (entry(moment, text, kind, learned),))
