"""Places in a record, counted as others count them: in bytes of the file, in bytes of a line."""

from __future__ import annotations

import re

from opslog.source import BYTE_ORDER_MARK

LINE_END = re.compile(rb"\r\n|\r|\n")


def byte_column(line: str, column: int) -> int:
    """Count a column, 1-based in code points, in bytes of UTF-8 instead, 1-based too.

    >>> byte_column("ärger", 2)
    3
    """
    return len(line[: column - 1].encode()) + 1


class Offsets:
    """Where lines and columns of a file lie among its bytes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        mark = BYTE_ORDER_MARK.encode()
        first = len(mark) if raw.startswith(mark) else 0
        self.starts = [first, *(end.end() for end in LINE_END.finditer(raw)), len(raw)]

    def of(self, line: int, column: int) -> int:
        """Count the bytes before a place; both are 1-based, the column in code points."""
        start, end = self.starts[line - 1 : line + 1]
        return start + byte_column(self.raw[start:end].decode(), column) - 1
