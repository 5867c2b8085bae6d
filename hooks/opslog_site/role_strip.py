"""The role strip of a record: who held which role when, as a drawing.

Places across are in percent and places down in pixels, so that the drawing is as wide as its page and its words keep
their size. What has to fit is worked out for the narrowest phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import groupby, zip_longest
from typing import NamedTuple

from opslog.communication import Word
from opslog.record import MILESTONES, Record
from opslog.tenure import COMMUNICATIONS, Tenure, last_moment, role_words, tenures
from opslog.times import Moment, zone_name

NARROWEST = 310
"""Pixels across that a phone leaves for the drawing."""
WIDEST = 760
CHARACTER = 6.6
"""Pixels across that a character takes, at 12 pixels down."""
THINNEST = 0.4
"""Percent across: less could not be seen."""
LINE = 15
ROW = 42
BAR = 20
ZERO, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)
STEPS = (
    *(timedelta(minutes=one) for one in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)),
    *(timedelta(days=one) for one in (1, 2, 7, 14, 30, 90, 180, 365)),
)
MOST_TICKS = 5
MOST_DAYS = 4
"""Dates are wider than clock times."""


class Bar(NamedTuple):
    """A tenure: where it starts and how wide it is, in percent; `fits` nowhere, on wide pages, or everywhere."""

    x: float
    width: float
    who: str
    when: str
    inferred: bool
    fits: str


class Row(NamedTuple):
    """A role and its bars; `y` is where it starts, in pixels."""

    role: str
    y: int
    bars: tuple[Bar, ...]


class Label(NamedTuple):
    """Words at a place: a milestone on a line of its own, or a tick of the axis with the day that begins there."""

    x: float
    anchor: str
    text: str
    day: str = ""
    level: int = 0


class Strip(NamedTuple):
    """The drawing. Somebody was told something at each of `words`, which stand below the row that ends at `words_y`."""

    rows: tuple[Row, ...]
    milestones: tuple[Label, ...]
    ticks: tuple[Label, ...]
    words: tuple[Label, ...]
    words_y: int
    top: int
    bottom: int
    zone: str
    has_inferred: bool
    goes_on: bool


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


def role_strip(record: Record, words: Sequence[Word], zone: tzinfo) -> Strip | None:
    """Draw the tenures of a record; None where none is known, or no clock time is."""
    held = [one for one in tenures(record) if one.start is not None and not one.runs_backwards]
    try:
        scale = _scale(record, held, words, zone)
        return _drawn(record, held, words, scale) if scale else None
    except OverflowError:  # the first or last day of the calendar
        return None


def _drawn(record: Record, held: Sequence[Tenure], words: Sequence[Word], scale: Scale) -> Strip:
    milestones = tuple(_milestones(record, scale))
    top = LINE * (1 + max((label.level for label in milestones), default=-1)) + 6
    rows = tuple(_rows(scale, held, top))
    under = next((row.y + ROW for row in rows if row.role == role_words(COMMUNICATIONS)), 0)
    said = [word.at for word in words if under and scale.shows(word.at)]
    return Strip(
        rows=rows,
        milestones=milestones,
        ticks=tuple(_ticks(scale)),
        words=tuple(Label(scale.percent(at.at), "", scale.when(at)) for at in said),
        words_y=under,
        top=top,
        bottom=top + ROW * len(rows),
        zone=scale.zone_names,
        has_inferred=any(one.stated is None for one in held),
        goes_on=record.facts.status == "open" and record.facts.times.resolved is None,
    )


def _scale(record: Record, held: Sequence[Tenure], words: Sequence[Word], zone: tzinfo) -> Scale | None:
    """Span the drawing from the first tenure to the end of the last, and over words that came soon after."""
    starts = [one.start.at for one in held if one.start and not one.start.whole_day]
    last = last_moment(record)
    ends = [until.at for one in held if (until := one.end or last) and not until.whole_day]
    if not starts or not ends or max(ends) <= min(starts):
        return None
    start, end = min(starts), max(ends)
    soon = end + (end - start) / 10
    return Scale(start, max(end, *(word.at.at for word in words if word.at.at <= soon), end), zone)


def _rows(scale: Scale, held: Sequence[Tenure], top: int) -> Iterator[Row]:
    for index, (role, group) in enumerate(groupby(held, key=lambda one: one.role)):
        tenures_of_role = list(group)
        bars = (_bar(scale, *pair) for pair in zip_longest(tenures_of_role, tenures_of_role[1:]))
        yield Row(role_words(role), top + ROW * index, tuple(bars))


def _bar(scale: Scale, one: Tenure, following: Tenure | None) -> Bar:
    x = min(scale.percent(one.start.at) if one.start else 0.0, 100 - THINNEST)
    width = max(THINNEST, round(_right(scale, one, following) - x, 2))
    until = f" to {scale.when(one.end)}" if one.end else ", still"
    return Bar(x, width, one.who, f"{scale.when(one.start)}{until}", one.stated is None, _fits(width))


def _right(scale: Scale, one: Tenure, following: Tenure | None) -> float:
    """Place the end of a bar; a bare date lasts until midnight, or until the next holder begins."""
    if one.end is None:
        return 100.0
    if not one.end.whole_day:
        return scale.percent(one.end.at)
    right = scale.percent(one.end.at + DAY)
    return min(right, scale.percent(following.start.at)) if following and following.start else right


def _fits(width: float) -> str:
    """Say on which pages the beginning of a name fits into a bar."""
    few = 4 * CHARACTER
    return "everywhere" if width * NARROWEST / 100 > few else "wide" if width * WIDEST / 100 > few else "nowhere"


def _milestones(record: Record, scale: Scale) -> Iterator[Label]:
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


def _ticks(scale: Scale) -> Iterator[Label]:
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
