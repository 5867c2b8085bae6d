"""The files of the site that are for programs: exports of the log, feeds for a part of it, and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from opslog import incident_schema, schema
from opslog.addresses import Addresses
from opslog.describing import describe, describe_facts, plain, told_by
from opslog.exports import ALL, SUMMARIES, TEXTS, Extract, Format, format_of, formats, written
from opslog.incident import Incident
from opslog.ledger_reports import Listing, report_of
from opslog.record import Record
from opslog_site.digests import digest
from opslog_site.output import Output, given
from opslog_site.site import FOLLOW_UPS_CSV, HOME, Site


class Descriptions:
    """The records of a site, described for programs."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.addresses = Addresses(site.config.site.url, site.directory_urls)

    def of(self, records: Iterable[Record], needs: str) -> Iterator[Incident]:
        """Describe records, one by one, as far as a format needs."""
        for record in records:
            yield self._whole(record) if needs == TEXTS else self._listed(record, needs)

    def _listed(self, record: Record, needs: str) -> Incident:
        known = self.site.known.get(record.path)
        updated, summary = known.told if known else told_by(record)
        entries, file = self.site.ledger.of(record), self.site.file_of(record)
        described = describe_facts(record, updated, entries, file, self.addresses)
        if needs == SUMMARIES:
            described["summary"] = summary
        return described

    def _whole(self, record: Record) -> Incident:
        whole = self.site.whole(record)
        return describe(whole, self.site.ledger.of(record), self.site.file_of(record), self.addresses)


class Download(NamedTuple):
    """A file to be: its format, path and title, the page that lists the same, and the records in it, newest first."""

    format: Format
    path: str
    title: str
    page: str
    records: Sequence[Record]
    needs: str = TEXTS
    years: Mapping[str, str] = {}


def downloads(site: Site) -> Iterator[Output]:
    """Say which files there are."""
    yield Output(schema.PATH, lambda: schema.schema_text(site.config).encode(), "")
    yield Output(incident_schema.PATH, lambda: incident_schema.schema_text(site.config).encode(), "")
    yield _follow_ups(site)
    descriptions = Descriptions(site)
    for one in map(format_of, formats()):
        for download in (*_whole_log(descriptions, one), *_parts(site, one)):
            yield _planned(descriptions, download)


def _whole_log(descriptions: Descriptions, one: Format) -> Iterator[Download]:
    """Plan what holds the whole log, and the years of it."""
    site = descriptions.site
    title, years = site.config.site.title, dict[str, str]()
    if one.yearly:
        for year, records in site.log.by_year.items():
            path = one.yearly.format(year=year)
            years[year] = descriptions.addresses.of(path)
            yield Download(one, path, f"{title}: {year}", site.year_page(year), _newest(records))
    if one.path:
        most = site.config.site.feed_items if one.feed else None
        yield Download(one, one.path, title, HOME, _newest(site.log.records)[:most], one.needs, years)


def _parts(site: Site, one: Format) -> Iterator[Download]:
    """Plan the feeds of services and severities."""
    ways: tuple[tuple[Mapping[str, Sequence[Record]], Callable[[str], str]], ...] = (
        (site.log.by_service, site.service_page),
        (site.severities, site.severity_page),
    )
    for groups, page_of in ways if one.feed else ():
        for name, records in groups.items():
            page, title = page_of(name), f"{site.config.site.title}: {plain(name)}"
            newest = _newest(records)[: site.config.site.feed_items]
            yield Download(one, site.feed_of(page, one.feed), title, page, newest, one.needs)


def _newest(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.id, reverse=True)


def _planned(descriptions: Descriptions, download: Download) -> Output:
    one, path, title, page, records, needs, years = download
    shown = [record for record in records if one.visibility in (ALL, record.facts.visibility)]
    keys, addresses = descriptions.site.keys, descriptions.addresses

    def make() -> bytes:
        incidents = descriptions.of(shown, needs)
        config = descriptions.site.config
        extract = Extract(incidents, config, addresses, title, addresses.of(page), path, years)
        return b"".join(written(one.export(extract)))

    contents = (keys.told(record, needs) for record in shown)
    return Output(path, make, digest(title, addresses.of(page), *years, *contents))


def _follow_ups(site: Site) -> Output:
    """Plan the list of follow-ups."""
    lines = [entry.follow_up.first_line for entry in site.ledger.listed]  # which no page says
    key = site.keys.entries(site.ledger.listed, lines)

    def make() -> bytes:
        return report_of("csv")(_listing(site)).encode("utf-8", "replace")

    return given(FOLLOW_UPS_CSV, make()) if key is None else Output(FOLLOW_UPS_CSV, make, key)


def _listing(site: Site) -> Listing:
    """List the follow-ups, with files as seen from the records folder: where that is on this machine is nobody's."""
    shown = {record.path: replace(record, path=site.file_of(record)) for record in site.log.records}
    entries = [entry._replace(record=shown[entry.record.path]) for entry in site.ledger.listed]
    return Listing(entries, site.today, len(shown))
