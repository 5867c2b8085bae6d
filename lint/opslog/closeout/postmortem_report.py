"""What `opslog postmortem` tells: what was filled in, what is left, whom to ask, by when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from opslog.closeout.left import Left
from opslog.config import Config
from opslog.files import printable
from opslog.record import MILESTONES, Record
from opslog.times import days_text, moment_text
from opslog.vocabulary import SECTIONS


def lines(before: Record, after: Record, left: Left, config: Config) -> Iterator[str]:
    """Tell people."""
    news = list(_news(before, after))
    yield f"{after.path}: {'a draft now' if news else 'a draft already; nothing was changed'}."
    yield from (f"  {line}" for line in news)
    yield ""
    if left.sections:
        yield "Left to write:"
        for section in left.sections:
            yield f"  {section.heading}: {section.question}"
            if section.ask:
                yield f"      Ask {printable(_asked(section.ask))}."
    else:
        yield "Every section says something."
    if left.times:
        yield f"Not known yet: {', '.join(f'times.{name}' for name in left.times)}. Leave out what nobody can tell."
    yield _deadline(after, left, config)
    yield f"Next: write, until `opslog lint {after.path}` has no findings; then `status: in-review`."


def _news(before: Record, after: Record) -> Iterator[str]:
    was, now = before.facts, after.facts
    if now.status != was.status:
        yield f"status: {now.status}"
    for name in MILESTONES:
        at = getattr(now.times, name)
        if at is not None and getattr(was.times, name) is None:
            yield f"times.{name}: {moment_text(at)}, as the timeline tells"
    if now.authors != was.authors:
        yield f"authors: {printable(', '.join(now.authors))}"
    if now.responders != was.responders:
        yield f"responders: {printable(', '.join(now.responders))}"
    present = {section.name for section in before.sections}
    new = [SECTIONS[section.name][0] for section in after.sections if section.name and section.name not in present]
    if new:
        yield f"sections: {', '.join(new)}"


def _asked(people: Iterable[tuple[str, str]]) -> str:
    by_role: dict[str, list[str]] = {}
    for who, role in people:
        by_role.setdefault(role, []).append(who)
    return " or ".join(f"{' or '.join(named)} ({role})" for role, named in by_role.items())


def _deadline(record: Record, left: Left, config: Config) -> str:
    if left.due is None or left.days is None:
        return "No deadline is known for it."
    allowed = config.closing.days[record.facts.severity or ""]
    why = f"{record.facts.severity}: approved within {days_text(allowed)} of being resolved"
    if left.days < 0:
        return f"It was due on {left.due}, {days_text(-left.days)} ago ({why})."
    return f"It is due on {left.due}, {f'in {days_text(left.days)}' if left.days else 'today'} ({why})."


def as_json(before: Record, after: Record, left: Left) -> str:
    """Tell the same to programs."""
    present = {section.name for section in before.sections}
    was, now = before.facts, after.facts
    told = {
        "record": after.path,
        "status": now.status,
        "changed": after != before,
        "authors": list(now.authors),
        "responders": list(now.responders),
        "times_filled": {
            name: at.local.isoformat()
            for name in MILESTONES
            if (at := getattr(now.times, name)) is not None and getattr(was.times, name) is None
        },
        "sections_added": [section.name for section in after.sections if section.name and section.name not in present],
        "left": [
            {
                "section": section.name,
                "heading": section.heading,
                "question": section.question,
                "ask": [{"who": who, "role": role} for who, role in section.ask],
            }
            for section in left.sections
        ],
        "times_not_known": list(left.times),
        "due": _iso(left.due),
        "days_left": left.days,
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
