"""The facts of a record, from what an account states; what it does not state is left out, and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from opslog.adopt.account import Account, Vocabulary, is_status_page
from opslog.adopt.adopted import Inferred
from opslog.adopt.people_named import people_in
from opslog.adopt.statements import Statement, first_of
from opslog.adopt.written_times import CLOCK, When, read_when
from opslog.adopt.zone_said import find_zone_said, unclear_labels
from opslog.adopt.zone_words import ZoneSaid
from opslog.record import MILESTONES, Facts, Holding, Times
from opslog.times import Moment, TimeError, at_clock, find_zone, offset_zone, read_moment
from opslog.vocabulary import ROLES
from opslog.zone_labels import LABELS, zone_meant

LONGEST_LIST = 40
STARTED = "when it started (`times.started`)"
MARKS_BEHIND = " .)]*_`}"
REMARK = re.compile(r"[)*_`]{0,3}(?:[,;]|[ ]\()[ ]?")


class StatedFacts(NamedTuple):
    """Facts, and the report of them."""

    facts: Facts
    zone: ZoneSaid | None
    inferred: tuple[Inferred, ...]
    missing: tuple[str, ...]


def state_facts(account: Account, order: str | None, day: date | None, words: Vocabulary) -> StatedFacts:
    """Read the facts of an account."""
    zone = find_zone_said(account, words)
    zone_known = (zone.name if zone else None) or words.map.timezone
    inferred: list[Inferred] = []
    missing: list[str] = []
    if zone and zone.name and zone.name != zone.words:
        inferred.append(Inferred("timezone", zone.name, zone.line, f"“{zone.words}”"))
    elif zone and zone.name is None:
        missing.append(f"which time zone “{zone.words}” is (line {zone.line}): say it in a map, under `zones`")
    missing += unclear_labels(account.rows[account.story_starts :], zone_known or words.config.timezone)
    times, times_inferred, times_missing = _times(account, order, day, zone_known, words)
    severity, severity_missing = _severity(account, words)
    missing += [*times_missing, *severity_missing]
    facts = Facts(
        title=account.title.words,
        severity=severity,
        status=_status(account, words),
        timezone=zone_known,
        times=times,
        services=_listed(account, "services", words.config.services),
        tags=_listed(account, "tags", {}),
        authors=_people(account.statements, "authors"),
        responders=_people(account.statements, "responders"),
        roles=tuple(Holding(role, who) for role in ROLES for who in _people(account.statements, role)[:1]),
    )
    if times.started is None:
        missing.append(f"{STARTED}: the text does not say it in so many words")
    return StatedFacts(facts, zone, (*inferred, *times_inferred), tuple(missing))


def _times(
    account: Account, order: str | None, day: date | None, zone: str | None, words: Vocabulary
) -> tuple[Times, list[Inferred], list[str]]:
    found: dict[str, Moment] = {}
    inferred: list[Inferred] = []
    missing: list[str] = []
    where = find_zone(zone or words.config.timezone)
    for field, stated in _stated_times(account):
        moment, is_joined, problem = _moment(stated, order, day, where)
        if moment is None:
            if problem:
                missing.append(f"when it {_said(field)}: line {stated.line}: {problem}")
            continue
        found[field] = moment
        how = "its clock time, on the day of the incident" if is_joined else f"“{stated.value[:60]}”"
        inferred.append(Inferred(f"times.{field}", stated.value[:60], stated.line, how))
    return Times(**found), inferred, missing


def _said(field: str) -> str:
    return f"was {field}" if field != "started" else field


def _stated_times(account: Account) -> Iterator[tuple[str, Statement]]:
    """Give the first statement of each milestone; beside an end, the `date` of the frontmatter is the start."""
    for field in MILESTONES:
        candidates = [one for one in account.statements if one.field == field and read_when(one.value)]
        if candidates:
            yield field, candidates[0]
        elif field == "started" and is_status_page(account):
            start = first_of((one for one in account.statements if one.in_front), "date")
            if start:
                yield field, start


def _moment(
    stated: Statement, order: str | None, day: date | None, zone: tzinfo
) -> tuple[Moment | None, bool, str | None]:
    """Read a whole statement as a time; whether its day was joined to it; why it cannot be read, if it is one."""
    when = read_when(stated.value)
    if when is None or not _is_whole(when, stated.value[when.length :]):
        return None, False, None
    meant = when.day.in_order(order, day) if when.day else day
    if meant is None:
        return None, False, f"`{stated.value}` may be month first or day first" if when.day else None
    try:
        if when.clock is None:
            return read_moment(f"{meant}", zone), False, None
        hour, minute, second = when.clock
        return at_clock(meant, (hour, minute, second or 0), _zone_of(when, zone, meant)), when.day is None, None
    except (TimeError, OverflowError) as error:
        return None, False, str(error)


def _is_whole(when: When, rest: str) -> bool:
    """Say whether nothing follows a time but a remark: `2021-03-03 12:32 UTC, first alarm`."""
    if not rest.strip(MARKS_BEHIND):
        return True
    is_remark = REMARK.match(rest) is not None and CLOCK.search(rest) is None
    return is_remark and when.day is not None and when.clock is not None


def _zone_of(when: When, zone: tzinfo, day: date) -> tzinfo:
    if when.zone is None:
        return zone
    if when.zone in LABELS:
        return zone_meant(when.zone, zone, day) or zone
    label = when.zone
    if label[:3] in ("UTC", "GMT") and len(label) > 3:
        label = f"{label[3]}{int(label[4:]):02}:00"
    return offset_zone(label) or zone


def _severity(account: Account, words: Vocabulary) -> tuple[str | None, list[str]]:
    for stated in account.statements:
        if stated.field != "severity":
            continue
        written = stated.value.casefold().strip()
        known = {_squeezed(name): name for name in words.config.severities}
        severity = (
            words.map.severities.get(written)
            or known.get(_squeezed(written))
            or known.get(_squeezed(written.split()[0]) if written else "")
        )
        if severity:
            return severity, []
        hint = f"line {stated.line} says `{stated.value[:40]}`; say in a map, under `severities`, which of ours that is"
        return None, [f"the severity: {hint}"]
    return None, ["the severity: the text does not say it"]


def _squeezed(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum()).replace("severity", "sev")


def _status(account: Account, words: Vocabulary) -> str:
    """Choose the status: the map's, or that of an incident which its page says is going on; else draft."""
    for stated in account.statements:
        if stated.field == "status" and stated.value.casefold() in words.map.statuses:
            return words.map.statuses[stated.value.casefold()]
    resolved = [one.value.casefold() for one in account.statements if one.in_front and one.field == "resolved"]
    is_open = is_status_page(account) and resolved and all(value == "false" for value in resolved)
    return "open" if is_open else words.map.status


def _people(statements: Sequence[Statement], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for one in statements if one.field == field for who in people_in(one.value)))[
        :LONGEST_LIST
    ]


def _listed(account: Account, field: str, known: object) -> tuple[str, ...]:
    """Give the texts of a list that the frontmatter has, or that stands behind a label by comma."""
    found: list[str] = []
    for one in account.statements:
        if one.field == field:
            pieces = [one.value] if one.in_front else one.value.split(",")
            found += [piece.strip(" `*_.") for piece in pieces if piece.strip(" `*_.")]
    short = [item for item in found if len(item) <= 60 and len(item.split()) <= 4]
    if known:
        short = [item for item in short if item in known]  # type: ignore[operator]
    return tuple(dict.fromkeys(short))[:LONGEST_LIST]
