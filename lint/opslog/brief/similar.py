"""The earlier incidents that are most like one, and why: by BM25 over what their records tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opslog.bm25 import Collection
from opslog.ledger import Ledger, LedgerEntry
from opslog.log import Log
from opslog.prevention import began_on, query_words, story_of
from opslog.record import Record
from opslog.words import singular, telling_words

AT_MOST = 5
FEWEST_WORDS = 3
"""Fewer shared words, beside a service or tag in common, are chance."""
FLOOR = 2.2
"""What the shared words have to score, in multiples of the rarity of a word that no other record has.

Below that, what was found among real records showed little but chance.
"""
SHOWN_WORDS = 4


class Similar(NamedTuple):
    """An earlier incident, what it shares with this one, and what it asked for that is still to do.

    `words` are the strongest that both tell, as the earlier one writes them. `named` says that this record names it as
    related.
    """

    record: Record
    score: float
    named: bool
    services: tuple[str, ...]
    tags: tuple[str, ...]
    words: tuple[str, ...]
    to_do: tuple[LedgerEntry, ...]


def similar_to(record: Record, log: Log, ledger: Ledger) -> tuple[Similar, ...]:
    """Find the earlier incidents most like a record: those that it names first, then by score."""
    day = began_on(record)
    others = [one for one in log.records if one.path != record.path and one.readable]
    texts = [query_words(one) for one in others]
    asked = query_words(record)
    collection = Collection.of([*texts, asked])
    found = []
    for other, counts in zip(others, texts, strict=True):
        began = began_on(other)
        named = other.id in record.facts.related
        if began is None or day is None or began >= day:
            continue
        shared = counts.keys() & asked.keys()
        scores = collection.weights(counts, shared, asked)
        similar = _similar(record, other, named, scores, ledger)
        near = bool(similar.services or similar.tags) and len(shared) >= FEWEST_WORDS
        if named or (near and similar.score >= FLOOR * collection.rarity(1)):
            found.append(similar)
    return tuple(sorted(found, key=lambda one: (not one.named, -one.score, one.record.id))[:AT_MOST])


def _similar(record: Record, other: Record, named: bool, scores: dict[str, float], ledger: Ledger) -> Similar:
    services, tags = (
        _common(other.facts.services, record.facts.services),
        _common(other.facts.tags, record.facts.tags),
    )
    # What is shared as service or tag is said already.
    said = {part for name in (*services, *tags) for part in (name.casefold(), *name.casefold().split("-"))}
    strongest = sorted(scores.keys() - set(map(singular, said)), key=lambda word: (-scores[word], word))[:SHOWN_WORDS]
    written = {singular(word): word for word in telling_words(story_of(other))} if strongest else {}
    to_do = tuple(entry for entry in ledger.of(other) if entry.to_do)
    return Similar(
        other, sum(scores.values()), named, services, tags, tuple(written[word] for word in strongest), to_do
    )


def _common(ones: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(ones) if name in others)
