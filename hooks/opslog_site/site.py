"""What every page needs to know: the log, the day, and where other pages are."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from opslog.addresses import published_path, record_page
from opslog.config import Config
from opslog.coverage import Standing, coverage
from opslog.ledger import Ledger, ledger_of
from opslog.log import Log
from opslog.metrics import Metric
from opslog.prevention import Backlog
from opslog.reading import read_record
from opslog.record import SLUG, Record
from opslog.tracked import Tracked
from opslog_site.known import Known

if TYPE_CHECKING:
    from opslog_site.keys import Keys

HOME, BROWSE, RULES = "index.md", "browse.md", "rules/index.md"
FOLLOW_UPS, DONE, IDEAS = "follow-ups/index.md", "follow-ups/done.md", "follow-ups/ideas.md"
FOLLOW_UPS_CSV = "follow-ups.csv"
COVERAGE, STATISTICS = "coverage.md", "statistics/index.md"
FIND = "find.md"
GLOSSARY, ON_THIS_DAY = "glossary.md", "on-this-day/index.md"


@dataclass(frozen=True)
class Site:
    """The site to be: pages are made from this and nothing else.

    `folder` is the records folder as the records' paths name it, `assets` the pictures and files beside the records,
    `tracked` what the trackers said, by web address. `known` are the records of the log that have no body here, by
    their path.
    """

    log: Log
    config: Config
    today: date
    directory_urls: bool = True
    folder: str = ""
    assets: frozenset[str] = frozenset()
    tracked: Mapping[str, Tracked] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)

    def whole(self, record: Record) -> Record:
        """Give a record with its body, timeline and sections."""
        if record.path not in self.known:
            return record
        found = read_record(Path(record.path), self.config, record.path)
        return found if found.readable and found.has_facts else record

    @cached_property
    def keys(self) -> Keys:
        """What pages depend on."""
        from opslog_site.keys import Keys

        return Keys(self)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of all follow-ups: what every page says of how one stands."""
        return ledger_of(self.log.records, self.config, self.today, self.tracked)

    @cached_property
    def backlog(self) -> Backlog:
        """What was left to do, to be asked what might have prevented an incident."""
        return Backlog(self.ledger)

    def address(self, page: str, target: str, anchor: str = "") -> str:
        """Write the relative address of one page seen from another; both are paths of markdown files."""
        up = "../" * self.published(page).count("/")
        there = self.published(target)
        path = up + (there.removesuffix("index.html") if self.directory_urls else there)
        return quote(path or "./", safe="/.~-_") + (f"#{anchor}" if anchor else "")

    def published(self, page: str) -> str:
        """Say where the engine puts a page."""
        return published_path(page, directory_urls=self.directory_urls)

    def record_page(self, record: Record) -> str:
        """Name the page of a record."""
        return record_page(record.id)

    def year_page(self, year: str) -> str:
        """Name the page of a year."""
        return f"years/{year}.md"

    def severity_page(self, severity: str) -> str:
        """Name the page of a severity."""
        return f"severities/{self._slugs_of_severities[severity]}.md"

    def service_page(self, service: str) -> str:
        """Name the page of a service."""
        return f"services/{self._slugs_of_services[service]}.md"

    def feed_of(self, page: str, ending: str) -> str:
        """Name the feed of what a page lists: `services/search.md` has `feeds/services/search.atom`."""
        return f"feeds/{page.removesuffix('.md')}{ending}"

    def tag_page(self, tag: str) -> str:
        """Name the page of a tag."""
        return f"tags/{self._slugs_of_tags[tag]}.md"

    def kind_page(self, kind: str) -> str:
        """Name the page of a kind of record."""
        return f"kinds/{kind}.md"

    def status_page(self, status: str) -> str:
        """Name the page of a status."""
        return f"statuses/{status}.md"

    def detector_page(self, detector: str) -> str:
        """Name the page of what these noticed first."""
        return f"detected-by/{detector}.md"

    def mitigation_page(self, mitigation: str) -> str:
        """Name the page of a kind of mitigation."""
        return f"mitigations/{mitigation}.md"

    def metric_page(self, metric: Metric) -> str:
        """Name the page with the statistics of a metric."""
        return f"statistics/{metric.name.replace(' ', '-')}.md"

    def year_statistics_page(self, year: str) -> str:
        """Name the page with the statistics of a year."""
        return f"statistics/{year}.md"

    def part_page(self, page: str, part: str) -> str:
        """Name the page of a part, a year or a month, of what another page lists."""
        return f"{page.removesuffix('.md')}/{part}.md"

    def calendar_page(self, year: str) -> str:
        """Name the page with the calendar of a year."""
        return f"calendar/{year}.md"

    def month_of_days_page(self, month: str) -> str:
        """Name the page of the days of a month, `03`, in all years."""
        return f"on-this-day/{month}.md"

    def owner_page(self, owner: str) -> str:
        """Name the page with an owner's follow-ups."""
        return f"follow-ups/owner/{self._slugs_of_owners[owner]}.md"

    def service_follow_ups_page(self, service: str) -> str:
        """Name the page with the follow-ups of a service's incidents."""
        return f"follow-ups/service/{self._slugs_of_services[service]}.md"

    def follow_ups_page(self, way: str, name: str) -> str:
        """Name the page of follow-ups that are alike in some other way: in their kind, priority, age or year."""
        return f"follow-ups/{way}/{_slug(name) if name else 'none'}.md"

    @cached_property
    def severities(self) -> dict[str, tuple[Record, ...]]:
        """Group the records by severity, most severe first."""
        return dict(self.log.by_severity(self.config.severities))

    @cached_property
    def coverage(self) -> tuple[Standing, ...]:
        """Say of every incident where its postmortem stands."""
        return coverage(self.log.records, self.config, self.today)

    @cached_property
    def targets(self) -> dict[str, str]:
        """Find what a link in a record can lead to: files below the records folder, and the page or asset of each."""
        records = {self.file_of(record): self.record_page(record) for record in self.log.records}
        former = {
            posixpath.join(folder, f"{name}.md"): self.record_page(record)
            for name, record in self.log.by_former_id.items()
            for folder in (posixpath.dirname(self.file_of(record)), name[:4])
        }
        return former | records | {asset: f"incidents/{asset}" for asset in self.assets}

    @cached_property
    def named_by(self) -> Mapping[str, tuple[Record, ...]]:
        """Group by id the records that name another as related, newest first."""
        found: dict[str, list[Record]] = {}
        for record in self.log.records:
            for name in dict.fromkeys(record.facts.related):
                found.setdefault(name, []).append(record)
        return {name: tuple(records) for name, records in found.items()}

    def link(self, page: str, record: Record) -> Callable[[str], str | None]:
        """Make what sends the links of a record, shown on `page`, to where the site has their targets."""
        here = posixpath.dirname(self.file_of(record))

        def send(target: str) -> str | None:
            path, _, anchor = target.partition("#")
            found = self.targets.get(posixpath.normpath(posixpath.join(here, unquote(path))))
            return self.address(page, found, anchor) if found else None

        return send

    def file_of(self, record: Record) -> str:
        """Name the file of a record as seen from the records folder: `2022/2022-12-25-corrupt-image.md`."""
        return self._files.get(record.path) or self._file(record.path)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {record.path: self._file(record.path) for record in self.log.records}

    def _file(self, path: str) -> str:
        return posixpath.relpath(path.replace("\\", "/"), self.folder) if self.folder else path

    @cached_property
    def _slugs_of_severities(self) -> dict[str, str]:
        return slugs(self.config.severities)

    @cached_property
    def _slugs_of_services(self) -> dict[str, str]:
        return slugs(self.log.by_service)

    @cached_property
    def _slugs_of_tags(self) -> dict[str, str]:
        return slugs(self.log.by_tag)

    @cached_property
    def _slugs_of_owners(self) -> dict[str, str]:
        return slugs(entry.follow_up.owner or "" for entry in self.ledger.entries)


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Give every name a file name of its own: readable, safe, and the same whatever other names there are.

    >>> slugs(["checkout", "C++"])
    {'checkout': 'checkout', 'C++': 'c-5a5c0f'}
    """
    return {name: _slug(name) for name in names}


def _slug(name: str) -> str:
    if SLUG.match(name) and len(name) < 80 and name != "index":
        return name
    readable = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:60].strip("-")
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{readable}-{mark}" if readable else mark
