"""Questions about the response: was a rollback tried first, what was known at decisions, what people heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opslog.brief.inline import cut
from opslog.brief.question import Answer, Case, Question, yes_or_no
from opslog.changes import causing_change
from opslog.communication import Communication, Word, communication_of, grace
from opslog.knowledge import not_known_yet
from opslog.times import duration_text
from opslog.words import counted, one_line

EXCERPT = 120
UNDOES = frozenset({"rollback", "revert"})
USER_FACING = "user-facing"


def response(case: Case) -> Iterator[Question]:
    """Ask about the response."""
    yield from _rollback(case)
    yield from _decisions(case)
    yield from _heard(case)


def _rollback(case: Case) -> Iterator[Question]:
    mitigation = case.record.facts.mitigation
    change = causing_change(case.record, case.config)
    reason = mitigation.instead_of_rollback if mitigation else None
    kind = mitigation.kind if mitigation else None
    if kind in UNDOES:
        yield Question("Was a rollback tried first?", Answer.YES, f"mitigated by {kind}")
    elif reason:
        yield Question("Does the reason against a rollback hold?", Answer.ASK, f"“{reason}”")
    elif change is not None and case.is_over:
        says = f"“{change.words}”" if change.sentence else f"the tag `{change.words}`"
        how = f"mitigated by {kind}" if kind else "nothing says what mitigated it"
        told = f"{says}; {how}, and no reason is given"
        yield Question("A change caused it: was a rollback tried first?", Answer.NO, told)


def _decisions(case: Case) -> Iterator[Question]:
    decisions = [entry for entry in case.record.timeline if entry.kind == "decision"]
    if not decisions:
        if case.record.timeline:
            yield Question("Does it say what was decided, and on what?", Answer.ASK, "no entry is marked `[decision]`")
        return
    hidden = {
        one.entry.first_line: one.entry for each in decisions for one in not_known_yet(each, case.record.timeline)
    }
    told = counted(len(decisions), "decision")
    if hidden:
        first, *others = hidden.values()
        more = f" and {len(others)} more" if others else ""
        told += f"; true and not known yet: “{cut(one_line(first.text), EXCERPT)}” (line {first.first_line}){more}"
    yield Question("Can each decision be followed with what was known then?", Answer.ASK, told)


def _heard(case: Case) -> Iterator[Question]:
    record = case.record
    if record.facts.kind != "incident":
        return
    told = communication_of(record, case.config, case.now)
    if not told.words:
        is_due = USER_FACING in record.facts.criteria
        yield Question(
            "Did those affected hear of it?",
            Answer.NO if is_due else Answer.ASK,
            "no entry is marked `[comms]`" + (", and users noticed" if is_due else ""),
        )
        return
    claims = [*_in_time(case, told), *_kept_up(told)]
    judged = [is_so for is_so, _ in claims if is_so is not None]
    answer = yes_or_no(all(judged)) if judged else Answer.ASK
    words = ", ".join(words for _, words in claims) or "nothing was promised, and no policy asks for more"
    yield Question("Was communication in time, and kept up?", answer, words)


Claim = tuple[bool | None, str]
"""Whether something is as it should be, None where nothing says how it should be; and the words for it."""


def _in_time(case: Case, told: Communication) -> Iterator[Claim]:
    """Compare the first word and the longest silence with what the severity allows."""
    policy, severity = case.config.communication, case.record.facts.severity or ""
    first, silence = told.first, told.longest_silence
    if first is not None:
        words = f"first word {duration_text(first.after)} after {first.since}"
        yield _against(first.after, policy.first_word_minutes.get(severity), words, case, first.word)
    if silence is not None:
        words = f"longest silence {duration_text(silence.lasts)}"
        yield _against(silence.lasts, policy.update_minutes.get(severity), words, case, silence.word, silence.ended_by)


def _against(span: timedelta, allowed: int | None, words: str, case: Case, *said: Word | None) -> Claim:
    if allowed is None:
        return None, words
    limit = timedelta(minutes=allowed)
    return span <= limit + grace(case.config, *said), f"{words} (policy: {duration_text(limit)})"


def _kept_up(told: Communication) -> Iterator[Claim]:
    if told.decided:
        all_kept = len(told.kept) == len(told.decided)
        yield all_kept, f"{len(told.kept)} of {counted(len(told.decided), 'promised update')} kept"
    if told.end_announced is not None:
        yield told.end_announced, "the end was announced" if told.end_announced else "nobody announced the end"
