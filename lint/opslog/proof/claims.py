"""Which durations of a record are statements of how long its incident lasted, or took to be noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from opslog.blame.quotes import is_said
from opslog.markdown import CODE, TEXT, Line
from opslog.proof.durations import Duration, find_durations, may_hold_duration
from opslog.prose import Passage, cut, prose_of, words_beside
from opslog.record import Record
from opslog.span import Span

DETECT, ACKNOWLEDGE, WHOLE, PART = "time to detect", "time to acknowledge", "length", "part"
"""What a duration measures: `PART` is a stretch of the incident that no milestone names."""

HARM = r"outages?|downtime|incident|disruption|interruption|unavailability|degradation"
_DOWN = r"down|unavailable|unusable|offline|unreachable|inaccessible|out of service"
_MEND = r"recover|resolve|restore|mitigate|repair|fix|heal"
_SEE = r"noti[cs]\w*|reali[sz]\w*|detect\w*|discover\w*|spot\w*|find out|found out|knew|see it|saw it"

BEFORE_WHOLE = re.compile(
    rf"(?:(?:{HARM}|effects?|impact)\s(?:[\w']+\s){{0,4}}(?:lasted|lasting|lasts|of|was)"
    rf"|\b(?:{_DOWN}))(?:\s+for)?(?:\s+a\s+total\s+of)?\s*\(?\Z"
    rf"|\b(?:recovered|restored|resolved|mitigated|repaired|fixed|healed|recover)(?:\s\w+){{0,2}}\s(?:in|within|after)\s\Z"
    rf"|\brecovery\s(?:\w+\s)?took\s\Z",
    re.IGNORECASE,
)
AFTER_WHOLE = re.compile(
    rf"[ -](?:long[ ])?(?:of[ ])?(?:(?:total|complete|full|service|user-facing)[ ]){{0,2}}(?:{HARM})\b"
    rf"|\s+(?:to|until|before)\s(?:\w+\s){{0,5}}(?:{_MEND})\w*|\s+(?:to|until)\s(?:\w+\s){{0,4}}normal\b",
    re.IGNORECASE,
)
BEFORE_DETECT = re.compile(r"\b(?:unnoticed|undetected|unseen|unreported)(?:\s+for)?\s*\(?\Z", re.IGNORECASE)
AFTER_DETECT = re.compile(
    rf"\)?\s+(?:to|until|till|before)\s(?:[\w']+\s){{0,4}}(?:{_SEE})\b|\s+went\s(?:un\w+)", re.IGNORECASE
)
BEFORE_PART = re.compile(
    r"\b(?:did not|didn't|could not|couldn't|was not|were not|wasn't|weren't|unable to)\s"
    r"(?:[^\s.;]{1,30}\s){1,9}for\s\Z"
    r"|\bwithout\s(?:\w+\s){1,2}for\s\Z",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|last time|earlier (?:incident|outage|occurrence)|usual(?:ly)?|typical(?:ly)?|normally|would"
    r"|will|should|could have|may|might|expect(?:ed|s)?|plan(?:ned|s)?|schedul\w+|every|each|per|limit|timeout"
    r"|retention|window|SLAs?|SLOs?|target|goal|older than|average|outages of|if|unless)\b",
    re.IGNORECASE,
)
"""Signs that a duration is not one of this incident."""

LABEL = re.compile(
    r"(?:[-*+]\s+|\|\s*)?(?:\*\*|__)?(?P<label>(?:total )?(?:time (?:to|of) [a-z]{4,20}|TT[DRMA]|duration|downtime"
    r"|outage(?: duration| length)?|length|incident duration))(?:\*\*|__)?\s{0,9}[:|]\s{0,9}(?:\*\*)?\s{0,9}",
    re.IGNORECASE,
)
LABELLED = (
    (DETECT, re.compile(r"to (?:detect|notic|discover)|TTD", re.IGNORECASE)),
    (ACKNOWLEDGE, re.compile(r"to (?:ack|respon)|TTA", re.IGNORECASE)),
)
AROUND = 100
"""So many characters before and behind a duration say what it measures."""
MOST = 40
"""Claims looked at; no record makes so many."""
NOT_TOLD = frozenset({"follow-ups"})
"""Sections that tell of what is to be, not of what was."""


class Claim(NamedTuple):
    """A duration that a record states of its incident: of what (`of`), in which words, and where.

    `figure` marks one in a list of figures ("Time to recovery: 279 minutes"), `label` is then what it is called.
    """

    of: str
    duration: Duration
    words: str
    span: Span
    figure: bool = False
    label: str = ""
    in_title: bool = False

    def range(self, exact: float) -> tuple[float, float]:
        """Say what it may mean, in minutes; a figure counts in its last unit."""
        grain = 1.0 if self.figure and self.duration.grain < 60 else self.duration.grain
        return self.duration._replace(grain=grain).range(exact)


def claims_of(record: Record) -> tuple[Claim, ...]:
    """Find what a record states of its own length, in the order of the file."""
    return tuple(sorted(islice(_claims(record), MOST), key=lambda claim: claim.span))


def _claims(record: Record) -> Iterator[Claim]:
    title = record.facts.title or ""
    for found, of in _told(title):
        yield Claim(of, found, title[found.start : found.end], record.place("title"), in_title=True)
    for section in record.sections:
        if section.name in NOT_TOLD:
            continue
        held = [line for line in section.lines if line.kind != CODE and may_hold_duration(line.text)]
        if not held:
            continue
        figures = [figure for line in held if line.kind == TEXT and (figure := _figure(line))]
        yield from figures
        in_figures = {figure.span.line for figure in figures}
        for passage in (*prose_of(section.lines), *words_beside(section.lines)):
            said = is_said(passage.text, in_timeline=section.name == "timeline")
            if passage.lines[0][0] not in in_figures and not said:
                yield from _in_passage(passage)


def _in_passage(passage: Passage) -> Iterator[Claim]:
    if not may_hold_duration(passage.raw):
        return
    text = passage.text
    for start, end in cut(text):
        sentence = text[start:end]
        for found, of in _told(sentence):
            words = sentence[found.start : found.end]
            yield Claim(of, found, words, passage.span(start + found.start, start + found.end))


def _figure(line: Line) -> Claim | None:
    """Read a line of figures: `- Time to recovery: 279 minutes`."""
    text = line.text
    label = LABEL.match(text.lstrip())
    if label is None:
        return None
    at = len(text) - len(text.lstrip()) + label.end()
    found = next(find_durations(text[at:]), None)
    if found is None or found.begins > 0:
        return None
    words = text[at + found.start : at + found.end]
    of = next((of for of, pattern in LABELLED if pattern.search(label["label"])), WHOLE)
    place = Span.on_line(line.number, at + found.start + 1, len(words))
    return Claim(of, found, words, place, figure=True, label=label["label"].strip())


def _told(text: str) -> Iterator[tuple[Duration, str]]:
    """Find the durations of a sentence that are said of the incident, and what each measures."""
    said = [
        (found, of)
        for found in find_durations(text)
        if (of := _said_of(text[max(0, found.begins - AROUND) : found.begins], text[found.end : found.end + AROUND]))
    ]
    if said and not OF_OTHERS.search(text):
        yield from said


def _said_of(before: str, after: str) -> str:
    """Say what a duration measures, by the words around it; "" where it is not said of the incident."""
    if BEFORE_DETECT.search(before) or AFTER_DETECT.match(after):
        return DETECT
    if BEFORE_WHOLE.search(before) or AFTER_WHOLE.match(after):
        return WHOLE
    return PART if BEFORE_PART.search(before) else ""
