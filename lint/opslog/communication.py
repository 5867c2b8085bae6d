"""What those affected heard of an incident, and when: computed from the timeline entries that are marked `[comms]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from opslog.config import Config
from opslog.promises import Promise, read_promise
from opslog.prose import masked
from opslog.record import Entry, Record
from opslog.times import Moment, is_before

KEPT, LATE, BROKEN, UNDECIDED = "kept", "late", "not kept", "not known"
SAYS_OVER = re.compile(r"\b(?:resolved?|resolution|closed?|closes|fixed|solved|all clear|is over)\b", re.IGNORECASE)


class Word(NamedTuple):
    """An entry marked `[comms]` that has a time, and its number in the timeline, from 1."""

    number: int
    entry: Entry
    at: Moment

    @property
    def end(self) -> Moment:
        """When it had been said."""
        return self.entry.until or self.at


class FirstWord(NamedTuple):
    """The first word after the incident started, and how long after `since` (declared, else detected) it came."""

    word: Word
    since: str
    after: timedelta


class Silence(NamedTuple):
    """The time without a word behind `word`, until the next one (`ended_by`) or until a milestone (`until`)."""

    word: Word
    lasts: timedelta
    ended_by: Word | None
    until: str | None


class PromisedUpdate(NamedTuple):
    """An update that `word` promised, what became of it, and the word that answered it, kept or late."""

    word: Word
    promise: Promise
    outcome: str
    answer: Word | None = None
    late: timedelta | None = None


class Communication(NamedTuple):
    """What was told: every word in order, and what can be said of them."""

    words: tuple[Word, ...]
    first: FirstWord | None
    longest_silence: Silence | None
    promises: tuple[PromisedUpdate, ...]
    end_announced: bool | None

    @property
    def decided(self) -> tuple[PromisedUpdate, ...]:
        """The promises of which it is known what became of them."""
        return tuple(one for one in self.promises if one.outcome != UNDECIDED)

    @property
    def kept(self) -> tuple[PromisedUpdate, ...]:
        """The promises that were kept in time."""
        return tuple(one for one in self.promises if one.outcome == KEPT)

    @property
    def first_missed(self) -> PromisedUpdate | None:
        """The first promise that was kept late or never."""
        return next((one for one in self.decided if one.outcome != KEPT), None)


def communication_of(record: Record, config: Config, now: datetime) -> Communication:
    """Compute what was told of an incident, as of `now`: a promise that is not due yet is not known to be kept."""
    words = tuple(
        Word(number, entry, entry.at)
        for number, entry in enumerate(record.timeline, 1)
        if entry.kind == "comms" and entry.at is not None
    )
    tolerance = timedelta(minutes=config.communication.late_minutes)
    return Communication(
        words,
        _first_word(record, words),
        _longest_silence(record, words),
        tuple(_promises(record, words, tolerance, now)),
        _end_announced(record, words, tolerance),
    )


def grace(config: Config, *words: Word | None) -> timedelta:
    """Say by how much more than the policy allows these words may be apart: only where one has no exact time."""
    approximate = any(word.entry.approximate for word in words if word)
    return timedelta(minutes=config.communication.late_minutes if approximate else 0)


def _since_start(record: Record, words: Sequence[Word]) -> list[Word]:
    """Leave out what was told before the incident: a notice of planned work, say."""
    started = record.facts.times.started
    return [word for word in words if started is None or not is_before(word.at, started)]


def _first_word(record: Record, words: Sequence[Word]) -> FirstWord | None:
    times = record.facts.times
    since, called = ("declared", times.declared) if times.declared else ("detected", times.detected)
    for word in _since_start(record, words)[:1]:
        after = word.at.minus(called) if called else None
        if after is not None:
            return FirstWord(word, since, after)
    return None


def _longest_silence(record: Record, words: Sequence[Word]) -> Silence | None:
    """Find the longest silence from the first word until the harm had ended; until the last word while it goes on."""
    times = record.facts.times
    until, ends = ("mitigated", times.mitigated) if times.mitigated else ("resolved", times.resolved)
    heard = [word for word in _since_start(record, words) if ends is None or is_before(word.at, ends)]
    spans = [(one, other.at.minus(one.end), other) for one, other in pairwise(heard)]
    silences = [Silence(one, lasts, other, None) for one, lasts, other in spans if lasts is not None]
    if heard and ends is not None:
        lasts = ends.minus(heard[-1].end)
        silences += [Silence(heard[-1], lasts, None, until)] if lasts is not None else []
    return max((one for one in silences if one.lasts > timedelta(0)), key=lambda one: one.lasts, default=None)


def _promises(record: Record, words: Sequence[Word], tolerance: timedelta, now: datetime) -> Iterator[PromisedUpdate]:
    for index, word in enumerate(words):
        promise = read_promise(word.entry.text, word.at)
        if promise is None:
            continue
        slack = tolerance * (2 if promise.approximate else 1)
        answer = next(iter(words[index + 1 :]), None)
        yield _outcome(record, PromisedUpdate(word, promise, UNDECIDED, answer), slack, now)


def _outcome(record: Record, made: PromisedUpdate, slack: timedelta, now: datetime) -> PromisedUpdate:
    """Decide what became of a promise."""
    due, answer = made.promise.due, made.answer
    if answer is not None:
        late = answer.at.minus(due)
        if late is not None:
            return made._replace(outcome=LATE, late=late) if late > slack else made._replace(outcome=KEPT)
        if is_before(due, answer.at):
            return made._replace(outcome=LATE)
        that_day = answer.at.whole_day and not due.whole_day and not is_before(answer.at, due)
        return made._replace(outcome=UNDECIDED if that_day else KEPT)
    end = due.at + (timedelta(days=1) if due.whole_day else slack)
    closure, resolved = record.facts.closure, record.facts.times.resolved
    announced = closure is not None and bool(closure.resolved_announced)
    # That it was over has been announced, at an hour that the record does not tell.
    told_elsewhere = announced and resolved is not None and not is_before(due, resolved)
    return made._replace(outcome=UNDECIDED if end > now or told_elsewhere else BROKEN)


def _end_announced(record: Record, words: Sequence[Word], tolerance: timedelta) -> bool | None:
    """Whether those affected heard that it was over; None while it is not, or where no clock time says so."""
    resolved, closure = record.facts.times.resolved, record.facts.closure
    if resolved is None:
        return None
    if closure is not None and closure.resolved_announced:
        return True
    mitigated = record.facts.times.mitigated or resolved
    for word in reversed(words):
        early = resolved.minus(word.end)
        if (early <= tolerance) if early is not None else not is_before(word.at, resolved):
            return True
        if not is_before(word.at, mitigated) and SAYS_OVER.search(masked(word.entry.text)):
            return True
    return False
