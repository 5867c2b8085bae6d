"""What people write behind a clock time for its zone: PST, CEST, UTC+2, "Pacific time"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

LABELS = {
    "UTC": (0,), "GMT": (0,), "WET": (0,), "WEST": (60,), "BST": (60,), "IST": (330, 60, 120),
    "CET": (60,), "CEST": (120,), "EET": (120,), "EEST": (180,), "MSK": (180,),
    "GST": (240,), "SAST": (120,), "JST": (540,), "KST": (540,), "SGT": (480,), "HKT": (480,),
    "AEST": (600,), "AEDT": (660,), "ACST": (570,), "ACDT": (630,), "AWST": (480,), "NZST": (720,), "NZDT": (780,),
    "EST": (-300,), "EDT": (-240,), "CST": (-360, 480), "CDT": (-300,), "MST": (-420,), "MDT": (-360,),
    "PST": (-480,), "PDT": (-420,), "AKST": (-540,), "AKDT": (-480,), "HST": (-600,),
}  # fmt: skip
"""Minutes east of UTC (tzdata); several where people mean different zones by the same letters."""

EITHER_SEASON = {
    "pacific": (-480, -420), "mountain": (-420, -360), "central european": (60, 120), "eastern european": (120, 180),
    "western european": (0, 60), "eastern": (-300, -240), "central": (-360, -300),
    "pt": (-480, -420), "mt": (-420, -360), "et": (-300, -240), "ct": (-360, -300),
}  # fmt: skip
"""Names that say nothing of the season: "Pacific time"."""

SHIFT = re.compile(r"(?:UTC|GMT)(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\Z")


def offsets_of(label: str) -> tuple[int, ...]:
    """List what a label may mean, in minutes east of UTC; empty for one that means nothing here.

    >>> offsets_of("CEST"), offsets_of("UTC-7"), offsets_of("Pacific")
    ((120,), (-420,), (-480, -420))
    """
    shift = SHIFT.match(label)
    if shift:
        minutes = int(shift["hours"]) * 60 + int(shift["minutes"] or 0)
        return (minutes if shift["sign"] == "+" else -minutes,)
    return LABELS.get(label) or EITHER_SEASON.get(label.casefold()) or ()


@lru_cache(maxsize=256)
def offsets_on(zone: tzinfo, day: date) -> tuple[int, ...]:
    """List the offsets of a zone on a day, in minutes: one, or two where its clocks change."""
    ends = (datetime.combine(day, time.min, zone), datetime.combine(day, time(23, 59), zone).replace(fold=1))
    return tuple(dict.fromkeys(_minutes(moment) for moment in ends))


def names_in_year(zone: tzinfo, year: int) -> dict[str, int]:
    """Name what a zone calls its times in a year, with the offset of each: `{"PST": -480, "PDT": -420}`."""
    moments = (datetime(year, month, 15, 12, tzinfo=zone) for month in (1, 4, 7, 10))
    return {moment.tzname() or "": _minutes(moment) for moment in moments}


def zone_meant(label: str, zone: tzinfo, day: date) -> tzinfo | None:
    """Say in which zone a time with this label is read; None where that is the record's own.

    "PST" in a record of Los Angeles is that record's own clock, in July as well: a rule says that the label is wrong,
    and the time stays what the clock showed. In the night when clocks change the label tells the hours apart.
    """
    meant, own = offsets_of(label), offsets_on(zone, day)
    if label in names_in_year(zone, day.year) and not (len(own) > 1 and meant[:1] in {(offset,) for offset in own}):
        return None
    if len(meant) != 1 or own == meant:
        return None
    return timezone(timedelta(minutes=meant[0]))


def offset_text(minutes: int) -> str:
    """Write an offset: `UTC+2`, `UTC-3:30`, `UTC`.

    >>> offset_text(120), offset_text(-210), offset_text(0)
    ('UTC+2', 'UTC-3:30', 'UTC')
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)
