"""Whom a text names: the people of a record, by name, first name or handle."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opslog.blame.people import People
from opslog.blame.tokens import tokenize
from opslog.prose import masked

HANDLE = re.compile(r"(?<![\w@/.])@[\w][\w-]{0,38}(?:/[\w-]{1,60})?")


def named_in(markdown: str, people: Iterable[str]) -> frozenset[str]:
    """Find those of `people` whom a text names, and every handle that stands in it; case does not matter."""
    text = masked(markdown)
    words = tokenize(text).text
    handles = {found[0].casefold() for found in HANDLE.finditer(text)}
    return frozenset(handles | {who.casefold() for who in people if People.of([who]).mentions(words)})
