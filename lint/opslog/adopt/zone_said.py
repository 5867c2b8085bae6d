"""Where an account says in which zone its times are: in a field, above its timeline, behind the times themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from opslog.adopt.account import Account, Vocabulary
from opslog.adopt.rows import Row, as_lines
from opslog.adopt.statements import first_of
from opslog.adopt.timeline_tables import heads_of_clocks
from opslog.adopt.written_times import When, read_when
from opslog.adopt.zone_words import ZoneSaid, city_zone, find_zone_words, usual_label, zone_name, zone_of_head
from opslog.markdown import CODE, HEADED
from opslog.record import MILESTONES
from opslog.tables import read_tables
from opslog.times import find_zone
from opslog.zone_labels import LABELS, names_in_year

CITY = re.compile(r"[ ](?P<city>[A-Z][A-Za-z]{2,20}(?:[ ][A-Z][a-z]{2,20})?)(?:[ ]time)?[ ]?(?:[-–—:]|\Z)")


def find_zone_said(account: Account, words: Vocabulary) -> ZoneSaid | None:
    """Find what an account says of the zone of its times: in a field, above its timeline, or behind every time."""
    stated = first_of(account.statements, "timezone")
    if stated and zone_name(stated.value, dict(words.map.zones)):
        return ZoneSaid(stated.value, stated.line, zone_name(stated.value, dict(words.map.zones)))
    tables = [(table, heads) for table in read_tables(as_lines(account.rows)) if (heads := heads_of_clocks(table))]
    for table, heads in tables:
        head = zone_of_head(heads[0])
        if head:
            return ZoneSaid(head, account.rows[table.first].number, zone_name(head, dict(words.map.zones)))
    other_heads = {account.rows[table.first].number for table, _ in tables}
    found = _zone_in_rows(account.rows, account.story_starts, other_heads)
    if found:
        return ZoneSaid(found[0], found[1], zone_name(found[0], dict(words.map.zones)))
    behind = _zone_behind_times(account.rows[account.story_starts :])
    if behind:
        return ZoneSaid(behind[0], behind[1], zone_name(behind[0], dict(words.map.zones)))
    city = _city_behind_times(account.rows[account.story_starts :])
    if city:
        return city
    return _zone_of_front(account)


def _zone_in_rows(rows: Sequence[Row], start: int, passed: Collection[int]) -> tuple[str, int] | None:
    for row in (*rows[start : start + 12], *rows[:start], *rows[start + 12 : start + 200]):
        if row.kind == CODE or row.is_blank or row.number in passed:
            continue
        near = start < len(rows) and row.number == rows[start].number
        table_head = row.text.count("|") >= 2
        words = find_zone_words(row.text, heading=(near and row.kind == HEADED) or (table_head and "ime" in row.text))
        if words:
            return words, row.number
    return None


def _zone_behind_times(rows: Sequence[Row]) -> tuple[str, int] | None:
    seen = [(when, row.number) for row in rows[:2000] if row.kind != CODE and (when := _first_time(row))]
    label = usual_label(when.zone for when, _ in seen if when.zone in LABELS)
    timed = [when for when, _ in seen if when.clock]
    if label and (timed[0].zone == label or sum(when.zone == label for when in timed) * 2 >= len(timed)):
        return label, next(number for when, number in seen if when.zone == label)
    return None


def unclear_labels(rows: Sequence[Row], zone: str) -> Iterator[str]:
    """Name the labels behind times that are those of several zones, and not of the record's own."""
    first: dict[str, int] = {}
    for row in rows[:2000]:
        when = _first_time(row) if row.kind != CODE else None
        if when and when.zone in LABELS and zone_name(when.zone) is None:
            first.setdefault(when.zone, row.number)
    own = find_zone(zone)
    for label, line in first.items():
        if not any(label in names_in_year(own, year) for year in (2020, 2025)):
            yield f"which zone “{label}” is, behind times from line {line} on: they are read in {zone}"


def _city_behind_times(rows: Sequence[Row]) -> ZoneSaid | None:
    """Take the city that most times have behind them: `16:37 Denver - …`."""
    timed, cities = 0, Counter[str]()
    first: dict[str, tuple[str, int]] = {}
    for row in rows[:2000]:
        when = _first_time(row) if row.kind != CODE else None
        if when is None or when.clock is None:
            continue
        timed += 1
        text = row.title if row.kind == HEADED else row.text.lstrip("-*+| ")
        found = CITY.match(text, when.length)
        if found:
            cities[found["city"].casefold()] += 1
            first.setdefault(found["city"].casefold(), (found["city"], row.number))
    city, count = cities.most_common(1)[0] if cities else ("", 0)
    zone = city_zone(city) if count > 1 and count * 2 > timed else None
    return ZoneSaid(*first[city], zone) if zone else None


def _first_time(row: Row) -> When | None:
    return read_when(row.title if row.kind == HEADED else row.text.lstrip("-*+| "))


def _zone_of_front(account: Account) -> ZoneSaid | None:
    """Take UTC from times of the frontmatter that all say it."""
    stated = [one for one in account.statements if one.in_front and one.field in (*MILESTONES, "date")]
    whens = [(read_when(one.value), one.line) for one in stated]
    zones = [(when.zone, line) for when, line in whens if when and when.clock]
    if zones and all(zone in ("UTC", "Z", "GMT", "+00:00", "-00:00", "+0000", "-0000") for zone, _ in zones):
        return ZoneSaid("UTC", zones[0][1], "UTC")
    return None
