"""An open record as the draft of its postmortem: what the record itself already says, and the questions to answer."""

from __future__ import annotations

from typing import NamedTuple

from opslog.closeout.people import responders
from opslog.closeout.sections import with_sections
from opslog.config import Config
from opslog.editing import with_facts
from opslog.errors import OpslogError
from opslog.record import MILESTONES, Facts, Record
from opslog.times import Moment, is_before
from opslog.vocabulary import READ_BY_OTHERS, SECTIONS
from opslog.writing import question_text

LAST_COUNTS = frozenset({"mitigated", "resolved"})
"""What can come undone: of several entries with this tag the last one holds, of any other tag the first."""


class Draft(NamedTuple):
    """What a record becomes as a draft: its facts, and the sections it lacks."""

    facts: Facts
    sections: tuple[str, ...]


def draft_of(record: Record, who: str, config: Config, *, anyway: bool = False) -> Draft:
    """Say what a record becomes. Raises OpslogError for one that is past a draft, or not resolved (but `anyway`)."""
    facts = record.facts
    if facts.status not in ("open", "draft"):
        raise OpslogError(f"{record.path}: it is {facts.status or 'without a status'}: its postmortem was begun before")
    filled = facts._replace(
        status="draft",
        times=facts.times._replace(**times_told(record)),
        authors=facts.authors or (who,),
        responders=responders(record),
    )
    if filled.times.resolved is None and facts.status == "open" and not anyway:
        raise OpslogError(
            f"{record.path}: it does not say when the incident was resolved; `opslog resolve` writes that, and "
            "--anyway makes a draft of it all the same"
        )
    present = {section.name for section in record.sections}
    return Draft(filled, tuple(name for name in needed_sections(record, config) if name not in present))


def needed_sections(record: Record, config: Config) -> tuple[str, ...]:
    """Name the sections that a record of this severity needs to be reviewed and approved, and its timeline."""
    needed = {name for status in READ_BY_OTHERS for name in config.required(status, record.facts.severity)}
    return tuple(name for name in SECTIONS if name in needed or name == "timeline")


def times_told(record: Record) -> dict[str, Moment]:
    """Find the milestones that only the timeline tells, by its tags; where it says "about", nothing is taken."""
    found: dict[str, Moment] = {}
    lacking = {name for name in MILESTONES if not _is_given(record, name)}
    for entry in record.timeline:
        name, at = entry.kind, entry.at
        if name not in lacking or at is None or at.whole_day or entry.approximate:
            continue
        known = found.get(name)
        if known is None or (is_before(known, at) == (name in LAST_COUNTS)):
            found[name] = at
    return found


def _is_given(record: Record, name: str) -> bool:
    """Say whether a milestone stands in `times`, readable or not."""
    field = f"`times.{name}`"
    return getattr(record.facts.times, name) is not None or any(
        problem.message.startswith(field) and problem.rule != "missing-field" for problem in record.problems
    )


def with_draft(raw: bytes, draft: Draft, path: str, config: Config) -> bytes:
    """Write a draft into its record; nothing else in it changes."""
    questions = {name: question_text(name) for name in draft.sections}
    return with_sections(with_facts(raw, draft.facts, path, config), questions, path, config)
