"""Milestones that entries of a timeline state in so many words: "the outage begins", "we declared the incident"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opslog.record import Entry, Record, Times
from opslog.times import Moment

_WHAT = r"(?:incident|outage|problem|disruption|downtime|degradation)"
_IS = r"(?:(?:is|was|has been|officially|formally|declared)[ ]){0,3}"
_WAS = r"(?:(?:is|was|has been|officially|formally)[ ]){0,3}"
_NOT_OVER = r"(?! (?:mitigated|resolved|over|closed|ended))"
STATED = {
    "started": re.compile(rf"\b{_WHAT}[ ]{_IS}(?:begins|began|begun|starts|started)\b", re.IGNORECASE),
    "declared": re.compile(
        rf"\b{_WHAT}[ ]{_WAS}declared\b{_NOT_OVER}"
        rf"|\bdeclared?[ ](?:an|the|this|it[ ]an)[ ](?:incident|outage)\b{_NOT_OVER}",
        re.IGNORECASE,
    ),
    "mitigated": re.compile(rf"\b{_WHAT}[ ]{_IS}mitigated\b", re.IGNORECASE),
    "resolved": re.compile(rf"\b{_WHAT}[ ]{_IS}(?:ends|ended|resolved)\b", re.IGNORECASE),
}
"""An entry states a milestone where it says this of the incident itself; of a cause or a fix is not enough."""
ELSEWHEN = re.compile(
    r"\b(?:before|after|since|until|till|if|when|whether|once|not|no|while|as|may|might|could|will|would|should|next|"
    r"previous|earlier|another|unrelated|that|which|think|thought|believed?|assumed?|looked)\b[^.;!?]{0,60}\Z",
    re.IGNORECASE,
)
FIRST_WORDS = 400


class Told(NamedTuple):
    """A milestone, when, the words that state it, and the line of the record they stand on."""

    name: str
    at: Moment
    words: str
    line: int


def told_milestones(record: Record) -> Iterator[Told]:
    """Give the milestones that exactly one entry states, and that the facts lack."""
    for name, pattern in STATED.items():
        if getattr(record.facts.times, name) is not None:
            continue
        found = [(entry, words) for entry in record.timeline if (words := _words(pattern, entry))]
        if len(found) == 1:
            entry, words = found[0]
            moment = entry.until if name == "resolved" and entry.until else entry.at
            if moment is not None:
                yield Told(name, moment, words, entry.first_line)


def with_told(times: Times, told: list[Told]) -> Times:
    """Add milestones that were told."""
    return times._replace(**{one.name: one.at for one in told})


def _words(pattern: re.Pattern[str], entry: Entry) -> str:
    if entry.at is None or entry.at.whole_day or entry.approximate:
        return ""
    text = entry.text[:FIRST_WORDS].replace("*", "")
    found = pattern.search(text)
    return found[0] if found and not ELSEWHEN.search(text[: found.start()]) else ""
