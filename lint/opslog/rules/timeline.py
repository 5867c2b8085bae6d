"""The timeline: can every entry be read, and does time run forward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.events import entry_place
from opslog.proof.slips import likely_slip
from opslog.record import Entry, Record
from opslog.rule import reported, rule
from opslog.times import Moment, is_before

HALF_A_DAY = timedelta(hours=12)
DATED = re.compile(r"\d{4}-\d{2}")


@rule("TL101", "unreadable-time", "error")
def unreadable_time(record: Record, config: Config) -> Iterable[Remark]:
    """A time in the timeline cannot be read, or does not say which moment it means.

    `14:??`, `25:10`, `17:14pm`, `HH:mm`, or a local time that happens twice or never because clocks change.

    ## Why it matters

    The entry cannot be placed, and what depends on it (how long it took to notice, to decide, to mend) cannot be
    computed.

    ## What to write instead

    `14:05`, or `~14:05` when it is a guess: an honest guess is a fact about what is known. Put the date in front where
    the day changes.

    ## Example

        - ~14:05 — Memory starts to climb; nobody looked at the graph before 14:20.
    """
    return reported(record, "unreadable-time")


@rule("TL102", "entry-without-time", "warning")
def entry_without_time(record: Record, config: Config) -> Iterable[Remark]:
    """An entry in the timeline does not start with a time.

    ## Why it matters

    It is either not part of the order of events, and then belongs into What happened, or its place in that order is
    only in somebody's memory.

    ## What to write instead

    A time, with `~` in front when it is a guess. Details of the entry above go under it, indented.

    ## Example

        - 12:40 — Memory alert fires for checkout.
          Three of eight instances are above 90 %.
    """
    return reported(record, "entry-without-time")


@rule("TL103", "timeline-runs-backwards", "error")
def timeline_runs_backwards(record: Record, config: Config) -> Iterator[Remark]:
    """An entry is earlier than the one above it.

    ## Why it matters

    Readers take the order on the page for the order of events. Often it is midnight: a clock time takes the date of
    the entry above it, so the first entry of a new day has to say its date.

    ## What to write instead

    Put the entry in its place, or write its date.

    ## Example

        - 23:50 — The queue is empty.
        - 2022-12-26 00:10 — Customers are told that no orders were lost.
    """
    latest: Entry | None = None
    for entry in record.timeline:
        if entry.at is None:
            continue
        if latest is not None and latest.at is not None and is_before(entry.at, latest.at):
            next_day = _is_next_day(entry, entry.at, latest.at)
            yield Remark(entry_place(entry), *_backwards(entry, latest, latest.at, next_day=next_day))
            if not next_day:
                continue
        latest = entry


def _is_next_day(entry: Entry, at: Moment, before: Moment) -> bool:
    """Say whether a date is likely to be missing; the entries below are then of the new day too."""
    return not DATED.search(entry.written) and before.at - at.at > HALF_A_DAY


def _backwards(entry: Entry, latest: Entry, before: Moment, *, next_day: bool) -> tuple[str, str]:
    message = f"{entry.written} is earlier than {latest.written} above it"
    slip = likely_slip(entry.at, before, before) if entry.at and DATED.search(entry.written) else None
    if slip:
        return message, f"If its date slipped, {slip} would fit; else put it in its place."
    if next_day:
        day = before.local.date() + timedelta(days=1)
        return message, f"If it was the next day, write {day} {entry.written}."
    return message, "Put it in its place, or write its date if another day is meant."


@rule("TL104", "unknown-entry-kind", "warning")
def unknown_entry_kind(record: Record, config: Config) -> Iterable[Remark]:
    """The word in brackets is nearly, but not quite, a kind of entry.

    ## Why it matters

    Kinds draw the timeline and find the milestones in it. A misspelt one is read as part of the sentence.

    ## What to write instead

    One of detected, acknowledged, declared, mitigated, resolved, decision, action, comms, handoff, finding; or no
    bracket at all.

    ## Example

        - 12:40 — [detected] Memory alert fires for checkout.
    """
    return reported(record, "unknown-entry-kind")
