"""The time of one incident as a line across a page: where its moments stand, and which words are clear of each other.

Places across are in percent, so that a drawing is as wide as its page and its words keep their size. What has to fit is
worked out for the narrowest phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from opslog.record import MILESTONES, Record
from opslog.times import Moment, zone_name

NARROWEST = 310
"""Pixels across that a phone leaves for a drawing."""
CHARACTER = 6.6
"""Pixels across that a character takes, at 12 pixels down."""
LINE = 15
ZERO, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)
STEPS = (
    *(timedelta(minutes=one) for one in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)),
    *(timedelta(days=one) for one in (1, 2, 7, 14, 30, 90, 180, 365)),
)
MOST_TICKS = 5
MOST_DAYS = 4
"""Dates are wider than clock times."""


class Label(NamedTuple):
    """Words at a place: a milestone on a line of its own, or a tick of the axis with the day that begins there."""

    x: float
    anchor: str
    text: str
    day: str = ""
    level: int = 0


class Scale(NamedTuple):
    """From time to place, in the zone of the record."""

    start: datetime
    end: datetime
    zone: tzinfo

    def percent(self, at: datetime) -> float:
        """Place a moment; what lies outside is at the edge."""
        return round(100 * min(1.0, max(0.0, (at - self.start) / (self.end - self.start))), 2)

    def shows(self, moment: Moment) -> bool:
        """Whether a moment has a clock time and lies within."""
        return not moment.whole_day and self.start <= moment.at <= self.end

    def when(self, moment: Moment | None) -> str:
        """Tell the time by the record's clock, with the day where the drawing spans more than one."""
        if moment is None:
            return "?"
        local = moment.at.astimezone(self.zone)
        if moment.whole_day:
            return f"{local:%Y-%m-%d}"
        return f"{local:%m-%d %H:%M}" if self.end - self.start > DAY else f"{local:%H:%M}"

    @property
    def zone_names(self) -> str:
        """Name the zone as people do; both names where clocks change within."""
        moments = [Moment(at, at.astimezone(self.zone)) for at in (self.start, self.end)]
        return " and ".join(dict.fromkeys(zone_name(one) for one in moments))


def height_of(labels: Sequence[Label]) -> int:
    """Say how many pixels down the lines of some labels take, with the room below them."""
    return LINE * (1 + max((label.level for label in labels), default=-1)) + 6


def milestone_labels(record: Record, scale: Scale) -> Iterator[Label]:
    """Place the milestones, each label on the first line on which it is clear of the others, even on a phone."""
    taken: list[float] = []
    moments = [(name, getattr(record.facts.times, name)) for name in MILESTONES]
    shown = [(name, moment) for name, moment in moments if moment is not None and scale.shows(moment)]
    for name, moment in sorted(shown, key=lambda one: one[1].at):
        text, x = f"{name} {scale.when(moment)}", scale.percent(moment.at)
        anchor = _anchor(x)
        wide = 100 * CHARACTER * len(text) / NARROWEST
        begins = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        level = next((index for index, end in enumerate(taken) if end < begins), len(taken))
        taken[level : level + 1] = [begins + wide + 2]
        yield Label(x, anchor, text, level=level)


def _anchor(x: float) -> str:
    return "start" if x < 20 else "end" if x > 80 else "middle"


def ticks(scale: Scale) -> Iterator[Label]:
    """Mark round hours or days by the record's clock."""
    length = scale.end - scale.start
    step = next((one for one in STEPS if length / one <= (MOST_TICKS if one < DAY else MOST_DAYS)), None)
    if step is None:
        return
    start = scale.start.astimezone(scale.zone)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    before = scale.start - (start.replace(tzinfo=None) - midnight.replace(tzinfo=None)) % step
    shown_day = ""
    for count in range(MOST_TICKS + 3):
        at = before + step * count
        if step > HOUR:  # Where clocks change in between, stay at the round hour; shorter steps do by themselves.
            at -= (at.astimezone(scale.zone).utcoffset() or ZERO) - (start.utcoffset() or ZERO)
        if not scale.start <= at <= scale.end:
            continue
        local, x = at.astimezone(scale.zone), scale.percent(at)
        day = f"{local:%m-%d}"
        if step >= DAY:
            yield Label(x, _anchor_of_tick(x), f"{local:%Y-%m-%d}")
        else:
            yield Label(x, _anchor_of_tick(x), f"{local:%H:%M}", "" if day == shown_day else day)
        shown_day = day


def _anchor_of_tick(x: float) -> str:
    return "start" if x < 5 else "end" if x > 95 else "middle"
