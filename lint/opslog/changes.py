"""Whether a record says that a change caused it: by a tag, or in a sentence of its story.

The sentence ties a change (a deploy, an upgrade, a migration …) to the harm by a causal phrase. Only phrases that leave
little doubt are listed: a record that tells it in other words is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opslog.config import Config
from opslog.prose import Sentence, prose_of, sentences
from opslog.record import Record

TOLD_IN = ("summary", "what-happened")
LONGEST = 600
"""Characters; what has no full stop for longer is a list or a paste, and no sentence to draw conclusions from."""

WORD = r"[\w'’./#%&+-]{1,40}"


def _words(most: int) -> str:
    """Give the pattern of up to so many words with a space behind each."""
    return rf"(?:{WORD} ){{0,{most}}}"


CHANGE = (
    r"(?:(?:(?:re)?deploy(?:s|ments?|ed)?|releases?|roll-?outs?|upgrades?|migrations?|version bumps?|updates?|merges?|"
    r"pull requests?|(?:new|latest) (?:version|image|build|configuration|config)|(?:feature )?flags?|"
    r"(?:config(?:uration)?|code|schema|rule|settings?|dependency|infrastructure|dns|firewall) changes?|"
    r"(?:our|this|that|an?) changes?)\b"
    # What deploys, and what is deployed, are no changes.
    r"(?! (?:process(?:es)?|pipelines?|tools?|plans?|notes|times?|requires?|needs?|responds?|responded|in front of)\b))"
)
CHANGE_SIGNS = (
    "deploy", "release", "roll", "upgrade", "migration", "bump", "update", "merge", "pull r", "version", "image",
    "build", "config", "flag", "change",
)  # fmt: skip
"""What a text with a change in it holds, in lower case: a look before the patterns."""
DETERMINER = r"(?:an?|the|this|that|our|its|their|one|yesterday['’]s|today['’]s|[\w-]{1,30}['’]s)"
OF_IT = (
    r"(?:(?!(?:an?|the|for|to|by|with|at|and|or|of|in|on|from|about|between|before|that|which|than|missing|"
    rf"insufficient|incomplete|late)\b){WORD} ){{0,4}}"
)
"""The words between an article and its noun: `the first production …`."""
FAULT = r"(?:bugs?|mistakes?|errors?|typos?|regressions?|faults?|defects?|flaws?|leaks?)"
FAULT_IN = rf"(?:(?:an? |the )?{OF_IT}{FAULT} (?:introduced )?(?:in|with|by|from|during) )?"
THING = rf"(?:{DETERMINER} )?{OF_IT}{CHANGE}"
ITS = rf"(?:{DETERMINER} {OF_IT})?"
DID = (
    r"(?:caus|introduc|trigger)(?:es|ed|s)|broke|breaks|(?:led|leads|resulted|results) (?:to|in)|"
    r"(?:took|takes|brought|brings) down|knocked out"
)
HARM = (
    r"\b(?:errors?|fail(?:s|ed|ing|ures?)?|outages?|unavailable|inaccessible|unreachable|unresponsive|down(?:time)?|"
    r"crash(?:es|ed|ing)?|broken?|breaks|slow(?:er)?|time-?outs?|timed out|unable|could(?:n['’]t| not)|can(?:no|['’])t|"
    r"degraded|lost|wrong|missing|unusable|bugs?|impacted|affected|disrupt(?:ed|ion)|incidents?|refused|rejected|"
    r"cordoned|forbidden|5\d\d|40[034])\b"
)

CAUSES = (
    # … was caused by the upgrade
    rf"\b(?:caused|triggered|introduced|broken|brought on|provoked) (?:by|in|with|during|through) {FAULT_IN}{THING}",
    # … due to a bug in the release
    rf"\b(?:due to|because of|as a result of|result(?:s|ed)? (?:of|from)|traced (?:back )?to) {FAULT_IN}{THING}",
    # The root cause was a bad migration
    rf"\b(?:root cause|cause|trigger|culprit) (?:of {_words(5)})?(?:was|is) {FAULT_IN}{THING}",
    # A deploy of the search service took down …
    rf"\b{ITS}{CHANGE} {_words(8)}(?:{DID})\b",
    # The new release contained a bug
    rf"\b{ITS}{CHANGE} {_words(8)}(?:had|has|contained|contains|included) (?:an? )?{_words(3)}{FAULT}\b",
)
"""Phrases in which the change is said to have done it."""
AT_THE_TIME = (
    r"(?:\A|\b(?<!hours )(?<!days )(?<!weeks )(?<!months )(?=\w{5,9} " + DETERMINER + r" ))"
    rf"(?:after|following|during|since) {THING}"
)
"""A phrase that says so only where the sentence tells of harm as well."""
NOT_SO = (
    r"\b(?:no|not|never|nor|neither|without|unrelated|ruled? out|rules out|unlikely|coincidence|suspect(?:ed|s)?|"
    r"assum(?:ed|es?)|believed|thought|at first|initially|looked (?:as|like)|might|may|could have|would(?:n['’]t)?|"
    r"in case|prevent(?:s|ed)?|avoid(?:s|ed)?)\b|n['’]t\b"
)
"""In the clause of the phrase, up to its end: the sentence denies or doubts."""
SUPPOSED = r"\b(?:if|unless|whether)\b"
"""Anywhere before the phrase: the sentence supposes."""
MENDED = (
    r"\b(?:(?:hot-?)?fix(?:es|ed)?|patch(?:es)?|roll(?:ed)?[ -]?backs?|revert(?:s|ed)?|recover(?:y|ed|s)|resolved|"
    r"restored|mended|healthy|back to normal|as usual|no longer|went away|disappeared|cleared|improved|"
    r"(?:errors?|failures?|alerts?|crashes|time-?outs) (?:stopped|ended|ceased|fell|dropped))\b"
)
"""A change that ended the harm. In a sentence that only places the harm after it, either may be meant."""

CAUSE_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in CAUSES)
TIME_PATTERN = re.compile(AT_THE_TIME, re.IGNORECASE)
HARM_PATTERN = re.compile(HARM, re.IGNORECASE)
NOT_SO_PATTERN = re.compile(NOT_SO, re.IGNORECASE)
SUPPOSED_PATTERN = re.compile(SUPPOSED, re.IGNORECASE)
MENDED_PATTERN = re.compile(MENDED, re.IGNORECASE)


class CausingChange(NamedTuple):
    """What says that a change caused it: a tag, or the words of a sentence and the sentence."""

    words: str
    sentence: Sentence | None = None


def causing_change(record: Record, config: Config) -> CausingChange | None:
    """Find what says that a change caused the incident: a tag of `mitigation.change_tags`, else the first sentence."""
    tags = {tag.casefold() for tag in config.mitigation.change_tags}
    tagged = next((tag for tag in record.facts.tags if tag.casefold() in tags), None)
    return CausingChange(tagged) if tagged else next(told_changes(record), None)


def told_changes(record: Record) -> Iterator[CausingChange]:
    """Find the sentences of Summary and What happened that say so."""
    for section in record.sections:
        if section.name not in TOLD_IN:
            continue
        for passage in prose_of(section.lines):
            folded = passage.raw.lower()
            if not any(sign in folded for sign in CHANGE_SIGNS):
                continue
            for sentence in sentences(passage):
                words = causing_words(sentence.text)
                if words:
                    yield CausingChange(words, sentence)


def causing_words(sentence: str) -> str | None:
    """Find the words by which a sentence says that a change did it.

    >>> causing_words("After a deployment, most users were getting errors.")
    'After a deployment'
    >>> causing_words("It was not caused by the deployment.") is None
    True
    """
    if len(sentence) > LONGEST or sentence.rstrip().endswith("?"):
        return None
    for pattern in CAUSE_PATTERNS:
        for found in pattern.finditer(sentence):
            if not _denied(sentence, found) and not MENDED_PATTERN.search(found[0]):
                return found[0]
    for found in TIME_PATTERN.finditer(sentence):
        rest = sentence[: found.start()] + sentence[found.end() :]
        if HARM_PATTERN.search(rest) and not _denied(sentence, found) and not MENDED_PATTERN.search(sentence):
            return found[0]
    return None


def _denied(sentence: str, found: re.Match[str]) -> bool:
    """Whether the sentence denies, doubts or supposes what the phrase says."""
    clause = max(sentence.rfind(sign, 0, found.start()) for sign in ",;:")
    doubted = NOT_SO_PATTERN.search(sentence, clause + 1, found.end())
    return bool(doubted or SUPPOSED_PATTERN.search(sentence, 0, found.start()))
