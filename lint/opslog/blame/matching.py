"""Where a pattern holds in a sentence. From its anchor the elements are matched to the right, then to the left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opslog.blame import words
from opslog.blame.agents import agent_at, is_adverb, owner_before
from opslog.blame.heads import Agent, Sentence
from opslog.blame.pattern import SLOTS, Element, Pattern
from opslog.blame.subjects import subject_of
from opslog.blame.tokens import CLOSERS

OPENERS = frozenset(",;:—–(-") | {"and", "but", "or", "that"}
MOST_ADVERBS = 2


class Match(NamedTuple):
    """Where a pattern holds: words `start` to `end` (inclusive), and who it is about."""

    pattern: Pattern
    start: int
    end: int
    agent: Agent | None = None
    verb: int = 0
    between: tuple[str, ...] = ()

    @property
    def kind(self) -> str | None:
        """What kind of somebody it is about, if it is about somebody."""
        return self.agent.kind if self.agent is not None else None


def match_at(pattern: Pattern, sentence: Sentence, at: int) -> Match | None:
    """Match a pattern whose anchor's word stands at `at`."""
    for end, after in _rightwards(pattern.after, sentence, at + 1):
        for start, before, between, verb in _leftwards(pattern.before, sentence, at - 1, at):
            return Match(pattern, start, end, before or after, verb, between)
    return None


Ends = Iterator[tuple[int, Agent | None]]
"""Where elements end (inclusive), and who is among them."""
Starts = Iterator[tuple[int, Agent | None, tuple[str, ...], int]]
"""Where elements start, who is among them, what lies between a subject and its verb, and where that verb is."""


def _rightwards(elements: tuple[Element, ...], sentence: Sentence, at: int) -> Ends:
    """Match elements from word `at` on."""
    if not elements:
        yield at - 1, None
        return
    element, rest = elements[0], elements[1:]
    lower = sentence.tokens.lower
    if element.slot:
        agent = _slot_at(element.slot, sentence, at)
        if agent is not None:
            for end, _ in _rightwards(rest, sentence, agent.end + 1):
                yield end, agent
    else:
        for following in _places_right(element, lower, at):
            yield from _rightwards(rest, sentence, following)
    if element.optional:
        yield from _rightwards(rest, sentence, at)


def _places_right(element: Element, lower: list[str], at: int) -> Iterator[int]:
    """Yield where the element after this one may begin."""
    if element.edge:
        if at >= len(lower) or all(not word[0].isalnum() for word in lower[at:]):
            yield at
    elif element.absent:
        yield from () if at < len(lower) and lower[at] in element.words else (at,)
    elif element.gap:
        for reach in range(element.gap + 1):
            if reach and (at + reach > len(lower) or lower[at + reach - 1] in CLOSERS):
                return
            yield at + reach
    else:
        for here in range(at, min(at + MOST_ADVERBS + 1, len(lower))):
            if element.admits(lower[here]):
                yield here + 1
            if not _may_be_skipped(lower[here]):
                return


def _leftwards(elements: tuple[Element, ...], sentence: Sentence, at: int, verb: int) -> Starts:
    """Match elements leftwards from word `at`."""
    if not elements:
        yield at + 1, None, (), verb
        return
    element, rest = elements[0], elements[1:]
    lower = sentence.tokens.lower
    if element.slot:
        agent, between = _slot_before(element.slot, sentence, at + 1)
        if agent is not None:
            for start, _, _, _ in _leftwards(rest, sentence, agent.start - 1, verb):
                yield start, agent, between, at + 1
    else:
        for before, here in _places_left(element, lower, at, verb):
            yield from _leftwards(rest, sentence, before, here)
    if element.optional:
        yield from _leftwards(rest, sentence, at, verb)


def _places_left(element: Element, lower: list[str], at: int, verb: int) -> Iterator[tuple[int, int]]:
    """Yield where the element before this one may end, and where the verb is then."""
    if element.edge:
        if at < 0 or lower[at] in OPENERS or all(not word[0].isalpha() for word in lower[: at + 1]):
            yield at, verb
    elif element.gap:
        for reach in range(element.gap + 1):
            if reach and (at - reach < -1 or lower[at - reach + 1] in CLOSERS):
                return
            yield at - reach, verb
    else:
        for here in range(at, max(at - MOST_ADVERBS - 1, -1), -1):
            if element.admits(lower[here]):
                yield here - 1, here
            if not _may_be_skipped(lower[here]):
                return


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
        while (
            at > 1
            and owner_before(sentence, at) is None
            and sentence.tokens.lower[at - 1].isalpha()
            and (sentence.tokens.lower[at - 1] not in words.GRAMMAR)
        ):
            at -= 1  # "Ana's own careless mistake"
        owner = owner_before(sentence, at)
        return (owner if owner is not None and owner.kind in SLOTS[slot[:-2]] else None), ()
    agent, between = subject_of(sentence, at)
    return (agent if agent is not None and agent.kind in SLOTS[slot] else None), between
