"""By what the incidents can be narrowed down on the page that finds them: every facet, and what a record has of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from opslog.record import Record
from opslog.vocabulary import DETECTORS, KINDS, MITIGATIONS, STATUSES
from opslog_site.site import Site

LENGTHS = {
    "under 15 minutes": timedelta(minutes=15),
    "15 minutes to 1 hour": timedelta(hours=1),
    "1 to 4 hours": timedelta(hours=4),
    "4 to 24 hours": timedelta(hours=24),
    "a day or longer": timedelta.max,
}
UNKNOWN_LENGTH = "not known"


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow down: its name in addresses, its title, its values in order, and those that a record has."""

    name: str
    title: str
    values: Sequence[str]
    of: Callable[[Record], Iterable[str | None]]


def facets(site: Site, records: Sequence[Record]) -> tuple[Facet, ...]:
    """Name the facets, each with the values that some record has."""
    to_do = {record.path for record in records if any(entry.to_do for entry in site.ledger.of(record))}
    ways = (
        Facet("service", "Service", sorted(site.log.by_service), lambda record: record.facts.services),
        Facet("severity", "Severity", list(site.config.severities), lambda record: [record.facts.severity]),
        Facet("status", "Status", list(STATUSES), lambda record: [record.facts.status]),
        Facet("kind", "Kind", list(KINDS), lambda record: [record.facts.kind]),
        Facet("year", "Year", sorted(site.log.by_year, reverse=True), lambda record: [record.day[:4]]),
        Facet("duration", "Duration", [*LENGTHS, UNKNOWN_LENGTH], lambda record: [length_of(record.duration)]),
        Facet("detected-by", "Detected by", list(DETECTORS), lambda record: [record.facts.detected_by]),
        Facet("mitigation", "Mitigation", list(MITIGATIONS), lambda record: [_mitigation_of(record)]),
        Facet("follow-ups", "Follow-ups", ["open", "none open"], lambda record: [_left(record.path in to_do)]),
        Facet("tag", "Tag", sorted(site.log.by_tag), lambda record: record.facts.tags),
    )
    return tuple(facet for facet in (_in_use(way, records) for way in ways) if facet.values)


def length_of(duration: timedelta | None) -> str:
    """Say which range of durations one falls into.

    >>> length_of(timedelta(minutes=15))
    '15 minutes to 1 hour'
    """
    if duration is None:
        return UNKNOWN_LENGTH
    return next(name for name, end in LENGTHS.items() if duration < end)


def table(site: Site, records: Sequence[Record], ids: Mapping[str, str]) -> dict[str, object]:
    """Write the facts of records in columns, newest first: `ids` are the names that the index has for their pages.

    A value is its place among the values of its facet. A day is its eight digits, less those of the one before: an id
    may name a day that no calendar has.
    """
    ways = facets(site, records)
    pages = [site.published(site.record_page(record)) for record in records]
    columns: dict[str, list[object]] = {
        "id": [ids[page] for page in pages],
        "day": _steps([int(record.day.replace("-", "")) for record in records]),
        "minutes": [_minutes(record.duration) for record in records],
    }
    for way in ways:
        places = {value: place for place, value in enumerate(way.values)}
        has = ([places[value] for value in dict.fromkeys(way.of(record)) if value in places] for record in records)
        # One value is written as it is: a list around each of ten thousand is felt on a slow line.
        columns[way.name] = [one[0] if len(one) == 1 else one for one in has]
    taken = Counter(ids[page] for page in pages)
    named = [{"name": way.name, "title": way.title, "values": list(way.values)} for way in ways]
    return {
        "severities": list(site.config.severities),
        "facets": named,
        "columns": columns,
        # The index calls pages by seven digits: in ten thousand, two may be called the same.
        "same": {
            "ids": [name for name, count in taken.items() if count > 1],
            "rows": {page: row for row, page in enumerate(pages) if taken[ids[page]] > 1},
        },
    }


def _steps(numbers: Sequence[int]) -> list[object]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _in_use(way: Facet, records: Sequence[Record]) -> Facet:
    used = {value for record in records for value in way.of(record)}
    return Facet(way.name, way.title, [value for value in way.values if value in used], way.of)


def _minutes(duration: timedelta | None) -> int | None:
    return None if duration is None else int(duration.total_seconds() // 60)


def _mitigation_of(record: Record) -> str | None:
    return record.facts.mitigation.kind if record.facts.mitigation else None


def _left(is_left: bool) -> str:
    return "open" if is_left else "none open"
