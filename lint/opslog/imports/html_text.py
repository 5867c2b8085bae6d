"""HTML as plain text with the few signs of markdown that an import keeps: emphasis, code, links, lists, headings.

Not html.parser: some of its versions take quadratic time for tags that are never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from opslog.markdown import INLINE_CODE

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "div", "ul", "ol", "table", "blockquote", "section", "article", "header", "footer"}
STARTS = {"br": "\n", "hr": "\n\n", "tr": "\n", "li": "\n- ", "td": " ", "th": " "}
SIGNS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`", "s": "~~", "del": "~~"}
HIDDEN = frozenset({"script", "style", "template", "iframe", "object", "svg"})
BARE = frozenset(
    {"a", "img", "span", "small", "u", "thead", "tbody", "html", "body", "head", "sub", "sup", "var", "pre"}
)
KNOWN = BLOCKS | STARTS.keys() | SIGNS.keys() | HIDDEN | BARE
MARKUP = re.compile(
    rf"<!--|<(?P<end>/?)(?P<tag>{'|'.join(sorted(KNOWN, key=len, reverse=True))})(?P<rest>(?:[\s/][^<>]{{0,4000}})?)>",
    re.IGNORECASE,
)
BLOCK = re.compile(r"<(?:p|div|ul|ol|li|h[1-6])(?=[\s/>])", re.IGNORECASE)
"""What only a text that is HTML throughout has; markdown may hold a `<br>`, and its line ends mean something."""
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
HREF = re.compile(r"""\shref\s{0,9}=\s{0,9}["']?(?P<value>https?://[^\s"'<>()\[\]]{1,500})""", re.IGNORECASE)
ALT = re.compile(r"""\salt\s{0,9}=\s{0,9}"(?P<value>[^"]{1,300})\"""", re.IGNORECASE)
ESCAPED = re.compile(rf"(?P<code>{INLINE_CODE.pattern})|\\(?P<sign>[!-/:-@\[-`{{-~\n])")
BLANK_LINES = re.compile(r"\n{3,}")
SPACE = re.compile(r"[ \t\r\n\f]+")


def without_tags(text: str) -> str:
    r"""Take the tags off a text that has some; what is no tag of HTML stays as it was written.

    >>> without_tags("<p>We are <b>back</b>,<br />see <a href='https://example.com/a'>there</a>.</p>")
    'We are **back**,\nsee [there](https://example.com/a).'
    >>> without_tags("p99 < 2 s at <unknown> again")
    'p99 < 2 s at <unknown> again'
    """
    if not MARKUP.search(text):
        return unescape(text) if ENTITY.search(text) else text
    writer = _Writer(is_document=bool(BLOCK.search(text)))
    start = 0
    while found := MARKUP.search(text, start):
        writer.words(text[start : found.start()])
        start = found.end()
        if found["tag"]:
            writer.tag(found["tag"].lower(), found["rest"], is_end=bool(found["end"]))
        else:
            end = text.find("-->", start)
            start = end + len("-->") if end >= 0 else len(text)
    writer.words(text[start:])
    lines = (line.rstrip() for line in "".join(writer.written).split("\n"))
    return paragraphs(lines)


def paragraphs(lines: Iterable[str]) -> str:
    """Join lines to a text; where several are blank one stays, and none at its ends."""
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def without_escapes(text: str) -> str:
    r"""Take off the backslashes that keep signs from being markdown; code keeps its own.

    >>> print(without_escapes(r"\*all\* of `a\b`"))
    *all* of `a\b`
    """
    return ESCAPED.sub(lambda found: found["code"] or found["sign"], text) if "\\" in text else text


class _Writer:
    """Writes what the tags of a text mean. In a document line ends are spaces.

    `hidden` counts how deep it stands in what no browser shows; `links` are the addresses of open links.
    """

    def __init__(self, *, is_document: bool) -> None:
        self.is_document = is_document
        self.written: list[str] = []
        self.links: list[str] = []
        self.hidden = 0
        self.preformatted = False

    def words(self, text: str) -> None:
        """Write what stands between two tags."""
        words = unescape(text)
        if self.is_document and not self.preformatted:
            words = SPACE.sub(" ", words)
            if not self.written or self.written[-1].endswith("\n"):
                words = words.lstrip(" ")
        self._write(words)

    def tag(self, tag: str, rest: str, *, is_end: bool) -> None:
        """Write what a tag means."""
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden + (-1 if is_end else 1))
        elif tag == "pre":
            self.preformatted = not is_end
            self._write("\n```\n\n" if is_end else "\n\n```\n")
        elif tag == "a":
            self._link(rest, is_end=is_end)
        elif tag == "img":
            found = ALT.search(rest)
            self._write(unescape(found["value"]) if found else "")
        elif tag in BLOCKS:
            self._write("\n\n" if is_end or tag not in HEADINGS else f"\n\n{'#' * int(tag[1])} ")
        elif tag in SIGNS:
            self._write("" if tag == "code" and self.preformatted else SIGNS[tag])
        elif not is_end:
            self._write(STARTS.get(tag, ""))

    def _link(self, rest: str, *, is_end: bool) -> None:
        if is_end:
            address = self.links.pop() if self.links else ""
            self._write(f"]({address})" if address else "")
            return
        found = HREF.search(rest)
        self.links.append(unescape(found["value"]) if found else "")
        self._write("[" if found else "")

    def _write(self, text: str) -> None:
        if text and not self.hidden:
            self.written.append(text)
