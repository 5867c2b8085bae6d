"""The reader: every sentence of a record, what the blame rules say of it, at most one finding each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opslog.blame import words
from opslog.blame.agents import Sentence
from opslog.blame.guards import is_silenced
from opslog.blame.pattern import Match, Pattern, compile_patterns, match_at
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.registry import BlameRule, Saying, Where, blame_rules
from opslog.blame.tokens import tokenize
from opslog.finding import Remark
from opslog.markdown import Line
from opslog.prose import Passage, cut, prose_of
from opslog.reading import people_of
from opslog.record import Record
from opslog.span import Span


LONGEST_SENTENCE = 1_000
"""Characters of a sentence that are read; what is longer is a log or a table without marks."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """What one rule says of one sentence, and which of its words it is about."""

    rule: BlameRule
    match: Match
    saying: Saying
    start: int = 0
    end: int = 0

    @property
    def level(self) -> str:
        """How loudly."""
        return self.saying.level or self.rule.level


@cache
def lexicon() -> dict[str, tuple[tuple[Pattern, tuple[BlameRule, ...]], ...]]:
    """Compile the patterns of all rules, once: by anchor word, each pattern with the rules that share it."""
    compiled: dict[tuple[str, str], tuple[Pattern, ...]] = {}
    sharing: dict[int, tuple[Pattern, list[BlameRule]]] = {}
    for rule in blame_rules():
        key = rule.patterns, rule.prefix
        if key not in compiled:
            compiled[key] = compile_patterns(*key)
        for pattern in compiled[key]:
            sharing.setdefault(id(pattern), (pattern, []))[1].append(rule)
    index: dict[str, list[tuple[Pattern, tuple[BlameRule, ...]]]] = {}
    for pattern, rules in sharing.values():
        for word in pattern.anchor:
            index.setdefault(word, []).append((pattern, tuple(rules)))
    return {word: tuple(found) for word, found in index.items()}


def read_sentence(text: str, people: People, where: Where, people_before: bool = False) -> Iterator[Remarked]:
    """Say everything the rules have to say of a sentence."""
    tokens = tokenize(text)
    if not len(tokens):
        return
    sentence = Sentence.of(tokens, people, people_before)
    index = lexicon()
    for at, word in enumerate(tokens.lower):
        for pattern, rules in index.get(word, ()):
            match = match_at(pattern, sentence, at)
            if match is None or is_silenced(match, sentence):
                continue
            for rule in rules:
                if rule.kinds is not None and match.agent is not None and match.agent.kind not in rule.kinds:
                    continue
                saying = rule.judge(match, sentence, where)
                if saying is not None:
                    level = next((flag for flag in ("error", "warning", "info") if flag in pattern.flags), None)
                    if level is not None:
                        saying = Saying(saying.message, saying.instead, level)
                    yield Remarked(rule, match, saying, tokens.starts[match.start], tokens.ends[match.end])


def read_blame(record: Record) -> Iterator[tuple[str, Remark]]:
    """Say what the rules have to say of a record: for each sentence every rule's first remark, with its code."""
    people = People.of(everybody(record))
    if record.facts.title:
        yield from _in_title(record, people)
    for where, lines in _parts(record):
        for passage in prose_of(lines):
            yield from _in_passage(passage, people, where)


def everybody(record: Record) -> set[str]:
    """Name everybody the record knows: its frontmatter's people and the owners of its follow-ups."""
    owners = {item.owner for item in record.follow_ups if item.owner and not item.owner.startswith("team:")}
    return {*people_of(record.facts), *owners}


def _parts(record: Record) -> Iterator[tuple[Where, tuple[Line, ...]]]:
    first = record.sections[0].heading.number if record.sections else None
    above = tuple(line for line in record.body if first is None or line.number < first)
    if above:
        yield Where(), above
    for section in record.sections:
        yield Where(section.name), section.lines


def _names_people(sentence: str, people: People) -> bool:
    """Whether `they` in the next sentence can mean somebody."""
    spoken = sentence.lower().replace(",", " ").replace(".", " ").replace("'s", " ").split()
    return any(word in words.SETS["people"] or word in people.names or word[0] == "@" for word in spoken)


def _in_title(record: Record, people: People) -> Iterator[tuple[str, Remark]]:
    place = record.place("title")
    for found in read_sentence(without_quotations(record.facts.title or ""), people, Where("title")):
        yield found.rule.code, Remark(place, found.saying.message, found.saying.instead, found.level, place)


def _in_passage(passage: Passage, people: People, where: Where) -> Iterator[tuple[str, Remark]]:
    text = without_quotations(passage.text)
    people_before = False
    for start, end in cut(text):
        sentence = text[start : min(end, start + LONGEST_SENTENCE)]
        told: set[str] = set()
        whole: Span | None = None
        for found in read_sentence(sentence, people, where, people_before):
            if found.rule.code in told:
                continue
            told.add(found.rule.code)
            whole = whole or passage.span(start, end)
            span = passage.span(start + found.start, start + found.end)
            yield found.rule.code, Remark(span, found.saying.message, found.saying.instead, found.level, whole)
        people_before = _names_people(sentence, people)
