"""The follow-ups of a record against what the team asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opslog.config import Config
from opslog.deadline import due_by_policy
from opslog.ledger import Ledger, LedgerEntry
from opslog.record import Record


class Planned(NamedTuple):
    """A follow-up, the last day its policy allows (None without one), and what it lacks."""

    entry: LedgerEntry
    last: date | None
    lacks: tuple[str, ...]

    @property
    def within(self) -> bool | None:
        """Whether its own date keeps to the policy; None where one of the two is missing."""
        due = self.entry.follow_up.due
        return None if due is None or self.last is None else due <= self.last


def plan_of(record: Record, ledger: Ledger, config: Config) -> tuple[Planned, ...]:
    """List what a record asks for, ideas left out: overdue first, then open, then done."""
    last = due_by_policy(record, config)
    entries = [entry for entry in ledger.of(record) if entry.state != "idea"]
    ordered = sorted(entries, key=lambda entry: ("overdue", "open", "done").index(entry.state))
    return tuple(Planned(entry, last, _lacks(entry, config)) for entry in ordered)


def to_do(plan: Iterable[Planned]) -> tuple[Planned, ...]:
    """Keep what somebody still has to do."""
    return tuple(one for one in plan if one.entry.to_do)


def _lacks(entry: LedgerEntry, config: Config) -> tuple[str, ...]:
    if not entry.to_do:
        return ()
    item = entry.follow_up
    has = {"owner": item.owner, "due": item.due, "tracker": item.tracker}
    needed = [name for name in config.lint.follow_up_needs if name in has and has[name] is None]
    return (*needed, *(() if item.kind else ("kind",)))
