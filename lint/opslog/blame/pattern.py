"""The language in which the words of the rules are written, and its compiler.

A pattern is a line of elements:

- `word`, `one|other`: these words; `skip*`: any form of the verb; `skip*ed`, `skip*ing`: only those forms
- `#set`: any word of a set in `sets()`
- `{who}`: somebody, as the subject if it comes first, else as the phrase that starts here; other slots: see SLOTS
- `{who's}`: somebody's, before a noun; so with the other slots
- `*ed`: any past participle; `*ing`: any gerund
- `!word|other`: none of these words comes next
- `..4`: up to four words of the same clause; `^` a clause's start, `$` the sentence's end; `?` at the end: may be
  absent
- `[flags]` at the end: see FLAGS

Adverbs may stand anywhere. Each pattern is tried only where its rarest word stands, and no element repeats without a
bound, so the time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from opslog.blame import words
from opslog.blame.heads import (
    CUSTOMER,
    GROUP,
    ME,
    NAMED,
    NOBODY,
    OTHERS,
    PRONOUN,
    ROLE,
    SOMEONE,
    THEY,
    UNKNOWN,
    VENDOR,
    WE,
    YOU,
)
from opslog.blame.morphology import PARTICIPLES, forms, gerund, participles, pasts
from opslog.blame.sets import sets

SLOTS: Mapping[str, frozenset[str]] = {
    "who": OTHERS | {UNKNOWN},
    "all": OTHERS | {CUSTOMER, WE, ME, YOU, UNKNOWN},
    "they": OTHERS | {WE, ME, YOU},
    "one": frozenset((NAMED, PRONOUN, ROLE, SOMEONE)),
    "named": frozenset((NAMED, PRONOUN)),
    "known": frozenset((NAMED, PRONOUN, ROLE, GROUP, VENDOR)),
    "role": frozenset((ROLE, SOMEONE, THEY, UNKNOWN)),
    "group": frozenset((GROUP, VENDOR)),
    "customer": frozenset((CUSTOMER,)),
    "we": frozenset((WE, ME)),
    "i": frozenset((ME,)),
    "you": frozenset((YOU,)),
    "nobody": frozenset((NOBODY,)),
}
FLAGS = frozenset("error warning info excused negated modal generic question others deliberate people human".split())
"""Levels; `excused`: silent where the sentence gives a reason; `negated`, `modal`, `generic`: negations, modal verbs or
conditions before it do not silence it; `question`: only in a question;
`others`: not of the writers themselves; `deliberate`: not where it serves a purpose; `people`: only
where the sentence has somebody in it; `human`: no machine does this, so a subject written like a name will do."""
LONGEST_GAP = 14


class PatternError(ValueError):
    """A pattern that cannot be compiled."""


class Element(NamedTuple):
    """One element: words, or a gap of at most `gap` words, or a slot, or an edge of the sentence."""

    words: frozenset[str] = frozenset()
    gap: int = 0
    slot: str = ""
    edge: str = ""
    optional: bool = False
    absent: bool = False
    participle: bool = False
    gerund: bool = False

    def admits(self, word: str) -> bool:
        """Whether a word may stand here."""
        if self.participle:
            return word.endswith("ed") or word in PARTICIPLES
        return word in self.words or (self.gerund and word.endswith("ing"))


class Pattern(NamedTuple):
    """A compiled line: elements before the anchor (nearest first), the anchor's words, elements after it.

    It `has_subject` if it begins with somebody who does what follows; it `negates` if it looks for a negation itself.
    """

    source: str
    before: tuple[Element, ...]
    anchor: frozenset[str]
    after: tuple[Element, ...]
    flags: frozenset[str]
    has_subject: bool
    negates: bool

    @property
    def needed_words(self) -> tuple[frozenset[str], ...]:
        """The words of which one each must be in the sentence besides the anchor, the rarest first."""
        sets = [
            element.words
            for element in (*self.before, *self.after)
            if element.words and not (element.optional or element.absent or element.participle or element.gerund)
        ]
        return tuple(sorted(sets, key=words.commonness))

    @property
    def needed_kinds(self) -> tuple[frozenset[str], ...]:
        """The kinds of somebody of which one each must be in the sentence."""
        slots = [element.slot for element in (*self.before, *self.after) if element.slot and not element.optional]
        kinds = {SLOTS[slot.removesuffix("'s")] for slot in slots}
        silent = {WE, ME} if "others" in self.flags else set()
        return tuple(each - silent - (set() if "human" in self.flags else {UNKNOWN}) for each in kinds)


def pattern_lines(text: str, prefix: str = "") -> Iterator[str]:
    """Give the patterns of a text; `prefix` goes before those that begin with neither somebody nor an edge."""
    for line in text.splitlines():
        source = line.partition("//")[0].strip()
        if source:
            yield source if not prefix or source[0] in "{^" else f"{prefix} {source}"


@cache
def compile_pattern(source: str) -> Pattern:
    """Compile a pattern. Raises PatternError for an unknown set, slot or flag, a wide gap, or nothing to look for."""
    body, _, flag_text = source.partition("[")
    flags = frozenset(flag_text.rstrip("] ").split())
    if unknown := flags - FLAGS:
        raise PatternError(f"no such flag {sorted(unknown)}: {source}")
    elements = [_element(piece, source) for piece in body.split()]
    anchor = _anchor(elements, source)
    looked_for = frozenset[str]().union(*(element.words for element in elements if not element.absent))
    return Pattern(
        source=source,
        before=tuple(reversed(elements[:anchor])),
        anchor=elements[anchor].words,
        after=tuple(elements[anchor + 1 :]),
        flags=flags,
        has_subject=anchor > 0 and bool(elements[0].slot) and not elements[0].slot.endswith("'s"),
        negates=not looked_for.isdisjoint(("not", "never", "nobody", "no-one")),
    )


def _element(piece: str, source: str) -> Element:
    optional = piece.endswith("?") and len(piece) > 1
    piece = piece[:-1] if optional else piece
    if piece in ("^", "$"):
        return Element(edge=piece)
    if piece == "*ed":
        return Element(participle=True, optional=optional)
    if piece == "*ing":
        return Element(gerund=True, optional=optional)
    if piece.startswith(".."):
        gap = int(piece[2:])
        if not 0 < gap <= LONGEST_GAP:
            raise PatternError(f"a gap of {gap} words: {source}")
        return Element(gap=gap)
    if piece.startswith("{"):
        slot = piece.strip("{}")
        if slot not in SLOTS and not (slot.endswith("'s") and slot[:-2] in SLOTS):
            raise PatternError(f"no such slot {piece}: {source}")
        return Element(slot=slot, optional=optional)
    absent = piece.startswith("!") and len(piece) > 1
    found: set[str] = set()
    for word in (piece[1:] if absent else piece).split("|"):
        found |= _word_forms(word, source)
    return Element(words=frozenset(found), optional=optional, absent=absent)


def _word_forms(word: str, source: str) -> frozenset[str]:
    if word.startswith("#"):
        if word[1:] not in sets():
            raise PatternError(f"no such word set {word}: {source}")
        return sets()[word[1:]]
    base, star, form = word.partition("*")
    if not star:
        return frozenset((word,))
    if form == "":
        return forms(base)
    if form == "ed":
        return pasts(base) | participles(base)
    if form == "ing":
        return frozenset((gerund(base),))
    raise PatternError(f"no such form *{form}: {source}")


def _anchor(elements: list[Element], source: str) -> int:
    """Choose the element to look for: the one whose words are rarest."""
    best, rarest = -1, 10**6
    for index, element in enumerate(elements):
        if element.words and not element.optional and not element.absent:
            commonness = words.commonness(element.words)
            if commonness < rarest:
                best, rarest = index, commonness
    if best < 0:
        raise PatternError(f"nothing to look for: {source}")
    return best
