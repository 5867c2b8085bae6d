"""A feed (JSON Feed 1.1, jsonfeed.org) of the newest incidents."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.exports import SUMMARIES, Extract
from opslog.feed import Item, items
from opslog.reports.json import json_text

PATH = "feed.json"
NEEDS = SUMMARIES
FEED = ".json"


def export(extract: Extract) -> Iterator[str]:
    """Write the feed. Without the address of the site it has no links: JSON Feed knows no relative ones."""
    linked = bool(extract.addresses.site_url)
    address = extract.addresses.of(extract.path or PATH)
    where = {"home_page_url": extract.page, "feed_url": address} if linked else {}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": extract.title,
        **where,
        "items": [_item(item, linked=linked) for item in items(extract)],
    }
    yield json_text(feed)


def _item(item: Item, *, linked: bool) -> dict[str, object]:
    said = {
        "id": item.id,
        "url": item.url if linked else "",
        "title": item.title,
        "content_text": item.text,
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": [{"name": author} for author in item.authors],
        "tags": list(item.tags),
    }
    return {name: value for name, value in said.items() if value}
