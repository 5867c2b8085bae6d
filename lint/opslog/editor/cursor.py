"""Where in a record the cursor stands: below which keys of its frontmatter, or in which section of its body.

The frontmatter is read line by line, not as YAML: while somebody writes, it seldom is any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from opslog.block import Block, Field
from opslog.config import Config, fold_heading
from opslog.fields import HOLDING, RECORD, RoleShape
from opslog.frontmatter import FENCE
from opslog.markdown import HEADING
from opslog.shapes import ListOf, Shape

KEY = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)(?P<key>[\w-]{1,60})[ ]*:(?=[ ]|\Z)")
INDENT = re.compile(r"[ ]*(?:-(?:[ ]+|\Z))*")
PAIR = re.compile(r"[ ]*(?P<key>[\w-]{1,60})[ ]*:(?:[ ]+|\Z)")
TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?|'[^']*'?|[{}\[\],]|[^{}\[\],\"']+")


class Place(NamedTuple):
    """A place in the frontmatter: the keys above it, outermost first, what is written of a word, and where it starts.

    `opens` is whether a key could be written there: nothing stands before it on its line, or only a `{` or a `,`.
    """

    path: tuple[str, ...]
    word: str
    start: int
    opens: bool


def body_start(lines: Sequence[str]) -> int:
    """Find the line, from 0, at which the body starts; 0 without frontmatter."""
    if not FENCE.match(lines[0]):
        return 0
    ends = (number for number, line in enumerate(lines) if number and (FENCE.match(line) or line.startswith("## ")))
    end = next(ends, len(lines))
    return end + 1 if end < len(lines) and FENCE.match(lines[end]) else end


def place_at(lines: Sequence[str], line: int, column: int) -> Place | None:
    """Find the place of a line and a column, both from 0; None outside the frontmatter."""
    start = body_start(lines)
    if not 0 < line < start or FENCE.match(lines[line]):
        return None
    head = lines[line][:column]
    found = INDENT.match(head)
    indent = found.end() if found else 0
    keys, word, word_start, opens = _within(head[indent:])
    return Place((*_above(lines[1:line], indent), *keys), word, indent + word_start, opens)


def _above(lines: Sequence[str], indent: int) -> list[str]:
    """Name the keys below which a line with this indent stands."""
    open_keys: list[tuple[int, str]] = []
    for line in lines:
        found = KEY.match(line)
        if found:
            depth = len(found["indent"])
            open_keys = [one for one in open_keys if one[0] < depth]
            open_keys.append((depth, found["key"]))
    return [key for depth, key in open_keys if depth < indent]


def _within(text: str) -> tuple[list[str], str, int, bool]:
    """Read what stands on a line before the cursor: its keys, and the word behind them."""
    frames: list[tuple[str, str]] = [("", "")]
    word, start = "", 0
    for token in TOKEN.finditer(text):
        written = token[0]
        if written in ("{", "["):
            frames.append((written, ""))
            word, start = "", token.end()
        elif written in ("}", "]"):
            frames = frames[:-1] or [("", "")]
            word, start = "", token.end()
        elif written == "," and frames[-1][0]:
            frames[-1] = (frames[-1][0], "" if frames[-1][0] == "{" else frames[-1][1])
            word, start = "", token.end()
        else:
            kind, key = frames[-1]
            pair = PAIR.match(written) if kind != "[" and not key else None
            if pair:
                frames[-1] = (kind, pair["key"])
            rest = written[pair.end() if pair else 0 :]
            word = rest.lstrip()
            start = token.end() - len(word)
    return [key for _, key in frames if key], word, start, frames[-1][0] != "[" and not frames[-1][1]


def block_within(shape: Shape) -> Block | None:
    """Give the block of fields that a value is, or that a list is one of."""
    match shape:
        case Block():
            return shape
        case RoleShape():
            return HOLDING
        case ListOf():
            return block_within(shape.of)
    return None


def field_at(path: Sequence[str]) -> Field | None:
    """Find the field with these keys; None where there is none."""
    block: Block | None = RECORD
    field = None
    for key in path:
        field = block.by_name.get(key) if block else None
        if field is None:
            return None
        block = block_within(field.shape)
    return field


def section_at(lines: Sequence[str], line: int, config: Config) -> str | None:
    """Name the section that a line of the body, from 0, stands in."""
    for number in range(line, body_start(lines) - 1, -1):
        found = HEADING.match(lines[number])
        if found and len(found[1]) == 2:
            return config.section_names.get(fold_heading(found[2] or ""))
    return None
