"""The one form of a time among the ways people write it: `2022-12-25 12:32`, or `12:32` for the same day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, tzinfo

from opslog.clock import STAMP, Stamp, clock_of, read_stamp

MOMENT_START = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[ \t]+|T)(?P<hour>\d{1,2})(?=:)")
BARE_HOUR = re.compile(r"\d(?=:)")
BARE_TIME = re.compile(r"(?<![\d:])\d:\d{2}(?::\d{2})?+(?! ?[ap]\.?m)", re.IGNORECASE)


def usual_moment(text: str) -> str:
    """Write the time of a field in the usual form; its seconds and offset stay as they are.

    >>> usual_moment("2022-12-25T8:32:10Z")
    '2022-12-25 08:32:10Z'
    """
    return MOMENT_START.sub(lambda found: f"{found['day']} {found['hour']:0>2}", text, count=1)


def usual_stamp(written: str, zone: tzinfo, day: date, *, keep_clock: bool = False) -> str | None:
    """Write the time of an entry in the usual form; None where it is, or where that may change what it means.

    With `keep_clock` its hours stay, and so does what `about`, an offset or the name of a zone add.
    """
    found = STAMP.fullmatch(written)
    if found is None or found["clock"] is None:
        return None
    is_half_said = found["until"] is not None and (found["half"] is None) != (found["until_half"] is None)
    pieces = (
        [] if keep_clock or is_half_said else [_clock(found, "clock", "half"), _clock(found, "until", "until_half")]
    )
    if found["date"] and not found["about2"]:
        pieces.append((found.end("date"), found.start("clock"), " "))
    usual = written
    for start, end, text in sorted(pieces, reverse=True):
        usual = usual[:start] + text + usual[end:] if start >= 0 else usual
    said = _said(read_stamp(written, zone, day))
    is_safe = said is not None and said == _said(read_stamp(usual, zone, day))
    return usual if is_safe and usual != written else None


def may_be_12_hours(times: Sequence[str]) -> bool:
    """Say whether some of the times that stand together are like `1:05`, which may be of either half of the day."""
    return any(BARE_TIME.search(written) for written in times)


def _clock(found: re.Match[str], name: str, half: str) -> tuple[int, int, str]:
    """Give where a clock time stands and its usual form; at -1 where there is none."""
    if found[name] is None:
        return -1, -1, ""
    before, _, clock = found[name].replace("T", " ").rpartition(" ")
    day = f"{before} " if before else ""
    if found[half] is None:
        return *found.span(name), day + BARE_HOUR.sub(r"0\g<0>", clock, count=1) if clock[1] == ":" else day + clock
    (hour, _, _), _ = clock_of(clock, found[half])
    return found.start(name), found.end(half), f"{day}{hour:02}:{clock.partition(':')[2]}"


def _said(stamp: Stamp | None) -> tuple[object, ...] | None:
    """Tell what a time means, without how it is written; None where it cannot be read."""
    if stamp is None or stamp.problem is not None:
        return None
    return stamp.at, stamp.until, stamp.approximate, stamp.day
