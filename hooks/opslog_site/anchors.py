"""The anchors of headings, as MkDocs names them: a link that somebody kept leads to the same place under any engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")
BETWEEN_WORDS = re.compile(r"[-\s]+")
COUNTED = re.compile(r"(.*)_([0-9]+)\Z")


def anchor_of(text: str, separator: str = "-") -> str:
    """Name the anchor of a heading; never `__config` or the like: those names are the theme's own.

    >>> anchor_of("Follow-ups: what is left (3)")
    'follow-ups-what-is-left-3'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = NOT_IN_ANCHOR.sub("", plain).strip().lower()
    return BETWEEN_WORDS.sub(separator, words).lstrip("_")


def unique(anchor: str, taken: Container[str]) -> str:
    """Count an anchor on until no other on the page is called so."""
    while not anchor or anchor in taken:
        counted = COUNTED.match(anchor)
        anchor = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{anchor}_1"
    return anchor
