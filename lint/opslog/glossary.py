"""The words of the field that a reader may not know, each with its meaning in a line: one source for pages."""

from __future__ import annotations

from collections.abc import Mapping

from opslog.metrics import METRICS
from opslog.phases import PHASES
from opslog.vocabulary import ENTRY_KINDS, FOLLOW_UP_KINDS, KINDS, MITIGATIONS, ROLES

RESPONSE = {name.replace("-", " "): meaning for name, meaning in ROLES.items()} | {
    "resolution owner": "sees to it that the cause is dealt with once the harm has stopped",
    "responder": "somebody who worked on the incident, in a role or without one",
}
AFTERWARDS = {
    "postmortem": "what is written after an incident: what happened, what made it possible, what follows from it",
    "blameless": "told of what people saw and could do at that moment, and not of who is at fault",
    "contributing factor": "something without which it would not have happened, or not so badly; there are several",
    "knowledge lag": "the time between something being true and anybody knowing it",
    "follow-up": "work that an incident leaves behind, with an owner and a date",
    "closing gate": "what is asked of an incident before it is done with",
    "retrospective": "a meeting about an incident, held after it",
    "temporary licence": "lets a customer go on working while the cause is looked for; it ends on a date",
}
MILESTONES = {
    "started": "when it began to do harm or could have, whether or not anybody knew",
    **{name: ENTRY_KINDS[name] for name in ("detected", "acknowledged", "declared", "mitigated", "resolved")},
}
GLOSSARY: Mapping[str, Mapping[str, str]] = {
    "Kinds": {name.replace("-", " "): meaning for name, meaning in KINDS.items()},
    "Roles": RESPONSE,
    "Milestones": MILESTONES,
    "Durations": {metric.name: metric.doc for metric in METRICS},
    "Phases": {phase.name: phase.doc for phase in PHASES if phase.name not in MILESTONES},
    "Mitigations": {name: meaning for name, meaning in MITIGATIONS.items() if name != "other"},
    "Follow-ups": {f"follow-up to {name}": meaning for name, meaning in FOLLOW_UP_KINDS.items()},
    "Afterwards": AFTERWARDS,
}
MEANINGS: Mapping[str, str] = {term: meaning for terms in GLOSSARY.values() for term, meaning in terms.items()}
"""All terms; none stands in two groups."""
