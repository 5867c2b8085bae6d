"""The ops log: all records, with the questions pages and rules ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from opslog.errors import OpslogError
from opslog.record import ID, Record
from opslog.suggestion import nearest
from opslog.vocabulary import DETECTORS, KINDS, MITIGATIONS, STATUSES

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
        """Find a record by its id, or by one that it had before; the first of two with the same."""
        found: dict[str, Record] = {}
        for record in self.records:
            found.setdefault(record.id, record)
        return {**self.by_former_id, **found}

    @cached_property
    def by_former_id(self) -> Mapping[str, Record]:
        """Find a record by an id that it had before and that is nobody's now; the first of two with the same."""
        taken = {record.id for record in self.records}
        found: dict[str, Record] = {}
        for record in self.records:
            for former in record.facts.formerly:
                if former not in taken and ID.match(former):
                    found.setdefault(former, record)
        return found

    def find(self, name: str) -> Record:
        """Find a record by its id or file name. Raises OpslogError where there is none."""
        wanted = name.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
        if wanted in self.by_id:
            return self.by_id[wanted]
        near = nearest(wanted, self.by_id)
        hint = f"did you mean `{near}`?" if near else "it is the name of a file without .md"
        raise OpslogError(f"there is no record `{wanted}`; {hint}")

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

    @cached_property
    def by_status(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by status, in the order of a record's life."""
        return self._in_order(STATUSES, lambda record: record.facts.status)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by kind: incidents, near misses, false alarms, exercises."""
        return self._in_order(KINDS, lambda record: record.facts.kind)

    @cached_property
    def by_detector(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by who or what noticed first."""
        return self._in_order(DETECTORS, lambda record: record.facts.detected_by)

    @cached_property
    def by_mitigation(self) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by the kind of their mitigation."""
        return self._in_order(MITIGATIONS, lambda record: record.facts.mitigation and record.facts.mitigation.kind)

    def by_severity(self, severities: Iterable[str]) -> Mapping[str, tuple[Record, ...]]:
        """Group the records by severity, in the order of `severities`; those without records are left out."""
        return self._in_order(severities, lambda record: record.facts.severity)

    def _in_order(self, names: Iterable[str], key: Callable[[Record], str | None]) -> Mapping[str, tuple[Record, ...]]:
        grouped = self._grouped(lambda record: (name,) if (name := key(record)) else ())
        return {name: grouped[name] for name in names if name in grouped}

    def _grouped(self, keys: Callable[[Record], Iterable[str]]) -> dict[str, tuple[Record, ...]]:
        groups: dict[str, list[Record]] = {}
        for record in self.records:
            for key in dict.fromkeys(keys(record)):
                groups.setdefault(key, []).append(record)
        return {key: tuple(group) for key, group in groups.items()}


def _newest(record: Record) -> tuple[str, datetime, str]:
    started = record.facts.times.started
    return record.day, started.at if started else LONG_AGO, record.id
