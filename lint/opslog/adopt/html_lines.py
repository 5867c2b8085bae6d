"""An HTML account as markdown lines: what it says stays, word for word, and nothing in it acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

BLOCKS = frozenset(
    "p div section article header footer main aside figure figcaption address details summary center dl dt dd "
    "form fieldset table thead tbody tfoot caption html body".split()
)
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`", "kbd": "`", "s": "~~", "del": "~~"}
VERBATIM = frozenset({"pre", "script", "style", "textarea"})
TARGETS = ("href", "src", "cite", "data", "poster", "action")
SPACES = re.compile(r"[ \t\r\n\f]+")
BLOCK_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+*](?=\s)|\d{1,9}[.)](?=\s)|>|={3,}|-{3,}|```|~~~)")
HEADING_TAG = re.compile("h[1-6]")
DEEPEST = 40


def html_lines(lines: Sequence[str], first_number: int) -> list[tuple[str, int]]:
    """Write HTML as markdown: lines, each with the number of the line of the source its first words stand on."""
    parser = _Converter(first_number)
    parser.feed("\n".join(lines))
    parser.close()
    return parser.finish()


class _Converter(HTMLParser):
    def __init__(self, first_number: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first = first_number
        self.out: list[tuple[str, int]] = []
        self.text = ""
        self.number = first_number
        self.prefix = ""  # what stands before the next words: a heading's or an item's sign
        self.lists: list[str] = []
        self.links: list[str] = []
        self.verbatim: list[str] = []
        self.cells: list[str] | None = None
        self.rows = 0
        self.quotes = 0
        self.in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or write the sign of emphasis or a link."""
        given = {name: value or "" for name, value in attrs}
        if self.verbatim:
            return
        if tag in VERBATIM:
            self._flush()
            self.verbatim.append(tag)
            return
        if tag in MARKS:
            self._say(MARKS[tag])
            self.in_code += MARKS[tag] == "`"
        elif tag == "a":
            self.links.append(given.get("href", ""))
            self._say("[" if given.get("href") else "")
        elif tag == "img":
            self._say(f"![{given.get('alt', '')}]({_target(given.get('src', ''))})")
        else:
            self._begin_block(tag)
        self._keep_other_targets(tag, given)

    def _begin_block(self, tag: str) -> None:
        """Write the sign of a block before its words."""
        if HEADING_TAG.fullmatch(tag):
            self._flush()
            self.prefix = "#" * int(tag[1]) + " "
        elif tag in ("ul", "ol"):
            self._flush(blank=not self.lists)
            self.lists = [*self.lists, tag][-DEEPEST:]
        elif tag == "li":
            self._flush(blank=False)
            self.prefix = "1. " if self.lists[-1:] == ["ol"] else "- "
        elif tag == "blockquote":
            self._flush()
            self.quotes = min(self.quotes + 1, DEEPEST)
        elif tag in ("table", "tr", "td", "th"):
            self._begin_in_table(tag)
        elif tag == "br":
            self._flush(blank=False)
        elif tag == "hr" or (tag in BLOCKS and self.cells is None):
            self._flush()
            if tag == "hr":
                self.out += [("* * *", self.number), ("", self.number)]

    def _begin_in_table(self, tag: str) -> None:
        """Begin a table, a row, a cell; what was not closed before it is."""
        if tag in ("td", "th"):
            self._cell()
            return
        self._row()
        self._flush(blank=tag == "table")
        if tag == "table":
            self.rows = 0
        else:
            self.cells = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a tag without words of its own; that of a date says it in an attribute."""
        self.handle_starttag(tag, attrs)
        if tag == "time":
            self._say(dict(attrs).get("datetime") or "")
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or write the sign that closes emphasis or a link."""
        if self.verbatim:
            if tag == self.verbatim[-1]:
                self.verbatim.pop()
                self._end_verbatim()
            return
        if tag in MARKS:
            self._close_mark(MARKS[tag])
            self.in_code -= MARKS[tag] == "`"
        elif tag == "a" and self.links:
            target = self.links.pop()
            self._say(f"]({_target(target)})" if target else "")
        elif tag in ("ul", "ol"):
            self._flush(blank=len(self.lists) <= 1)
            self.lists = self.lists[:-1]
        elif tag == "blockquote":
            self._flush()
            self.quotes = max(0, self.quotes - 1)
        elif tag in ("td", "th"):
            self._cell()
        elif tag in ("tr", "table"):
            self._row()
        elif HEADING_TAG.fullmatch(tag) or (tag in BLOCKS and self.cells is None) or tag == "li":
            self._flush(blank=tag != "li")

    def handle_data(self, data: str) -> None:
        """Take up words."""
        if self.verbatim:
            self._note_line()
            self.text += data
            return
        words = SPACES.sub(" ", data)
        if self.in_code <= 0:
            words = words.replace("<", "\\<")  # written out, it was no tag
        if not self.text.strip():
            words = words.lstrip()
            if words:
                self._note_line(len(data) - len(data.lstrip()), data)
        self.text += words

    def handle_comment(self, data: str) -> None:
        """Keep a comment, as one."""
        self._flush()
        for line in f"<!--{data.replace('--', '- -')}-->".split("\n"):
            self._emit(line.rstrip())
        self._emit("")

    def finish(self) -> list[tuple[str, int]]:
        """Give the lines, ends of blocks joined."""
        if self.verbatim:
            self.verbatim.clear()
            self._end_verbatim()
        while self.links:
            self.handle_endtag("a")
        self._row()
        self._flush()
        lines: list[tuple[str, int]] = []
        for text, number in self.out:
            if text.strip() or (lines and lines[-1][0].strip()):
                lines.append((text, number))
        return lines

    def _note_line(self, skipped: int = 0, data: str = "") -> None:
        if not self.text.strip():
            self.number = self.getpos()[0] + self.first - 1 + data[:skipped].count("\n")

    def _say(self, words: str) -> None:
        if words and not self.text.strip():
            self._note_line()
        self.text += words

    def _close_mark(self, mark: str) -> None:
        """Emphasis closes right behind a word, or it would be none."""
        stripped = self.text.rstrip()
        space = self.text[len(stripped) :]
        self.text = stripped + mark + space

    def _keep_other_targets(self, tag: str, given: dict[str, str]) -> None:
        for name in TARGETS:
            if given.get(name) and not (tag == "a" and name == "href") and not (tag == "img" and name == "src"):
                self._say(f" <{_target(given[name])}> ")
        if given.get("title"):
            self._say(f" ({given['title']}) ")

    def _flush(self, *, blank: bool = True) -> None:
        words = self.text.strip()
        self.text = ""
        if self.cells is not None:
            self.text = f"{words} " if words else ""
            return
        indent = "  " * max(0, len(self.lists) - 1)
        if words:
            if self.prefix:
                lead = indent + self.prefix if self.prefix[0] != "#" else self.prefix
            else:
                lead = "  " * len(self.lists)
                words = f"\\{words}" if BLOCK_START.match(words) else words
            self._emit(f"{'> ' * self.quotes}{lead}{words}")
            self.prefix = ""
        if blank and not self.lists:
            self._emit("")

    def _end_verbatim(self) -> None:
        """Write what stood as it is, in a fence it cannot close."""
        words, self.text = self.text.strip("\n"), ""
        if not words.strip():
            return
        ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
        fence = ticks if len(ticks) >= 3 else "```"
        indent = "  " * len(self.lists)
        for line in (fence, *words.split("\n"), fence):
            self._emit(indent + line)
        self._emit("")

    def _cell(self) -> None:
        if self.cells is not None and self.text.strip():
            self.cells.append(self.text.strip().replace("|", "\\|"))
            self.text = ""

    def _row(self) -> None:
        if self.cells is None:
            return
        self._cell()
        cells, self.cells = self.cells, None
        if not cells:
            return
        self._emit(f"| {' | '.join(cells)} |")
        if not self.rows:
            self._emit(f"|{' --- |' * len(cells)}")
        self.rows += 1

    def _emit(self, text: str) -> None:
        self.out.append((text, self.number))


def _target(address: str) -> str:
    """Write an address so that markdown takes it whole."""
    return f"<{address}>" if re.search(r"[\s()]", address) else address
