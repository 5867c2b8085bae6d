"""The reader: every sentence of a record, what the blame rules say of it, at most one finding each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from functools import cache

from opslog.blame import words
from opslog.blame.agents import ANYBODY, KIND_OF, NAMED, Sentence
from opslog.blame.guards import is_silenced
from opslog.blame.pattern import Match, Pattern, compile_patterns, match_at
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.registry import BlameRule, Saying, Where, blame_rules
from opslog.blame.tokens import tokenize
from opslog.finding import LEVELS, Remark
from opslog.markdown import Line
from opslog.prose import Passage, cut, prose_of
from opslog.reading import people_of
from opslog.record import Record
from opslog.span import Span


LONGEST_SENTENCE = 1_000
"""Characters of a sentence that are read; what is longer is a log or a table without marks."""


class Remarked(NamedTuple):
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


class Entry(NamedTuple):
    """A pattern with the rules that share it, and what must be in a text before it is worth a try there."""

    pattern: Pattern
    rules: tuple[BlameRule, ...]
    words: tuple[frozenset[str], ...]
    kinds: tuple[int, ...]


Lexicon = dict[str, tuple[Entry, ...]]


@cache
def lexicon(codes: frozenset[str]) -> Lexicon:
    """Compile the patterns of the rules with these codes, once: the entries to try at each word."""
    compiled: dict[tuple[str, str], tuple[Pattern, ...]] = {}
    sharing: dict[int, tuple[Pattern, list[BlameRule]]] = {}
    for rule in blame_rules():
        if rule.code not in codes:
            continue
        key = rule.patterns, rule.prefix
        if key not in compiled:
            compiled[key] = compile_patterns(*key)
        for pattern in compiled[key]:
            sharing.setdefault(id(pattern), (pattern, []))[1].append(rule)
    index: dict[str, list[Entry]] = {}
    for pattern, rules in sharing.values():
        told = frozenset[str]().union(*(rule.kinds or ANYBODY for rule in rules))
        kinds = tuple(bits(each & told) for each in pattern.needed_kinds)
        needed = tuple(each for each in pattern.needed_words if all(word[0].isalnum() for word in each))
        entry = Entry(pattern, tuple(rules), needed, kinds)
        for word in pattern.anchor:
            index.setdefault(word, []).append(entry)
    return {word: tuple(found) for word, found in index.items()}


def candidates(text: str, people: People, codes: frozenset[str]) -> dict[str, list[Entry]]:
    """Give the patterns that a text may match, by the word at which to try each. Quick, and never too few."""
    present = words_in(text)
    kinds = 0
    for word in present & KIND_OF.keys():
        kinds |= BITS[KIND_OF[word]]
    if "@" in text or not people.names.keys().isdisjoint(present):
        kinds |= BITS[NAMED]
    index = lexicon(codes)
    found: dict[str, list[Entry]] = {}
    for word in present & index.keys():
        for entry in index[word]:
            for kind in entry.kinds:
                if not kind & kinds:
                    break
            else:
                for each in entry.words:
                    if each.isdisjoint(present):
                        break
                else:
                    found.setdefault(word, []).append(entry)
    return found


BITS = {kind: 1 << place for place, kind in enumerate((*sorted(ANYBODY),))}


def bits(kinds: frozenset[str]) -> int:
    """Pack kinds of somebody into a number, so that two sets are compared in one step."""
    return sum(BITS[kind] for kind in kinds)


SIGNS = "!\"#$%&()*+,/:;<=>?[\\]^_`{|}~"
ASCII = bytes.maketrans(
    bytes(range(65, 91)) + SIGNS.encode() + bytes(range(32)), bytes(range(97, 123)) + b" " * (len(SIGNS) + 32)
)
OTHERS_SIGNS = str.maketrans(dict.fromkeys(SIGNS + "—–“”«»…‘\t\r\n", " ") | {"’": "'"})


def words_in(text: str) -> set[str]:
    """Give the words of a text in lower case, contractions opened."""
    if text.isascii():  # bytes are translated ten times as fast
        present = set(text.encode("ascii").translate(ASCII).decode("ascii").split())
    else:
        present = set(text.lower().translate(OTHERS_SIGNS).split())
    for word in [word for word in present if word[-1] == "." or "'" in word or word == "cannot"]:
        present.update(tokenize(word.rstrip(".")).lower)
    return present


def read_sentence(
    text: str, people: People, where: Where, tried: Mapping[str, list[Entry]], before: str = ""
) -> Iterator[Remarked]:
    """Say everything that the patterns `tried` have to say of a sentence; `before` is the one before it."""
    if tried.keys().isdisjoint(words_in(text)):
        return
    tokens = tokenize(text)
    sentence: Sentence | None = None
    for at, word in enumerate(tokens.lower):
        for entry in tried.get(word, ()):
            if sentence is None:
                sentence = Sentence.of(tokens, people, bool(before) and names_people(before, people))
            match = match_at(entry.pattern, sentence, at)
            if match is None or is_silenced(match, sentence):
                continue
            yield from _remarked(match, entry, sentence, where)


def _remarked(match: Match, entry: Entry, sentence: Sentence, where: Where) -> Iterator[Remarked]:
    tokens = sentence.tokens
    own = next((flag for flag in LEVELS if flag in match.pattern.flags), None)
    for rule in entry.rules:
        if rule.kinds is not None and match.agent is not None and match.agent.kind not in rule.kinds:
            continue
        saying = rule.judge(match, sentence, where)
        if saying is not None:
            said = Saying(saying.message, saying.instead, own or saying.level)
            yield Remarked(rule, match, said, tokens.starts[match.start], tokens.ends[match.end])


def names_people(sentence: str, people: People) -> bool:
    """Whether `they` in the next sentence can mean somebody."""
    present = words_in(sentence)
    return "@" in sentence or not (present.isdisjoint(words.SETS["people"]) and present.isdisjoint(people.names))


def read_blame(record: Record, codes: frozenset[str]) -> Iterator[tuple[str, Remark]]:
    """Say what the rules have to say of a record: for each sentence every rule's first remark, with its code."""
    people = People.of(everybody(record))
    if record.facts.title:
        yield from _in_title(record, people, codes)
    for where, lines in _parts(record):
        for passage in prose_of(lines):
            yield from _in_passage(passage, people, where, codes)


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


def _in_title(record: Record, people: People, codes: frozenset[str]) -> Iterator[tuple[str, Remark]]:
    place = record.place("title")
    title = without_quotations(record.facts.title or "")
    for found in read_sentence(title, people, Where("title"), candidates(title, people, codes)):
        yield found.rule.code, Remark(place, found.saying.message, found.saying.instead, found.level, place)


def _in_passage(
    passage: Passage, people: People, where: Where, codes: frozenset[str]
) -> Iterator[tuple[str, Remark]]:
    tried = candidates(passage.raw, people, codes)
    if not tried:
        return
    text = without_quotations(passage.text)
    before = ""
    for start, end in cut(text):
        sentence = text[start : min(end, start + LONGEST_SENTENCE)]
        told: set[str] = set()
        whole: Span | None = None
        for found in read_sentence(sentence, people, where, tried, before):
            if found.rule.code in told:
                continue
            told.add(found.rule.code)
            whole = whole or passage.span(start, end)
            span = passage.span(start + found.start, start + found.end)
            yield found.rule.code, Remark(span, found.saying.message, found.saying.instead, found.level, whole)
        before = sentence
