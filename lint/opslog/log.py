"""The ops log: all records, with the questions pages and rules ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from opslog.record import Record

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Log:
    """Records, newest first."""

    records: tuple[Record, ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Log:
        """Put records in order: by the date in the id, then by when they started."""
        return cls(tuple(sorted(records, key=_newest, reverse=True)))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Find a record by its id; the first of two with the same."""
        found: dict[str, Record] = {}
        for record in self.records:
            found.setdefault(record.id, record)
        return found

    @cached_property
    def by_year(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by the year in their id, newest year first."""
        return self._grouped(lambda record: (record.year,))

    @cached_property
    def by_service(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by service, in the order of their names."""
        return dict(sorted(self._grouped(lambda record: record.facts.services).items()))

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by tag, in the order of the tags."""
        return dict(sorted(self._grouped(lambda record: record.facts.tags).items()))

    def by_severity(self, severities: Iterable[str]) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by severity, in the order of `severities`; those without records are left out."""
        grouped = self._grouped(lambda record: (record.facts.severity,) if record.facts.severity else ())
        return {name: grouped[name] for name in severities if name in grouped}

    def _grouped(self, keys: Callable[[Record], Iterable[str]]) -> dict[str, tuple[Record, ...]]:
        groups: dict[str, list[Record]] = {}
        for record in self.records:
            for key in dict.fromkeys(keys(record)):
                groups.setdefault(key, []).append(record)
        return {key: tuple(group) for key, group in groups.items()}


def _newest(record: Record) -> tuple[str, datetime, str]:
    started = record.facts.times.started
    return record.day, started.at if started else LONG_AGO, record.id
