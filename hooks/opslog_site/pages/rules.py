"""The rules of the linter: a page each, from the rule's own text, and their list."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.rule import FAMILIES, Rule, all_rules
from opslog_site.page import Page
from opslog_site.site import RULES, Site
from opslog_site.templating import render


def pages(site: Site) -> Iterator[Page]:
    """Make the list and a page for every rule."""
    rules = list(all_rules().values())
    families = [(name, [one for one in rules if one.code.startswith(letters)]) for letters, name in FAMILIES.items()]
    yield Page(
        RULES,
        render(
            "rules.md.j2",
            families=[(name, _linked(site, members)) for name, members in families if members],
            levels=site.config.lint.levels,
        ),
    )
    for one in rules:
        yield Page(_page_of(one), render("rule.md.j2", rule=one, index=site.address(_page_of(one), RULES)))


def _page_of(one: Rule) -> str:
    return f"rules/{one.code}.md"


def _linked(site: Site, members: list[Rule]) -> list[tuple[Rule, str]]:
    return [(one, site.address(RULES, _page_of(one))) for one in members]
