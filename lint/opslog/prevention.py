"""Would a follow-up that was still open have prevented this? Which ones to ask that of, and what authors answered.

A follow-up of an earlier incident is asked about if it was still to do when this incident began, if both name a
service, and if it shares telling words with what happened. Candidates are ranked by BM25 (`bm25.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from opslog.bm25 import Collection, word_counts
from opslog.ledger import Ledger, LedgerEntry, grouped
from opslog.record import BacklogCheck, Record
from opslog.vocabulary import STORY
from opslog.words import plain_words, singular, telling_words

AT_MOST = 5
FEWEST_WORDS, FLOOR = 2, 0.5
"""What a follow-up's own words have to share, and to score, in multiples of the rarity of a word that no other has.

Below that the candidates of real records showed little but chance.
"""
SHOWN_WORDS = 4


class Candidate(NamedTuple):
    """An earlier follow-up that might have prevented an incident: why it was chosen, and how old it was that day.

    `words` are the strongest it shares, as it writes them.
    """

    entry: LedgerEntry
    score: float
    services: tuple[str, ...]
    words: tuple[str, ...]
    age: int
    answer: BacklogCheck | None = None


class Document(NamedTuple):
    """A follow-up to be found: its words with those of its record's title, tags and services, counted in the singular.

    `own` are those of the follow-up alone, as they stand there.
    """

    entry: LedgerEntry
    counts: Counter[str]
    own: Mapping[str, str]


@dataclass(frozen=True)
class Backlog:
    """Everything that was ever left to do, to be searched."""

    ledger: Ledger

    def before(self, record: Record) -> tuple[Candidate, ...]:
        """Find the follow-ups to ask about, the likeliest first, each with the authors' answer where there is one."""
        day = began_on(record)
        if day is None:
            return ()
        asked = query_words(record)
        found = [
            self._candidate(document, record, asked, day)
            for document in self._near(record.facts.services, asked)
            if document.entry.record.path != record.path and _was_to_do(document.entry, day)
        ]
        ranked = sorted(filter(None, found), key=lambda one: (-one.score, one.entry.record.id, one.entry.number))
        return tuple(ranked[:AT_MOST])

    def answered(self, check: BacklogCheck) -> LedgerEntry | None:
        """Find the follow-up an answer is about: its record by id, itself by tracker reference or by its words."""
        entries = self._by_id.get(check.record or "", ())
        return next((entry for entry in entries if _is_meant(entry, check.follow_up or "")), None)

    def _near(self, services: Iterable[str], asked: Iterable[str]) -> Iterator[Document]:
        """Find what names one of the services and shares enough words: most share nothing."""
        found: set[int] = set()
        for service in services:
            sharing = Counter(place for word in asked for place in self._places.get((service, word), ()))
            found.update(place for place, words in sharing.items() if words >= FEWEST_WORDS)
        yield from (self._documents[place] for place in found)

    def _candidate(self, document: Document, record: Record, asked: Mapping[str, int], day: date) -> Candidate | None:
        services = tuple(name for name in document.entry.record.facts.services if name in record.facts.services)
        # That a service is shared is one reason already; its name is not another.
        own = (document.own.keys() & asked.keys()) - _words_in(services)
        if len(own) < FEWEST_WORDS:
            return None
        weights = self._collection.weights(document.counts, own, asked)
        if sum(weights.values()) < FLOOR * self._collection.rarity(1):
            return None
        shared = (document.counts.keys() & asked.keys()) - _words_in(services)
        score = sum(self._collection.weights(document.counts, shared, asked).values())
        best = sorted(own, key=lambda word: (-weights[word], word))[:SHOWN_WORDS]
        words = tuple(document.own[word] for word in best)
        answer = next((one for one in record.facts.backlog_check if self.answered(one) == document.entry), None)
        return Candidate(document.entry, score, services, words, document.entry.age(day) or 0, answer)

    @cached_property
    def _work(self) -> Sequence[tuple[LedgerEntry, Counter[str]]]:
        """Count the words of everything that was ever to do; ideas never were."""
        work = [entry for entry in self.ledger.entries if entry.state != "idea"]
        return [(entry, word_counts("\n".join((entry.follow_up.text, *_named(entry.record))))) for entry in work]

    @cached_property
    def _collection(self) -> Collection:
        return Collection.of([counts for _, counts in self._work])

    @cached_property
    def _documents(self) -> Sequence[Document]:
        """Collect what was to do at a time that is known: of what is done, when it was closed must be."""
        return [
            Document(entry, counts, {singular(word): word for word in telling_words(entry.follow_up.text)})
            for entry, counts in self._work
            if entry.to_do or entry.closed
        ]

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """Say which documents name a service and have a word of their own."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, document in enumerate(self._documents):
            for name in product(dict.fromkeys(document.entry.record.facts.services), document.own):
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[LedgerEntry]]:
        return grouped(self.ledger.entries, lambda entry: (entry.record.id, *entry.record.facts.formerly))


def query_words(record: Record) -> Counter[str]:
    """Count the telling words of an incident."""
    return word_counts(story_of(record))


def story_of(record: Record) -> str:
    """Put together what says what an incident was: title, tags and services, and what its record tells."""
    told = [line.text for section in record.sections if section.name in STORY for line in section.lines]
    return "\n".join((*_named(record), *told))


def _named(record: Record) -> tuple[str, ...]:
    return record.facts.title or "", *record.facts.tags, *record.facts.services


@lru_cache(maxsize=2_000)
def _words_in(services: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word_counts(" ".join(services)))


def began_on(record: Record) -> date | None:
    """Find the day an incident began, or was noticed; None where its frontmatter does not say."""
    times = record.facts.times
    moment = times.started or times.detected
    return moment.local.date() if moment else None


def _was_to_do(entry: LedgerEntry, day: date) -> bool:
    """Whether it was to do that day; what only came up on the day itself could not have been done by then."""
    if entry.opened is None or entry.opened >= day:
        return False
    return entry.to_do or (entry.closed is not None and entry.closed >= day)


def _is_meant(entry: LedgerEntry, named: str) -> bool:
    item = entry.follow_up
    if named and named in (item.tracker, entry.url):
        return True
    words, wanted = plain_words(item.text), plain_words(named)
    starts = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[start : start + len(wanted)] == wanted for start in starts)
