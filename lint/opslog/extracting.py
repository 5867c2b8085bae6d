"""What an export is made from: records read one by one, newest first, those that were asked for, described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from opslog.addresses import Addresses
from opslog.config import Config
from opslog.describing import describe
from opslog.errors import OpslogError
from opslog.exports import ALL, Extract
from opslog.files import RecordFile, find_files, printable, read_file
from opslog.incident import Incident
from opslog.ledger import ledger_of
from opslog.publishable import publishable
from opslog.record import Record
from opslog.suggestion import did_you_mean
from opslog.times import TimeError, read_day
from opslog.today import today
from opslog.tracked import read_tracked


class Choice(NamedTuple):
    """Which records are asked for; `since` is a day, as the date in their id. Empty: all."""

    visibility: str = ALL
    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    since: str = ""

    def takes(self, record: Record) -> bool:
        """Say whether a record is asked for."""
        facts = record.facts
        return (
            self.visibility in (ALL, facts.visibility)
            and (not self.services or not set(self.services).isdisjoint(facts.services))
            and (not self.severities or facts.severity in self.severities)
        )

    def check(self, config: Config) -> None:
        """Refuse what no record can be: a slip would pass for a log without incidents. Raises OpslogError."""
        asked = (("severity", self.severities, config.severities), ("service", self.services, config.services))
        for option, names, known in asked:
            for name in names:
                if known and name not in known:
                    raise OpslogError(f"--{option}: there is no {option} `{name}`; {did_you_mean(name, known)}")
        if self.since:
            try:
                read_day(self.since)
            except TimeError as error:
                raise OpslogError(f"--since: {error.message}; {error.instead}") from error


def extract_of(paths: Iterable[Path], config: Config, choice: Choice, reasons: list[str]) -> Extract:
    """Prepare what is to be exported; records that cannot be are noted in `reasons` while the others are written.

    Raises OpslogError where there are no records, or nothing can be what was asked for.
    """
    choice.check(config)
    found = [one for one in find_files(paths) if one[0].stem[:10] >= choice.since]
    # Of two files with one name the first counts, as it does on the site: sorting keeps their order.
    found.sort(key=lambda one: one[0].stem, reverse=True)
    addresses = Addresses(config.site.url)
    incidents = _incidents(found, config, choice, addresses, reasons)
    return Extract(incidents, config, addresses, config.site.title, addresses.of("index.md"))


def _incidents(
    found: Iterable[RecordFile], config: Config, choice: Choice, addresses: Addresses, reasons: list[str]
) -> Iterator[Incident]:
    day, tracked = today(), read_tracked(config)
    names = {printable(str(one[0])): _in_folder(one, config) for one in found}
    for record in publishable((read_file(one, config) for one in found), reasons):
        if choice.takes(record):
            entries = ledger_of([record], config, day, tracked).entries
            yield describe(record, entries, names[record.path], addresses)


def _in_folder(found: RecordFile, config: Config) -> str:
    """Name a file as seen from the records folder."""
    file, folder = found
    for base in (folder, config.records_folder):
        if base and file.absolute().is_relative_to(base.absolute()):
            return file.absolute().relative_to(base.absolute()).as_posix()
    return file.name
