"""Which of the incidents in an export is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.files import printable
from opslog.imports.event import Candidate, Choice, Export, Option, several
from opslog.suggestion import did_you_mean

INCIDENT = Option("--incident", "Which of the incidents in the export: its id, or its number or reference.", "ID")


class Incident(NamedTuple):
    """An incident of an export: the words that choose it, the first one listed; what it is; and how it is read."""

    keys: tuple[str, ...]
    about: str
    read: Callable[[], Export]


def chosen(incidents: Sequence[Incident], path: Path, choice: Choice) -> Export:
    """Read the incident that was chosen, or the only one; raises OpslogError that lists them."""
    name = printable(str(path))
    if not incidents:
        raise OpslogError(f"{name}: no incident in it")
    wanted = choice.text("incident")
    if wanted:
        for one in incidents:
            if wanted in one.keys:
                return one.read()
        hint = did_you_mean(wanted, [key for one in incidents for key in one.keys])
        raise OpslogError(f"--incident: {name} holds no incident `{printable(wanted)}`; {hint}")
    if len(incidents) > 1:
        listed = [Candidate(printable(one.keys[0]), printable(one.about)) for one in incidents]
        raise several(name, "incidents", INCIDENT.name, listed)
    return incidents[0].read()
