"""The ledger: every follow-up of every record, with all that is known of how it stands.

Whether a follow-up is open, overdue or done is decided here and nowhere else: its box, its date, the policy of its
severity and what its tracker said (`tracked.py`) all have a say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from opslog.config import Config
from opslog.deadline import due_by_policy, opened_on
from opslog.record import FollowUp, Record
from opslog.tracked import Tracked
from opslog.tracker import tracker_url
from opslog.words import plain_words

STATES = {
    "overdue": "open, and its date is past",
    "open": "somebody still has to do it",
    "done": "its box is ticked, or its issue is closed",
    "idea": "kept, but nobody has committed to it",
}
"""How a follow-up can stand, what is most pressing first."""
COMMENT = re.compile(r"#(?:issue)?(?:comment|note)[\w-]{0,40}\Z")
TO_DO = frozenset({"overdue", "open"})


class LedgerEntry(NamedTuple):
    """A follow-up and how it stands. What is not known is None.

    `number` is its place in its record, from 1. `due_by_policy` says that no person gave the date. `opened` is the day
    its incident was over, `closed` the day its tracker gives. `incidents` are the ids of all records that ask for it,
    its own first: follow-ups of different records that name one issue are one piece of work.
    """

    record: Record
    follow_up: FollowUp
    number: int
    state: str
    due: date | None = None
    due_by_policy: bool = False
    url: str | None = None
    tracked: Tracked | None = None
    opened: date | None = None
    closed: date | None = None
    incidents: tuple[str, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether somebody still has to do it, late or not."""
        return self.state in TO_DO

    @property
    def box_still_open(self) -> bool:
        """Whether its tracker says that it is done, and its record does not."""
        return self.state == "done" and not self.follow_up.done

    @property
    def owner_is_team(self) -> bool:
        """Whether a team owns it, not a person."""
        return (self.follow_up.owner or "").startswith("team:")

    def age(self, on: date) -> int | None:
        """Count the days from opened to `on`, or to closed if that was before."""
        until = min(on, self.closed) if self.closed else on
        return max(0, (until - self.opened).days) if self.opened else None


class Idea(NamedTuple):
    """The same idea, in the same words, from one incident or from several."""

    entries: tuple[LedgerEntry, ...]

    @property
    def incidents(self) -> int:
        """How many incidents had it."""
        return len({entry.record.path for entry in self.entries})


class Month(NamedTuple):
    """How many follow-ups a month (`2022-12`) opened, and how many it closed."""

    name: str
    opened: int
    closed: int


@dataclass(frozen=True)
class Ledger:
    """All follow-ups, in the order of the records they were made from."""

    entries: tuple[LedgerEntry, ...]
    today: date

    @cached_property
    def to_do(self) -> tuple[LedgerEntry, ...]:
        """What somebody still has to do: overdue first, then by date; what has none comes last."""
        return tuple(sorted((entry for entry in self.entries if entry.to_do), key=_pressing))

    @cached_property
    def overdue(self) -> tuple[LedgerEntry, ...]:
        """What should be done by now, longest overdue first."""
        return tuple(entry for entry in self.to_do if entry.state == "overdue")

    @cached_property
    def done(self) -> tuple[LedgerEntry, ...]:
        """What is done: last closed first, then those of which nobody knows when, newest incident first."""
        done = [entry for entry in self.entries if entry.state == "done"]
        return tuple(sorted(done, key=lambda entry: entry.closed or date.min, reverse=True))

    @property
    def listed(self) -> tuple[LedgerEntry, ...]:
        """Everything, in the order in which it is looked at: what is to do, what is done, ideas."""
        return *self.to_do, *self.done, *(entry for idea in self.ideas for entry in idea.entries)

    @cached_property
    def shared(self) -> tuple[tuple[LedgerEntry, ...], ...]:
        """Group the work that two or more incidents ask for, where some of it is to do; most incidents first."""
        asked = [entry for entry in self.listed if len(entry.incidents) > 1]
        pieces = grouped(asked, lambda entry: (_address(entry.url or ""),)).values()
        to_do = [tuple(piece) for piece in pieces if any(entry.to_do for entry in piece)]
        return tuple(sorted(to_do, key=lambda piece: -len(piece[0].incidents)))

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """List the ideas, those that several incidents had first."""
        alike: dict[tuple[str, ...], list[LedgerEntry]] = {}
        for entry in self.entries:
            if entry.state == "idea":
                alike.setdefault(plain_words(entry.follow_up.text) or (entry.follow_up.text,), []).append(entry)
        return tuple(sorted((Idea(tuple(group)) for group in alike.values()), key=lambda idea: -idea.incidents))

    def of(self, record: Record) -> tuple[LedgerEntry, ...]:
        """Give the entries of a record, in its order."""
        return self._by_record.get(record.path, ())

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Count what each month opened and closed, from the first month to today's, without a gap.

        Ideas are not counted; what was closed on a day nobody knows counts as opened only.
        """
        work = [entry for entry in self.entries if entry.state != "idea"]
        opened = Counter(_month(entry.opened) for entry in work if entry.opened and entry.opened <= self.today)
        closed = Counter(_month(entry.closed) for entry in work if entry.closed and entry.closed <= self.today)
        if not (opened or closed):
            return ()
        last = _month(self.today)
        span = range(min((*opened, *closed)), last + 1)
        return tuple(
            Month(f"{number // 12:04}-{number % 12 + 1:02}", opened[number], closed[number]) for number in span
        )

    @cached_property
    def _by_record(self) -> Mapping[str, tuple[LedgerEntry, ...]]:
        groups = grouped(self.entries, lambda entry: (entry.record.path,))
        return {path: tuple(entries) for path, entries in groups.items()}


def ledger_of(records: Iterable[Record], config: Config, today: date, tracked: Mapping[str, Tracked]) -> Ledger:
    """Enter every follow-up of the records; `tracked` is what the trackers said, by web address."""
    entries = [
        _entry(record, number, config, today, tracked)
        for record in records
        for number in range(1, len(record.follow_ups) + 1)
    ]
    asking = grouped(entries, lambda entry: (_address(entry.url),) if entry.url else ())
    return Ledger(tuple(entry._replace(incidents=_incidents(entry, asking)) for entry in entries), today)


def grouped(
    entries: Iterable[LedgerEntry], keys: Callable[[LedgerEntry], Iterable[str]]
) -> dict[str, list[LedgerEntry]]:
    """Group entries by each of their keys, in the order in which keys appear."""
    groups: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            groups.setdefault(key, []).append(entry)
    return groups


def _entry(record: Record, number: int, config: Config, today: date, tracked: Mapping[str, Tracked]) -> LedgerEntry:
    item = record.follow_ups[number - 1]
    url = tracker_url(item.tracker, config.tracker) if item.tracker else None
    known = tracked.get(url) if url else None
    due = item.due or (None if item.idea else due_by_policy(record, config))
    return LedgerEntry(
        record=record,
        follow_up=item,
        number=number,
        state=_state(item, due, known, today),
        due=due,
        due_by_policy=item.due is None and due is not None,
        url=url,
        tracked=known,
        opened=opened_on(record),
        closed=known.closed if known and known.state == "closed" else None,
    )


def _state(item: FollowUp, due: date | None, tracked: Tracked | None, today: date) -> str:
    if item.idea:
        return "idea"
    if item.done or (tracked is not None and tracked.state == "closed"):
        return "done"
    return "overdue" if due is not None and due < today else "open"


def _incidents(entry: LedgerEntry, asking: Mapping[str, Sequence[LedgerEntry]]) -> tuple[str, ...]:
    others = asking[_address(entry.url)] if entry.url else ()
    return tuple(dict.fromkeys((entry.record.id, *(other.record.id for other in others))))


def _address(url: str) -> str:
    """Reduce a web address to what all addresses of one issue share: comments and a last slash do not count."""
    return COMMENT.sub("", url).rstrip("/")


def _pressing(entry: LedgerEntry) -> tuple[bool, date, str]:
    return entry.state != "overdue", entry.due or date.max, entry.record.id


def _month(day: date) -> int:
    """Count the months from the first of the calendar."""
    return day.year * 12 + day.month - 1
