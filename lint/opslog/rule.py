"""What a rule is, and the registry that knows them all.

A rule is a function under `rules/`. Its decorator gives code, name and level; its docstring is its page: one sentence,
then the headings of PAGE_HEADINGS. `opslog explain`, the site and every finding's link read that one text.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from opslog import rules
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.finding import LEVELS, Remark
from opslog.log import Log
from opslog.record import Record

FAMILIES = {
    "BL": "Blame",
    "FM": "Frontmatter",
    "SC": "Sections",
    "TL": "Timeline",
    "RO": "Roles",
    "MT": "Mitigation",
    "FU": "Follow-ups",
    "CM": "Communication",
    "AN": "Announcements",
    "CL": "Closing",
    "RV": "Review",
    "RD": "Readability",
    "HP": "House phrases",
    "SE": "Secrets",
    "SU": "Suppressions",
}
"""What the two letters of a code stand for."""

PAGE_HEADINGS = ("## Why it matters", "## What to write instead", "## Example")

RecordCheck = Callable[[Record, Config], Iterable[Remark]]
Reader = Callable[[Record, Config, frozenset[str]], Iterable[tuple[str, Remark]]]
"""A second kind of check: it reads a record once and speaks for the rules with these codes, naming each."""
LogCheck = Callable[[Log, Config], Iterable[tuple[Record, Remark]]]


class Rule(NamedTuple):
    """One rule: `check` looks at a record, `check_log` at all of them; neither where a reader or the engine looks.

    Whether its level is `configured`, and the `quietest` of its remarks that is wanted, is known once it is chosen. One
    that `fixes` yields remarks with a fix.
    """

    code: str
    name: str
    level: str
    page: str
    check: RecordCheck | None = None
    check_log: LogCheck | None = None
    configured: bool = False
    quietest: str = "info"
    fixes: bool = False

    @property
    def family(self) -> str:
        """The family the code belongs to, in words."""
        return FAMILIES[self.code[:2]]

    @property
    def standing(self) -> str:
        """Its family and level in words, and whether it can be fixed."""
        return f"{self.family}, {self.level}{', fixed by `opslog lint --fix`' if self.fixes else ''}"

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n", 1)[0]


_RULES: dict[str, Rule] = {}
_READERS: dict[str, Reader] = {}


def rule(code: str, name: str, level: str, *, fixes: bool = False) -> Callable[[RecordCheck], RecordCheck]:
    """Register a function that looks at one record."""

    def register(check: RecordCheck) -> RecordCheck:
        _register(Rule(code, name, level, inspect.cleandoc(check.__doc__ or ""), check=check, fixes=fixes))
        return check

    return register


def log_rule(code: str, name: str, level: str) -> Callable[[LogCheck], LogCheck]:
    """Register a function that looks at all records together."""

    def register(check: LogCheck) -> LogCheck:
        _register(Rule(code, name, level, inspect.cleandoc(check.__doc__ or ""), check_log=check))
        return check

    return register


def reader(family: str) -> Callable[[Reader], Reader]:
    """Register the reader that speaks for the rules of a family."""

    def register(read: Reader) -> Reader:
        _READERS[family] = read
        return read

    return register


def all_readers(config: Config) -> tuple[tuple[str, Reader], ...]:
    """Give the readers with the family each speaks for: ours, then those that the configuration names.

    Raises OpslogError for one that is not installed.
    """
    all_rules()
    return (*_READERS.items(), *(("", _installed(name)) for name in config.lint.readers))


@cache
def _installed(name: str) -> Reader:
    """Load a reader that a package offers as entry point `opslog.readers`; unless told otherwise it speaks at info."""
    from importlib.metadata import entry_points

    offered = entry_points(group="opslog.readers")
    if name not in offered.names:
        raise OpslogError(
            f"lint.readers: no installed package offers a reader `{name}`; it is an entry point opslog.readers"
        )
    read: Reader = offered[name].load()

    def quietly(record: Record, config: Config, codes: frozenset[str]) -> Iterator[tuple[str, Remark]]:
        for code, remark in read(record, config, codes):
            yield code, remark._replace(source=name, level=remark.level or LEVELS[-1])

    return quietly


def register_page(code: str, name: str, level: str, page: str) -> None:
    """Register a rule for which a reader speaks, not a function of its own."""
    _register(Rule(code, name, level, inspect.cleandoc(page)))


def _register(new: Rule) -> None:
    if new.code in _RULES or any(new.name == old.name for old in _RULES.values()):
        raise AssertionError(f"{new.code} {new.name}: code and name of a rule are its own")
    if new.level not in LEVELS or new.code[:2] not in FAMILIES:
        raise AssertionError(f"{new.code}: unknown level or family")
    _RULES[new.code] = new


@cache
def all_rules() -> Mapping[str, Rule]:
    """Load every rule module and return the rules by code, in order."""
    for module in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return dict(sorted(_RULES.items()))


def find_rules(selector: str) -> tuple[Rule, ...]:
    """Find the rules a code, a family or a name means; none where nothing is called so."""
    wanted = selector.strip()
    if wanted.upper() in FAMILIES:
        return tuple(one for code, one in all_rules().items() if code.startswith(wanted.upper()))
    return tuple(one for code, one in all_rules().items() if wanted.upper() == code or wanted.casefold() == one.name)


def reported(record: Record, name: str) -> Iterable[Remark]:
    """Turn what reading noted under a rule's name into that rule's remarks."""
    return [Remark(p.span, p.message, p.instead, fix=p.fix) for p in record.problems if p.rule == name]
