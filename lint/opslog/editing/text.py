"""The bytes of a record as places where something is put, taken out or exchanged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opslog.positions import Offsets
from opslog.span import Span


class Edit(NamedTuple):
    """Other text, its lines ended by line feeds, instead of what stands from one byte up to, not including, another."""

    start: int
    end: int
    text: str


class Text:
    """A record's bytes, and the edits to make to them, in places counted in lines and columns."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.offsets = Offsets(raw)
        first_end = next((end for end in (b"\r\n", b"\n", b"\r") if end in raw), b"\n")
        self.line_end = b"\r\n" if b"\r\n" in raw[: raw.find(b"\n") + 1] else first_end
        self.line_count = len(self.offsets.starts) - 1

    def line(self, number: int) -> str:
        """Give a line without its end; lines count from 1."""
        start, end = self.offsets.starts[number - 1 : number + 1]
        return self.raw[start:end].decode().rstrip("\r\n")

    def lines_below(self, number: int, lines: Iterable[str]) -> Edit:
        """Put lines below a line; 0 is the top."""
        place = self.offsets.starts[min(number, self.line_count)]
        if number and place == len(self.raw) and not self.raw.endswith((b"\n", b"\r")):
            return Edit(place, place, "".join(f"\n{line}" for line in lines))
        return Edit(place, place, "".join(f"{line}\n" for line in lines))

    def lines_instead(self, first: int, last: int, lines: Iterable[str]) -> Edit:
        """Put lines in the place of others, both ends included."""
        start, end = self.offsets.starts[first - 1], self.offsets.starts[last]
        return Edit(start, end, "".join(f"{line}\n" for line in lines))

    def words_instead(self, span: Span, words: str) -> Edit:
        """Put words in the place of others."""
        return Edit(self.offsets.of(span.line, span.column), self.offsets.of(span.end_line, span.end_column), words)

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Make the edits, which do not overlap; of two at one place the first comes first."""
        parts, done = [], 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            parts += [self.raw[done : edit.start], edit.text.encode().replace(b"\n", self.line_end)]
            done = edit.end
        return b"".join((*parts, self.raw[done:]))
