"""Templates: Jinja2 with everything escaped that is not marked as safe."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from opslog.glossary import MEANINGS
from opslog.times import Moment, duration_text, when, zone_name
from opslog_site.page import HTML_END, HTML_START


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("opslog_site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"duration": _duration, "when": when, "iso": iso, "zone": zone_name}
    environment.filters |= {"heading": heading, "tab_title": tab_title, "thousands": "{:,}".format}
    environment.globals |= {"html": Markup(HTML_START), "end": Markup(HTML_END)}  # noqa: S704 - our own two comments
    environment.globals["meanings"] = MEANINGS
    return environment


def render(template: str, **values: Any) -> str:
    """Fill in a template."""
    return _environment().get_template(template).render(**values)


def _duration(span: timedelta | None) -> str:
    return "" if span is None else duration_text(span)


def iso(moment: Moment) -> str:
    """Write a moment for `<time datetime>`: UTC, or the bare date."""
    return f"{moment.local:%Y-%m-%d}" if moment.whole_day else f"{moment.at:%Y-%m-%dT%H:%M:%SZ}"


def heading(text: str) -> Markup:
    """Write an author's words as a heading: what markdown or HTML would act on stands as itself."""
    return Markup("".join(char if char.isalnum() or char in " ," else f"&#{ord(char)};" for char in text))  # noqa: S704


def tab_title(text: str) -> Markup:
    """Write an author's words as the page's title in the browser's tab.

    Themes strip tags from it and decode what is left, so that escaping does not last: angle brackets become others.
    """
    return heading(text.replace("<", "‹").replace(">", "›"))
