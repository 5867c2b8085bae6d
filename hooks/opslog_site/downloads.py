"""The files of the site that are for programs: exports of the log, feeds for a part of it, and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from opslog import incident_schema, schema
from opslog.addresses import Addresses
from opslog.describing import describe, plain
from opslog.exports import ALL, Extract, Format, format_of, formats, written
from opslog.incident import Incident
from opslog.ledger_reports import Listing, report_of
from opslog.record import Record
from opslog_site.site import FOLLOW_UPS_CSV, HOME, Site


class Download(NamedTuple):
    """A file: its path on the site, and what it holds."""

    path: str
    content: bytes


def downloads(site: Site) -> Iterator[Download]:
    """Make the files."""
    yield Download(schema.PATH, schema.schema_text(site.config).encode())
    yield Download(incident_schema.PATH, incident_schema.schema_text(site.config).encode())
    yield Download(FOLLOW_UPS_CSV, report_of("csv")(_listing(site)).encode("utf-8", "replace"))
    every = [format_of(name) for name in formats()]
    described = _described(site)
    whole = _extract(site, [*described.values()], site.config.site.title, HOME)
    for one in every:
        if one.path:
            yield _download(one, whole, one.path)
    for one in every:
        if one.feed:
            yield from _feeds(site, one, described)


def _feeds(site: Site, one: Format, described: Mapping[str, Incident]) -> Iterator[Download]:
    """Make the feeds of services and severities."""
    ways: tuple[tuple[Mapping[str, Sequence[Record]], Callable[[str], str]], ...] = (
        (site.log.by_service, site.service_page),
        (site.severities, site.severity_page),
    )
    for groups, page_of in ways:
        for name, records in groups.items():
            newest = sorted((record.id for record in records), reverse=True)
            extract = _extract(
                site,
                [described[record_id] for record_id in newest],
                f"{site.config.site.title}: {plain(name)}",
                page_of(name),
            )
            yield _download(one, extract, site.feed_of(page_of(name), one.feed))


def _listing(site: Site) -> Listing:
    """List the follow-ups, with files as seen from the records folder: where that is on this machine is nobody's."""
    shown = {record.path: replace(record, path=site.file_of(record)) for record in site.log.records}
    entries = [entry._replace(record=shown[entry.record.path]) for entry in site.ledger.listed]
    return Listing(entries, site.today, len(shown))


def _described(site: Site) -> dict[str, Incident]:
    """Describe every record, newest first, as `opslog export` puts them in order."""
    addresses = _addresses(site)
    newest = sorted(site.log.records, key=lambda record: record.id, reverse=True)
    return {record.id: describe(record, site.ledger.of(record), site.file_of(record), addresses) for record in newest}


def _extract(site: Site, incidents: Sequence[Incident], title: str, page: str) -> Extract:
    addresses = _addresses(site)
    return Extract(incidents, site.config, addresses, title, addresses.of(page))


def _addresses(site: Site) -> Addresses:
    return Addresses(site.config.site.url, site.directory_urls)


def _download(one: Format, extract: Extract, path: str) -> Download:
    shown = [incident for incident in extract.incidents if one.visibility in (ALL, incident["visibility"])]
    return Download(path, b"".join(written(one.export(extract._replace(incidents=shown, path=path)))))
