"""A record, described for programs (`incident.py` says what each field means)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, cast

from opslog import incident as shape
from opslog.addresses import Addresses
from opslog.ical import About
from opslog.incident import MINUTES, Incident
from opslog.ledger import LedgerEntry
from opslog.markdown import Line, without_comments
from opslog.prose import prose_of
from opslog.record import Closure, Entry, Record
from opslog.times import Moment
from opslog.words import one_line

NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow or advises against (section 2.2), a terminal might act on, and no UTF-8 can hold."""


class Told(NamedTuple):
    """What is told of a record where it is listed, and stands in its text."""

    updated: str | None
    summary: str


def describe(record: Record, entries: Sequence[LedgerEntry], file: str, addresses: Addresses) -> Incident:
    """Describe a record; `entries` are its follow-ups in the ledger, `file` its path in the records folder."""
    told = told_by(record)
    timeline = [_entry(number, entry) for number, entry in enumerate(record.timeline, 1)]
    texts = {"summary": told.summary, "sections": [*_sections(record)], "timeline": timeline}
    facts = describe_facts(record, told.updated, entries, file, addresses)
    return cast("Incident", {**facts, **cast("dict[str, object]", _readable(texts))})


def told_by(record: Record) -> Told:
    """Read what is told of a record where it is listed."""
    return Told(_instant(last_event(record)), plain(_plain_summary(record)))


def describe_facts(
    record: Record, updated: str | None, entries: Sequence[LedgerEntry], file: str, addresses: Addresses
) -> Incident:
    """Describe a record without its texts: summary, sections and timeline."""
    facts = record.facts
    described: Incident = {
        "id": record.id,
        "title": record.title,
        "url": addresses.of_record(record.id),
        "file": file,
        "severity": facts.severity,
        "status": facts.status,
        "waived_because": facts.waived_because,
        "waived_by": facts.waived_by,
        "kind": facts.kind,
        "visibility": facts.visibility,
        "timezone": facts.timezone,
        "times": {name: _when(moment) for name, moment in zip(facts.times._fields, facts.times, strict=True)},
        "minutes": {name: _minutes(metric.of(facts)) for name, metric in MINUTES.items()},
        "updated": updated,
        "criteria": [*dict.fromkeys(facts.criteria)],
        "detected_by": facts.detected_by,
        "reported_by": facts.reported_by,
        "services": [*dict.fromkeys(facts.services)],
        "tags": [*dict.fromkeys(facts.tags)],
        "roles": [
            {"role": one.role, "who": one.who, "since": _when(one.start), "until": _when(one.end)}
            for one in facts.roles
        ],
        "resolution_owner": facts.resolution_owner,
        "responders": [*facts.responders],
        "authors": [*facts.authors],
        "mitigation": cast("shape.Mitigation | None", _fields(facts.mitigation)),
        "reviews": [cast("shape.Review", _fields(review)) for review in facts.reviews],
        "closure": _closure(facts.closure),
        "licence": cast("shape.Licence | None", _fields(facts.licence)),
        "related": [*facts.related],
        "formerly": [*facts.formerly],
        "backlog_check": [cast("shape.BacklogCheck", _fields(answer)) for answer in facts.backlog_check],
        "follow_ups": [_follow_up(entry) for entry in entries],
    }
    return cast("Incident", _readable(described))


def describe_follow_up(entry: LedgerEntry) -> shape.FollowUp:
    """Describe a follow-up, by what is true of it on any day."""
    return cast("shape.FollowUp", _readable(_follow_up(entry)))


def _follow_up(entry: LedgerEntry) -> shape.FollowUp:
    item = entry.follow_up
    return {
        "number": entry.number,
        "text": item.text,
        "state": "open" if entry.to_do else entry.state,
        "due": _day(entry.due),
        "due_by_policy": entry.due_by_policy,
        "owner": item.owner,
        "kind": item.kind,
        "priority": item.priority,
        "tracker": item.tracker,
        "url": entry.url,
        "opened": _day(entry.opened),
        "closed": _day(entry.closed),
    }


def about(record: Record) -> About:
    """Say what events of a calendar are about."""
    return About(record.id, plain(record.title), _instant(last_event(record)))


def last_event(record: Record) -> datetime | None:
    """Find the last thing that happened, as the record tells: in the incident, its timeline, or its reviews."""
    facts = record.facts
    decided = facts.mitigation.decided if facts.mitigation else None
    told = [moment for entry in record.timeline for moment in (entry.at, entry.until, entry.known and entry.known.at)]
    moments = (*facts.times, decided, *told, *(review.at for review in facts.reviews))
    return max((moment.at for moment in moments if moment is not None), default=None)


def _closure(closure: Closure | None) -> shape.Closure | None:
    if closure is None:
        return None
    retrospective = cast("shape.Retrospective | None", _fields(closure.retrospective))
    return cast("shape.Closure", {**(_fields(closure) or {}), "retrospective": retrospective})


def _sections(record: Record) -> Iterator[shape.Section]:
    first = record.sections[0].heading.number if record.sections else None
    before = _markdown([line for line in record.body if first is None or line.number < first])
    if before:
        yield {"name": None, "title": "", "markdown": before}
    for section in record.sections:
        yield {"name": section.name, "title": section.title, "markdown": _markdown(section.lines)}


def _markdown(lines: Iterable[Line]) -> str:
    return "\n".join([line.text for line in lines]).strip("\n").rstrip()


def _plain_summary(record: Record) -> str:
    section = record.section("summary")
    passages = prose_of(section.lines) if section else ()
    return "\n\n".join(filter(None, (one_line(without_comments(passage.raw)) for passage in passages)))


def _entry(number: int, entry: Entry) -> shape.TimelineEntry:
    return {
        "number": number,
        "at": _when(entry.at),
        "until": _when(entry.until),
        "approximate": entry.approximate,
        "kind": entry.kind,
        "text": entry.text,
        "known": {"at": _when(entry.known.at), "what": entry.known.what} if entry.known else None,
    }


def _fields(block: Any) -> dict[str, object] | None:
    """Turn a named tuple of the frontmatter into an object with the same names."""
    return None if block is None else {name: _value(value) for name, value in block._asdict().items()}


def _value(value: object) -> object:
    if isinstance(value, Moment):
        return _when(value)
    if isinstance(value, date):
        return value.isoformat()
    return [*value] if isinstance(value, tuple) else value


def _when(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return moment.local.date().isoformat() if moment.whole_day else _instant(moment.at)


def _instant(at: datetime | None) -> str | None:
    return f"{at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z" if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _minutes(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds() // 60)


def plain(text: str) -> str:
    """Put a replacement character where a text holds what is no text; records are anybody's."""
    return text if text.isprintable() else NO_TEXT.sub("\ufffd", text)


def _readable(value: object) -> object:
    # Nearly always there is nothing to replace, and one look at all of it is enough; JSON writes controls as \\u.
    seen = json.dumps(value, ensure_ascii=False)
    return value if seen.isprintable() and "\\u" not in seen else _replaced(value)


def _replaced(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {name: _replaced(one) for name, one in value.items()}
    return [_replaced(one) for one in value] if isinstance(value, list) else value
