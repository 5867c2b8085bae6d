"""A question of a review, and what answers it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from opslog.brief.plan import Planned
from opslog.config import Config
from opslog.record import Record


class Answer(Enum):
    """How data answers a question."""

    YES = "yes"
    NO = "no"
    ASK = "for you to judge"


class Question(NamedTuple):
    """A question, its answer, and what that rests on."""

    words: str
    answer: Answer
    rests_on: str


class Case(NamedTuple):
    """What questions are asked of: a record, what it asks for, and the time at which somebody asks."""

    record: Record
    plan: tuple[Planned, ...]
    config: Config
    now: datetime

    @property
    def is_over(self) -> bool:
        """Whether the incident is over, so that its end can be asked about."""
        return self.record.facts.status != "open"


def yes_or_no(is_so: bool) -> Answer:
    """Answer what data decide."""
    return Answer.YES if is_so else Answer.NO
