"""The chart of follow-ups by month: what was opened above a line, what was closed below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opslog.ledger import Month

WIDTH, LEFT, TOP, BELOW = 720.0, 32.0, 14.0, 18.0
HALF = 90.0
WIDEST = 28.0
AT_MOST = 120
"""Months; ten years keep a bar of some pixels on a screen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, in its units, and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    side: str
    says: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class MonthBars:
    """The chart, ready to be drawn: its size, the line between opened and closed, bars, scale and years."""

    width: float
    height: float
    left: float
    middle: float
    bars: tuple[Bar, ...]
    scale: tuple[Label, ...]
    years: tuple[Label, ...]
    months: tuple[Month, ...]
    earlier: int

    @property
    def description(self) -> str:
        """Say in a sentence what the chart shows."""
        opened, closed = (sum(counts) for counts in zip(*((m.opened, m.closed) for m in self.months), strict=True))
        first, last = self.months[0].name, self.months[-1].name
        return f"From {first} to {last}, {opened} follow-ups were opened and {closed} closed on a day that is known."


def month_bars(months: Sequence[Month]) -> MonthBars | None:
    """Lay out the newest months; None where there are none."""
    shown = tuple(months[-AT_MOST:])
    most_opened, most_closed = (max((count(month) for month in shown), default=0) for count in (_opened, _closed))
    if not most_opened + most_closed:
        return None
    unit = HALF / max(most_opened, most_closed)
    middle = TOP + most_opened * unit
    step = min(WIDEST, (WIDTH - LEFT) / len(shown))
    bars = []
    for number, month in enumerate(shown):
        x, width = LEFT + number * step + step * 0.15, step * 0.7
        for side, count, y in (
            ("opened", month.opened, middle - month.opened * unit),
            ("closed", month.closed, middle),
        ):
            if count:
                bars.append(Bar(x, y, width, count * unit, side, f"{month.name}: {count} {side}"))
    scale = [Label(LEFT - 6, TOP + 4, f"{most_opened}"), Label(LEFT - 6, middle + 4, "0")]
    if most_closed:
        scale.append(Label(LEFT - 6, middle + most_closed * unit + 4, f"{most_closed}"))
    bottom = middle + most_closed * unit + BELOW
    years = [
        Label(LEFT + number * step, bottom, month.name[:4])
        for number, month in enumerate(shown)
        if number == 0 or month.name.endswith("-01")
    ]
    # A first year of a month or two would stand on top of the second.
    if len(years) > 1 and years[1].x - years[0].x < WIDEST:
        del years[0]
    width = max(LEFT + step * len(shown), 10 * WIDEST)
    return MonthBars(
        width, bottom + 6, LEFT, middle, tuple(bars), tuple(scale), tuple(years), shown, len(months) - len(shown)
    )


def _opened(month: Month) -> int:
    return month.opened


def _closed(month: Month) -> int:
    return month.closed
