"""A first quick look at a text: which patterns may match, by its words alone, whatever their order."""

from __future__ import annotations

import re
from typing import NamedTuple

from opslog.blame.agents import GROUP, KIND_OF, LOOSE_KIND_OF, NAMED, UNKNOWN
from opslog.blame.index import BITS, Entry, lexicon
from opslog.blame.people import People
from opslog.blame.tokens import tokenize


class Look(NamedTuple):
    """What a text may match, by the word at which to try each pattern; the kinds of somebody in it, as bits; its words."""

    tried: dict[str, list[Entry]]
    kinds: int
    present: set[str]


def first_look(text: str, people: People, codes: frozenset[str]) -> Look:
    """Look at the words of a text, not at their order. Quick; never too few patterns."""
    return closer_look(Look(lexicon(codes).index, ALL_KINDS, set()), text, people, codes)


def closer_look(wider: Look, text: str, people: People, codes: frozenset[str]) -> Look:
    """Look at a part of a text that was looked at before."""
    present = words_in(text)
    kinds = 0
    for word in present & LOOSE_KIND_OF.keys():
        kinds |= BITS[KIND_OF[word]] if word in KIND_OF else DEPARTMENT
    if "@" in text or people.are_in(present, text):
        kinds |= BITS[NAMED]
    if "IT" in text:
        kinds |= DEPARTMENT
    matching = kinds | BITS[UNKNOWN] | (BITS[GROUP] if kinds & DEPARTMENT else 0)
    sets = lexicon(codes).sets
    found: dict[str, list[Entry]] = {}
    for word in present & wider.tried.keys():
        for entry in wider.tried[word]:
            for kind in entry.kinds:
                if not kind & matching:
                    break
            else:
                for each in entry.words:
                    if sets[each].isdisjoint(present):
                        break
                else:
                    found.setdefault(word, []).append(entry)
    return Look(found, kinds, present)


DEPARTMENT = 1 << len(BITS)
"""The bit of a word that may be a department, and as often is none."""
ALL_KINDS = sum(BITS.values())
SIGNS = "!\"#$%&()*+,./:;<=>?[\\]^_`{|}~"
PLAIN = bytes.maketrans(
    bytes(range(65, 91)) + SIGNS.encode() + bytes(range(32)), bytes(range(97, 123)) + b" " * (len(SIGNS) + 32)
)
QUOTE = re.compile("[\"'“”‘’«»]")


def words_in(text: str) -> set[str]:
    """Give the words of a text in lower case, contractions opened."""
    if "’" in text:
        text = text.replace("’", "'")
    # Bytes are translated ten times as fast as text. What is no ASCII is in no pattern; of names, see `People.are_in`.
    plain = text.encode("ascii", "replace").translate(PLAIN).decode("ascii")
    present = set(plain.split())
    if "'" in plain:
        for word in [word for word in present if "'" in word]:
            present.update(tokenize(word).lower)
    if "," in text:
        present.add(",")
    if "?" in text:
        present.add("?")
    if QUOTE.search(text):
        present.add('"')
    if "no" in present and "one" in present:
        present.add("no-one")
    if "cannot" in present:
        present.update(("can", "not"))
    return present
