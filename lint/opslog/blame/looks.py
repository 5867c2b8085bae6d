"""A first quick look at a text: which patterns may match, by its words alone, whatever their order."""

from __future__ import annotations

import re
from typing import NamedTuple

from opslog.blame.agents import KIND_OF, NAMED
from opslog.blame.index import BITS, Entry, WordSets, lexicon
from opslog.blame.people import People
from opslog.blame.tokens import tokenize


class FirstLook(NamedTuple):
    """What a text may match, by the word at which to try each pattern, and the kinds of somebody in it, as bits."""

    tried: dict[str, list[Entry]]
    kinds: int
    sets: WordSets


def first_look(text: str, people: People, codes: frozenset[str]) -> FirstLook:
    """Look at the words of a text, not at their order. Quick; never too few patterns."""
    present = words_in(text)
    kinds = 0
    for word in present & KIND_OF.keys():
        kinds |= BITS[KIND_OF[word]]
    if "@" in text or people.are_in(present, text):
        kinds |= BITS[NAMED]
    index, sets = lexicon(codes)
    found: dict[str, list[Entry]] = {}
    for word in present & index.keys():
        for entry in index[word]:
            for kind in entry.kinds:
                if not kind & kinds:
                    break
            else:
                for each in entry.words:
                    if sets[each].isdisjoint(present):
                        break
                else:
                    found.setdefault(word, []).append(entry)
    return FirstLook(found, kinds, sets)


def narrowed(tried: dict[str, list[Entry]], present: set[str], sets: WordSets) -> dict[str, list[Entry]]:
    """Keep of what a passage may match what one of its sentences, with these words, may match."""
    found: dict[str, list[Entry]] = {}
    for word in tried.keys() & present:
        entries = [entry for entry in tried[word] if not any(sets[each].isdisjoint(present) for each in entry.words)]
        if entries:
            found[word] = entries
    return found


SIGNS = "!\"#$%&()*+,./:;<=>?[\\]^_`{|}~"
ASCII = bytes.maketrans(
    bytes(range(65, 91)) + SIGNS.encode() + bytes(range(32)), bytes(range(97, 123)) + b" " * (len(SIGNS) + 32)
)
OTHERS_SIGNS = str.maketrans(dict.fromkeys(SIGNS + "—–“”«»…‘\t\r\n", " ") | {"’": "'"})


QUOTE = re.compile("[\"'“”‘’«»]")


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
