"""The second reader: words weighed together, where no single phrase gives a judgement of somebody away.

A linear reader over single words and pairs of neighbours, with names, roles and groups replaced by what they are. Its
weights are learned from labelled sentences by `python -m benchmarks.blame.learn` (see there) and kept as text. It reads
only sentences with somebody in them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from opslog.blame.heads import CUSTOMER, GROUP, KIND_OF, NOBODY, PRONOUN, ROLE, SOMEONE, VENDOR
from opslog.blame.people import People
from opslog.blame.words import DETERMINERS, MACHINE_BEFORE, MACHINE_ROLES, PREPOSITIONS

FILE = Path(__file__).with_name("weights.json")
LABELS = {ROLE: "<role>", GROUP: "<team>", VENDOR: "<vendor>", CUSTOMER: "<customer>"}
PERSONAL = frozenset((ROLE, GROUP, VENDOR, PRONOUN, SOMEONE, NOBODY))
"""Kinds of somebody that make a sentence worth weighing; names do as well."""
THINGS_AS_WELL = frozenset(
    ("lot", "lots", "bunch", "board", "boards", "desk", "desks", "group", "groups", "shift", "office")
)
"""Groups of people, and as often of nobody."""
SAME = {"she": "he", "her": "his", "him": "his", "himself": "his", "herself": "his"}
NAME, NUMBER = "<name>", "<number>"
SIGNS = str.maketrans(
    dict.fromkeys("!#$%&()*+,/:;<=>[\\]^_`{|}~—–“”«»…‘.\t\r\n", " ") | {"’": "'", "?": " ? ", '"': ' " '}
)
SCALE = 1000
"""Weights are kept as whole thousandths."""
ENOUGH = 250
"""The sum, in thousandths, from which a sentence is reported: chosen so that other prose is hardly ever reported."""
LEAST = -300
"""The sum of its words alone, without neighbours, from which a sentence is worth weighing: one in a hundred of those
that are reported lies below it, and nine in ten of the others."""
MOST_WORDS = 80
SMALL = (DETERMINERS | PREPOSITIONS | {"and", "is", "are", "was", "were", "to"}) - {"no", "every", "without"}
"""Words that say nothing alone."""


class Weighed(NamedTuple):
    """What a sentence weighs, and the words that weigh most, as written in the features."""

    sum: int
    telling: tuple[str, ...]


@cache
def weights() -> Mapping[str, int]:
    """Read the learned weights."""
    read: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))["weights"]
    return read


def spoken(text: str, people: People) -> list[str] | None:
    """Give the words of a sentence, somebody replaced by what they are; None where nobody is in it."""
    found: list[str] = []
    personal = False
    for written in text.translate(SIGNS).split()[:MOST_WORDS]:
        word = written.lower()
        bare = word.removesuffix("'s")
        if word[0] == "@" or word[-1] == "@" or (bare in people.names and written[0].isupper()):
            personal = True
            if not found or found[-1] != NAME:
                found.append(NAME)
            continue
        kind = KIND_OF.get(bare) if bare not in THINGS_AS_WELL else None
        if bare in MACHINE_ROLES and found and found[-1] in MACHINE_BEFORE:
            kind = None
        if kind is not None:
            personal = personal or kind in PERSONAL
            word = LABELS.get(kind, SAME.get(word, word))
        found.append(NUMBER if word[0].isdigit() else word)
    return found if personal else None


def features(words: list[str]) -> set[str]:
    """Name the features of a sentence: its words, and each with its neighbour."""
    pairs = {f"{first} {second}" for first, second in zip(["^", *words], [*words, "$"], strict=True)}
    return pairs.union(word for word in words if word not in SMALL)


def is_worth_weighing(present: set[str]) -> bool:
    """Whether the words of a sentence, in any order, make it worth the look at their order."""
    table = weights()
    return sum([table[word] for word in present if word in table]) + table[BIAS] >= LEAST


def weigh(text: str, people: People) -> Weighed | None:
    """Weigh a sentence; None where nobody is in it."""
    words = spoken(text, people)
    if words is None:
        return None
    table = weights()
    found = {feature: table[feature] for feature in features(words) if feature in table}
    total = sum(found.values()) + table[BIAS]
    telling = sorted((each for each in found if found[each] > 0), key=lambda each: (-found[each], each))
    return Weighed(total, tuple(telling[:6]))


BIAS = "<bias>"
