"""Who does it: from a verb to the head of its subject.

No parser: the words are walked leftwards over auxiliaries, adverbs and what is put in between.
"""

from __future__ import annotations

from opslog.blame import words
from opslog.blame.agents import agent_at, agent_ending, is_adverb
from opslog.blame.heads import ANYBODY, GROUP, ROLE, SOMEONE, UNKNOWN, VENDOR, Agent, Sentence, head_kind
from opslog.blame.tokens import DASHES, QUOTES

LONGEST_INTERPOSED = 16
CLAUSE_STARTS = frozenset(
    ": ; — – , ( because since when while where after before until although though if that and but so then".split()
)
BEFORE_A_CLAUSE = frozenset("-—:,[]()~") | {"utc"}
SHARING = frozenset(("and", "but", "or", "then"))


def subject_of(sentence: Sentence, verb: int) -> tuple[Agent | None, tuple[str, ...]]:
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
            return _beyond_comma(sentence, at), tuple(between)
        elif word in SHARING:
            return _first_subject(sentence, at), tuple(between)
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


def _beyond_comma(sentence: Sentence, comma: int) -> Agent | None:
    """`Grace, who was on call, sat on it`: find the subject before what stands between two commas or dashes."""
    lower = sentence.tokens.lower
    sign = lower[comma]
    for at in range(comma - 1, max(0, comma - LONGEST_INTERPOSED), -1):
        if lower[at] == sign and at:
            found = agent_ending(sentence, at - 1)
            if found is not None and not _follows_preposition(sentence, found):
                return found
            break
    return _first_subject(sentence, comma) if comma else None


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


def _after_opening(sentence: Sentence, start: int, end: int) -> int:
    """Skip a clock time, a bullet's dash and adverbs at the start of a clause."""
    lower = sentence.tokens.lower
    while start < end and (lower[start][0].isdigit() or lower[start] in BEFORE_A_CLAUSE or is_adverb(lower[start])):
        start += 1
    return start


def _follows_preposition(sentence: Sentence, agent: Agent) -> bool:
    return agent.start > 0 and sentence.tokens.lower[agent.start - 1] in words.PREPOSITIONS
