"""The reader: every sentence of a record, what the blame rules say of it, at most one finding each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from opslog.blame import words
from opslog.blame.agents import Sentence
from opslog.blame.guards import is_silenced
from opslog.blame.pattern import Match, Pattern, compile_patterns, match_at
from opslog.blame.people import People
from opslog.blame.registry import BlameRule, Saying, Where, blame_rules
from opslog.blame.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Remarked:
    """What one rule says of one sentence, and which of its words it is about."""

    rule: BlameRule
    match: Match
    saying: Saying

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
                    yield Remarked(rule, match, saying)
