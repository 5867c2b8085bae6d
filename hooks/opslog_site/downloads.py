"""The files of the site that are for programs: exports of the log, feeds for a part of it, and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from opslog import incident_schema, schema
from opslog.addresses import Addresses
from opslog.describing import describe, plain
from opslog.exports import ALL, Extract, Format, format_of, formats, written
from opslog.incident import Incident
from opslog.ledger_reports import Listing, report_of
from opslog.record import Record
from opslog_site.digests import digest, of_settings
from opslog_site.output import Output, given
from opslog_site.site import FOLLOW_UPS_CSV, HOME, Site
from opslog_site.store import Store

KIND = "described"


class Descriptions:
    """The records of a site, described for programs; those that were described before are taken from the store."""

    def __init__(self, site: Site, store: Store) -> None:
        self.site = site
        self.store = store
        self.addresses = Addresses(site.config.site.url, site.directory_urls)
        self.settings = of_settings(site.config)

    @cached_property
    def kept(self) -> dict[str, Incident]:
        """What the store holds."""
        return self.store.kept(KIND)

    def of(self, records: Iterable[Record]) -> Iterator[Incident]:
        """Describe records."""
        for record in records:
            key = self.key(record)
            if key not in self.kept:
                self.kept[key] = self._describe(record)
            yield self.kept[key]

    def key(self, record: Record) -> str:
        """Stand for what a description depends on."""
        return f"{self.site.keys.whole(record) or record.path} {self.addresses} {self.settings}"

    def keep(self) -> None:
        """Keep what was described for the next build."""
        if "kept" in self.__dict__:
            wanted = {self.key(record) for record in self.site.log.records}
            self.store.keep(KIND, {key: one for key, one in self.kept.items() if key in wanted}, wanted)

    def _describe(self, record: Record) -> Incident:
        whole = self.site.whole(record)
        return describe(whole, self.site.ledger.of(record), self.site.file_of(record), self.addresses)


def downloads(site: Site, descriptions: Descriptions) -> Iterator[Output]:
    """Say which files there are."""
    yield given(schema.PATH, schema.schema_text(site.config).encode())
    yield given(incident_schema.PATH, incident_schema.schema_text(site.config).encode())
    yield given(FOLLOW_UPS_CSV, report_of("csv")(_listing(site)).encode("utf-8", "replace"))
    every = [format_of(name) for name in formats()]
    newest = sorted(site.log.records, key=lambda record: record.id, reverse=True)
    for one in every:
        if one.path:
            yield _download(descriptions, one, newest, site.config.site.title, HOME, one.path)
    for one in every:
        if one.feed:
            yield from _feeds(descriptions, one)


def _feeds(descriptions: Descriptions, one: Format) -> Iterator[Output]:
    """Plan the feeds of services and severities."""
    site = descriptions.site
    ways: tuple[tuple[Mapping[str, Sequence[Record]], Callable[[str], str]], ...] = (
        (site.log.by_service, site.service_page),
        (site.severities, site.severity_page),
    )
    for groups, page_of in ways:
        for name, records in groups.items():
            newest = sorted(records, key=lambda record: record.id, reverse=True)[: site.config.site.feed_items]
            title = f"{site.config.site.title}: {plain(name)}"
            path = site.feed_of(page_of(name), one.feed)
            yield _download(descriptions, one, newest, title, page_of(name), path)


def _download(
    descriptions: Descriptions, one: Format, records: Sequence[Record], title: str, page: str, path: str
) -> Output:
    """Plan an export of records, newest first."""
    shown = [record for record in records if one.visibility in (ALL, record.facts.visibility)]
    addresses = descriptions.addresses

    def make() -> bytes:
        incidents = descriptions.of(shown)
        config = descriptions.site.config
        return b"".join(written(one.export(Extract(incidents, config, addresses, title, addresses.of(page), path))))

    return Output(path, make, digest(title, page, *map(descriptions.key, shown)))


def _listing(site: Site) -> Listing:
    """List the follow-ups, with files as seen from the records folder: where that is on this machine is nobody's."""
    shown = {record.path: replace(record, path=site.file_of(record)) for record in site.log.records}
    entries = [entry._replace(record=shown[entry.record.path]) for entry in site.ledger.listed]
    return Listing(entries, site.today, len(shown))
