"""The ledger as text for others: a format is one module here with a function `report`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from opslog.ledger import LedgerEntry


class Listing(NamedTuple):
    """Entries to be listed, in their order; the day they are listed, and how many records were read for them."""

    entries: Sequence[LedgerEntry]
    today: date
    records: int


def formats() -> list[str]:
    """Name the formats there are."""
    return [module.name for module in iter_modules(__path__)]


def report_of(name: str) -> Callable[[Listing], str]:
    """Find the report function of a format."""
    report: Callable[[Listing], str] = import_module(f"{__name__}.{name}").report
    return report
