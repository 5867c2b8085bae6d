"""Strip plots: a row for each group of incidents, a dot for each incident, on a scale of time.

Only places are worked out here; templates/charts.j2 draws. Places across are percentages, so that a drawing is as wide
as its page and its words stay as large as the page's; places down are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from opslog.distribution import Distribution
from opslog.times import duration_text
from opslog.words import counted
from opslog_site.groups import Group, Measured
from opslog_site.rows import Named
from opslog_site.scale import LEFT, RIGHT, Scale, Tick
from opslog_site.site import Site

MOST_DOTS = 240
"""A chart of more incidents counts them in bars: nobody tells more dots apart, and each of them is a link."""
APART = 2.3
"""Dots less than this apart, in percent, are stacked: as wide as a dot where a phone shows it."""
STEP, PADDING, LEAST_HEIGHT, MOST_HEIGHT = 9.0, 8.0, 34.0, 140.0
COLUMNS = 48
BAR_HEIGHT = 40


class Dot(NamedTuple):
    """An incident in a strip."""

    x: float
    y: float
    title: str
    address: str


class Bar(NamedTuple):
    """How many incidents of a strip took about this long."""

    x: float
    y: float
    height: float
    title: str


class Box(NamedTuple):
    """Where the middle half of a strip lies, and its median."""

    x: float
    width: float
    median: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A group, drawn."""

    name: Named
    note: str
    description: str
    height: float
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    box: Box | None


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of a group; `distribution` is None where nothing could be measured."""

    name: Named
    total: int
    distribution: Distribution | None
    shortest: Named | None = None
    longest: Named | None = None
    too_few: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its table. `as_dots` says whether each incident is drawn."""

    id: str
    title: str
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    as_dots: bool
    bar_width: float = (RIGHT - LEFT) / COLUMNS


def draw(site: Site, page: str, title: str, groups: Iterable[Group], scale: Scale | None = None) -> Chart:
    """Draw groups for a chart on `page`, on a scale that holds them all; groups without incidents are left out."""
    groups = [group for group in groups if group.total]
    scale = scale or scale_of(groups)
    as_dots = sum(len(group.measured) for group in groups) <= MOST_DOTS
    return Chart(
        id=f"chart-{title.lower().replace(' ', '-')}",
        title=title,
        strips=tuple(
            _strip(site, page, group, group.distribution, scale, as_dots=as_dots)
            for group in groups
            if group.distribution
        ),
        ticks=scale.ticks,
        rows=tuple(_row(site, page, group) for group in groups),
        as_dots=as_dots,
    )


def scale_of(groups: Iterable[Group]) -> Scale:
    """Choose a scale that holds all incidents of some groups."""
    return Scale.over(one.span for group in groups for one in group.measured)


def _row(site: Site, page: str, group: Group) -> Row:
    if group.distribution is None:
        return Row(group.name, group.total, None)
    shortest, longest = (
        Named(duration_text(one.span), site.address(page, site.record_page(one.record)), one.record.title)
        for one in (group.measured[0], group.measured[-1])
    )
    return Row(group.name, group.total, group.distribution, shortest, longest, _too_few(site, group.distribution))


def _too_few(site: Site, distribution: Distribution) -> bool:
    return distribution.n < site.config.statistics.too_few


def _strip(site: Site, page: str, group: Group, found: Distribution, scale: Scale, *, as_dots: bool) -> Strip:
    height, dots = _dots(site, page, group.measured, scale) if as_dots else (BAR_HEIGHT + PADDING, ())
    return Strip(
        name=group.name,
        note=_note(site, group, found),
        description=_description(site, found),
        height=height,
        dots=dots,
        bars=() if as_dots else _bars(group.measured, scale),
        box=None if _too_few(site, found) else _box(found, scale),
    )


def _dots(site: Site, page: str, measured: Sequence[Measured], scale: Scale) -> tuple[float, tuple[Dot, ...]]:
    """Draw each incident; returns the height that takes, too."""
    height, places = _stack([scale.x(one.span) for one in measured])
    return height, tuple(
        Dot(x, y, f"{one.record.id}: {duration_text(one.span)}", site.address(page, site.record_page(one.record)))
        for one, (x, y) in zip(measured, places, strict=True)
    )


def _stack(across: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """Place dots, leftmost first, each on the lowest level that is free; returns the height that takes."""
    last_on: list[float] = []
    levels = []
    for x in across:
        level = next((level for level, last in enumerate(last_on) if x - last >= APART), len(last_on))
        last_on[level : level + 1] = [x]
        levels.append(level)
    height = min(max((len(last_on) - 1) * STEP + 2 * PADDING, LEAST_HEIGHT), MOST_HEIGHT)
    step = min(STEP, (height - 2 * PADDING) / max(len(last_on) - 1, 1))
    return height, [(x, round(height - PADDING - level * step, 1)) for x, level in zip(across, levels, strict=True)]


def _bars(measured: Sequence[Measured], scale: Scale) -> tuple[Bar, ...]:
    """Count incidents in columns; the fullest column is as high as the strip."""
    width = (RIGHT - LEFT) / COLUMNS
    columns: dict[int, list[timedelta]] = {}
    for one in measured:
        columns.setdefault(min(int((scale.x(one.span) - LEFT) / width), COLUMNS - 1), []).append(one.span)
    fullest = max(len(spans) for spans in columns.values())
    bars = []
    for column, spans in columns.items():
        height = round(max(BAR_HEIGHT * len(spans) / fullest, 1), 1)
        title = f"{incidents(len(spans))}, {_spread(spans[0], spans[-1])}"
        bars.append(Bar(round(LEFT + column * width, 1), BAR_HEIGHT + PADDING - height, height, title))
    return tuple(bars)


def _box(distribution: Distribution, scale: Scale) -> Box:
    low, median, high = (
        scale.x(span) for span in (distribution.lower_quartile, distribution.median, distribution.upper_quartile)
    )
    return Box(low, round(high - low, 1), median)


def _note(site: Site, group: Group, distribution: Distribution) -> str:
    n = f"n = {distribution.n:,}" + (f" of {group.total:,}" if group.total > distribution.n else "")
    if _too_few(site, distribution):
        return f"too few to compare ({n})"
    return f"{n}, median {duration_text(distribution.median)}"


def _description(site: Site, distribution: Distribution) -> str:
    said = f"{incidents(distribution.n)}, {_spread(distribution.minimum, distribution.maximum)}"
    if _too_few(site, distribution):
        return f"{said}; too few to compare."
    low, high = duration_text(distribution.lower_quartile), duration_text(distribution.upper_quartile)
    return f"{said}; the middle half from {low} to {high}, the median is {duration_text(distribution.median)}."


def _spread(shortest: timedelta, longest: timedelta) -> str:
    low, high = duration_text(shortest), duration_text(longest)
    return low if low == high else f"from {low} to {high}"


def incidents(count: int) -> str:
    """Write how many incidents: `1 incident`, `2 incidents`."""
    return counted(count, "incident")
