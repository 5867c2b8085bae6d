"""The glossary: the words of the field that these pages use, each with its meaning in a line."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.glossary import GLOSSARY as GROUPS
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.site import GLOSSARY, Site
from opslog_site.templating import render


def pages(_site: Site) -> Iterator[Plan]:
    """Plan the glossary: nothing in a log changes it."""
    yield Plan(GLOSSARY, lambda: Page(GLOSSARY, render("glossary.md.j2", groups=GROUPS)), "", is_prose=True)
