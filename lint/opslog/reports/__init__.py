"""Reports: findings in, text out. A format is one module here with a function `report`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pkgutil import iter_modules

from opslog.finding import Finding

Report = Callable[[Sequence[Finding]], str]


def formats() -> list[str]:
    """Name the formats there are."""
    return [module.name for module in iter_modules(__path__)]


def report_of(name: str) -> Report:
    """Find the report function of a format."""
    report: Report = import_module(f"{__name__}.{name}").report
    return report
