"""How an incident stands, in words for people and as JSON for a bot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from opslog.clock import zone_of
from opslog.config import Config
from opslog.files import printable
from opslog.live.next_update import NextUpdate
from opslog.live.standing import Standing
from opslog.live.when import shown
from opslog.record import MILESTONES
from opslog.tenure import role_words
from opslog.times import Moment, duration_text


def as_text(standings: Sequence[Standing], config: Config) -> str:
    """Tell how every incident stands, each below the other."""
    told = ("".join(f"{printable(line)}\n" for line in _lines(one, config)) for one in standings)
    return "\n".join(told) or "No record is open.\n"


def _lines(standing: Standing, config: Config) -> Iterator[str]:
    record, now = standing.record, standing.now
    facts, zone = record.facts, zone_of(record, config)
    yield f"{record.id} ({', '.join(word for word in (facts.severity, facts.status) if word)})"
    yield record.title
    yield ""
    given = [(name, getattr(facts.times, name)) for name in MILESTONES]
    rows = [(name, f"{shown(at, zone)}{_ago(at, now)}") for name, at in given if at is not None]
    for held in standing.held:
        since = f" since {shown(held.since, zone)}{_ago(held.since, now)}" if held.since else ""
        rows.append((role_words(held.role), f"{held.who or 'nobody'}{since}"))
    last = standing.last_word
    rows.append(("last update", f"{shown(last, zone)}{_ago(last, now)}" if last else "none"))
    if standing.next_update is not None:
        rows.append(("next update", _due(standing.next_update, shown(standing.next_update.due, zone), now)))
    if standing.licence is not None:
        rows.append(("licence", standing.licence.words))
    width = max(len(name) for name, _ in rows)
    yield from (f"{name:<{width}}  {words}" for name, words in rows)
    if standing.missing:
        yield ""
        yield "Not done yet:"
        width = max(len(one.what) for one in standing.missing)
        yield from (f"  {one.what:<{width}}  {one.command}" for one in standing.missing)


def _ago(moment: Moment, now: datetime) -> str:
    return "" if moment.whole_day else f" ({duration_text(now - moment.at)} ago)"


def _due(update: NextUpdate, when: str, now: datetime) -> str:
    late = update.late(now)
    how = f"{duration_text(late)} late" if late >= timedelta(minutes=1) else f"in {duration_text(-late)}"
    return f"{when}, {how} ({update.why})"


def as_json(standings: Sequence[Standing]) -> str:
    """Tell the same as a list of objects; times in UTC, durations in whole minutes."""
    return json.dumps([_as_object(one) for one in standings], ensure_ascii=False, indent=2) + "\n"


def _as_object(standing: Standing) -> dict[str, Any]:
    record, now = standing.record, standing.now
    facts, update = record.facts, standing.next_update
    started = facts.times.started
    return {
        "record": record.id,
        "path": record.path,
        "title": record.title,
        "severity": facts.severity,
        "status": facts.status,
        "times": {name: _iso(getattr(facts.times, name)) for name in MILESTONES},
        "minutes": _minutes(now - started.at) if started and not started.whole_day else None,
        "roles": {one.role: {"who": one.who, "since": _iso(one.since)} for one in standing.held},
        "last_update": _iso(standing.last_word),
        "next_update": update
        and {"due": _iso(update.due), "why": update.why, "minutes_late": max(0, _minutes(update.late(now)))},
        "licence": standing.licence
        and {"state": standing.licence.state, "ends": _iso(standing.licence.ends), "words": standing.licence.words},
        "missing": [{"what": one.what, "command": one.command} for one in standing.missing],
    }


def _iso(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return f"{moment.local:%Y-%m-%d}" if moment.whole_day else f"{moment.at:%Y-%m-%dT%H:%M:%SZ}"


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
