"""Badges: small pictures that a service's README shows, with words of its incidents.

They say a day, not a number of days ago: a picture that is fetched a month after the site was built is still true.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from opslog.describing import plain
from opslog_site.output import Output, given
from opslog_site.rows import Named
from opslog_site.site import Site

LAST_INCIDENT, FOLLOW_UPS = "last-incident", "follow-ups"
MAX_WORDS = 60
CHARACTER, PADDING = 7, 8
"""In pixels. `textLength` makes words as wide as is reckoned here, whatever font there is."""
NAMED, PLAIN, GOOD, LATE = "#404040", "#3b5b7a", "#2d6a43", "#9a3412"
"""Backgrounds of white words: each has a contrast above 5 with it."""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{told}">'
    "<title>{told}</title>"
    '<rect width="{left}" height="20" fill="{named}"/><rect x="{left}" width="{right}" height="20" fill="{fill}"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
    '<text x="{padding}" y="14" textLength="{name_width}" lengthAdjust="spacingAndGlyphs">{name}</text>'
    '<text x="{words_at}" y="14" textLength="{words_width}" lengthAdjust="spacingAndGlyphs">{words}</text>'
    "</g></svg>\n"
)


class Badge(NamedTuple):
    """What a badge says of a service, and its colour."""

    kind: str
    words: str
    fill: str


def badges(site: Site) -> Iterator[Output]:
    """Say which files there are: two for each service."""
    for service in site.log.by_service:
        for badge in (_last_incident(site, service), _follow_ups(site, service)):
            yield given(_path(site, service, badge.kind), drawn(service, badge).encode("utf-8", "replace"))


def badge_links(site: Site, service: str) -> list[Named]:
    """Link the badges of a service from its page."""
    page = site.service_page(service)
    labels = {LAST_INCIDENT: "Badge: last incident", FOLLOW_UPS: "Badge: follow-ups"}
    return [Named(label, site.address(page, _path(site, service, kind))) for kind, label in labels.items()]


def drawn(service: str, badge: Badge) -> str:
    """Draw a badge. A service is anybody's word: it is cut and escaped."""
    name = plain(service if len(service) <= MAX_WORDS else f"{service[: MAX_WORDS - 1]}…")
    name_width, words_width = CHARACTER * len(name), CHARACTER * len(badge.words)
    left, right = name_width + 2 * PADDING, words_width + 2 * PADDING
    return SVG.format(
        told=escape(f"{name}: {badge.words}"),
        name=escape(name),
        words=escape(badge.words),
        width=left + right,
        left=left,
        right=right,
        named=NAMED,
        fill=badge.fill,
        padding=PADDING,
        name_width=name_width,
        words_at=left + PADDING,
        words_width=words_width,
    )


def _path(site: Site, service: str, kind: str) -> str:
    slug = site.service_page(service).removeprefix("services/").removesuffix(".md")
    return f"badges/{slug}/{kind}.svg"


def _last_incident(site: Site, service: str) -> Badge:
    days = [record.day for record in site.log.by_service[service] if record.facts.kind == "incident"]
    return Badge(LAST_INCIDENT, f"last incident {max(days)}" if days else "no incident yet", PLAIN)


def _follow_ups(site: Site, service: str) -> Badge:
    entries = [entry for record in site.log.by_service[service] for entry in site.ledger.of(record)]
    number = sum(entry.to_do for entry in entries)
    late = sum(entry.state == "overdue" for entry in entries)
    if not number:
        return Badge(FOLLOW_UPS, "no open follow-ups", GOOD)
    words = f"{number} open follow-up{'' if number == 1 else 's'}"
    return Badge(FOLLOW_UPS, f"{words}, {late} overdue" if late else words, LATE if late else PLAIN)
