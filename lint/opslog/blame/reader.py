"""The reader: every sentence of a record, and what the blame rules say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from opslog.blame import words
from opslog.blame.guards import is_silenced
from opslog.blame.heads import Sentence
from opslog.blame.index import Entry, Lexicon, lexicon
from opslog.blame.looks import Look, closer_look, first_look, words_in
from opslog.blame.matching import Match, match_at
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.registry import Saying, Where, weighing
from opslog.blame.tokens import tokenize
from opslog.blame.weigh import ENOUGH, is_worth_weighing, weigh
from opslog.finding import LEVELS, Remark
from opslog.markdown import Line
from opslog.prose import Passage, cut, is_one_sentence, prose_of, words_beside
from opslog.reading import people_of
from opslog.record import Record

LONGEST_SENTENCE = 1_000
"""Characters of a sentence that are read; what is longer is a log."""
NO_ONE = re.compile(r"\b([Nn]o) (one)\b(?! (?:thing|reason|cause|way))")


class Remarked(NamedTuple):
    """What one rule says of one sentence, how loudly, and from which to which of its characters it is about."""

    code: str
    saying: Saying
    level: str
    start: int
    end: int


def read_blame(record: Record, codes: frozenset[str]) -> Iterator[tuple[str, Remark]]:
    """Say what the rules with these codes have to say of a record, sentence by sentence."""
    people = People.of(everybody(record))
    if record.facts.title:
        place = record.place("title")
        for found in read_text(record.facts.title, people, Where("title"), codes):
            saying = found.saying
            yield found.code, Remark(place, saying.message, saying.instead, found.level, place)
    known = lexicon(codes)
    for where, lines in _parts(record):
        for passage in chain(prose_of(lines), words_beside(lines)):
            raw = passage.raw
            look = first_look(raw, people, known)
            if look.tried or look.has_somebody:
                alone = is_one_sentence(raw)
                if look.tried or not alone or is_worth_weighing(look.present):
                    yield from _in_passage(passage, people, where, look, known, alone=alone)


def everybody(record: Record) -> set[str]:
    """Name everybody the record knows: its frontmatter's people and the owners of its follow-ups."""
    owners = {item.owner for item in record.follow_ups if item.owner and not item.owner.startswith("team:")}
    return {*people_of(record.facts), *owners}


def read_text(text: str, people: People, where: Where, codes: frozenset[str]) -> Iterator[Remarked]:
    """Say what there is to say of a sentence that stands alone."""
    prose = _prepared(text)
    known = lexicon(codes)
    yield from _read(prose, people, where, first_look(prose, people, known), "", known)


def _prepared(text: str, *, in_timeline: bool = False) -> str:
    """Take quotations out, and make one word of `no one`; every character keeps its place."""
    text = without_quotations(text, in_timeline=in_timeline)
    return NO_ONE.sub(r"\1-\2", text) if "o one" in text else text


def _parts(record: Record) -> Iterator[tuple[Where, tuple[Line, ...]]]:
    first = record.sections[0].heading.number if record.sections else None
    above = tuple(line for line in record.body if first is None or line.number < first)
    if above:
        yield Where(), above
    for section in record.sections:
        # A heading of the author's own is words about this incident; the others are the template's.
        own = () if section.name else (section.heading,)
        yield Where(section.name), (*own, *section.lines)


def _in_passage(
    passage: Passage, people: People, where: Where, look: Look, known: Lexicon, *, alone: bool
) -> Iterator[tuple[str, Remark]]:
    """Read a passage in which something may be found; `alone`: it is one sentence."""
    text = _prepared(passage.text, in_timeline=where.section == "timeline")
    before = ""
    for start, end in cut(text):
        sentence = text[start : min(end, start + LONGEST_SENTENCE)]
        nearer = look if alone else closer_look(look, sentence, people, known)
        if nearer.tried or nearer.has_somebody:
            for found in _read(sentence, people, where, nearer, before, known):
                span = passage.span(start + found.start, start + found.end)
                saying = found.saying
                yield found.code, Remark(span, saying.message, saying.instead, found.level, passage.span(start, end))
        before = sentence


def _read(text: str, people: People, where: Where, look: Look, before: str, known: Lexicon) -> Iterator[Remarked]:
    """Let the rules speak, each once; weigh the words where none of them did, or only quietly."""
    told: set[str] = set()
    quiet = True
    if look.tried:
        for found in _matched(text, people, where, look.tried, before):
            if found.code not in told:
                told.add(found.code)
                quiet = quiet and found.level == LEVELS[-1]
                yield found
    if quiet and look.has_somebody and is_worth_weighing(look.present):
        yield from _weighed(text, people, where, known.tries.codes)


def _matched(text: str, people: People, where: Where, tried: dict[str, list[Entry]], before: str) -> Iterator[Remarked]:
    tokens = tokenize(text)
    sentence: Sentence | None = None
    for at, word in enumerate(tokens.lower):
        for entry in tried.get(word, ()):
            if sentence is None:
                sentence = Sentence.of(tokens, people, bool(before) and _names_people(before, people))
            match = match_at(entry.pattern, sentence, at)
            if match is not None and not is_silenced(match, sentence):
                yield from _remarked(match, entry, sentence, where)


def _remarked(match: Match, entry: Entry, sentence: Sentence, where: Where) -> Iterator[Remarked]:
    tokens = sentence.tokens
    own = next((flag for flag in LEVELS if flag in match.pattern.flags), None)
    for rule in entry.rules:
        if rule.kinds is not None and match.kind is not None and match.kind not in rule.kinds:
            continue
        saying = rule.judge(match, sentence, where)
        if saying is not None:
            level = own or saying.level or rule.level
            yield Remarked(rule.code, saying, level, tokens.starts[match.start], tokens.ends[match.end])


def _weighed(text: str, people: People, where: Where, codes: frozenset[str]) -> Iterator[Remarked]:
    rule = weighing()
    if rule is None or rule.code not in codes:
        return
    weighed = weigh(text, people)
    if weighed is not None and weighed.sum >= ENOUGH:
        yield Remarked(rule.code, rule.judge(weighed, where), rule.level, 0, len(text.rstrip()))


def _names_people(sentence: str, people: People) -> bool:
    """Whether `they` in the next sentence can mean somebody."""
    present = words_in(sentence)
    return "@" in sentence or not (present.isdisjoint(words.EVERYBODY) and present.isdisjoint(people.names))
