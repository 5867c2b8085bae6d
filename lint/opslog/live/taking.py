"""Taking a step: the record is read, changed and written while nobody else can write into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.editing import change_record, with_entries, with_facts
from opslog.errors import OpslogError
from opslog.live.step import Step
from opslog.reading import parse_record
from opslog.record import Record
from opslog.rules.facts import milestones_out_of_order
from opslog.rules.knowledge import decision_before_knowledge, known_before_it_was_true
from opslog.rules.mitigation import decided_out_of_order
from opslog.rules.proof_order import in_the_future, milestone_against_timeline
from opslog.rules.role_handoffs import resolution_owner_differs
from opslog.rules.role_intervals import role_runs_backwards
from opslog.source import source_of

CANNOT_BE = (
    milestones_out_of_order,
    decided_out_of_order,
    role_runs_backwards,
    resolution_owner_differs,
    milestone_against_timeline,
    in_the_future,
    known_before_it_was_true,
    decision_before_knowledge,
)
"""Rules about times that cannot be: a step that would break one has a slip in it. What words say is not judged here."""


class Taken(NamedTuple):
    """A step that was taken: the record as it is now, where it is, and the lines that are new in it, by number."""

    path: Path
    record: Record
    step: Step
    lines: tuple[tuple[int, str], ...]

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.lines)


def take(path: Path, config: Config, decide: Callable[[Record], Step]) -> Taken:
    """Take a step: `decide` gets the record as it is at that moment. Raises OpslogError, and then writes nothing."""
    steps: list[Step] = []
    lines: list[tuple[int, str]] = []

    def change(raw: bytes, record: Record) -> bytes:
        step = decide(record)
        steps.append(step)
        edited = raw
        if step.facts != record.facts:
            edited = with_facts(edited, step.facts, record.path, config)
        if step.entries:
            edited = with_entries(edited, step.entries, record.path, config)
        if edited != raw:
            refuse_what_cannot_be(parse_record(edited, record.path, config), config, before=record)
            lines.extend(new_lines(raw, edited))
        return edited

    record = change_record(path, config, change)
    return Taken(path, record, steps[-1], tuple(lines))


def refuse_what_cannot_be(after: Record, config: Config, before: Record | None = None) -> None:
    """Raise OpslogError where a record has times that cannot be true, and had them not `before`."""
    for check in CANNOT_BE:
        found = list(check(after, config))
        known = sum(1 for _ in check(before, config)) if before else 0
        if len(found) > known:
            raise OpslogError(f"{after.id}: this cannot be: {found[-1].message}. {found[-1].instead}")


def new_lines(raw: bytes, edited: bytes) -> Iterator[tuple[int, str]]:
    """List the lines that an edited record has and had not before, with their numbers; blank ones are left out."""
    old, new = source_of(raw).lines, source_of(edited).lines
    for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in {"insert", "replace"}:
            yield from ((number + 1, new[number]) for number in range(start, end) if new[number].strip())
