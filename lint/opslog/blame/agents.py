"""Who does it: the agent before a verb, after `by`, or before `'s`. The head of the phrase decides.

No parser: from the verb the words are walked leftwards over auxiliaries, adverbs and what is put in between, to the
head of the subject; "the engineer's account", "the team channel" and "the alert for the operator" are things.
"""

from __future__ import annotations

from opslog.blame import words
from opslog.blame.heads import (
    ANYBODY,
    GROUP,
    ME,
    NAMED,
    NOBODY,
    PRONOUN,
    PRONOUNS,
    ROLE,
    SOMEONE,
    THEY,
    UNKNOWN,
    VENDOR,
    WE,
    YOU,
    Agent,
    Sentence,
    head_kind,
)
from opslog.blame.tokens import DASHES, QUOTES

LONGEST_PHRASE = 9
LONGEST_INTERPOSED = 16


def subject_of(sentence: Sentence, verb: int, *, shared: bool = True) -> tuple[Agent | None, tuple[str, ...]]:
    """Find who does what the word at `verb` says, and the auxiliaries, adverbs and negations in between."""
    lower = sentence.tokens.lower
    between: list[str] = []
    at = verb - 1
    while at >= 0:
        word = lower[at]
        if at in sentence.names:
            return agent_ending(sentence, at), tuple(between)
        if word == "to":
            return None, (*between, word)
        if word in words.AUXILIARIES or word in ("not", "-") or is_adverb(word):
            between.append(word)
            at -= 1
        elif word in ("who", "that", "which"):
            return _antecedent(sentence, at), tuple(between)
        elif word == ")":
            at = _opening(lower, at) - 1
        elif word == "," or word in DASHES:
            return _beyond_comma(sentence, at, verb, shared), tuple(between)
        elif word in SHARING:
            return (_first_subject(sentence, at) if shared else None), tuple(between)
        elif word in QUOTES:
            at -= 1
        else:
            found = agent_ending(sentence, at)
            return (None if at + 1 == verb and _is_of_a_thing(sentence, found, verb) else found), tuple(between)
    return (_after_comma(sentence, verb) if lower[verb].endswith("ing") else None), tuple(between)


def _is_of_a_thing(sentence: Sentence, agent: Agent | None, verb: int) -> bool:
    """Whether it is the thing that does it: `the owner of the ingress causing it`."""
    lower = sentence.tokens.lower
    if agent is None or not lower[verb].endswith("ing") or "of" not in lower[agent.start : verb]:
        return False
    return head_kind(sentence, verb - 1) in (None, UNKNOWN)


def _after_comma(sentence: Sentence, verb: int) -> Agent | None:
    """`Misreading the graph, the operator failed over`: the subject comes after the comma."""
    lower = sentence.tokens.lower
    for at in range(verb, min(len(lower) - 1, verb + LONGEST_INTERPOSED)):
        if lower[at] == ",":
            return agent_at(sentence, at + 1)
    return None


SHARING = frozenset(("and", "but", "or", "then"))


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in words.ADVERBS or (word.endswith("ly") and len(word) > 3 and word not in words.NOT_ADVERBS)


def _opening(lower: list[str], at: int) -> int:
    for index in range(at - 1, max(-1, at - LONGEST_INTERPOSED), -1):
        if lower[index] == "(":
            return index
    return at


def _antecedent(sentence: Sentence, at: int) -> Agent | None:
    """Find whom `who`, `that` or `which` at `at` stands for."""
    lower = sentence.tokens.lower
    word = lower[at]
    before = at - 1
    if before >= 0 and lower[before] == ",":
        before -= 1
    if before < 0:
        return Agent(SOMEONE, at, at) if word == "who" else None
    found = agent_ending(sentence, before, as_object=True)
    fitting = {"who": ANYBODY, "that": (GROUP, VENDOR, ROLE, SOMEONE), "which": (GROUP, VENDOR)}[word]
    return found if found is not None and found.kind in fitting else None


def _beyond_comma(sentence: Sentence, comma: int, verb: int, shared: bool) -> Agent | None:
    """`Grace, who was on call, sat on it`: find the subject before what stands between two commas or dashes."""
    lower = sentence.tokens.lower
    sign = lower[comma]
    for at in range(comma - 1, max(0, comma - LONGEST_INTERPOSED), -1):
        if lower[at] == sign and at:
            found = agent_ending(sentence, at - 1)
            if found is not None and not _follows_preposition(sentence, found):
                return found
            break
    if comma and shared and verb - comma > 0:
        return _first_subject(sentence, comma)
    return None


def _first_subject(sentence: Sentence, before: int) -> Agent | None:
    """Find the subject that the clause before starts with: `the reviewer saw the flag and ignored it`."""
    lower = sentence.tokens.lower
    start = before
    while start > 0 and lower[start - 1] not in CLAUSE_STARTS:
        start -= 1
    found = agent_at(sentence, _after_opening(sentence, start, before))
    if found is None or found.end + 1 >= before:
        if start > 1 and lower[start - 1] in (",", "and", "but", "then", "—", "–"):
            return _first_subject(sentence, start - 1)
        return None
    following = lower[found.end + 1]
    if following in words.PREPOSITIONS and following not in ("on", "of", "in", "at", "from"):
        return None
    return found


CLAUSE_STARTS = frozenset(
    ": ; — – , ( because since when while where after before until although though if that and but so then".split()
)


BEFORE_A_CLAUSE = frozenset("-—:,[]()~") | {"utc"}


def _after_opening(sentence: Sentence, start: int, end: int) -> int:
    """Skip a clock time, a bullet's dash and adverbs at the start of a clause."""
    lower = sentence.tokens.lower
    while start < end and (lower[start][0].isdigit() or lower[start] in BEFORE_A_CLAUSE or is_adverb(lower[start])):
        start += 1
    return start


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


def _follows_preposition(sentence: Sentence, agent: Agent) -> bool:
    return agent.start > 0 and sentence.tokens.lower[agent.start - 1] in words.PREPOSITIONS


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
