"""What silences a match: negation, modal verbs, conditions, reasons given, and a `they` that is no person."""

from __future__ import annotations

from opslog.blame import words
from opslog.blame.agents import (
    CUSTOMER,
    ME,
    NOBODY,
    OTHERS,
    SOMEONE,
    THEY,
    UNKNOWN,
    WE,
    YOU,
    Sentence,
    head_kind,
    is_adverb,
)
from opslog.blame.morphology import past_forms
from opslog.blame.pattern import Match
from opslog.blame.tokens import QUOTES

BEFORE = 6
"""How many words before a phrase a negation is looked for."""
CONDITIONS = frozenset("if when whenever unless where until should case wherever once that whether".split())
REASONS = frozenset("because since due owing given".split())
DENIALS = frozenset(
    "not no never nobody none nothing neither nor without hardly instead rather reduce reduces reduced reducing prevent "
    "prevents preventing avoid avoids avoiding tolerate tolerates against guard prone susceptible open vulnerable risk "
    "risks room assume assumed suspect suspected possible potential rules ruled exclude excluded unlike scope fewer less "
    "blameless whether eliminate eliminates eliminating minimise minimize minimises mitigate mitigates resilient immune "
    "looks like seems wrong misleading decline declines declined refuse refused "
    "chance chances opportunity opportunities likelihood".split()
)


DOUBTS = frozenset("neither nor unfair wrong misleading untrue".split())
"""What takes back what is said of the somebody that follows."""


def is_silenced(match: Match, sentence: Sentence) -> bool:
    """Whether what a pattern found says nothing against anybody."""
    flags = match.pattern.flags
    agent = match.agent
    lower = sentence.tokens.lower
    if 0 < match.start and match.end + 1 < len(lower) and lower[match.start - 1] in QUOTES and lower[match.end + 1] in QUOTES:
        return True  # the words are talked about, not used
    if agent is not None and agent.kind in (WE, ME) and "others" in flags:
        return True
    if agent is not None and agent.kind == UNKNOWN and "human" not in flags:
        return True
    if "deliberate" in flags and _serves_a_purpose(match, sentence):
        return True
    asks = "question" in flags or lower[0] in ("what", "why", "how", "who")
    if agent is not None and agent.kind == THEY and not asks and not _they_are_people(sentence, agent.start):
        return True
    if "question" in flags and "?" not in sentence.tokens.lower:
        return True
    if "people" in flags and not _has_people(sentence):
        return True
    if "excused" in flags and gives_reason(sentence, match.end):
        return True
    if not match.pattern.negates and _has_negation_inside(match, sentence):
        return True
    if agent is not None and agent.kind == NOBODY and agent.start and lower[agent.start - 1] in ("that", "which", "who"):
        return True
    if agent is None or not match.pattern.has_subject:
        return "negated" not in flags and is_denied(sentence, match.start)
    if agent.start and is_denied(sentence, agent.start, DOUBTS):
        return True
    between = match.between
    if _is_passive(match, sentence):
        return True
    if "negated" not in flags and any(word in words.NEGATIONS for word in between):
        return True
    if "modal" not in flags and any(word in words.MODALS for word in between):
        return True
    return flags.isdisjoint(("generic", "modal")) and _is_condition(match, sentence)


BE = frozenset("is are was were be been being 's".split())


def _is_passive(match: Match, sentence: Sentence) -> bool:
    """`The engineer was not paged`: what happened to somebody."""
    lower = sentence.tokens.lower
    if BE.isdisjoint(match.between):
        return False
    at = match.verb
    while at < match.end and (lower[at] in words.NEGATIONS or is_adverb(lower[at])):
        at += 1
    return not lower[at].endswith("ing") and lower[at] not in BE


def _has_negation_inside(match: Match, sentence: Sentence) -> bool:
    lower = sentence.tokens.lower
    first = match.verb if match.pattern.has_subject else match.start
    return any(lower[at] in ("not", "never", "nobody", "no-one") for at in range(first, match.end + 1))


PURPOSES = frozenset(
    "planned maintenance agreed agreement approval deliberately intentionally staging drill exercise runbook mitigate "
    "contain isolate temporarily investigate".split()
)


def _serves_a_purpose(match: Match, sentence: Sentence) -> bool:
    """`To stop the loss, Ana took billing offline`: done on purpose, and for one."""
    lower = sentence.tokens.lower
    if "to" in lower[: match.start][:3] or not PURPOSES.isdisjoint(lower):
        return True
    rest = lower[match.end + 1 :]
    goal = any(word == "to" and at + 1 < len(rest) and _is_base(rest[at + 1]) for at, word in enumerate(rest))
    return goal or not {"so", "once", "while"}.isdisjoint(rest)


def _has_people(sentence: Sentence) -> bool:
    lower = sentence.tokens.lower
    return any(word in words.POSSESSIVES or word in words.OBJECT_PRONOUNS for word in lower) or any(
        head_kind(sentence, at) in OTHERS for at in range(len(lower))
    )


def is_denied(sentence: Sentence, start: int, denials: frozenset[str] = DENIALS) -> bool:
    """Whether what starts at `start` is negated, guarded against, or only supposed."""
    lower = sentence.tokens.lower
    for at in range(start - 1, max(-1, start - 1 - BEFORE), -1):
        word = lower[at]
        if word in denials:
            return True
        if word in (";", ":", "—", "–", "but"):
            return False
    return False


def gives_reason(sentence: Sentence, end: int) -> bool:
    """Whether the sentence goes on with why, or with what was in the way."""
    lower = sentence.tokens.lower
    if lower[0] in ("because", "since", "as", "given"):
        return True
    for at in range(end + 1, len(lower) - 1):
        word = lower[at]
        told = word in REASONS or (word == "as" and (lower[at - 1] == "," or lower[at + 1] in words.DETERMINERS))
        if told and head_kind(sentence, at + 1) is None and lower[at + 1] not in words.POSSESSIVES:
            return True
    return False


def _they_are_people(sentence: Sentence, at: int) -> bool:
    if sentence.people_before:
        return True
    earlier = range(at)
    if any(head_kind(sentence, index) not in (None, WE, ME, YOU, NOBODY, UNKNOWN) for index in earlier):
        return True
    return not any(word.isalpha() and word not in words.GRAMMAR for word in sentence.tokens.lower[:at])


def _is_condition(match: Match, sentence: Sentence) -> bool:
    """`If somebody deletes the row`, `engineers forget it`: what may happen, told of nobody in particular."""
    agent = match.agent
    assert agent is not None
    lower = sentence.tokens.lower
    verb = lower[match.verb] if match.verb < len(lower) else ""
    before = lower[agent.start - 1] if agent.start else ""
    present = verb.endswith("s") and not verb.endswith("ss") or _is_base(verb)
    if match.between:
        present = present and not any(word in ("had", "has", "have", "was", "were", "did", "been") for word in match.between)
    if before in CONDITIONS and present:
        return True
    if before == "if" and agent.kind in (SOMEONE, YOU, CUSTOMER):
        return True
    return False


def _is_base(verb: str) -> bool:
    return verb not in past_forms(verb)[0] and not verb.endswith(("ed", "ing"))
