"""How hard the prose is to read. Quiet by default: textstat takes a quarter of a second to load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opslog.config import Config
from opslog.finding import Remark
from opslog.markdown import Line
from opslog.prose import Sentence, prose_of, sentences
from opslog.record import Record
from opslog.rule import rule

WORD = re.compile(r"\w(?:[\w'’.,:/-]*\w)?")
ENOUGH_WORDS = 100
"""Formulas of readability are averages; over a few sentences they say nothing."""


@rule("RD101", "hard-to-read", "info")
def hard_to_read(record: Record, config: Config) -> Iterator[Remark]:
    """A section takes more schooling to read than its readers should need at three in the morning.

    Measured with the Automated Readability Index (Senter and Smith, 1967) through textstat. It counts letters, words
    and sentences only, so it needs no dictionary and no network. Timelines, lists of work and code are left out.

    ## Why it matters

    Postmortems are read by people under stress and by people in a second language.

    ## What to write instead

    Shorter sentences, one thought each, with a subject that does something.

    ## Example

        The deploy finished. Memory grew by 40 MB a minute. After twelve minutes the first instance restarted.
    """
    for section in record.sections:
        if section.name in ("timeline", "follow-ups"):
            continue
        text = " ".join(sentence.text for sentence in _sentences(section.lines))
        if len(text.split()) < ENOUGH_WORDS:
            continue
        grade = _grade(text)
        if grade > config.lint.readability_grade:
            message = f"“{section.title}” reads like grade {grade:.0f} (the aim is {config.lint.readability_grade})"
            yield Remark(section.heading.span, message, "Cut the long sentences in two.")


def _grade(text: str) -> float:
    # Imported here: it costs more than all the rest of a lint, and this rule is off unless asked for.
    import textstat

    return float(textstat.automated_readability_index(text))


@rule("RD102", "long-sentence", "info")
def long_sentence(record: Record, config: Config) -> Iterator[Remark]:
    """A sentence is longer than a reader can hold in mind.

    ## Why it matters

    By its end the beginning is gone, and with it which part caused which.

    ## What to write instead

    Two sentences. What happened in the first, what followed from it in the second.

    ## Example

        The image was built from the wrong branch. Nothing compared its digest with the one CI had tested.
    """
    for section in record.sections:
        if section.name == "follow-ups":
            continue
        for sentence in _sentences(section.lines):
            count = len(WORD.findall(sentence.text))
            if count > config.lint.sentence_words:
                yield Remark(sentence.span, f"this sentence has {count} words", "Cut it in two.")


def _sentences(lines: Sequence[Line]) -> list[Sentence]:
    return [sentence for passage in prose_of(lines) for sentence in sentences(passage)]
