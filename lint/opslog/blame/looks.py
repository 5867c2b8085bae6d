"""A first quick look at a text: which patterns may match, by its words alone, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opslog.blame.heads import GROUP, NAMED, UNKNOWN
from opslog.blame.index import BITS, DEPARTMENT, Entry, Lexicon, bits
from opslog.blame.people import People
from opslog.blame.tokens import tokenize
from opslog.blame.weigh import PERSONAL

IS_NAMED, IS_GROUP = BITS[NAMED], BITS[GROUP]
WORTH_WEIGHING = bits(PERSONAL | {NAMED})


class Look(NamedTuple):
    """What a text may match, by the word at which to try each pattern; what is in it, as bits; its words."""

    tried: dict[str, list[Entry]]
    meant: int
    present: set[str]

    @property
    def has_somebody(self) -> bool:
        """Whether somebody is in it whose sentence may be worth weighing."""
        return self.meant & WORTH_WEIGHING != 0


def first_look(text: str, people: People, known: Lexicon) -> Look:
    """Look at the words of a text, not at their order. Quick; never too few patterns."""
    present = words_in(text)
    meant = _meant(text, present, people, known)
    return Look(_worth_a_try(known.anchors.intersection(present), known.tries, meant), meant, present)


def closer_look(wider: Look, text: str, people: People, known: Lexicon) -> Look:
    """Look at a part of a text that was looked at before."""
    present = words_in(text)
    anchors = [word for word in wider.tried if word in present]
    if not anchors and not wider.has_somebody:
        return Look({}, 0, present)
    meant = _meant(text, present, people, known)
    return Look(_worth_a_try(anchors, wider.tried, meant), meant, present)


def _worth_a_try(anchors: Iterable[str], tries: Mapping[str, list[Entry]], meant: int) -> dict[str, list[Entry]]:
    """Pick what is worth a try at each word."""
    found: dict[str, list[Entry]] = {}
    for word in anchors:
        for entry in tries[word]:
            needed = entry.needed
            if needed & meant == needed:
                for kinds in entry.kinds:
                    if not kinds & meant and not (kinds & IS_GROUP and meant & DEPARTMENT):
                        break
                else:
                    found.setdefault(word, []).append(entry)
    return found


def _meant(text: str, present: set[str], people: People, known: Lexicon) -> int:
    """Say as bits what the words of a text mean."""
    meant = BITS[UNKNOWN]
    meanings = known.meanings
    for word in known.telling.intersection(present):
        meant |= meanings[word]
    if "@" in text or people.are_in(present, text):
        meant |= IS_NAMED
    if "IT" in text:
        meant |= DEPARTMENT
    return meant


SIGNS = '!"#$%&()*+,./:;<=>?[\\]^_`{|}~'
PLAIN = bytes.maketrans(
    bytes(range(65, 91)) + SIGNS.encode() + bytes(range(32)), bytes(range(97, 123)) + b" " * (len(SIGNS) + 32)
)
QUOTE = re.compile("[“”‘’«»]")


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
    if "'" in text or '"' in text or not (text.isascii() or QUOTE.search(text) is None):
        present.add('"')
    if "no" in present and "one" in present:
        present.add("no-one")
    if "cannot" in present:
        present.update(("can", "not"))
    return present
