"""Reports: findings in, text out. A format is one module here with a function `report`."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from opslog.report import Report

FOR_PEOPLE = frozenset({"text", "concise", "github"})
"""Formats that other lines may stand around."""
SURROGATES = re.compile("[\ud800-\udfff]")
"""Half characters: YAML can spell them, UTF-8 cannot."""


def formats() -> list[str]:
    """Name the formats there are."""
    return [module.name.replace("_", "-") for module in iter_modules(__path__)]


def write_report(report: Report, name: str) -> str:
    """Write a report in a format."""
    write: Callable[[Report], str] = import_module(f"{__name__}.{name.replace('-', '_')}").report
    return SURROGATES.sub("\N{REPLACEMENT CHARACTER}", write(report))
