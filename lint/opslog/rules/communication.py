"""Communication: was the first word in time, were promised updates kept, and did anybody say that it was over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from opslog.communication import BROKEN, LATE, Communication, PromisedUpdate, Silence, communication_of, grace
from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.events import entry_place
from opslog.record import Record
from opslog.rule import rule
from opslog.times import duration_text, moment_text
from opslog.today import now
from opslog.vocabulary import READ_BY_OTHERS

USER_FACING = "user-facing"


@rule("CM101", "late-first-word", "warning")
def late_first_word(record: Record, config: Config) -> Iterator[Remark]:
    """The first word to those affected came later than the severity asks for.

    It is counted from declared, or from detected where nobody declared, to the first entry marked `[comms]` after the
    incident started. How many minutes a severity allows is configured (`communication.first-word-minutes`). Behind
    "about" or "~" five more are fine (`communication.late-minutes`).

    ## Why it matters

    Until the first word, everybody who is affected looks for the fault on their own side, and then asks. Two sentences
    that admit to knowing nothing yet are enough.

    ## What to write instead

    If there was an earlier word, add it to the timeline. If not, say under Lessons learned what it waited for, and keep
    this finding silent with a comment that points there.

    ## Example

        - 12:45 — [declared] @amara declares a sev1.
        - 12:52 — [comms] Status page: checkout is unreliable, next update 13:20.
    """
    told = _told(record, config)
    allowed = _policy(config.communication.first_word_minutes, record)
    if told is None or told.first is None or allowed is None:
        return
    first = told.first
    if first.after > allowed + grace(config, first.word):
        line = record.place(f"times.{first.since}").line
        message = (
            f"the first word came {duration_text(first.after)} after the incident was {first.since} (line {line}); "
            f"{record.facts.severity} asks for it within {duration_text(allowed)}"
        )
        yield Remark(
            entry_place(first.word.entry),
            message,
            "Add an earlier one, or say under Lessons learned what it waited for.",
        )


@rule("CM102", "long-silence", "warning")
def long_silence(record: Record, config: Config) -> Iterator[Remark]:
    """Nobody was told anything for longer than the severity allows, while the harm lasted.

    It looks at the longest time without an entry marked `[comms]`, from the first of them until it was mitigated (or
    resolved, where the record does not say when it was mitigated). How many minutes a severity allows is configured
    (`communication.update-minutes`).

    ## Why it matters

    Silence reads as "they have stopped". An update goes out on time even if there is nothing new.

    ## What to write instead

    If there were updates, add them to the timeline. If not, say under Lessons learned what made the communications lead
    silent, and keep this finding silent with a comment that points there.

    ## Example

        - 12:52 — [comms] Status page: checkout is unreliable, next update 13:20.
        - 13:20 — [comms] Status page: still unreliable, we are looking at the last release. Next update 13:50.
    """
    told = _told(record, config)
    allowed = _policy(config.communication.update_minutes, record)
    if told is None or told.longest_silence is None or allowed is None:
        return
    silence = told.longest_silence
    if silence.lasts > allowed + grace(config, silence.word, silence.ended_by):
        message = (
            f"there is no word to anybody for {duration_text(silence.lasts)} after this, {_until(record, silence)}; "
            f"{record.facts.severity} asks for an update every {duration_text(allowed)}"
        )
        yield Remark(
            entry_place(silence.word.entry),
            message,
            "Add the updates there were, or say under Lessons learned why there were none.",
        )


def _until(record: Record, silence: Silence) -> str:
    if silence.ended_by is not None:
        return f"until {silence.ended_by.entry.written} (line {silence.ended_by.entry.first_line})"
    return f"until it was {silence.until} (line {record.place(f'times.{silence.until}').line})"


@rule("CM103", "broken-promise", "warning")
def broken_promise(record: Record, config: Config) -> Iterator[Remark]:
    """An update was promised for a time, and came later or not at all.

    It reads what entries marked `[comms]` promise (`next update 11:45 UTC`, `next update in 30 minutes`, `we will
    update again in an hour`) and looks for the next such entry. Five minutes later is in time
    (`communication.late-minutes`), behind "about" or "~" ten.

    ## Why it matters

    People wait for a promised update with their hand on the phone. One that does not come costs more trust than one
    that was never promised.

    ## What to write instead

    If the update went out, add it to the timeline. If not, say under Lessons learned why, and keep this finding silent
    with a comment that points there.

    ## Example

        - 11:15 — [comms] Status page: uploads are slow, next update 11:45.
        - 11:45 — [comms] Status page: nothing new, next update 12:15.
    """
    told = _told(record, config)
    for made in told.promises if told else ():
        if made.outcome in {LATE, BROKEN}:
            yield Remark(
                entry_place(made.word.entry),
                f"an update is promised for {moment_text(made.promise.due)}, and {_became(made)}",
                "Add the update that went out, or say under Lessons learned why none did.",
            )


def _became(made: PromisedUpdate) -> str:
    if made.answer is None:
        return "no entry marked `[comms]` follows"
    when = f"at {made.answer.entry.written} (line {made.answer.entry.first_line})"
    return (
        f"the next word comes {when}, {duration_text(made.late)} late" if made.late else f"the next word comes {when}"
    )


@rule("CM104", "end-never-told", "warning")
def end_never_told(record: Record, config: Config) -> Iterator[Remark]:
    """The incident is resolved, people had heard of it, and nobody told them that it is over.

    It speaks of records in review or approved that have an entry marked `[comms]`, a link under `announced`, or the
    criterion `user-facing`. An entry marked `[comms]` does when it comes after resolved, or says so after it was
    mitigated; links under `closure.resolved_announced` do as well. Where the closing gate answers that question with an
    empty list, it is left to the closing rules.

    ## Why it matters

    People keep away from a service that they think is broken, and keep their workarounds.

    ## What to write instead

    The entry with which it was announced. If it never was, announce it now.

    ## Example

        - 15:26 — [resolved] The machines have their normal size again.
        - 15:30 — [comms] @noor closes the status page entry and tells support what to answer.
    """
    facts = record.facts
    answered = "closure.resolved_announced" in record.places
    if facts.status not in READ_BY_OTHERS or answered:
        return
    told = _told(record, config)
    announced = facts.closure is not None and bool(facts.closure.announced)
    if told and told.end_announced is False and (told.words or announced or USER_FACING in facts.criteria):
        message = "no entry marked `[comms]` says that the incident is over"
        yield Remark(
            record.place("times.resolved"),
            message,
            "Add the entry with which it was announced, or announce it now.",
        )


@rule("CM105", "nobody-told", "info")
def nobody_told(record: Record, config: Config) -> Iterator[Remark]:
    """Users noticed, the severity asks for a word to them, and the timeline has none.

    It speaks where the timeline marks its entries, where no announcement is linked under `closure`, and, while the
    incident goes on, only once the first word is due.

    ## Why it matters

    How soon people heard of it is one of the few things about an incident that they remember.

    ## What to write instead

    An entry marked `[comms]` for each time somebody was told: the status page, support, a customer, another team.

    ## Example

        - 12:52 — [comms] Status page: checkout is unreliable, next update 13:20.
    """
    facts = record.facts
    allowed = _policy(config.communication.first_word_minutes, record)
    told = _told(record, config)
    if told is None or allowed is None or USER_FACING not in facts.criteria:
        return
    marked = [entry for entry in record.timeline if entry.kind]
    linked = facts.closure is not None and (facts.closure.announced or facts.closure.resolved_announced)
    called = facts.times.declared or facts.times.detected
    if not marked or linked or any(entry.kind == "comms" for entry in marked) or called is None or called.whole_day:
        return
    if called.at + allowed < now():
        message = f"no entry says who was told; {facts.severity} asks for a first word within {duration_text(allowed)}"
        yield Remark(marked[0].span, message, "Add a `[comms]` entry for each time that somebody was told.")


def _told(record: Record, config: Config) -> Communication | None:
    return communication_of(record, config, now()) if record.facts.kind == "incident" else None


def _policy(minutes: Mapping[str, int], record: Record) -> timedelta | None:
    allowed = minutes.get(record.facts.severity or "")
    return None if allowed is None else timedelta(minutes=allowed)
