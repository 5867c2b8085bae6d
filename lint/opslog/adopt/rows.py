"""The lines of a source on their way into a record: each knows where it stood, and what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from opslog.markdown import COMMENT, HEADED, TEXT, Line, read_lines

RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ \t]*\1){2,100}[ \t]*\Z")


class Row(NamedTuple):
    """A line: its text, its number in the source (0: it was added), what it is; of a heading its level and words."""

    text: str
    number: int
    kind: str = TEXT
    level: int = 0
    title: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()

    @property
    def is_prose(self) -> bool:
        """Whether it is text that says something, and no rule between passages."""
        return self.kind == TEXT and not self.is_blank and RULE.match(self.text) is None


BLANK = Row("", 0)


def heading(title: str, level: int, number: int = 0) -> Row:
    """Make the row of a heading."""
    return Row(f"{'#' * level} {title}".rstrip(), number, HEADED, level, title)


def read_rows(texts: Sequence[tuple[str, int]]) -> list[Row]:
    """Tell what each line is, as a record's reader would; of an underlined heading the underline goes."""
    rows: list[Row] = []
    lines = read_lines([text for text, _ in texts], 1)
    for index, line in enumerate(lines):
        number = texts[index][1]
        below = lines[index + 1] if index + 1 < len(lines) else None
        if _is_underline(line, lines[index - 1] if index else None):
            if rows[-1].kind == TEXT:
                # Behind a paragraph the dashes are a rule; a blank line keeps them from making its end a heading.
                rows += [BLANK, Row(line.text, number)]
            continue
        if line.kind == HEADED:
            underlined = below is not None and _is_underline(below, line)
            if underlined and not _is_title_like(lines, index):
                rows.append(Row(line.text, number))
                continue
            rows.append(Row(line.text, number, HEADED, line.level, line.title))
        else:
            rows.append(Row(line.text, number, line.kind))
    return rows


def as_lines(rows: Sequence[Row]) -> list[Line]:
    """Give the rows as the lines that readers of lists and tables take, numbered from 0 in their order."""
    return [Line(index, row.text, row.kind, row.level) for index, row in enumerate(rows)]


def _is_underline(line: Line, above: Line | None) -> bool:
    return (
        line.kind == COMMENT
        and above is not None
        and above.kind == HEADED
        and "#" not in above.text[:4]
        and bool(line.text.strip())
        and not line.text.strip().strip("=-")
    )


def _is_title_like(lines: Sequence[Line], index: int) -> bool:
    """Say whether an underlined line is a heading and not the end of a paragraph above a rule."""
    above = lines[index - 1] if index else None
    return len(lines[index].text) <= 120 and (above is None or above.kind != TEXT or not above.text.strip())
