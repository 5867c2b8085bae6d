"""What stands at the address of a record that was renamed: a page that leads on, and a list of them for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from opslog.addresses import Addresses, record_page
from opslog_site.output import Output, given
from opslog_site.site import Site

HOSTS_FILE = "_redirects"
"""Read by hosts of static sites, such as GitLab Pages, Netlify and Cloudflare Pages."""
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>This record has another address now: <a href="{address}">{title}</a></p>
</body>
</html>
"""


def redirects(site: Site) -> Iterator[Output]:
    """Say which files there are."""
    addresses = Addresses(site.config.site.url, site.directory_urls)
    lines = []
    for former, record in sorted(site.log.by_former_id.items()):
        old, new = record_page(former), site.record_page(record)
        address = site.address(old, new)
        canonical = addresses.of(new) if addresses.site_url else address
        page = PAGE.format(title=escape(record.title), address=escape(address), canonical=escape(canonical))
        yield given(site.published(old), page.encode("utf-8", "replace"))
        lines.append(f"{_path(addresses, old)} {_path(addresses, new)} 301\n")
    if lines:
        yield given(HOSTS_FILE, "".join(lines).encode())


def _path(addresses: Addresses, page: str) -> str:
    """Write the address of a page as a host sees it, from its root."""
    path = urlsplit(addresses.of(page)).path
    return f"/{path.lstrip('/')}"
