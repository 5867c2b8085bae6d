"""What is told of an adoption: a report per file for people, one list for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Any

from opslog.adopt.adopted import Adopted
from opslog.clock import zone_or_utc
from opslog.config import Config
from opslog.files import printable
from opslog.record import Record
from opslog.times import moment_as_written

STATES = {
    "new": "adopted",
    "updated": "adopted anew: its source changed, and nobody had edited the record",
    "unchanged": "as it was adopted",
    "kept": "edited since it was adopted; left alone",
    "both-changed": "source and record both changed since; left alone: carry over by hand what the source says now",
    "deleted": "its record was deleted; take its line out of .adopted.json to adopt it again",
    "set-aside": "set aside: the day of the incident is not known, and no record is without one",
    "unreadable": "cannot be read",
}


def as_json(made: Sequence[Adopted], config: Config) -> str:
    """Write the reports as one JSON list."""
    return json.dumps([_report(one, config) for one in made], ensure_ascii=False, indent=2) + "\n"


def _report(one: Adopted, config: Config) -> dict[str, Any]:
    facts = one.record.facts if one.record else None
    zone = zone_or_utc(facts.timezone if facts else None, config.timezone)
    is_dated = one.path is not None and not one.is_aside
    return {
        "source": one.source.shown,
        "state": one.state,
        "record": str(one.path) if one.path else None,
        "id": one.path.stem if one.path and is_dated else None,
        "title": facts.title if facts else None,
        "date": one.path.stem[:10] if one.path and is_dated else None,
        "zone": facts.timezone if facts else None,
        "zone_said": one.zone_said,
        "severity": facts.severity if facts else None,
        "status": facts.status if facts else None,
        "times": _times(one.record, zone) if one.record else {},
        "timeline": len(one.record.timeline) if one.record else 0,
        "undated": sum(entry.at is None for entry in one.record.timeline) if one.record else 0,
        "follow_ups": len(one.record.follow_ups) if one.record else 0,
        "sections": _sections(one.record) if one.record else [],
        "own_sections": [section.title for section in one.record.sections if not section.name] if one.record else [],
        "people": list(one.people),
        "inferred": [
            {"what": what, "value": value, "line": line, "from": how} for what, value, line, how in one.inferred
        ],
        "missing": list(one.missing),
        "problems": list(one.problems),
        "images": [picture.written for picture in one.pictures],
    }


def _times(record: Record, zone: tzinfo) -> dict[str, str]:
    return {name: moment_as_written(moment, zone) for name, moment in record.facts.times._asdict().items() if moment}


def _sections(record: Record) -> list[str]:
    return list(dict.fromkeys(section.name for section in record.sections if section.name))


def as_text(made: Sequence[Adopted], config: Config, *, dry: bool) -> str:
    """Write the reports for people: what became of each file, what was concluded, what is left to do."""
    lines = [line for one in made if one.state != "unchanged" for line in _told(one, config)]
    return "\n".join((*lines, *_totals(made, dry=dry))) + "\n"


def _told(one: Adopted, config: Config) -> Iterator[str]:
    yield printable(one.source.shown)
    if one.record is None or one.path is None:
        yield f"  {STATES[one.state]}: {printable('; '.join(one.problems))}"
        yield ""
        return
    facts = one.record.facts
    yield f"  {'→ ' + printable(str(one.path))} ({STATES[one.state]})"
    if one.state in ("kept", "deleted", "both-changed"):
        yield ""
        return
    zone = zone_or_utc(facts.timezone, config.timezone)
    read = [f"“{facts.title}”", f"{len(one.record.timeline)} entries", f"{len(one.record.follow_ups)} follow-ups"]
    read += [f"{name} {text}" for name, text in _times(one.record, zone).items()]
    read += [f"severity {facts.severity}"] if facts.severity else []
    yield f"  read: {printable(', '.join(read))}"
    yield f"  sections: {', '.join(_sections(one.record)) or 'none'}"
    if one.people:
        yield f"  people: {printable(', '.join(one.people))}"
    if one.pictures:
        yield f"  pictures: {printable(', '.join(picture.written for picture in one.pictures))}"
    for what, value, line, how in one.inferred:
        where = f"line {line}: " if line else ""
        yield f"  concluded: {what} {printable(value)} ({where}{printable(how)})"
    unread = [entry for entry in one.record.timeline if entry.at is None]
    if unread:
        first = unread[0].written or unread[0].text.split("\n")[0][:40]
        count = _count(len(unread), "entry", "entries")
        yield f"  left: {count} without a time that can be read, first: “{printable(first)}”"
    for missing in one.missing:
        yield f"  missing: {printable(missing)}"
    for problem in one.problems:
        yield f"  problem: {printable(problem)}"
    yield ""


def _totals(made: Sequence[Adopted], *, dry: bool) -> Iterator[str]:
    counted = Counter(one.state for one in made)
    told = ", ".join(f"{number} {state}" for state, number in sorted(counted.items()))
    yield f"{_count(len(made), 'file', 'files')}: {told}." + (" Nothing was written." if dry else "")


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
