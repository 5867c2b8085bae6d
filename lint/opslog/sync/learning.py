"""Asking every host, and what the file of states says afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.forges.asking import Learned, ask
from opslog.forges.host import open_host
from opslog.forges.patience import Patience
from opslog.forges.reference import Reference
from opslog.sync.leads import Lead
from opslog.tracked import Tracked, tracked_file, tracked_text
from opslog.writing import replace_file


class Knowledge(NamedTuple):
    """What was known before, what was learned now, what single issues were kept back for, and why hosts stopped."""

    before: Mapping[str, Tracked]
    issues: Mapping[Reference, Tracked]
    refused: Mapping[Reference, str]
    stopped: tuple[str, ...]

    @property
    def nothing_asked(self) -> bool:
        """Whether nobody answered anything."""
        return bool(self.stopped) and not self.issues and not self.refused


def learn(
    leads: Iterable[Lead],
    config: Config,
    before: Mapping[str, Tracked],
    environment: Mapping[str, str],
    day: date,
    patience: Patience,
) -> Knowledge:
    """Ask every host about the issues on it. One that cannot be asked does not keep the others from it."""
    hosts: dict[str, dict[Reference, None]] = {}
    for lead in leads:
        if lead.reference:
            hosts.setdefault(lead.reference.host, {})[lead.reference] = None
    learned = [_ask(host, tuple(asked), config, environment, day, patience) for host, asked in sorted(hosts.items())]
    return Knowledge(
        before,
        {reference: issue for each in learned for reference, issue in each.issues.items()},
        {reference: reason for each in learned for reference, reason in each.refused.items()},
        tuple(each.stopped for each in learned if each.stopped),
    )


def _ask(
    name: str,
    references: tuple[Reference, ...],
    config: Config,
    environment: Mapping[str, str],
    day: date,
    patience: Patience,
) -> Learned:
    try:
        host = open_host(name, config.tracker, environment)
    except OpslogError as error:
        return Learned({}, {}, str(error))
    return ask(host, references, day, patience)


def states_after(leads: Iterable[Lead], knowledge: Knowledge) -> Mapping[str, Tracked]:
    """Put together what is known now of every address that a follow-up leads to, and of no other."""
    after = {}
    for lead in leads:
        learned = knowledge.issues.get(lead.reference) if lead.reference else None
        known = learned or knowledge.before.get(lead.address or "")
        if lead.address and known:
            after[lead.address] = known
    return after


def write_states(states: Mapping[str, Tracked], config: Config) -> bool:
    """Write the file of states, if it says anything else so far; say whether it did. Raises OpslogError."""
    path = tracked_file(config)
    raw = tracked_text(states).encode()
    written = path.read_bytes() if path.exists() else None
    if raw == written or (written is None and not states):
        return False
    replace_file(path, raw)
    return True
