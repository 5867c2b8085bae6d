"""What of an export a record has already.

Nothing is remembered beside the record: its own entries are compared with what would be written. An entry is the same
event where it is of the same minute and leads to the same address, has the same words, or nearly only words of the
event: people shorten what was imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from opslog.imports.entries import Written
from opslog.record import Entry
from opslog.words import plain_words

MOST_FOREIGN = 0.2
"""Of the words of an entry, the part that may come from elsewhere."""
FEWEST_WORDS = 3
"""An entry of fewer words has to have the same."""

Same = Callable[[Written, Entry], bool]


def not_there_yet(written: Iterable[Written], timeline: Sequence[Entry]) -> tuple[Written, ...]:
    """Give what a timeline does not tell yet, in order; each of its entries stands for one event at most."""
    there: dict[datetime, list[Entry]] = defaultdict(list)
    for entry in timeline:
        if entry.at is not None and not entry.at.whole_day:
            there[_minute(entry.at.at)].append(entry)
    left = list(written)
    for is_same in (_has_same_words, _leads_there, _is_shortened):
        left = [one for one in left if not _taken(one, there[_minute(one.event.at)], is_same)]
    return tuple(left)


def _taken(one: Written, entries: list[Entry], is_same: Same) -> bool:
    """Find the entry that stands for an event, and let it stand for no other."""
    found = next((index for index, entry in enumerate(entries) if is_same(one, entry)), None)
    if found is None:
        return False
    del entries[found]
    return True


def _has_same_words(one: Written, entry: Entry) -> bool:
    words = plain_words(one.text)
    if words:
        return words == plain_words(entry.text)
    return "".join(one.text.split()) == "".join(entry.text.split())


def _leads_there(one: Written, entry: Entry) -> bool:
    return bool(one.event.link) and f"({one.event.link})" in entry.text


def _is_shortened(one: Written, entry: Entry) -> bool:
    words, all_words = plain_words(entry.text), set(plain_words(one.text))
    foreign = sum(word not in all_words for word in words)
    return len(words) >= FEWEST_WORDS and foreign <= MOST_FOREIGN * len(words)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
