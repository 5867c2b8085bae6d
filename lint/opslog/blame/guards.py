"""What silences a match: negation, modal verbs, conditions, reasons given, and a `they` that is no person."""

from __future__ import annotations

from opslog.blame import words
from opslog.blame.agents import is_adverb
from opslog.blame.heads import CUSTOMER, ME, NOBODY, OTHERS, SOMEONE, THEY, UNKNOWN, WE, YOU, Agent, Sentence, head_kind
from opslog.blame.matching import Match
from opslog.blame.morphology import past_forms
from opslog.blame.tokens import QUOTES

BEFORE = 6
"""How many words before a phrase a negation is looked for."""
CONDITIONS = frozenset("if when whenever unless where until should case wherever once that whether".split())
REASONS = frozenset("because since due owing given".split())
DENIALS = frozenset(
    "not no never nobody none nothing neither nor without hardly instead rather reduce reduces reduced reducing "
    "prevent prevents preventing avoid avoids avoiding tolerate tolerates against guard prone susceptible open "
    "vulnerable risk risks room assume assumed suspect suspected possible potential rules ruled exclude excluded "
    "unlike scope fewer less blameless whether eliminate eliminates eliminating minimise minimize minimises "
    "mitigate mitigates resilient immune looks like seems wrong misleading decline declines declined refuse refused "
    "chance chances opportunity opportunities likelihood".split()
)


DOUBTS = frozenset("neither nor unfair wrong misleading untrue".split())
"""What takes back what is said of the somebody that follows."""


def is_silenced(match: Match, sentence: Sentence) -> bool:
    """Whether what a pattern found says nothing against anybody."""
    return (
        _is_mentioned(match, sentence)
        or _is_about_nobody(match, sentence)
        or _lacks_what_its_flags_ask_for(match, sentence)
        or (not match.pattern.negates and _has_negation_inside(match, sentence))
        or _is_taken_back(match, sentence)
    )


def _is_mentioned(match: Match, sentence: Sentence) -> bool:
    """Find words that are talked about, not used: they stand in quotation marks."""
    lower = sentence.tokens.lower
    inside = match.start > 0 and match.end + 1 < len(lower)
    return inside and lower[match.start - 1] in QUOTES and lower[match.end + 1] in QUOTES


def _is_about_nobody(match: Match, sentence: Sentence) -> bool:
    """Find agents of whom the pattern does not speak, or who are nobody at all."""
    agent, flags, lower = match.agent, match.pattern.flags, sentence.tokens.lower
    if agent is None:
        return False
    if agent.kind in (WE, ME):
        return "others" in flags
    if agent.kind == UNKNOWN:
        return "human" not in flags
    if agent.kind == NOBODY:
        return agent.start > 0 and lower[agent.start - 1] in ("that", "which", "who")
    asks = "question" in flags or lower[0] in ("what", "why", "how", "who")
    return agent.kind == THEY and not asks and not _they_are_people(sentence, agent.start)


def _lacks_what_its_flags_ask_for(match: Match, sentence: Sentence) -> bool:
    flags = match.pattern.flags
    return (
        ("question" in flags and "?" not in sentence.tokens.lower)
        or ("people" in flags and not _has_people(sentence))
        or ("deliberate" in flags and _serves_a_purpose(match, sentence))
        or ("excused" in flags and gives_reason(sentence, match.end))
    )


def _is_taken_back(match: Match, sentence: Sentence) -> bool:
    """Find denials, modal verbs, conditions, and passives that tell what happened to somebody."""
    agent, flags, between = match.agent, match.pattern.flags, match.between
    if agent is None or not match.pattern.has_subject:
        return "negated" not in flags and is_denied(sentence, match.start)
    following = sentence.tokens.lower[match.end + 1 : match.end + 2]
    return (
        following in (["nothing"], ["no"], ["none"])
        or (agent.start > 0 and is_denied(sentence, agent.start, DOUBTS))
        or _is_passive(match, sentence)
        or ("negated" not in flags and any(word in words.NEGATIONS for word in between))
        or ("modal" not in flags and any(word in words.MODALS for word in between))
        or (flags.isdisjoint(("generic", "modal")) and _is_condition(match, agent, sentence))
    )


PAST_AUXILIARIES = frozenset(("had", "has", "have", "was", "were", "did", "been"))
BE = frozenset("is are was were be been being 's".split())


def _is_passive(match: Match, sentence: Sentence) -> bool:
    """Find what happened to somebody: `the engineer was not paged`."""
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


def _is_condition(match: Match, agent: Agent, sentence: Sentence) -> bool:
    """`If somebody deletes the row`, `engineers forget it`: what may happen, told of nobody in particular."""
    lower = sentence.tokens.lower
    verb = lower[match.verb] if match.verb < len(lower) else ""
    before = lower[agent.start - 1] if agent.start else ""
    present = (verb.endswith("s") and not verb.endswith("ss")) or _is_base(verb)
    if match.between:
        present = present and PAST_AUXILIARIES.isdisjoint(match.between)
    if before in CONDITIONS and present:
        return True
    return before == "if" and agent.kind in (SOMEONE, YOU, CUSTOMER)


def _is_base(verb: str) -> bool:
    return verb not in past_forms(verb)[0] and not verb.endswith(("ed", "ing"))
