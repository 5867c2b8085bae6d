"""How a blame rule is written: a page, its patterns, and a function that says what is wrong with what they find."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from opslog.blame.heads import Sentence
from opslog.blame.matching import Match
from opslog.blame.pattern import SLOTS
from opslog.blame.weigh import Weighed
from opslog.rule import register_page


class Where(NamedTuple):
    """Where a sentence stands: the canonical name of its section ("title" for the title), None in the author's own."""

    section: str | None = None

    @property
    def is_remedy(self) -> bool:
        """Whether work or lessons are told here."""
        return self.section in ("follow-ups", "lessons-learned", "recovery")


class Saying(NamedTuple):
    """What a rule says of a sentence: the remark, the question or rewrite, and a level if not the rule's own."""

    message: str
    instead: str
    level: str | None = None


def quoted(match: Match, sentence: Sentence, most: int = 14) -> str:
    """Give the words that were found, at most the first `most` of them."""
    end = min(match.end, match.start + most - 1)
    return sentence.words(match.start, end) + ("…" if end < match.end else "")


Judge = Callable[[Match, Sentence, Where], Saying | None]


class BlameRule(NamedTuple):
    """One blame rule: the files of its `phrases`, and the `kinds` of somebody it speaks of."""

    code: str
    level: str
    phrases: tuple[str, ...]
    kinds: frozenset[str] | None
    judge: Judge


WeighingJudge = Callable[[Weighed, Where], Saying]


class WeighingRule(NamedTuple):
    """The rule that speaks where words weigh enough together."""

    code: str
    level: str
    judge: WeighingJudge


_RULES: list[BlameRule] = []
_WEIGHING: list[WeighingRule] = []


def blame_rule(
    code: str, name: str, level: str, *, phrases: tuple[str, ...] = (), kinds: str | None = None
) -> Callable[[Judge], Judge]:
    """Register a rule about sentences.

    `phrases` are files in `blame/phrases`, by default the one with the rule's code; `kinds` is one of `pattern.SLOTS`.
    """

    def register(judge: Judge) -> Judge:
        register_page(code, name, level, judge.__doc__ or "")
        _RULES.append(BlameRule(code, level, phrases or (code,), SLOTS[kinds] if kinds else None, judge))
        return judge

    return register


def blame_rules() -> tuple[BlameRule, ...]:
    """Give the rules registered so far, in order of their codes."""
    return tuple(sorted(_RULES, key=lambda one: one.code))


def weighing_rule(code: str, name: str, level: str) -> Callable[[WeighingJudge], WeighingJudge]:
    """Register the rule of the second reader."""

    def register(judge: WeighingJudge) -> WeighingJudge:
        register_page(code, name, level, judge.__doc__ or "")
        _WEIGHING.append(WeighingRule(code, level, judge))
        return judge

    return register


def weighing() -> WeighingRule | None:
    """Give the rule of the second reader, once the rules are loaded."""
    return _WEIGHING[0] if _WEIGHING else None
