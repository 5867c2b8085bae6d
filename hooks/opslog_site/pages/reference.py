"""Reference pages, written from the tables that the code itself reads: they cannot go stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from opslog.reference import commands_page, fields_page, settings_page
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.site import Site
from opslog_site.templating import render


def pages(_site: Site) -> Iterator[Plan]:
    """Plan the pages on the record format, the configuration and the commands: nothing in a log changes them."""
    for path, make in PAGES.items():
        yield Plan(path, partial(_page, path, make), "", is_prose=True)


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/record-format.md": lambda: render("record-format.md.j2", fields=fields_page()),
    "reference/configuration.md": lambda: render("configuration.md.j2", settings=settings_page()),
    "reference/commands.md": lambda: render("commands.md.j2", commands=commands_page()),
}


def _page(path: str, make: Callable[[], str]) -> Page:
    return Page(path, make())
