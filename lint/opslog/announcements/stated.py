"""What was told outside and inside, as the timeline of a record states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opslog.announcements.wording import Announcement
from opslog.config import Config
from opslog.record import Entry, Record
from opslog.vocabulary import AUDIENCES

LABEL = re.compile(
    r"(?:the\s)?(?:(?P<inside>internal(?:\s(?:mail|update|e-?mail|note))?|support|colleagues|management|slack)"
    r"|status\s?page|public\s(?:post|update|notice)|blog(?:\spost)?|tweet|twitter|mastodon|banner|customers|users)"
    r"(?:\s(?:update|post|entry|notice))?(?:\s?\([^()\n]{1,60}\))?\s?:\s",
    re.IGNORECASE,
)
"""What stands before the words that were told: `Status page: uploads are slow, next update 11:45.`"""
NARRATED = re.compile(
    r"\b(?:status\s?page|publish(?:es|ed)?|public|customers?|users|subscribers|tenants|blog|banner|tweets?|tweeted)\b",
    re.IGNORECASE,
)

LONGEST = 10_000
"""Characters of an entry that are looked at; no announcement is that long."""


class Stated(NamedTuple):
    """An entry marked `[comms]` with what it tells; `verbatim` where it gives the very words, behind their label."""

    entry: Entry
    told: Announcement
    verbatim: bool


def label_of(audience: str, who: str) -> str:
    """Write what stands before the words in an entry: `Status page (@noor): `."""
    return f"{AUDIENCES[audience]} ({who}): " if who else f"{AUDIENCES[audience]}: "


def is_total(record: Record, config: Config) -> bool:
    """Say whether an incident is as severe as can be, so that "outage" may be the word for it."""
    return record.facts.severity == next(iter(config.severities))


def stated(record: Record, config: Config) -> Iterator[Stated]:
    """Find the entries that state what was told, or narrate what was told outside."""
    total = is_total(record, config)
    for entry in record.timeline:
        if entry.kind != "comms" or entry.at is None:
            continue
        text = entry.text[:LONGEST]
        label = LABEL.match(text)
        if label:
            told = Announcement(text[label.end() :], entry.at, label["inside"] is None, total)
            yield Stated(entry, told, verbatim=True)
        elif NARRATED.search(text):
            yield Stated(entry, Announcement(text, entry.at, total=total), verbatim=False)
