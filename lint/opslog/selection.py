"""Which rules look, and how loudly they speak."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.finding import LEVELS
from opslog.rule import FAMILIES, Rule, all_rules, find_rules


class Selection(NamedTuple):
    """Which rules look: `select` narrows, `ignore` takes away, and nothing below `level` is looked for."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: str = "warning"


def chosen_rules(config: Config, selection: Selection) -> tuple[Rule, ...]:
    """Pick the rules that look, each with its configured level. Raises OpslogError for a rule there is not."""
    select = codes_of(selection.select or config.lint.select or tuple(FAMILIES), "select")
    ignore = codes_of((*config.lint.ignore, *selection.ignore), "ignore")
    levels = {code: level for name, level in config.lint.levels.items() for code in codes_of((name,), "levels")}
    loud = LEVELS[: LEVELS.index(selection.level) + 1]
    chosen = []
    for code, one in all_rules().items():
        # A rule named by its own code is wanted, however quiet it is.
        named = code in {name.upper() for name in selection.select} or one.name in selection.select
        level = levels.get(code, one.level)
        if code in select and code not in ignore and (level in loud or named):
            quietest = LEVELS[-1] if named else selection.level
            chosen.append(one._replace(level=level, configured=code in levels, quietest=quietest))
    return tuple(chosen)


def codes_of(selectors: Iterable[str], where: str) -> set[str]:
    """Name the rules that selectors mean by their codes. Raises OpslogError for a rule there is not."""
    codes: set[str] = set()
    for selector in selectors:
        rules = find_rules(selector)
        if not rules and selector.upper() not in FAMILIES:
            from opslog.suggestion import did_you_mean

            known = [*all_rules(), *FAMILIES, *(one.name for one in all_rules().values())]
            raise OpslogError(f"{where}: there is no rule `{selector}`; {did_you_mean(selector, known)}")
        codes.update(one.code for one in rules)
    return codes
