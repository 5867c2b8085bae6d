"""What the Impact section of a record says of each service."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from opslog.prose import cut, prose_of, words_beside
from opslog.record import Record

MOST_SERVICES = 50
BETWEEN_WORDS = re.compile(r"[\s_-]{1,40}")


def impact_by_service(record: Record) -> Mapping[str, Sequence[str]]:
    """Give the sentences of Impact that name services first, as markdown, each with those; none for one service."""
    section = record.section("impact")
    services = tuple(islice(dict.fromkeys(record.facts.services), MOST_SERVICES))
    if section is None or len(services) < 2:
        return {}
    passages = (*prose_of(section.lines), *words_beside(section.lines))
    told = [" ".join(one.raw[start:end].split()) for one in passages for start, end in cut(one.text)]
    searched = [f" {_plain(text)} " for text in told]
    found: dict[str, list[str]] = {}
    for service in services:
        name = f" {_plain(service)} "
        first = next((text for text, plain in zip(told, searched, strict=True) if name in plain), None)
        if first and name.strip():
            found.setdefault(first, []).append(service)
    return found


def _plain(text: str) -> str:
    """Reduce a text to its words, so that `price-feed` is found where somebody wrote "the price feed's"."""
    return " ".join(re.findall(r"\w+", BETWEEN_WORDS.sub(" ", text.casefold())))
