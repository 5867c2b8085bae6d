"""What somebody types, made into the words of one timeline entry that mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from opslog.errors import OpslogError
from opslog.markdown import without_comments
from opslog.timeline import KIND, KNOWN

LONGEST = 4000
"""Characters; what is longer is a log or a dump, and stands better in a file of its own."""

NOTABLE = re.compile(r"\\.|`+|<(?=[A-Za-z/!?])", re.DOTALL)
"""Where the words may stop being words: an escape, code, a tag or a comment."""
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]{1,800}>")
BLOCK = re.compile(
    rf"(?:#{{1,6}}(?=\s|\Z)|[-+*](?=\s|\Z)|>|={{1,{LONGEST}}}\Z|~{{3}}|`{{3,{LONGEST}}}+(?=[^`]*\Z)"
    rf"|[-*_](?:\s?[-*_]){{2,{LONGEST}}}\Z)"
)
"""What a block of markdown other than a paragraph begins with; its first sign is escaped."""
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")
CLOCK = re.compile(r"((?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}):(?=\d{2})")
"""Behind the time of an entry and a dash, a clock time would be its end."""
LINKED = re.compile(r"\[[^\[\]]{1,400}\][(\[]")
KNOWN_SIGN = re.compile(r"\(known ")
BRACKET = re.compile(r"\\\\|\\?[()]")
ENTITIES = {"(": "&#40;", ")": "&#41;"}
JOINER = "\u2060"
"""A character that nobody sees, for the places where neither an escape nor an entity would do."""
FORBIDDEN = ("Cc", "Cs")


def one_entry(text: str, kind: str | None = None) -> str:
    r"""Write a text so that it is one entry and means the same: one paragraph, no HTML, no tag or time of its own.

    Code, links and emphasis stay. Raises OpslogError for nothing and for too much.

    >>> print(one_entry("- <b>both</b> nodes\n are `<up>`"), one_entry("[detected] late"), one_entry("12:45 it stops"))
    \- &lt;b>both&lt;/b> nodes are `<up>` \[detected] late 12\:45 it stops
    """
    words = _words(text)
    if kind is None:
        if KIND.match(words):
            return f"\\{words}"
        words = CLOCK.sub(r"\1\\:", words, count=1) if CLOCK.match(words) else words
    numbered = NUMBERED.match(words)
    if numbered:
        return f"{numbered[1]}\\{words[numbered.end(1) :]}"
    begins_block = BLOCK.match(words) or (words[0] == "[" and not LINKED.match(words))
    return f"\\{words}" if begins_block else words


def learned(text: str) -> str:
    """Write what was learned, so that the brackets around it end where it ends. Raises OpslogError for too much."""
    words = _words(text)
    if not KNOWN.fullmatch(f"(known 12:32: {words})") and "](" not in words:
        words = BRACKET.sub(lambda found: ENTITIES.get(found[0][-1], found[0]), words)
    if not KNOWN.fullmatch(f"(known 12:32: {words})"):
        raise OpslogError("--known: this is too much behind an entry; write an entry of its own for it")
    return words


def _words(text: str) -> str:
    """Write a text as words without HTML, and without a `(known …)` of its own."""
    words = one_line(text)
    if not words:
        raise OpslogError("there is nothing to write: type what happened, in a line")
    if len(words) > LONGEST:
        raise OpslogError(f"{len(words)} characters are too long for one entry; put them into a file and link to it")
    words = "".join(_without_html(words))
    if without_comments(words) != words:  # within code that our reader sees with other eyes
        words = words.replace("<!--", f"<!{JOINER}--")
    return KNOWN_SIGN.sub(f"(known{JOINER} ", words)


def one_line(text: str) -> str:
    """Join the lines of a text, as markdown does within a paragraph, and replace what is no character."""
    kept = "".join(char if char.isspace() or unicodedata.category(char) not in FORBIDDEN else "\ufffd" for char in text)
    return " ".join(kept.split())


def _without_html(text: str) -> Iterator[str]:
    """Give the pieces of a text with every `<` escaped that begins a tag or a comment, except in code and links."""
    position = 0
    while found := NOTABLE.search(text, position):
        yield text[position : found.start()]
        end = found.end()
        if found[0] == "<":
            link = AUTOLINK.match(text, found.start())
            end = link.end() if link else end
            yield link[0] if link else "&lt;"
        else:
            if found[0][0] == "`" and (closing := re.compile(rf"(?<!`){found[0]}(?!`)").search(text, end)):
                end = closing.end()
            yield text[found.start() : end]
        position = end
    yield text[position:]


def as_sentence(words: str) -> str:
    """End words with a full stop where nothing ends them."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
