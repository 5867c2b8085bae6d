"""Zones: does the label beside a time fit the date and the record's zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, tzinfo

from opslog.clock import zone_of
from opslog.config import Config
from opslog.finding import Remark
from opslog.markdown import TEXT, Line
from opslog.proof.events import entry_place, window_of
from opslog.record import Record
from opslog.rule import rule
from opslog.span import Span
from opslog.times import TimeError, find_zone
from opslog.zone_labels import EITHER_SEASON, LABELS, names_in_year, offset_text, offsets_of, offsets_on

_NEUTRAL = "|".join(name for name in EITHER_SEASON if len(name) > len("ct"))
NAMED_IN_TIME = re.compile(rf"(?<![A-Z])(?:{'|'.join(LABELS)})(?![A-Za-z]|[+-]\d)")
STATEMENT = re.compile(
    r"\b(?:(?:all|the|these|following|clock)\s)?times?\s(?:(?:below|here|stamps)\s)?(?:are\s)?(?:given\s|shown\s|listed\s)?in\s"
    r"(?P<zone>[^.;\n|]{2,60})|\btime ?zone:?\s(?:is\s)?(?P<named>[^.;\n|]{2,60})",
    re.IGNORECASE,
)
"""`All times in PST (UTC-7)`: what a record says of all its times."""
TIMES_SIGN = re.compile(r"[Tt]imes? |TIMES? |[Zz]one")
ZONE_WORD = re.compile(
    r"(?P<iana>[A-Z][A-Za-z]{1,20}/[A-Z][A-Za-z_]{1,30}(?:/[A-Z][A-Za-z_]{1,30})?)"
    r"|(?P<label>(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?(?!\d)|\b[A-Z]{2,5}\b(?!/))"
    rf"|(?P<neutral>\b(?i:{_NEUTRAL})(?= (?i:time)\b))"
)


@rule("TL108", "zone-does-not-fit", "warning")
def zone_does_not_fit(record: Record, config: Config) -> Iterator[Remark]:
    """A zone beside the times does not fit the date, the record's `timezone`, or another zone beside it.

    "PST" in July, "CET" in June, "UTC" in a record of Berlin, "PST (UTC-7)", or a zone that does not exist. A time with
    the label of another zone is read in that zone; one with a label of the record's own is read on the record's clock,
    whatever the season.

    ## Why it matters

    Whoever compares the record with logs in UTC is an hour off, and an hour is most incidents' length.

    ## What to write instead

    The zone by its name in `timezone:` (`America/Los_Angeles` knows its seasons), and no label beside the times. Where
    a time is in another zone, its offset: `09:10+02:00`.

    ## Example

        All times in PDT (UTC-7)
    """
    window = window_of(record)
    if window is None:
        return
    zone = zone_of(record, config)
    days = (window.first.local.date(), window.last.local.date())
    yield from _beside_entries(record, zone)
    for section in record.sections:
        if section.name in ("timeline", "summary"):
            for line in section.lines:
                if line.kind == TEXT:
                    yield from _in_statement(line, zone, days)


def _beside_entries(record: Record, zone: tzinfo) -> Iterator[Remark]:
    """Look at the labels of entries, each label once."""
    looked: set[str] = set()
    for entry in record.timeline:
        found = NAMED_IN_TIME.search(entry.written) if not entry.written[-1:].isdigit() else None
        if found is None or entry.at is None or found[0] in looked:
            continue
        looked.add(found[0])
        day = entry.at.local.date()
        meant = offsets_of(found[0])
        own_names = names_in_year(zone, day.year)
        if found[0] in own_names and not set(meant) & set(offsets_on(zone, day)):
            yield Remark(entry_place(entry), *_wrong_season(found[0], zone, day))
        elif len(meant) > 1 and not set(meant) & set(offsets_on(zone, day)):
            several = " or ".join(offset_text(offset) for offset in meant)
            message = f"the label {found[0]} may mean {several}, and the record's zone ({zone}) is neither"
            yield Remark(entry_place(entry), message, "Write the offset: 09:10+05:30.")


def _in_statement(line: Line, zone: tzinfo, days: tuple[date, date]) -> Iterator[Remark]:
    """Look at what a line says of all times."""
    stated = STATEMENT.search(line.text) if TIMES_SIGN.search(line.text) else None
    if stated is None:
        return
    group = "zone" if stated["zone"] else "named"
    own = {offset for day in days for offset in offsets_on(zone, day)}
    for found in ZONE_WORD.finditer(stated[group]):
        place = Span.on_line(line.number, stated.start(group) + found.start() + 1, len(found[0]))
        problem = _problem(found, zone, days[0], own)
        if problem:
            yield Remark(place, *problem)
            return


def _problem(found: re.Match[str], zone: tzinfo, day: date, own: set[int]) -> tuple[str, str] | None:
    """Say what is wrong with a zone named for all times; None where it fits, or is no zone."""
    word = found[0]
    if found["iana"]:
        try:
            meant = offsets_on(find_zone(word), day)
        except TimeError as problem:
            return problem.message, problem.instead
    else:
        meant = offsets_of(word)
        if word in names_in_year(zone, day.year) and not own & set(meant):
            return _wrong_season(word, zone, day)
    if not meant or own & set(meant):
        return None
    shown = "" if offset_text(meant[0]) == word else f" ({offset_text(meant[0])})"
    message = f"all times are said to be in {word}{shown}, and the record's zone is {zone} ({_on(zone, day)})"
    return message, "Correct `timezone:` or this line; only `timezone:` is computed with."


def _wrong_season(label: str, zone: tzinfo, day: date) -> tuple[str, str]:
    names = (name for name, offset in names_in_year(zone, day.year).items() if offset in offsets_on(zone, day))
    right = next(names, _on(zone, day))
    message = f"the label {label} is {offset_text(offsets_of(label)[0])}, and on {day} clocks in {zone} show {right}"
    if right != _on(zone, day):
        message = f"{message} ({_on(zone, day)})"
    return message, f"Write {right}, or leave the label out: `timezone: {zone}` says it."


def _on(zone: tzinfo, day: date) -> str:
    return " and ".join(offset_text(offset) for offset in offsets_on(zone, day))
