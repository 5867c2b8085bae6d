"""What a record's page shows of its roles and of what people heard: a drawing, a few figures, a table."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import NamedTuple

from opslog.clock import zone_of
from opslog.communication import Communication, communication_of
from opslog.record import Record
from opslog.tenure import Tenure, tenures
from opslog_site.role_strip import Strip, role_strip
from opslog_site.site import Site


class RolesAndUpdates(NamedTuple):
    """The parts of the section; the drawing is None where no clock time is known."""

    strip: Strip | None
    tenures: tuple[Tenure, ...]
    communication: Communication

    @property
    def has_figures(self) -> bool:
        """Whether anything can be said of what people heard."""
        told = self.communication
        return bool(told.first or told.longest_silence or told.decided)

    @property
    def heading(self) -> str:
        """What the section is called; empty where there is nothing to show."""
        if self.tenures:
            return "Roles and updates" if self.has_figures else "Roles"
        return "Updates" if self.has_figures else ""


def roles_and_updates(site: Site, record: Record) -> RolesAndUpdates:
    """Compute the section of a record, as of the start of the site's day."""
    told = communication_of(record, site.config, datetime.combine(site.today, time(), UTC))
    zone = zone_of(record, site.config)
    return RolesAndUpdates(role_strip(record, told.words, zone), tenures(record), told)
