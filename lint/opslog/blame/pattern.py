"""The language in which the words of the rules are written, its compiler, and its matcher.

A pattern is a line of elements:

- `word`, `one|other`: these words; `skip*`: any form of the verb; `skip*ed`, `skip*ing`: only those forms
- `#set`: any word of a set in `words.sets()`
- `{who}`: somebody, as the subject if it comes first, else as the phrase that starts here; other slots: see SLOTS
- `{whose}`: somebody's, before a noun
- `*ed`: any past participle; `*ing`: any gerund
- `!word|other`: none of these words comes next
- `..4`: up to four words of the same clause; `^` a clause's start and `$` the sentence's end; a `?` at the end: may be absent
- `[flags]` at the end: see FLAGS

Adverbs may stand anywhere. Each pattern is tried only where its rarest word stands, and no element repeats without a
bound, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from opslog.blame import words
from opslog.blame.agents import (
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
    Agent,
    Sentence,
    agent_at,
    is_adverb,
    owner_before,
    subject_of,
)
from opslog.blame.morphology import PARTICIPLES, forms, gerund, participles, pasts
from opslog.blame.tokens import CLOSERS

SLOTS: Mapping[str, frozenset[str]] = {
    "who": OTHERS | {UNKNOWN},
    "anyone": OTHERS | {CUSTOMER},
    "all": OTHERS | {CUSTOMER, WE, ME, YOU, UNKNOWN},
    "they": OTHERS | {WE, ME, YOU},
    "one": frozenset((NAMED, PRONOUN, ROLE, SOMEONE)),
    "named": frozenset((NAMED, PRONOUN)),
    "known": frozenset((NAMED, PRONOUN, ROLE, GROUP, VENDOR)),
    "role": frozenset((ROLE, SOMEONE, THEY, UNKNOWN)),
    "group": frozenset((GROUP, VENDOR)),
    "vendor": frozenset((VENDOR,)),
    "customer": frozenset((CUSTOMER,)),
    "we": frozenset((WE, ME)),
    "i": frozenset((ME,)),
    "you": frozenset((YOU,)),
    "nobody": frozenset((NOBODY,)),
}
FLAGS = frozenset(("error", "warning", "info", "excused", "negated", "modal", "generic", "question", "others", "deliberate", "people", "human"))
"""Levels; `excused`: silent where the sentence gives a reason; `negated`, `modal`, `generic`: negations, modal verbs or
conditions before it do not silence it; `question`: only in a question;
`others`: not of the writers themselves; `deliberate`: not where it serves a purpose; `people`: only
where the sentence has somebody in it; `human`: no machine does this, so a subject written like a name will do."""
OPENERS = frozenset(",;:—–(-") | {"and", "but", "or", "that"}
LONGEST_GAP = 14
MOST_ADVERBS = 2
ELEMENT = re.compile(r"\.\.(?P<gap>\d+)|\{(?P<slot>\w+)\}|(?P<edge>[\^$])|(?P<words>[^\s{}^$]+?)")


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


class Match(NamedTuple):
    """Where a pattern holds: words `start` to `end` (inclusive), and who it is about."""

    pattern: Pattern
    start: int
    end: int
    agent: Agent | None = None
    verb: int = 0
    between: tuple[str, ...] = ()


def pattern_lines(text: str, prefix: str = "") -> Iterator[str]:
    """Give the patterns of a text, one a line; `prefix` stands before those that do not begin with somebody or an edge."""
    for line in text.splitlines():
        source = line.partition("//")[0].strip()
        if source:
            yield source if not prefix or source[0] in "{^" else f"{prefix} {source}"


@cache
def compile_pattern(source: str) -> Pattern:
    """Compile a pattern. Raises PatternError for an unknown set, slot or flag, a gap too wide, or nothing to look for."""
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
        if word[1:] not in words.sets():
            raise PatternError(f"no such word set {word}: {source}")
        return words.sets()[word[1:]]
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


def match_at(pattern: Pattern, sentence: Sentence, at: int) -> Match | None:
    """Match a pattern whose anchor's word stands at `at`."""
    for end, after in _rightwards(pattern.after, sentence, at + 1):
        for start, before, between, verb in _leftwards(pattern.before, sentence, at - 1, at):
            return Match(pattern, start, end, before or after, verb, between)
    return None


def _rightwards(elements: tuple[Element, ...], sentence: Sentence, at: int) -> Iterator[tuple[int, Agent | None]]:
    """Yield where the elements end (inclusive) when matched from word `at` on, and the agent among them."""
    if not elements:
        yield at - 1, None
        return
    element, rest = elements[0], elements[1:]
    lower = sentence.tokens.lower
    if element.edge:
        if at >= len(lower) or all(not word[0].isalnum() for word in lower[at:]):
            yield from _rightwards(rest, sentence, at)
        return
    if element.absent:
        if at >= len(lower) or lower[at] not in element.words:
            yield from _rightwards(rest, sentence, at)
        return
    if element.gap:
        for reach in range(element.gap + 1):
            if reach and (at + reach > len(lower) or lower[at + reach - 1] in CLOSERS):
                return
            yield from _rightwards(rest, sentence, at + reach)
        return
    if element.slot:
        agent = _slot_at(element.slot, sentence, at)
        if agent is not None:
            for end, _ in _rightwards(rest, sentence, agent.end + 1):
                yield end, agent
        if element.optional:
            yield from _rightwards(rest, sentence, at)
        return
    for skipped in range(MOST_ADVERBS + 1):
        here = at + skipped
        if here >= len(lower):
            break
        if element.admits(lower[here]):
            yield from _rightwards(rest, sentence, here + 1)
        if not _may_be_skipped(lower[here]):
            break
    if element.optional:
        yield from _rightwards(rest, sentence, at)


def _leftwards(
    elements: tuple[Element, ...], sentence: Sentence, at: int, verb: int
) -> Iterator[tuple[int, Agent | None, tuple[str, ...], int]]:
    """Yield where the elements start when matched leftwards from word `at`, with the agent and what lies between."""
    if not elements:
        yield at + 1, None, (), verb
        return
    element, rest = elements[0], elements[1:]
    lower = sentence.tokens.lower
    if element.edge:
        if at < 0 or lower[at] in OPENERS or all(not word[0].isalpha() for word in lower[: at + 1]):
            yield from _leftwards(rest, sentence, at, verb)
        return
    if element.gap:
        for reach in range(element.gap + 1):
            if reach and (at - reach < -1 or lower[at - reach + 1] in CLOSERS):
                return
            yield from _leftwards(rest, sentence, at - reach, verb)
        return
    if element.slot:
        agent, between = _slot_before(element.slot, sentence, at + 1)
        if agent is not None:
            for start, _, _, _ in _leftwards(rest, sentence, agent.start - 1, verb):
                yield start, agent, between, at + 1
        if element.optional:
            yield from _leftwards(rest, sentence, at, verb)
        return
    for skipped in range(MOST_ADVERBS + 1):
        here = at - skipped
        if here < 0:
            break
        if lower[here] in element.words:
            yield from _leftwards(rest, sentence, here - 1, here)
        if not _may_be_skipped(lower[here]):
            break
    if element.optional:
        yield from _leftwards(rest, sentence, at, verb)


def _may_be_skipped(word: str) -> bool:
    return is_adverb(word) and word not in words.NEGATIONS


def _slot_at(slot: str, sentence: Sentence, at: int) -> Agent | None:
    if slot.endswith("'s"):
        for noun in range(at + 1, min(at + 8, len(sentence.tokens.lower))):
            owner = owner_before(sentence, noun)
            if owner is not None and owner.start <= at <= owner.end:
                return owner if owner.kind in SLOTS[slot[:-2]] else None
        return None
    agent = agent_at(sentence, at) if at < len(sentence.tokens.lower) else None
    return agent if agent is not None and agent.kind in SLOTS[slot] else None


def _slot_before(slot: str, sentence: Sentence, at: int) -> tuple[Agent | None, tuple[str, ...]]:
    if slot.endswith("'s"):
        while at > 1 and owner_before(sentence, at) is None and sentence.tokens.lower[at - 1].isalpha() and (
            sentence.tokens.lower[at - 1] not in words.GRAMMAR
        ):
            at -= 1  # "Ana's own careless mistake"
        owner = owner_before(sentence, at)
        return (owner if owner is not None and owner.kind in SLOTS[slot[:-2]] else None), ()
    agent, between = subject_of(sentence, at)
    return (agent if agent is not None and agent.kind in SLOTS[slot] else None), between
