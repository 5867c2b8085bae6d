"""What an HTML page says, read apart from how it is written as markdown: to see that nothing was lost."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser


def visible_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """List what an HTML page says, and where its links and pictures lead: nothing of it may be lost."""
    parser = _Visible(convert_charrefs=True)
    parser.feed("\n".join(lines))
    parser.close()
    return tuple(parser.said)


class _Visible(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take up where a link leads."""
        self.said += [value for name, value in attrs if value and name in ("href", "src", "alt", "title")]

    def handle_data(self, data: str) -> None:
        """Take up words."""
        self.said += data.split("\n")
