"""The text of an HTML page, safe to parse: what only looks like the beginning of a tag is written out as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_TAG = 8_000
"""In characters, where another `<` stands in it: the parser would look at all of it again from each of them."""
TAG = re.compile(r"<(?=[A-Za-z/!?])")


def parsable(lines: Sequence[str]) -> str:
    """Join the lines of a page; a `<` that nothing closes, or that begins what no page has, is a word."""
    text = "\n".join(lines)
    end_of_comments = text.rfind("-->")
    pieces: list[str] = []
    done = closing = 0
    for found in TAG.finditer(text):
        start = found.start()
        if closing <= start:
            at = text.find(">", start)
            closing = len(text) + LONGEST_TAG if at < 0 else at
        is_comment = text.startswith("<!--", start)
        if is_comment:
            is_closed = start < end_of_comments
        else:
            is_closed = closing - start <= LONGEST_TAG or (closing < len(text) and "<" not in text[start + 1 : closing])
        if not is_closed or text.startswith("<![", start):
            pieces += [text[done:start], "&lt;"]
            done = start + 1
    return "".join((*pieces, text[done:]))
