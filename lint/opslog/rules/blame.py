"""Lets the reader of blame speak for the BL rules."""

from __future__ import annotations

from collections.abc import Iterable

from opslog.blame.reader import read_blame
from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import reader


@reader("BL")
def blame(record: Record, config: Config, codes: frozenset[str]) -> Iterable[tuple[str, Remark]]:
    """Read every sentence of a record."""
    return read_blame(record, codes)
