"""What `opslog followups sync` tells: a line for each follow-up that says something else than its issue, and a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from opslog.forges.host import FORGES
from opslog.sync.leads import Lead
from opslog.sync.learning import Knowledge
from opslog.sync.ticks import has_box
from opslog.tracked import STATES, Tracked


class Ticking(Enum):
    """What becomes of the boxes."""

    LEFT = "its box is still open"
    PLANNED = "its box would be ticked"
    DONE = "its box is ticked now"


def wants_tick(lead: Lead, issue: Tracked | None) -> bool:
    """Say whether the box of a follow-up is open although its issue was closed because the work is done."""
    is_done = issue is not None and issue.state == "closed" and not issue.reason
    return is_done and not lead.item.done and has_box(lead.record, lead.item)


def lines(leads: Iterable[Lead], knowledge: Knowledge, ticking: Mapping[str, Ticking]) -> Iterator[str]:
    """Tell, of each follow-up whose issue was asked, what somebody should know."""
    for lead in leads:
        if lead.reference is None or lead.address is None:
            continue
        words = knowledge.refused.get(lead.reference)
        issue = knowledge.issues.get(lead.reference)
        if words:
            words = f"{lead.reference} could not be asked: {words}"
        elif issue:
            words = _words(lead, knowledge.before.get(lead.address), issue, ticking.get(lead.place, Ticking.LEFT))
        if words:
            yield f"{lead.place}: {words}"


def _words(lead: Lead, before: Tracked | None, issue: Tracked, ticking: Ticking) -> str | None:
    name, is_done = str(lead.reference), lead.item.done
    changed = before is not None and before.state != issue.state
    if issue.state == "missing":
        forge = FORGES[lead.reference.forge].name if lead.reference else ""
        return f"{forge} knows no {name}, or does not show it to us"
    if issue.state == "open":
        opened = "was opened again" if before is not None and before.state == "closed" else "is open"
        if is_done:
            return f"{name} {opened}; its box is ticked, decide which is right"
        return f"{name} {opened}" if changed else None
    closed = f"{name} was closed"
    if issue.closed:
        closed += f" on {issue.closed.isoformat()}"
    if is_done:
        return closed if changed else None
    if issue.reason:
        return f"{closed} ({issue.reason}); decide what becomes of the follow-up"
    if not has_box(lead.record, lead.item):
        return f"{closed}; the follow-up has no checkbox, mark it as done by hand"
    return f"{closed}; {ticking.value}"


def summary(leads: tuple[Lead, ...], knowledge: Knowledge) -> Iterator[str]:
    """Sum up: how many follow-ups, how many issues asked, how they stand, and what was not asked for."""
    asked = {lead.reference for lead in leads if lead.reference}
    states = Counter(issue.state for issue in knowledge.issues.values())
    standing = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    issues = _count(len(asked), "issue")
    answered = f"{len(knowledge.issues)} answered" + (f": {standing}" if standing else "")
    yield f"{_count(len(leads), 'follow-up')} with a reference, {issues} to ask about, {answered}."
    elsewhere = Counter(lead.unasked for lead in leads if lead.address and not lead.reference)
    if elsewhere:
        yield f"Not asked, opslog knows GitHub and GitLab: {_listed(elsewhere)}."
    nowhere = Counter(lead.unasked for lead in leads if not lead.address)
    if nowhere:
        yield f"Not asked, no address is known (`tracker.repository`, `tracker.ticket-url`): {_listed(nowhere)}."


def _listed(names: Counter[str]) -> str:
    shown = [name if times == 1 else f"{name} ({times})" for name, times in sorted(names.items())]
    return ", ".join(shown)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
