"""Which issue each follow-up leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from opslog.config import Config
from opslog.files import RecordFile, printable, read_file
from opslog.forges.reference import Reference, find_reference
from opslog.record import FollowUp, Record
from opslog.tracker import tracker_url


class Lead(NamedTuple):
    """A follow-up that names an issue: its file and record, the address that leads to it, and whom to ask.

    `address` is None where the reference leads nowhere, `reference` where we do not know how to ask.
    """

    file: RecordFile
    record: Record
    item: FollowUp
    address: str | None
    reference: Reference | None

    @property
    def place(self) -> str:
        """Say where the follow-up stands."""
        return f"{self.record.path}:{self.item.span.line}"

    @property
    def unasked(self) -> str:
        """Name what leads to no issue that can be asked for: by its host, or as it is written."""
        try:
            host = urlsplit(self.address).netloc if self.address else ""
        except ValueError:
            host = ""
        return printable(host or self.item.tracker or "")


def find_leads(files: Iterable[RecordFile], config: Config) -> tuple[Lead, ...]:
    """Find the follow-ups that name an issue, in the order of the files."""
    return tuple(lead for file in files for lead in _leads(file, config))


def _leads(file: RecordFile, config: Config) -> Iterator[Lead]:
    record = read_file(file, config)
    for item in record.follow_ups:
        if item.tracker:
            address = tracker_url(item.tracker, config.tracker)
            reference = find_reference(address, config.tracker) if address else None
            yield Lead(file, record, item, address, reference)
