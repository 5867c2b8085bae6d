"""A page of the site, before any engine has seen it."""

from __future__ import annotations

import re
from dataclasses import dataclass

HTML_START, HTML_END = "<!--opslog-html-->", "<!--opslog-end-->"
SLOT = re.compile(r'<div id="opslog-slot-(?P<number>\d+)"></div>')
_BORDER = re.compile(f"{HTML_START}|{HTML_END}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path below the docs folder, its markdown, and the record file it shows (for the edit link).

    The markdown is complete: any engine can render it. The parts that are finished HTML already stand between two
    comments, so that an engine may pass them by.
    """

    path: str
    markdown: str
    record_path: str | None = None


def split_html(markdown: str) -> tuple[str, list[str]]:
    """Take the finished HTML out of a page's markdown, leaving a slot for each piece."""
    parts = _BORDER.split(markdown)
    pieces = parts[1::2]
    slots = [f'<div id="opslog-slot-{number}"></div>' for number in range(len(pieces))]
    joined = [text for pair in zip(parts[::2], [*slots, ""], strict=False) for text in pair]
    return "".join(joined), pieces
