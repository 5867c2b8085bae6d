"""Words of a record made fit for a comment on a forge: they are shown, and do nothing.

What a forge would act on becomes code: `@grace` would be sent a message, `#12` would tell issue 12, an address would
become a link, a commit too. All other signs of markdown and HTML are escaped.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from opslog.files import printable
from opslog.markdown import INLINE_CODE, SAFE_IN_ADDRESS
from opslog.words import one_line

MARKUP = re.compile(r"[\\`*_\[\]<>~$&#]")
AT_THE_START = re.compile(r"(?:[+=:-]|\d{1,9}(?=[.)]))")
"""What would begin a heading, a list or a rule."""
WORD = re.compile(r"(?P<before>[(\[\"'“‘„*_]{0,4})(?P<core>\S*?)(?P<after>[)\].,;:!?\"'”’*_]{0,4})\Z")
ACTS = re.compile(
    r"@|//|\A(?:www\.|mailto:|xmpp:|/[a-z])|[#!%&~^$]\d|\bGH-\d|(?<![0-9A-Za-z])[0-9a-f]{7,64}(?![0-9A-Za-z])|\[vuln",
    re.IGNORECASE,
)
"""In a word: a mention, an address, a command, the number of an issue, request or milestone, a commit."""
ADDRESS = re.compile(r"https?://[^\s<>]{1,800}\Z")
ELLIPSIS = "…"


def inline(text: str, most: int = 300) -> str:
    r"""Write a text as inline markdown that only says it; what is longer than `most` characters is cut.

    >>> print(inline("ask @grace about <b>, not #12"))
    ask `@grace` about \<b\>, not `#12`
    """
    bare = cut(one_line(text), most)
    written = ""
    start = 0
    for found in INLINE_CODE.finditer(bare):
        written = _beside(_beside(written, _plain(bare[start : found.start()])), code(found[0].strip("`")))
        start = found.end()
    whole = _beside(written, _plain(bare[start:]))
    opens = AT_THE_START.match(whole)
    if opens is None:
        return whole
    return f"{opens[0]}\\{whole[opens.end() :]}" if opens[0].isdigit() else f"\\{whole}"


def code(text: str, most: int = 300) -> str:
    """Write a text as code, whatever backticks it holds; a pipe would end the cell of a table, and is broken."""
    bare = cut(printable(" ".join(text.split())), most).replace("|", "¦")
    if not bare:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", bare)), default=0) + 1)
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{bare}{space}{fence}"


def link(label: str, address: str) -> str:
    """Write a link that shows what the record shows; only as code where the address is not one for browsers."""
    shown = code(label.removeprefix("https://").removeprefix("http://"), 60)
    is_plain = shown and "]" not in shown  # behind `]:` markdown sees the address of another link
    return f"[{shown}](<{quote(address, safe=SAFE_IN_ADDRESS)}>)" if is_plain and ADDRESS.match(address) else shown


def cut(text: str, most: int) -> str:
    """Cut a text that is too long, and not within its code."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if kept.count("`") % 2:
        kept = kept.rpartition("`")[0]
    return f"{kept.rstrip()}{ELLIPSIS}"


def _beside(left: str, right: str) -> str:
    """Join two pieces; between backticks goes a space, or two pieces of code would become one."""
    return f"{left} {right}" if left.endswith("`") and right.startswith("`") else left + right


def _plain(text: str) -> str:
    pieces = re.split(r"(\s+)", text)
    return "".join(piece if not piece.strip() else _word(piece) for piece in pieces)


def _word(word: str) -> str:
    if ACTS.search(word):
        found = WORD.match(word)
        if found is None or not found["core"]:
            return code(word)
        return f"{_escaped(found['before'])}{code(found['core'])}{_escaped(found['after'])}"
    return _escaped(word)


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\g<0>", text).replace("|", "&#124;")
