"""Who a phrase means: one that ends or starts at a word, or stands before `'s`. The head of the phrase decides.

"The engineer's account", "the team channel" and "the alert for the operator" are things.
"""

from __future__ import annotations

from opslog.blame import words
from opslog.blame.heads import (
    GROUP,
    ME,
    NAMED,
    NOBODY,
    PRONOUN,
    PRONOUNS,
    SOMEONE,
    THEY,
    WE,
    YOU,
    Agent,
    Sentence,
    head_kind,
)

LONGEST_PHRASE = 9


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in words.ADVERBS or (word.endswith("ly") and len(word) > 3 and word not in words.NOT_ADVERBS)


def agent_ending(sentence: Sentence, end: int, *, as_object: bool = False) -> Agent | None:
    """Read the phrase that ends at `end`, and say who it is; None where its head is a thing."""
    lower = sentence.tokens.lower
    if end < 0 or lower[end] in ("'s", "'") or lower[end] in words.PREPOSITIONS or lower[end] in words.ARTICLES:
        return None
    if lower[end] in words.AFTERTHOUGHTS and end:
        return agent_ending(sentence, end - 1, as_object=as_object)
    kind = head_kind(sentence, end)
    if kind is None:
        return _head_before_preposition(sentence, end)
    start = phrase_start(sentence, end)
    agent = Agent(kind, start, end)
    before = lower[start - 1] if start and not as_object else ""
    if before == "of" and start > 1 and lower[start - 2] in words.COMPOUNDS:
        one = lower[start - 2] in ("one", "some", "any") and kind == GROUP
        return Agent(SOMEONE if one else kind, start - 2, end)
    if before == "of" or (before in words.PREPOSITIONS and kind not in (WE, ME, YOU, PRONOUN, THEY)):
        return _head_before_preposition(sentence, end)
    return None if before in words.TAKING_PEOPLE else agent


def _head_before_preposition(sentence: Sentence, end: int) -> Agent | None:
    """Find the head before a preposition: `the engineer on duty`, `a member of the team`."""
    lower = sentence.tokens.lower
    for at in range(end, max(0, end - LONGEST_PHRASE), -1):
        word = lower[at]
        if word in words.PREPOSITIONS:
            kind = head_kind(sentence, at - 1)
            if kind is None or kind in (ME, WE, YOU):
                continue
            if word not in ("on", "of", "in", "at", "from", "behind", "with", "for", "responsible", "over"):
                return None
            head = agent_ending(sentence, at - 1)
            return Agent(head.kind, head.start, end) if head else None
        if word in words.CONJUNCTIONS or word in words.AUXILIARIES:
            return None
        if not (word[0].isalnum() or word in ("-", "'", "@", "&", "/", "'s")):
            return None
    return None


def phrase_start(sentence: Sentence, end: int) -> int:
    """Walk from the head of a phrase to its first word: its determiner, or the last adjective."""
    start = sentence.names.get(end, end)
    lower = sentence.tokens.lower
    if head_kind(sentence, end) in (NAMED, PRONOUN, THEY, WE, ME, YOU, NOBODY):
        return start
    while start > 0 and end - start < LONGEST_PHRASE:
        word = lower[start - 1]
        if word in words.DETERMINERS:
            return start - 1
        if not word[0].isalnum() and word not in ("'s", "-", "&"):
            return start
        if word in words.PREPOSITIONS or word in words.CONJUNCTIONS or word in words.AUXILIARIES or word in PRONOUNS:
            return start
        if word in words.ADVERBS or word == "not" or word in words.SINGULAR_PRONOUNS:
            return start
        start -= 1
    return start


def agent_at(sentence: Sentence, start: int) -> Agent | None:
    """Read the phrase that starts at `start`, and say who it is; None where its head is a thing."""
    lower = sentence.tokens.lower
    at = start
    last: Agent | None = None
    while at < len(lower) and at - start < LONGEST_PHRASE:
        word = lower[at]
        if not (word[0].isalnum() or word[0] == "@" or word in ("'s", "-", "&", "'")):
            break
        if word in ("'s", "'"):
            if last is None:
                at += 1
                continue
            return None if at + 1 < len(lower) and lower[at + 1][0].isalnum() else last
        if word in words.CONJUNCTIONS or word in words.AUXILIARIES or (is_adverb(word) and word not in words.PEOPLE):
            break
        if word in words.PREPOSITIONS:
            if word == "of" and last is None and at > start and (lower[at - 1] in words.COMPOUNDS):
                at += 1
                continue
            break
        kind = _kind_at(sentence, at)
        if kind is not None:
            last = Agent(kind, start, at)
            at += 1
            continue
        if last is not None:
            # What follows the head must not make a compound of it: "the engineer account".
            return last if _ends_a_phrase(sentence, at) else None
        at += 1
    return last


def _kind_at(sentence: Sentence, at: int) -> str | None:
    for end, start in sentence.names.items():
        if start <= at <= end:
            return NAMED if at == end else None
    if sentence.tokens.lower[at] in words.OBJECT_PRONOUNS:
        return THEY if sentence.tokens.lower[at].startswith("them") else PRONOUN
    return head_kind(sentence, at)


def _ends_a_phrase(sentence: Sentence, at: int) -> bool:
    """Whether the word after a head goes on with a verb, not with a noun that the head belongs to."""
    word = sentence.tokens.lower[at]
    return (
        word.endswith(("ing", "ed", "en"))
        or word in words.VERBS
        or not word[0].isalpha()
        or word in words.AFTER_HEAD
        or word in words.NUMBERS
    )


def owner_before(sentence: Sentence, at: int) -> Agent | None:
    """Read `Ana's`, `the reviewer's`, `his` that ends before the word at `at`."""
    lower = sentence.tokens.lower
    if at < 1:
        return None
    word = lower[at - 1]
    if word in words.POSSESSIVES:
        return Agent(THEY if word == "their" else PRONOUN, at - 1, at - 1)
    if word in ("our", "my"):
        return Agent(WE if word == "our" else ME, at - 1, at - 1)
    if word == "your":
        return Agent(YOU, at - 1, at - 1)
    if word == "'s" or (word == "'" and at > 1 and lower[at - 2].endswith("s")):
        kind = head_kind(sentence, at - 2) if at > 1 else None
        if kind is None:
            return None
        return Agent(kind, phrase_start(sentence, at - 2), at - 1)
    return None
