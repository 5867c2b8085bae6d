"""What opslog says of one sentence, for measuring."""

from __future__ import annotations

from functools import cache

from opslog.blame.people import People
from opslog.blame.reader import read_text
from opslog.blame.registry import Where
from opslog.finding import LEVELS
from opslog.prose import masked
from opslog.rule import all_rules


@cache
def blame_codes() -> frozenset[str]:
    """Name the blame rules."""
    return frozenset(code for code in all_rules() if code.startswith("BL"))


def remarks(text: str, names: tuple[str, ...], section: str | None, *, weighed: bool = True) -> list[tuple[str, str]]:
    """Give code and level of everything said of a sentence, with or without the second reader."""
    codes = blame_codes() if weighed else blame_codes() - {"BL505"}
    found = read_text(masked(text), People.of(names), Where(section), codes)
    return [(one.code, one.level) for one in found]


def judge(
    text: str, names: tuple[str, ...], section: str | None, *, weighed: bool = True, level: str = "warning"
) -> bool:
    """Whether something at this level or louder is said of a sentence."""
    loud = LEVELS[: LEVELS.index(level) + 1]
    return any(told in loud for _, told in remarks(text, names, section, weighed=weighed))
