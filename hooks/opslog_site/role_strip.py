"""The role strip of a record: who held which role when, as a drawing.

Places across are in percent (`incident_line.py`), places down in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby, zip_longest
from typing import NamedTuple

from opslog.communication import Word
from opslog.record import Record
from opslog.tenure import COMMUNICATIONS, Tenure, last_moment, role_words, tenures
from opslog_site.incident_line import CHARACTER, DAY, NARROWEST, Label, Scale, height_of, milestone_labels, ticks

WIDEST = 760
THINNEST = 0.4
"""Percent across: less could not be seen."""
ROW = 42


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


def role_strip(record: Record, words: Sequence[Word], zone: tzinfo) -> Strip | None:
    """Draw the tenures of a record; None where none is known, or no clock time is."""
    held = [one for one in tenures(record) if one.start is not None and not one.runs_backwards]
    try:
        scale = _scale(record, held, words, zone)
        return _drawn(record, held, words, scale) if scale else None
    except OverflowError:  # the first or last day of the calendar
        return None


def _drawn(record: Record, held: Sequence[Tenure], words: Sequence[Word], scale: Scale) -> Strip:
    milestones = tuple(milestone_labels(record, scale))
    top = height_of(milestones)
    rows = tuple(_rows(scale, held, top))
    under = next((row.y + ROW for row in rows if row.role == role_words(COMMUNICATIONS)), 0)
    said = [word.at for word in words if under and scale.shows(word.at)]
    return Strip(
        rows=rows,
        milestones=milestones,
        ticks=tuple(ticks(scale)),
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
