"""Durations as people write them, `1h50m`, `about nine hours`, `54 hours 10 minutes`, and how exactly each is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "half an": 0.5, "half a": 0.5,
}  # fmt: skip
HOUR, DAY = 60, 24 * 60
UNITS = {"w": 7 * DAY, "d": DAY, "h": HOUR, "m": 1}
"""Minutes in a unit, by its first letter."""

_WORD = r"half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_DIGITS = r"\d{1,6}(?:[.,]\d{1,2})?"
_UNIT = r"weeks?|days?|hours?|hrs?|minutes?|mins?"
_LETTER = r"[dh](?![a-z])|m(?=[ .,;:)!?]|\Z|\d)"
_PART = rf"(?:(?:{_WORD})[ -](?:{_UNIT})(?: and a half)?|{_DIGITS}[ -]?(?:{_UNIT}|{_LETTER}))"
DURATION = re.compile(
    rf"(?<![\w.,$%/-])(?P<parts>{_PART}(?:(?:,|,? and)?[ ]?{_PART}){{0,3}})(?![\w%/-])"
    rf"|(?<![\w.,$%/:-])(?P<clock>\d{{1,3}}:[0-5]\d)(?P<clock_unit>[ ]?(?:h|hours?|hrs?))(?![\w%/-])",
    re.IGNORECASE,
)
OF_ADJECTIVE = re.compile(rf"(?<![\w.,$%/-])(?P<parts>{_PART})(?=-(?:long|outage|downtime|disruption))", re.IGNORECASE)
PART = re.compile(
    rf"(?P<number>{_DIGITS}|\b(?:{_WORD})(?=[ -]))[ -]?(?P<unit>{_UNIT}|{_LETTER})(?P<half> and a half)?", re.IGNORECASE
)
HEDGE = re.compile(
    r"(?:(?P<about>about|around|approximately|approx\.?|circa|ca\.?|c\.|roughly|nearly|almost|close to|some|just over"
    r"|just under|an estimated|[~≈])|(?P<least>at least|more than|over|longer than|no less than|>)"
    r"|(?P<most>at most|less than|under|up to|within|no more than|fewer than|shorter than|<))[ ]?(?:the[ ])?\Z",
    re.IGNORECASE,
)
"""The words before a duration that say how exactly it is meant."""
UNIT_SIGNS = ("min", "hour", "hr", "day", "week")
LETTER_UNIT = re.compile(r"\d ?[hd](?![a-z])")


def may_hold_duration(text: str) -> bool:
    """Look for a unit, quickly: most texts have none."""
    return any(sign in text for sign in UNIT_SIGNS) or LETTER_UNIT.search(text) is not None


class Duration(NamedTuple):
    """A duration in a text: `minutes`, the smallest unit it counts in (`grain`, minutes), and where it stands.

    `hedge` is "" where it is stated plainly, "~" where approximate, "<" or ">" where it is only a bound; its words
    begin at `begins`.
    """

    minutes: float
    grain: float
    start: int
    end: int
    hedge: str = ""
    begins: int = 0

    @property
    def is_bound(self) -> bool:
        """Whether it says only what is the least or the most."""
        return self.hedge in ("<", ">")

    def range(self, exact: float) -> tuple[float, float]:
        """Say what it may mean, in minutes; `exact` is the tolerance of a duration that counts single minutes.

        Hours are cut off as often as rounded ("three hours" for 3 h 40 min), minutes are rounded to fives and tens.
        Nobody calls 80 minutes an hour, so that a third is the most; what is only approximate may be off by twice that.
        """
        below = max(self.grain / 2, exact)
        above = max(self.grain - 1, exact) if self.grain >= HOUR else below
        most, times = (self.minutes / 2, 2) if self.hedge == "~" else (self.minutes / 3, 1)
        below, above = (max(exact, min(side * times, most)) for side in (below, above))
        low = 0.0 if self.hedge == "<" else self.minutes - below
        return low, float("inf") if self.hedge == ">" else self.minutes + above


def find_durations(text: str) -> Iterator[Duration]:
    """Find the durations of a minute or longer in a text."""
    if not may_hold_duration(text):
        return
    taken = 0
    for found in sorted((*DURATION.finditer(text), *OF_ADJECTIVE.finditer(text)), key=lambda found: found.start()):
        if found.start() < taken:
            continue
        duration = _clocked(found) if found.groupdict().get("clock") else _parted(found)
        if duration is not None and duration.minutes >= 0:
            taken = duration.end
            yield _hedged(duration, text)


def _clocked(found: re.Match[str]) -> Duration:
    hours, _, minutes = found["clock"].partition(":")
    return Duration(int(hours) * HOUR + int(minutes), 1, found.start(), found.end())


def _parted(found: re.Match[str]) -> Duration | None:
    minutes, grain = 0.0, float(DAY * 7)
    for part in PART.finditer(found["parts"]):
        number, unit = _number(part["number"]), UNITS[part["unit"][0].lower()]
        # "10m" alone is as often ten metres or ten megabytes.
        if part["unit"].lower() == "m" and part[0] == found["parts"]:
            return None
        minutes += (number + (0.5 if part["half"] else 0)) * unit
        grain = min(grain, unit / 2 if part["half"] else _grain(number, unit))
    return Duration(minutes, grain, found.start("parts"), found.end("parts"))


def _number(text: str) -> float:
    return WORDS.get(text.lower()) or float(text.replace(",", "."))


def _grain(number: float, unit: int) -> float:
    """Say how finely a number counts: 40 minutes in tens, 35 in fives, 1.5 hours in halves."""
    if number != int(number):
        return unit / 2
    if unit > 1:
        return unit
    return next((step for step in (10, 5) if number and number % step == 0), 1)


def _hedged(duration: Duration, text: str) -> Duration:
    first = max(0, duration.start - 24)
    found = HEDGE.search(text[first : duration.start])
    if found is None:
        return duration._replace(begins=duration.start)
    hedge = "~" if found["about"] else ">" if found["least"] else "<"
    return duration._replace(hedge=hedge, begins=first + found.start())
