"""Which words of a record may be told on, and to whom.

To the outside goes no sentence of a record that is not public, and of a public one none that names a person or a
machine, shows code or a link, or says what an announcement had better not say. The timeline is told to nobody outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opslog.announcements.wording import Announcement, machine_names, partial_outages, promised_repairs
from opslog.blame.reader import everybody
from opslog.brief.words import DATA, FATE
from opslog.naming import named_in
from opslog.prose import cut, prose_of
from opslog.record import Record
from opslog.times import Moment
from opslog.words import one_line


class Quote(NamedTuple):
    """A sentence of a record; or none, and why not."""

    words: str = ""
    why_not: str = ""


def first_sentence(record: Record, *sections: str) -> str:
    """Find the first sentence of the first of these sections that has one."""
    return next((sentence for name in sections for sentence in _sentences(record, name)), "")


def sentence_about_data(record: Record) -> str:
    """Find the first sentence of Impact, then of Summary, that speaks of data being lost or exposed, or not."""
    for name in ("impact", "summary"):
        for sentence in _sentences(record, name):
            if FATE.search(sentence) and DATA.search(sentence):
                return sentence
    return ""


def for_outside(sentence: str, record: Record, said: Moment) -> Quote:
    """Let a sentence through that may be told outside."""
    if not sentence:
        return Quote()
    if record.facts.visibility != "public":
        return Quote(why_not="the record is not public, so its words are not told outside")
    if any(sign in sentence for sign in ("`", "://", "](", "<")):
        return Quote(why_not="its sentence in the record shows code or a link")
    customer = record.facts.licence.customer if record.facts.licence else None
    if named_in(sentence, everybody(record)) or (customer and customer.casefold() in sentence.casefold()):
        return Quote(why_not="its sentence in the record names a person or a customer")
    told = Announcement(sentence, said)
    for flaw in (*machine_names(told), *promised_repairs(told), *partial_outages(told)):
        return Quote(why_not=f"in its sentence in the record, {flaw.message}")
    return Quote(one_line(sentence))


def for_colleagues(sentence: str) -> Quote:
    """Write a sentence as a line to read."""
    return Quote(one_line(sentence))


def _sentences(record: Record, name: str) -> Iterator[str]:
    section = record.section(name)
    for passage in prose_of(section.lines) if section else ():
        raw = passage.raw
        for start, end in cut(passage.text):
            yield raw[start:end]
