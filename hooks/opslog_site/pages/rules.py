"""The rules of the linter: a page each, from the rule's own text, and their list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from opslog.rule import FAMILIES, Rule, all_rules
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.site import RULES, Site
from opslog_site.templating import render


def pages(site: Site) -> Iterator[Plan]:
    """Plan the list and a page for every rule: nothing in a log changes them."""
    yield Plan(RULES, partial(_list, site), "", is_prose=True)
    for one in all_rules().values():
        yield Plan(_page_of(one), partial(_page, site, one), "", is_prose=True)


def _list(site: Site) -> Page:
    rules = list(all_rules().values())
    families = [(name, [one for one in rules if one.code.startswith(letters)]) for letters, name in FAMILIES.items()]
    shown = [(name, _linked(site, members)) for name, members in families if members]
    return Page(RULES, render("rules.md.j2", families=shown, levels=site.config.lint.levels))


def _page(site: Site, rule: Rule) -> Page:
    path = _page_of(rule)
    return Page(path, render("rule.md.j2", rule=rule, index=site.address(path, RULES)))


def _page_of(one: Rule) -> str:
    return f"rules/{one.code}.md"


def _linked(site: Site, members: list[Rule]) -> list[tuple[Rule, str]]:
    return [(one, site.address(RULES, _page_of(one))) for one in members]
