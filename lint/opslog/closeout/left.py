"""What is left to write of a postmortem, whom to ask, and by when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from opslog.closeout.draft import needed_sections
from opslog.closeout.people import who_may_know
from opslog.config import Config
from opslog.coverage import COVERED_KINDS, deadline_of
from opslog.record import MILESTONES, Record
from opslog.vocabulary import SECTIONS


class Unwritten(NamedTuple):
    """A section that says nothing yet: its heading, its question, and whom to ask (each with their role)."""

    name: str
    heading: str
    question: str
    ask: tuple[tuple[str, str], ...]


class Left(NamedTuple):
    """What is left: sections, milestones nobody has given; the last day in time and how many days that leaves."""

    sections: tuple[Unwritten, ...]
    times: tuple[str, ...]
    due: date | None
    days: int | None


def left_to_write(record: Record, config: Config, today: date) -> Left:
    """Say what is left to write of a record, by the sections it needs for its review."""
    due = deadline_of(record, config) if record.facts.kind in COVERED_KINDS else None
    return Left(
        tuple(
            Unwritten(name, *SECTIONS[name], who_may_know(record, name))
            for name in needed_sections(record, config)
            if (section := record.section(name)) is None or section.is_empty
        ),
        tuple(name for name in MILESTONES if getattr(record.facts.times, name) is None),
        due,
        (due - today).days if due else None,
    )
