"""Cells of a spreadsheet: CSV as RFC 4180 has it, in which nothing is a formula.

A cell that a spreadsheet would read as a formula gets an apostrophe in front: owasp.org, "CSV injection".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from opslog.files import printable

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row(values: Iterable[object]) -> str:
    """Write the line of a row, with its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([cell(value) for value in values])
    return text.getvalue()


def cell(value: object) -> str:
    """Write a value as one line; several values stand with commas between them, nothing is an empty cell.

    >>> cell(["search", "price feed"]), cell(True), cell(None), cell("=1+1")
    ('search, price feed', 'yes', '', "'=1+1")
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        value = ", ".join(value)
    text = "" if value is None else printable(" ".join(str(value).split()))
    return f"'{text}" if text.startswith(FORMULA) else text
