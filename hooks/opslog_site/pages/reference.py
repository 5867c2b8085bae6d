"""Reference pages, written from the tables that the code itself reads: they cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.reference import commands_page, fields_page, settings_page
from opslog_site.page import Page
from opslog_site.site import Site
from opslog_site.templating import render


def pages(_site: Site) -> Iterator[Page]:
    """Make the pages on the record format, the configuration and the commands."""
    yield Page("reference/record-format.md", render("record-format.md.j2", fields=fields_page()))
    yield Page("reference/configuration.md", render("configuration.md.j2", settings=settings_page()))
    yield Page("reference/commands.md", render("commands.md.j2", commands=commands_page()))
