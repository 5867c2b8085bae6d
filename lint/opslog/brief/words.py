"""What the words of a record say that can be looked up: its figures, the fate of data, its proof, its silences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain, pairwise
from typing import NamedTuple

from opslog.markdown import INLINE_CODE, Line
from opslog.prose import Passage, prose_of, sentences, words_beside
from opslog.record import Entry, Record
from opslog.times import is_before
from opslog.words import STOP_WORDS

FIGURE = re.compile(
    r"(?<![\w.,:/#-])(?!\d{4}-\d\d|\d{1,2}:\d\d)\d[\d,.]{0,15}(?:\s?%)?(?![\w:/-])(?: [^\W\d_]{1,20}){0,2}"
)
"""A number with the words behind it. Dates, clock times, versions and numbers of issues are none."""
DATA = re.compile(
    r"\b(?:data|records?|files?|e-?mails?|messages?|passwords?|tokens?|keys?|backups?|database|history|orders?)\b",
    re.IGNORECASE,
)
FATE = re.compile(
    r"\b(?:los[et]|losing|loss|exposed?|exposure|leak(?:ed|s|age)?|corrupt(?:ed|ion)?|deleted?|destroyed|disclosed|"
    r"stolen|overwritten|intact|confidential(?:ity)?|privacy|(?:an)?other (?:customers?|tenants?|users?))\b",
    re.IGNORECASE,
)
EVIDENCE = re.compile(r"\]\([^\s()]|https?://")
SHOWN_FIGURES = 4


class Silence(NamedTuple):
    """The longest time between two entries of a timeline."""

    lasts: timedelta
    after: Entry


def figures(lines: Sequence[Line]) -> tuple[str, ...]:
    """Find the figures in a section, each with the words behind it, as far as these tell what it counts."""
    found = (_telling(figure[0]) for passage in _passages(lines) for figure in FIGURE.finditer(passage.text))
    return tuple(dict.fromkeys(found))


def fate_of_data(record: Record) -> str | None:
    """Find the first sentence of Impact, then of Summary, that speaks of data being lost or exposed, or not."""
    for name in ("impact", "summary"):
        section = record.section(name)
        for passage in _passages(section.lines) if section else ():
            for sentence in sentences(passage):
                if FATE.search(sentence.text) and DATA.search(sentence.text):
                    return sentence.text
    return None


def has_evidence(entry: Entry) -> bool:
    """Say whether an entry carries something that can be checked: a link, or what a program said."""
    return bool(EVIDENCE.search(entry.text) or INLINE_CODE.search(entry.text) or "```" in entry.text)


def longest_silence(record: Record) -> Silence | None:
    """Find the longest time without an entry, from when it was detected until it was resolved."""
    times = record.facts.times
    start, end = times.detected or times.started, times.resolved
    told = [
        entry
        for entry in record.timeline
        if entry.at and not (start and is_before(entry.at, start)) and not (end and is_before(end, entry.at))
    ]
    gaps = [(one, other.at.minus(one.until or one.at)) for one, other in pairwise(told) if one.at and other.at]
    silences = [Silence(lasts, one) for one, lasts in gaps if lasts is not None and lasts > timedelta(0)]
    return max(silences, key=lambda each: each.lasts, default=None)


def word_count(lines: Sequence[Line]) -> int:
    """Count the words of the prose of a section."""
    return sum(len(passage.text.split()) for passage in prose_of(lines))


def _telling(figure: str) -> str:
    words = figure.split()
    while len(words) > 1 and words[-1].casefold() in STOP_WORDS:
        words.pop()
    return " ".join(words).rstrip(".,")


def _passages(lines: Sequence[Line]) -> Iterator[Passage]:
    return chain(prose_of(lines), words_beside(lines))
