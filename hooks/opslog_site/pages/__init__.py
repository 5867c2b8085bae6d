"""The kinds of pages. Each module here has one function, `pages`: the site in, its pages out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from opslog.cores import on_two_cores
from opslog_site.page import Page
from opslog_site.plan import Plan, planned
from opslog_site.site import Site


def all_plans(site: Site) -> Iterator[Plan]:
    """Plan every page of the site, kind by kind."""
    for module in iter_modules(__path__):
        yield from planned(import_module(f"{__name__}.{module.name}").pages(site))


def all_pages(site: Site) -> list[Page]:
    """Make every page of the site."""
    return on_two_cores(lambda plan: plan.make(), list(all_plans(site)))
