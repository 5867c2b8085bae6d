"""The lines of a markdown body: which are headings, code, comments or text, and what lists and tables they form.

No rendering and no full CommonMark: just the structure that sections, timelines and follow-ups hang on, in one pass
over the lines, with the position of everything. The pages are rendered by markdown-it-py (`opslog_site`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from opslog.span import Span

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?\Z")
FENCE_OPEN = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)\Z")
BULLET = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]+)(?=\S)|[ \t]*\Z)")
UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
LIST_STARTS = frozenset(" -*+0123456789")
INLINE_CODE = re.compile(r"(?P<ticks>`{1,8})(?!`)[^`]{1,500}(?P=ticks)(?!`)")
SAFE_IN_ADDRESS = ":/?#@!$&'*+,;=%~-._"
"""What stays as it is in the address of a link: neither brackets nor anything that markdown reads."""
CODE_OR_COMMENT = re.compile(rf"{INLINE_CODE.pattern}|(?s:<!--(?:.*?-->|.*))")
"""Whichever starts first: a comment sign in code opens no comment, and a backtick in a comment no code."""

TEXT, CODE, COMMENT, HEADED = "text", "code", "comment", "heading"


class Line(NamedTuple):
    """One line of the body: its number in the file, its text, what it is, and its level if it is a heading."""

    number: int
    text: str
    kind: str = TEXT
    level: int = 0

    @property
    def title(self) -> str:
        """The words of a heading."""
        found = HEADING.match(self.text)
        if found is None:
            return self.text.strip()
        words = (found[2] or "").partition("<!--")[0].strip()
        without = words.rstrip("#")
        return without.rstrip() if without[-1:] in {"", " ", "\t"} else words

    @property
    def title_span(self) -> Span:
        """Where the words of a heading stand."""
        found = HEADING.match(self.text)
        start = self.text.find(self.title, found.end(1) if found else 0)
        return Span.on_line(self.number, start + 1, len(self.title))

    @property
    def span(self) -> Span:
        """The line without its surrounding spaces."""
        stripped = self.text.strip()
        return Span.on_line(self.number, self.text.find(stripped) + 1 if stripped else 1, len(stripped))


def read_lines(lines: Sequence[str], first_number: int) -> tuple[Line, ...]:
    """Classify the lines of a body. `first_number` is the number in the file of the first one."""
    read: list[Line] = []
    fence = ""
    in_comment = in_list = False
    for number, text in enumerate(lines, first_number):
        kind, level = TEXT, 0
        if fence:
            kind, fence = CODE, "" if _closes(text, fence) else fence
        elif in_comment:
            in_comment, kind = _after_comment(text, in_comment)
        elif not text or (text[0].isalpha() and "<!--" not in text):
            # Nearly every line: behind a letter nothing begins but a comment.
            in_list = in_list and bool(not text or read[-1].text.strip())
            read.append(Line(number, text))
            continue
        elif not in_list and _is_indented_code(text, read):
            kind = CODE
        elif ("```" in text or "~~~" in text) and (opened := _opens(text)):
            kind, fence = CODE, opened
        elif "#" in text[:4] and (found := HEADING.match(text)):
            kind, level = HEADED, len(found[1])
            in_comment, _ = _after_comment(text, in_comment)
        elif "<!--" in text:
            in_comment, kind = _after_comment(text, in_comment)
        elif text[:1] in "=- " and UNDERLINE.match(text) and read and _can_be_underlined(read[-1]):
            above = read[-1]
            read[-1] = Line(above.number, above.text, HEADED, 1 if "=" in text else 2)
            kind = COMMENT  # the underline itself is no text
        in_list = in_list_below(in_list, text, kind, read)
        read.append(Line(number, text, kind, level))
    return tuple(read)


def _is_indented_code(text: str, above: Sequence[Line]) -> bool:
    if text[:4] != "    " and text[:1] != "\t":
        return False
    return not above or above[-1].kind != TEXT or not above[-1].text.strip()


def in_list_below(in_list: bool, text: str, kind: str, above: Sequence[Line]) -> bool:
    """Say whether an indented line below this one would belong to a list."""
    if not text or not (in_list or text[0] in LIST_STARTS):
        return in_list
    if kind == TEXT and BULLET.match(text):
        return True
    if not in_list or text[0] in " \t":
        return in_list
    # A line at the margin ends the list, unless it goes on with the words of the line above.
    return kind == TEXT and bool(above) and bool(above[-1].text.strip())


def _closes(text: str, fence: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= len(fence) and not stripped.strip(fence[0])


def _opens(text: str) -> str:
    found = FENCE_OPEN.match(text.lstrip())
    if found is None or (found[1][0] == "`" and "`" in found[2]):
        return ""
    return found[1]


def _after_comment(text: str, in_comment: bool) -> tuple[bool, str]:
    """Say whether a comment is still open after this line, and whether the line is only comment."""
    rest = text
    if in_comment:
        _, end, rest = text.partition("-->")
        if not end:
            return True, COMMENT
    if "<!--" not in rest:
        return False, TEXT if rest.strip() else COMMENT
    parts = list(CODE_OR_COMMENT.finditer(rest))
    in_comment = bool(parts) and parts[-1]["ticks"] is None and not parts[-1][0].endswith("-->")
    return in_comment, TEXT if without_comments(rest).strip() else COMMENT


def without_comments(text: str) -> str:
    """Take the comments out."""
    return CODE_OR_COMMENT.sub(lambda found: found[0] if found["ticks"] else "", text) if "<!--" in text else text


def without_code(text: str) -> str:
    """Blank out code and comments within a line, each by as many spaces."""
    return CODE_OR_COMMENT.sub(lambda found: " " * len(found[0]), text)


def _can_be_underlined(above: Line) -> bool:
    text = above.text
    return (
        above.kind == TEXT and bool(text.strip()) and not BULLET.match(text) and "|" not in text and text[0] not in ">#"
    )


class Item(NamedTuple):
    """A top-level list item: its lines, and where on each of them its content starts (0-based)."""

    lines: tuple[Line, ...]
    indent: int

    @property
    def text(self) -> str:
        """The content as markdown of its own: marker and indentation taken off."""
        first, *rest = self.lines
        if not rest:
            return first.text[self.indent :]
        dedented = [first.text[self.indent :], *(dedent(line.text, self.indent) for line in rest)]
        return "\n".join(dedented).strip("\n")

    @property
    def span(self) -> Span:
        """The content on the first line."""
        first = self.lines[0]
        return Span.on_line(first.number, self.indent + 1, len(first.text) - self.indent)


def dedent(text: str, width: int) -> str:
    """Take up to `width` leading spaces off."""
    return text[min(width, len(text) - len(text.lstrip(" "))) :]


def read_items(lines: Iterable[Line]) -> Iterator[Item]:
    """Find the top-level items of every list among the lines; nested ones are part of their item."""
    current: list[Line] = []
    indent = 0
    blank_before = False
    for line in lines:
        text = line.text
        found = BULLET.match(text) if line.kind == TEXT and text and not text[0].isalpha() else None
        # A marker indented as far as the content of the current item is nested in it.
        if found and (not current or len(found[1]) < min(indent, 2)):
            if current:
                yield _item(current, indent)
            current, indent = [line], found.end()
        elif current and _continues(line, blank_before):
            current.append(line)
        elif current:
            yield _item(current, indent)
            current = []
        blank_before = not text.strip()
    if current:
        yield _item(current, indent)


def _item(lines: list[Line], indent: int) -> Item:
    while len(lines) > 1 and not lines[-1].text.strip():
        lines.pop()
    return Item(tuple(lines), indent)


def _continues(line: Line, blank_before: bool) -> bool:
    text = line.text
    if line.kind == HEADED or (line.kind == COMMENT and text[:1] not in " \t"):
        return False
    if not text.strip() or text[:1] in " \t" or line.kind == CODE:
        return True
    return not blank_before and not text.startswith("|")
