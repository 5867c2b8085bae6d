"""Where tracker references lead."""

from __future__ import annotations

import re

from opslog.config import TrackerConfig

NUMBER = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)?(?P<sign>#|!|GH-)(?P<number>\d+)\Z")
TICKET = re.compile(r"[A-Z][A-Z0-9]+-\d+\Z")


def tracker_url(reference: str, config: TrackerConfig) -> str | None:
    """Find the address of `owner/repo#12`, `#12`, `SHOP-12` or a web address; None where it leads nowhere.

    >>> tracker_url("example/shop#12", TrackerConfig())
    'https://github.com/example/shop/issues/12'
    """
    if reference.startswith(("https://", "http://")):
        return reference
    numbered = NUMBER.match(reference)
    if numbered:
        repository = numbered["repository"] or config.repository
        address = config.issue_url.replace("{number}", numbered["number"])
        if numbered["sign"] == "!":
            address = address.replace("/-/issues/", "/-/merge_requests/")
        return address.replace("{repository}", repository) if repository else None
    if TICKET.match(reference) and config.ticket_url:
        return config.ticket_url.replace("{ticket}", reference)
    return None
