"""The prose of a record: paragraphs without markup, cut into sentences that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opslog.markdown import BULLET, HEADED, INLINE_CODE, TEXT, Line
from opslog.span import Span
from opslog.tables import read_cells

LINK_TARGET = re.compile(r"\]\([^()\s]{0,800}+(?:\([^()\s]{0,200}+\))?+[^()\s]{0,200}+\)")
ADDRESS = re.compile(r"https?://[^\s<>]{1,800}")
TAG = re.compile(r"<[^<>]{1,300}>")
MASKED = (("](", LINK_TARGET), ("://", ADDRESS), ("<", TAG))
SIGN_WITHIN = re.compile(r"[.!?](?=.*\S)", re.DOTALL)
"""A sign that may end a sentence, with something after it; a text without one is one sentence."""
MARKS = re.compile(r"\*{1,3}|_{2,3}|~~|\[|!\[")
MARKUP = re.compile(r"[`*_~\[<]|://")
"""A sign of markup; a line without one is as it is."""
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]{0,3}[A-Z0-9@])|\Z")
MOST_LINES = 200
"""A longer paragraph is no prose; it is cut here, because finding the place of a sentence counts its lines."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list item: its lines as written."""

    lines: tuple[tuple[int, int, str], ...]  # number in the file, columns skipped, text

    @property
    def raw(self) -> str:
        """The lines as one text, joined by single spaces."""
        return self.lines[0][2] if len(self.lines) == 1 else " ".join([part for _, _, part in self.lines])

    @property
    def text(self) -> str:
        """The same with the markup replaced by spaces, so that columns stay true."""
        return " ".join([masked(part) for _, _, part in self.lines])

    def span(self, start: int, end: int) -> Span:
        """Say where in the file characters `start` to `end` (exclusive) of the text stand."""
        first = self._place(start)
        last = self._place(max(start, end - 1))
        return Span(first[0], first[1], last[0], last[1] + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        for number, skipped, text in self.lines:
            if offset <= len(text):
                return number, offset + skipped + 1
            offset -= len(text) + 1
        number, skipped, text = self.lines[-1]
        return number, skipped + len(text) + 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and where it stands."""

    text: str
    span: Span


def prose_of(lines: Sequence[Line]) -> Iterator[Passage]:
    """Find the passages: no headings, no code, no tables, no quotations, no comments."""
    current: list[tuple[int, int, str]] = []
    for number, text, kind, _ in lines:
        bare = text.lstrip()
        ends = kind != TEXT or not bare or bare[0] in ">|"
        bullet = None if ends or bare[0].isalpha() else BULLET.match(bare)
        if (ends or bullet or len(current) == MOST_LINES) and current:
            yield Passage(tuple(current))
            current = []
        if not ends:
            skipped = len(text) - len(bare) + (bullet.end() if bullet else 0)
            current.append((number, skipped, text[skipped:]))
    if current:
        yield Passage(tuple(current))


def words_beside(lines: Sequence[Line]) -> Iterator[Passage]:
    """Find the headings and the cells of tables that have more than two words, each by itself."""
    for line in lines:
        if line.kind == HEADED:
            title = line.title
            if title.count(" ") > 1:
                yield Passage(((line.number, max(0, line.text.find(title)), title),))
        elif line.kind == TEXT and line.text.lstrip()[:1] == "|":
            for cell in read_cells(line):
                if cell.text.count(" ") > 1:
                    start = cell.span.column - 1
                    yield Passage(((line.number, start, line.text[start : cell.span.end_column - 1]),))


def masked(text: str) -> str:
    """Blank out link targets, addresses, HTML and emphasis marks, each by as many spaces; code becomes one word."""
    if not MARKUP.search(text):
        return text
    # To look for the sign that each pattern needs is quicker than to look for the pattern.
    if "`" in text:
        text = INLINE_CODE.sub(lambda code: "X".ljust(len(code[0])), text)
    for sign, pattern in MASKED:
        if sign in text:
            text = pattern.sub(_blank, text)
    return MARKS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Cut a passage into sentences."""
    text = passage.text
    for start, end in cut(text):
        yield Sentence(" ".join(text[start:end].split()), passage.span(start, end))


def is_one_sentence(text: str) -> bool:
    """Whether nothing within a text can end a sentence."""
    return SIGN_WITHIN.search(text) is None


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Say where each sentence of a text starts and ends."""
    if is_one_sentence(text):
        if text.strip():
            yield len(text) - len(text.lstrip()), len(text)
        return
    start = 0
    for found in SENTENCE_END.finditer(text):
        words = text[start : found.end()]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), found.end()
        start = found.end()
