"""The patterns of all rules by the word at which to try them, and a first quick look at what a text may match."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from opslog.blame.agents import ANYBODY, KIND_OF, NAMED
from opslog.blame.pattern import Pattern, compile_patterns
from opslog.blame.people import People
from opslog.blame.registry import BlameRule, blame_rules
from opslog.blame.tokens import tokenize


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


class FirstLook(NamedTuple):
    """What a text may match, by the word at which to try each pattern, and the kinds of somebody in it, as bits."""

    tried: dict[str, list[Entry]]
    kinds: int


def first_look(text: str, people: People, codes: frozenset[str]) -> FirstLook:
    """Look at the words of a text, not at their order. Quick; never too few patterns."""
    present = words_in(text)
    kinds = 0
    for word in present & KIND_OF.keys():
        kinds |= BITS[KIND_OF[word]]
    if "@" in text or people.are_in(present, text):
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
    return FirstLook(found, kinds)


BITS = {kind: 1 << place for place, kind in enumerate((*sorted(ANYBODY),))}


def bits(kinds: frozenset[str]) -> int:
    """Pack kinds of somebody into a number, so that two sets are compared in one step."""
    return sum(BITS[kind] for kind in kinds)


SIGNS = "!\"#$%&()*+,./:;<=>?[\\]^_`{|}~"
ASCII = bytes.maketrans(
    bytes(range(65, 91)) + SIGNS.encode() + bytes(range(32)), bytes(range(97, 123)) + b" " * (len(SIGNS) + 32)
)
OTHERS_SIGNS = str.maketrans(dict.fromkeys(SIGNS + "—–“”«»…‘\t\r\n", " ") | {"’": "'"})


def words_in(text: str) -> set[str]:
    """Give the words of a text in lower case, contractions opened."""
    if text.isascii():  # bytes are translated ten times as fast
        plain = text.encode("ascii").translate(ASCII).decode("ascii")
    else:
        plain = text.lower().translate(OTHERS_SIGNS)
    present = set(plain.split())
    if "'" in plain:
        for word in [word for word in present if "'" in word]:
            present.update(tokenize(word).lower)
    if "cannot" in present:
        present.update(("can", "not"))
    return present
