"""The zone of an account's clock times, as its words say it, and the IANA zone those words mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import available_timezones

from opslog.times import TimeError, find_zone
from opslog.zone_labels import LABELS

MEANT = {
    "UTC": "UTC", "GMT": "UTC", "Z": "UTC",
    "CET": "CET", "CEST": "CET", "MET": "CET", "MEZ": "CET", "MESZ": "CET", "EET": "EET", "EEST": "EET",
    "WET": "WET", "WEST": "WET", "BST": "Europe/London", "MSK": "Europe/Moscow",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
    "MST": "America/Denver", "MDT": "America/Denver", "MT": "America/Denver",
    "CDT": "America/Chicago", "CT": "America/Chicago",
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
    "AKST": "America/Anchorage", "AKDT": "America/Anchorage", "HST": "Pacific/Honolulu",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong",
    "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "AWST": "Australia/Perth",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
"""What people mean by the letters. CST and IST are not here: each is the time of several countries."""
NAMES = {
    "pacific": "America/Los_Angeles", "mountain": "America/Denver", "central european": "CET",
    "eastern european": "EET", "western european": "WET", "eastern": "America/New_York",
    "coordinated universal": "UTC",
}  # fmt: skip

_LETTERS = "|".join(sorted({*LABELS, *MEANT} - {"Z"}, key=len, reverse=True))
_LABEL = rf"(?:(?:UTC|GMT)[ ]?[+-][ ]?\d{{1,2}}(?::?[0-5]\d)?|{_LETTERS})"
_IANA = (
    r"(?:(?:US|Africa|America|Antarctica|Asia|Atlantic|Australia|Canada|Europe|Indian|Pacific)/[A-Z][A-Za-z_/+-]{1,30})"
)
_NAME = rf"(?:(?i:{'|'.join(NAMES)})(?i:[ ](?:standard[ ]|daylight[ ])?time))"
WORDS = rf"(?P<words>{_IANA}|{_NAME}|{_LABEL})(?![\w/])"
SAID = re.compile(
    rf"(?i:\b(?:(?:all[ ])?times?(?:stamps)?(?:[ ]are)?(?:[ ]given|[ ]listed|[ ]shown)?|time[ ]?zone)\b)"
    rf"[ ]?:?[ ]{{0,2}}\(?(?i:(?:in|is|are|as)[ ])?(?:the[ ])?[*_`]{{0,2}}{WORDS}"
)
IN_HEADING = re.compile(
    rf"[(\[,-][ ]?{WORDS}[ ]?(?=[)\],.]|\Z)|\b(?:in|all times)[ ]{WORDS.replace('<words>', '<words2>')}"
)
SHIFT = re.compile(r"(?:UTC|GMT)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?00)?\Z")

REGIONS = frozenset({"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})


class ZoneSaid(NamedTuple):
    """A zone: the words for it, the line they stand on, and the IANA zone they mean (None: that is not plain)."""

    words: str
    line: int
    name: str | None


def zone_name(words: str, own: dict[str, str] | None = None) -> str | None:
    """Give the IANA name of a zone; None for words that may mean several, or none."""
    words = words.strip()
    if own and words in own:
        return own[words]
    if words.upper() in MEANT:
        return MEANT[words.upper()]
    shift = SHIFT.match(words)
    if shift:
        hours = int(shift["hours"])
        # The names of these zones count the other way: Etc/GMT-2 is two hours ahead of UTC.
        return "UTC" if hours == 0 else f"Etc/GMT{'-' if shift['sign'] == '+' else '+'}{hours}" if hours <= 12 else None
    folded = words.casefold()
    name = next((zone for name, zone in NAMES.items() if folded.startswith(name)), words)
    if "/" not in name and name not in {*MEANT.values()}:
        return None
    try:
        return find_zone(name).key
    except TimeError:
        return None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Name the zones by their cities: `denver` is America/Denver; a city that several zones have is left out."""
    by_city: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        region, _, city = zone.rpartition("/")
        if region in REGIONS:
            by_city.setdefault(city.replace("_", " ").casefold(), []).append(zone)
    return {city: zones[0] for city, zones in by_city.items() if len(zones) == 1}


def city_zone(city: str) -> str | None:
    """Give the zone of a city that a zone is named after.

    >>> city_zone("Denver"), city_zone("Support")
    ('America/Denver', None)
    """
    return _cities().get(city.casefold())


def find_zone_words(text: str, *, heading: bool = False) -> str | None:
    """Find the words that a line has for the zone of all times."""
    found = SAID.search(text)
    if found:
        return found["words"]
    found = IN_HEADING.search(text) if heading else None
    return (found["words"] or found["words2"]) if found else None


def usual_label(labels: Iterable[str | None]) -> str | None:
    """Name the label that every time with one bears; None where they differ or there is none."""
    counted = Counter(label for label in labels if label)
    return next(iter(counted)) if len(counted) == 1 else None
