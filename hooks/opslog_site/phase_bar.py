"""The phases of a record as one bar: where the minutes of its incident went, with its milestones as marks."""

from __future__ import annotations

from datetime import tzinfo
from typing import NamedTuple

from opslog.phases import Stretch, stretches
from opslog.record import Record
from opslog.times import duration_text
from opslog_site.incident_line import CHARACTER, NARROWEST, Label, Scale, height_of, milestone_labels, ticks

THICK = 26
WIDEST = 760
THINNEST = 0.4
"""Percent across: less could not be seen."""


class Piece(NamedTuple):
    """A stretch, drawn: where it starts and how wide it is, in percent.

    Its name `fits` nowhere, on wide pages, or everywhere. It is `mixed` where the record does not tell phases apart.
    """

    x: float
    width: float
    stretch: Stretch
    mixed: bool
    fits: str

    @property
    def kind(self) -> str:
        """The word for its colour."""
        return "mixed" if self.mixed else self.stretch.name.replace(" ", "-")


class PhaseBar(NamedTuple):
    """The drawing: the bar stands from `top` down to `bottom`."""

    pieces: tuple[Piece, ...]
    milestones: tuple[Label, ...]
    ticks: tuple[Label, ...]
    top: int
    bottom: int
    zone: str
    goes_on: bool

    @property
    def description(self) -> str:
        """Say in words what is drawn."""
        told = ", ".join(f"{piece.stretch.name} {duration_text(piece.stretch.span)}" for piece in self.pieces)
        return f"{told[:1].upper()}{told[1:]}."


def phase_bar(record: Record, zone: tzinfo) -> PhaseBar | None:
    """Draw the phases of a record; None where fewer than two milestones have a clock time, or they run backwards."""
    found = stretches(record.facts.times)
    if not found or found[0].start.at == found[-1].end.at:
        return None
    scale = Scale(found[0].start.at, found[-1].end.at, zone)
    try:
        milestones = tuple(milestone_labels(record, scale))
        top = height_of(milestones)
        return PhaseBar(
            pieces=tuple(_piece(scale, stretch) for stretch in found),
            milestones=milestones,
            ticks=tuple(ticks(scale)),
            top=top,
            bottom=top + THICK,
            zone=scale.zone_names,
            goes_on=record.facts.status == "open" and record.facts.times.resolved is None,
        )
    except OverflowError:  # the first or last day of the calendar
        return None


def _piece(scale: Scale, stretch: Stretch) -> Piece:
    x = min(scale.percent(stretch.start.at), 100 - THINNEST)
    width = max(THINNEST, round(scale.percent(stretch.end.at) - x, 2)) if stretch.span else 0.0
    return Piece(x, width, stretch, len(stretch.phases) > 1, _fits(stretch.name, width))


def _fits(words: str, width: float) -> str:
    """Say on which pages some words fit into a piece."""
    wide = CHARACTER * len(words) + 12
    return "everywhere" if width * NARROWEST / 100 > wide else "wide" if width * WIDEST / 100 > wide else "nowhere"
