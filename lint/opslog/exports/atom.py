"""A feed (Atom, RFC 4287) of the newest incidents."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from opslog.exports import SUMMARIES, Extract
from opslog.feed import Item, items
from opslog.incident import NEVER

PATH = "feed.atom"
NEEDS = SUMMARIES
FEED = ".atom"


def export(extract: Extract) -> Iterator[str]:
    """Write the feed. Without the address of the site its links are relative, which Atom permits."""
    shown = [*items(extract)]
    addresses, path = extract.addresses, extract.path or PATH
    up = "" if addresses.site_url else "../" * path.count("/")
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _element("id", addresses.of(path) if addresses.site_url else addresses.uuid_of(path).urn)
    yield _element("title", extract.title)
    yield _element("updated", max((item.updated for item in shown), default=NEVER))
    yield f"<author>{_element('name', extract.config.site.title).strip()}</author>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{escape(up + addresses.of(path))}"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{escape(up + extract.page or "./")}"/>\n'
    for item in shown:
        yield _entry(item)
    yield "</feed>\n"


def _entry(item: Item) -> str:
    parts = [
        "<entry>\n",
        _element("id", item.id),
        _element("title", item.title),
        _element("published", item.published),
        _element("updated", item.updated),
        *(f"<author>{_element('name', author).strip()}</author>\n" for author in item.authors),
        *(f'<category term="{escape(tag)}"/>\n' for tag in item.tags),
        f'<link rel="alternate" type="text/html" href="{escape(item.url)}"/>\n',
        _element("content", item.text),
        "</entry>\n",
    ]
    return "".join(parts)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n"
