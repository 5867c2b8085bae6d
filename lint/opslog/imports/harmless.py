"""Words of others as markdown that only shows them: no HTML, no headings, no lists, no pictures, nobody is notified.

Understood are `code`, fences, [label](https://…), addresses, **bold**, _italic_ and ~~struck~~. All other signs of
markdown are escaped, and so is what a record's readers look for: `<!--`, `[detected]`, `(known …)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from opslog.markdown import SAFE_IN_ADDRESS

MOST_CHARACTERS = 10_000
"""Of one message; a longer one is a log that was pasted."""
CUT = " […]"
SHORT_CODE = 200
FENCE = "```"
TOKEN = re.compile(
    r"(?P<code>`[^`\n]{1,300}`)"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\(<?(?P<target>https?://[^\s<>()]{1,800}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?\)"
    r"|<?(?P<address>https?://[^\s<>\"`\\]{1,800})>?"
    r"|\*\*(?=[^\s*])(?P<bold>[^*\n]{1,300})(?<=\S)\*\*"
    r"|~~(?=[^\s~])(?P<struck>[^~\n]{1,300})(?<=\S)~~"
    r"|(?<!\w)_(?=[^\s_])(?P<italic>[^_\n]{1,300})(?<=\S)_(?!\w)"
    r"|(?<![\w.])(?P<mention>@\w[\w.-]{0,60})",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[\\*\[\]~$]|(?<![^\W_])_|_(?![^\W_])")
ENTITY = re.compile(r"&(?=#?\w{1,40};)")
AS_ENTITY = str.maketrans({"<": "&lt;", "`": "&#96;"})
"""What some reader takes for markup even behind a backslash."""
KNOWN = re.compile(r"\((?=known )")
AT_THE_START = re.compile(r"[-+=#>:|]|\d{1,9}(?=[.)])")
"""What would begin a list, a heading, a rule, a table or a quotation."""
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?=%#:-]{1,300}(?<=[A-Za-z0-9/])\Z")
AFTER_ADDRESS = ".,;:!?'*_"
LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
REORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
"""Marks that show words in another order than they stand in the file."""


class Block(NamedTuple):
    """A part of a text: lines of words, or a block of code."""

    text: str
    is_code: bool = False


def clean(text: str) -> str:
    """Take out what is no text: control characters, marks that turn words around, halves of characters."""
    kept = (
        " " if char == "\t" else char
        for char in LINE_ENDS.sub("\n", text[: 4 * MOST_CHARACTERS])
        if char in "\n\t" or not (unicodedata.category(char) in {"Cc", "Cs", "Cn"} or char in REORDERS)
    )
    return "".join(kept).strip()


def shortened(text: str) -> str:
    """Cut a text that is too long, once its secrets are out: a half one would not be found."""
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS].rstrip() + CUT


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a clean text at its fences; code on one short line stays among the words."""
    pieces = text.split(FENCE)
    if len(pieces) % 2 == 0:  # a fence that is never closed is no fence
        pieces[-2:] = [f"{pieces[-2]}{FENCE}{pieces[-1]}"]
    found: list[Block] = []
    words = ""
    for index, piece in enumerate(pieces):
        is_code = index % 2 == 1 and bool(piece.strip())
        if is_code and ("\n" in piece.strip("\n") or "`" in piece or len(piece) > SHORT_CODE):
            found.append(Block(words))
            found.append(Block(piece.strip("\n"), is_code=True))
            words = ""
        else:
            words += f"`{piece.strip()}`" if is_code else piece
    found.append(Block(words))
    return tuple(block for block in found if block.text.strip())


def inline(text: str) -> str:
    r"""Write the words of one line as markdown.

    >>> print(inline("see <b> at https://a.example/x_y, *not* `rm -rf *`"))
    see &lt;b> at <https://a.example/x_y>, \*not\* `rm -rf *`
    """
    written = ""
    for piece in _pieces(" ".join(text.split())):
        if piece[:1] == "[" and written.endswith("!"):
            written = f"{written[:-1]}\\!"  # or the link would be a picture
        written += f" {piece}" if piece[:1] == "`" and written.endswith("`") else piece
    return written


def lines(text: str) -> list[str]:
    """Write the lines of a block of words, each so that nothing begins with it."""
    return [at_the_start(inline(line)) for line in text.strip("\n").split("\n")]


def at_the_start(written: str) -> str:
    """Write what is inline markdown so that it begins no block where it is the first on its line."""
    found = AT_THE_START.match(written)
    return _held(found) + written[found.end() :] if found else written


def fenced(code: str) -> list[str]:
    """Write a block of code, between fences that nothing in it can close."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return [fence, *(_in_code(line.rstrip()) for line in code.split("\n")), fence]


def link(label: str, address: str) -> str:
    """Write a link; `address` is one for browsers."""
    return f"[{escaped(label)}]({_sent(address)})"


def escaped(text: str) -> str:
    """Write a text in which nothing is markup."""
    text = MARKUP.sub(r"\\\g<0>", ENTITY.sub("&amp;", text))
    return KNOWN.sub("&#40;", text.translate(AS_ENTITY))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for found in TOKEN.finditer(text):
        if found.start() < start:
            continue
        yield escaped(text[start : found.start()])
        piece, start = _written(found)
        yield piece
    yield escaped(text[start:])


def _written(found: re.Match[str]) -> tuple[str, int]:
    """Write what was recognised, and say where it ends."""
    kind = found.lastgroup
    words = found[kind or 0]
    if kind == "code":
        return (_in_code(words) if words.strip("` ") else escaped(words)), found.end()
    if kind == "mention":  # as code, which notifies nobody on a forge
        return f"`{words}`", found.end()
    if kind == "target":
        label = found["label"].strip()
        shown = words if not label or label == words else ""
        return (_address(shown) if shown else link(label, words)), found.end()
    if kind == "address":
        bare = _without_end(words)
        is_whole = bare == words and found[0].startswith("<") == found[0].endswith(">")
        if not is_whole:
            return _address(bare) if found[0][0] != "<" else f"&lt;{_address(bare)}", found.start(kind) + len(bare)
        return _address(bare), found.end()
    mark = {"bold": "**", "struck": "~~", "italic": "_"}[kind or ""]
    return f"{mark}{inline(words)}{mark}", found.end()


def _without_end(address: str) -> str:
    """Take off the sign that ends a sentence, and a bracket that opened before the address."""
    while address[-1] in AFTER_ADDRESS or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address


def _address(address: str) -> str:
    return address if PLAIN_ADDRESS.match(address) else f"<{_sent(address, SAFE_IN_ADDRESS + '()[]')}>"


def _sent(address: str, safe: str = SAFE_IN_ADDRESS) -> str:
    return ENTITY.sub("&amp;", quote(address, safe=safe))


def _in_code(code: str) -> str:
    """Keep the reader of a timeline from finding `(known …)` in code, by a sign that is not seen."""
    return code.replace("(known ", "(known\N{WORD JOINER} ")


def _held(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
