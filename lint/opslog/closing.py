"""The closing gate: five questions, answered before an approved record is complete (docs/process/afterwards.md).

“None” is an answer, a missing key is not: it means that nobody has looked.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from opslog.config import Config
from opslog.record import NO_CLOSURE, Closure, Record

QUESTIONS = {
    "public_issues": "public issues closed",
    "announced": "announced",
    "resolved_announced": "end announced",
    "follow_ups": "follow-ups filed",
    "retrospective": "retrospective",
}
"""The questions in the order of a record's end; all but `follow_ups` are fields of `closure:`."""
OF_EVERY_KIND = frozenset(("follow_ups", "retrospective"))
"""What is asked of a near-miss, a false alarm or an exercise too. Users seldom hear of those."""

ANSWERED, NONE, MISSING = "answered", "none", "missing"


class Answer(NamedTuple):
    """The answer to one question: its state (answered, none, missing), the links given, or words about it."""

    question: str
    state: str
    links: tuple[str, ...] = ()
    words: str = ""

    @property
    def title(self) -> str:
        """The question in a word or two."""
        return QUESTIONS[self.question]


def closing_gate(record: Record, config: Config, today: date) -> tuple[Answer, ...]:
    """Answer the questions that are asked of a record of this kind.

    What was announced wants its end announced, whatever the kind.
    """
    closure = record.facts.closure or NO_CLOSURE
    answers = (
        _links("public_issues", closure.public_issues, record),
        _links("announced", closure.announced, record),
        _links("resolved_announced", closure.resolved_announced, record),
        _follow_ups(record, config),
        _retrospective(closure, today),
    )
    everything = record.facts.kind == "incident"
    return tuple(
        answer
        for answer in answers
        if everything
        or answer.question in OF_EVERY_KIND
        or answer.state != MISSING
        or (answer.question == "resolved_announced" and closure.announced)
    )


def unanswered(record: Record, config: Config, today: date) -> tuple[Answer, ...]:
    """List the questions of the gate that nobody has answered yet."""
    return tuple(answer for answer in closing_gate(record, config, today) if answer.state == MISSING)


def _links(field: str, links: tuple[str, ...] | None, record: Record) -> Answer:
    if links:
        return Answer(field, ANSWERED, links)
    if links is None:
        return Answer(field, MISSING)
    # A list whose items are no addresses is read as an empty one. It is not the answer "none".
    if f"closure.{field}.0" in record.places:
        return Answer(field, MISSING, words="what is written there is no web address")
    return Answer(field, NONE)


def _follow_ups(record: Record, config: Config) -> Answer:
    items = [item for item in record.follow_ups if not item.idea]
    still_open = record.open_follow_ups
    unfiled = sum(item.tracker is None for item in still_open) if "tracker" in config.lint.follow_up_needs else 0
    if unfiled:
        words = f"{unfiled} of {len(still_open)} open ones {_is(unfiled)} in no tracker"
        return Answer("follow_ups", MISSING, words=words)
    if items:
        done = f"{len(items) - len(still_open)} done"
        words = f"{len(still_open)} open, {done}" if still_open else f"all {done}" if len(items) > 1 else done
        return Answer("follow_ups", ANSWERED, words=words)
    section = record.section("follow-ups")
    if section is None:
        return Answer("follow_ups", MISSING, words="the record has no section Follow-ups")
    if section.is_empty:
        return Answer("follow_ups", MISSING, words=f"nothing stands under {section.title}")
    return Answer("follow_ups", NONE)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _retrospective(closure: Closure, today: date) -> Answer:
    held = closure.retrospective
    if held is not None and held.date is not None:
        words = f"held {held.date}" if held.date <= today else f"planned for {held.date}"
        return Answer("retrospective", ANSWERED, words=words)
    if held is not None and held.not_needed is not None:
        return Answer("retrospective", ANSWERED, words=f"waived: {held.not_needed}")
    return Answer("retrospective", MISSING)
