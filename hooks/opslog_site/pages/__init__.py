"""The kinds of pages. Each module here has one function, `pages`: the site in, its pages out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from opslog_site.page import Page
from opslog_site.site import Site


def all_pages(site: Site) -> Iterator[Page]:
    """Make every page of the site, kind by kind."""
    for module in iter_modules(__path__):
        yield from import_module(f"{__name__}.{module.name}").pages(site)
