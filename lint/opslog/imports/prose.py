"""Texts of exports: HTML without its tags, and a document cut into the sections of a record. All of it untrusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from opslog.config import Config
from opslog.markdown import HEADED, read_lines
from opslog.config import fold_heading
from opslog.vocabulary import SECTIONS

HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = HEADINGS | {"p", "div", "ul", "ol", "table", "tr", "blockquote", "pre", "section", "article", "hr"}
SIGNS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`", "s": "~~", "del": "~~"}
SILENT = {"script", "style", "head", "title", "template", "iframe", "object"}
KNOWN = BLOCKS | SIGNS.keys() | SILENT | {"a", "br", "li", "span", "img", "td", "th", "thead", "tbody", "u", "html", "body", "small", "var"}
TAG = re.compile(rf"</?(?:{'|'.join(sorted(KNOWN))})(?=[\s/>])", re.IGNORECASE)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>()\[\]]{1,500}\Z")
MANY_LINES = re.compile(r"\n{3,}")
OF_THE_FRAME = frozenset({"timeline", "follow-ups"})
"""Sections that an import writes itself: what a document says under such a heading stays with the story."""
