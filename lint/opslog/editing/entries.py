"""More entries in the timeline of a record: each at its place by time, in the shape that the record uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from opslog.clock import zone_of
from opslog.config import Config
from opslog.editing.text import Edit, Text
from opslog.errors import OpslogError
from opslog.markdown import BULLET, HEADED
from opslog.reading import parse_record
from opslog.record import Entry, Known, Record, Section
from opslog.tables import Table, read_tables
from opslog.times import Moment, clock_text, to_the_minute
from opslog.vocabulary import SECTIONS

DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
EVENT = re.compile(r"event|what|descri|detail|message|note|update|action|happened", re.IGNORECASE)
"""The heading of the column that tells what happened."""


class NewEntry(NamedTuple):
    """An entry to write: when (with a zone), its text as markdown, its kind, and what was `known` when.

    Text of several lines stands below its first one. What it holds has to be harmless already: `live/wording.py` and
    `imports/harmless.py` make it so.
    """

    at: datetime
    text: str
    kind: str | None = None
    known: tuple[datetime, str] | None = None


def with_entries(raw: bytes, entries: Sequence[NewEntry], path: str, config: Config) -> bytes:
    """Give the record with more entries in its timeline.

    An entry goes behind the last one that is not later; of those that are new, and of one minute, the first comes
    first. Raises OpslogError where the result would not be read as these entries and those that were there.
    """
    record = parse_record(raw, path, config)
    text = Text(raw)
    zone = zone_of(record, config)
    section = record.section("timeline")
    new = sorted(entries, key=lambda entry: entry.at)
    if section is None:
        edits = [_new_section(record, text, new, zone)]
    else:
        shape = _shape_of(record, section)
        edits = [edit for group in _groups(record, new) for edit in _written(record, group, shape, text, zone)]
    edited = text.edited(edits)
    _check(record, parse_record(edited, path, config), new)
    return edited


class Group(NamedTuple):
    """New entries that go to one place: behind the entry of this index, -1 for the top."""

    behind: int
    entries: list[NewEntry]


def _groups(record: Record, new: Sequence[NewEntry]) -> list[Group]:
    found: list[Group] = []
    for entry in new:
        minute = entry.at.replace(second=0, microsecond=0)
        earlier = (index for index in range(len(record.timeline) - 1, -1, -1) if _is_by(record.timeline[index], minute))
        behind = next(earlier, -1)
        if found and found[-1].behind == behind:
            found[-1].entries.append(entry)
        else:
            found.append(Group(behind, [entry]))
    return found


def _is_by(entry: Entry, minute: datetime) -> bool:
    return entry.at is not None and entry.at.at <= minute


class Shape(NamedTuple):
    """How a timeline is written: the table of its entries, the level of its headings, or else a list."""

    section: Section
    tables: Sequence[Table]
    level: int
    marker: str
    loose: bool


def _shape_of(record: Record, section: Section) -> Shape:
    tables = list(read_tables(section.lines))
    numbers = {line.number: line for line in section.lines}
    first = record.timeline[0] if record.timeline else None
    line = numbers.get(first.first_line) if first else None
    level = line.level if line is not None and line.kind == HEADED else 0
    bullet = BULLET.match(line.text) if line is not None else None
    marker = bullet[2] if bullet is not None and not bullet[2][0].isdigit() else "-"
    pairs = zip(record.timeline, record.timeline[1:], strict=False)
    loose = any(above.last_line + 1 < below.first_line for above, below in pairs) and not level
    return Shape(section, tables, level, marker, loose)


def _written(record: Record, group: Group, shape: Shape, text: Text, zone: tzinfo) -> Iterator[Edit]:
    """Write the entries of one place, and the date into the entry behind them where it would take another."""
    above = record.timeline[group.behind] if group.behind >= 0 else None
    below = record.timeline[group.behind + 1] if group.behind + 1 < len(record.timeline) else None
    day = _day_behind(above)
    neighbour = above or below
    lines: list[str] = []
    table = _table_with(shape, neighbour)
    for entry in group.entries:
        stamp, day = _stamp(entry.at, zone, day)
        lines += _lines(entry, stamp, shape, table, zone)
    place = above.last_line if above else below.first_line - 1 if below else _top(shape.section)
    yield text.lines_below(place, lines if table or (neighbour and not shape.level) else _spaced(lines, place, text))
    if (
        below is not None
        and below.at is not None
        and not DATED.search(below.written)
        and (_is_undated_below(shape, above, below) and below.at.local.date() != day)
    ):
        place = text.words_instead(below.span, "").start
        yield Edit(place, place, f"{below.at.local:%Y-%m-%d} ")


def _spaced(lines: Sequence[str], place: int, text: Text) -> list[str]:
    """Keep a blank line above, and one below where something follows."""
    above = [""] if text.line(place).strip() else []
    below = [""] if place < text.line_count and text.line(place + 1).strip() else []
    return [*above, *"\n".join(lines).strip("\n").split("\n"), *below]


def _is_undated_below(shape: Shape, above: Entry | None, below: Entry) -> bool:
    """Say whether no date stands between two entries as a heading of its own."""
    first = above.last_line if above else shape.section.heading.number
    return not any(
        line.kind == HEADED and first < line.number < below.first_line and DATED.search(line.text)
        for line in shape.section.lines
    )


def _day_behind(above: Entry | None) -> date | None:
    last = (above.until or above.at) if above else None
    return last.local.date() if last else None


def _stamp(at: datetime, zone: tzinfo, day: date | None) -> tuple[str, date]:
    """Write a time: of the day of the entry above as a clock time, where the zone's clock shows it but once."""
    full = clock_text(at, zone)
    on = date.fromisoformat(full[:10])
    return (full[11:] if on == day and len(full) == len("2022-12-25 12:32") else full), on


def _lines(entry: NewEntry, stamp: str, shape: Shape, table: Table | None, zone: tzinfo) -> list[str]:
    words = _words(entry, zone)
    if table is not None:
        return [_row(stamp, words, table)]
    first, *rest = words.split("\n")
    if shape.level:
        return ["", f"{'#' * shape.level} {stamp}", "", first, *rest]
    below = [f"  {line}" if line else "" for line in rest]
    item = [f"{shape.marker} {stamp} — {first}".rstrip(), *below]
    return ["", *item] if shape.loose else item


def _words(entry: NewEntry, zone: tzinfo) -> str:
    kind = f"[{entry.kind}] " if entry.kind else ""
    words = kind + entry.text.strip("\n")
    if entry.known is None:
        return words
    at, what = entry.known
    same_day = to_the_minute(at, zone).local.date() == to_the_minute(entry.at, zone).local.date()
    known = f" (known {clock_text(at, zone)[11 if same_day else 0 :]}: {what})"
    first, *rest = words.split("\n")
    return "\n".join((first + known, *rest))


def _row(stamp: str, words: str, table: Table) -> str:
    """Write a row: a day and a time of their own where the table has both; cells it has besides stay empty."""
    names = [cell.text.strip("*_ ").casefold() for cell in table.header]
    cells = [stamp, *[""] * (len(names) - 1)]
    if len(names) > 2 and names[0] in {"date", "day"}:
        cells[0], _, cells[1] = stamp.rpartition(" ")
    events = [index for index, name in enumerate(names) if index and EVENT.match(name)]
    cells[events[0] if events else -1] = re.sub(r"[ \t\n]{1,80}", " ", words).replace("|", "\\|")
    return f"| {' | '.join(cells)} |"


def _table_with(shape: Shape, entry: Entry | None) -> Table | None:
    if entry is None:
        return next(iter(shape.tables), None)
    return next((table for table in shape.tables if table.first <= entry.first_line <= table.last), None)


def _top(section: Section) -> int:
    """Find the line below which the first entry of a section goes: below what stands there, a blank line left."""
    tables = list(read_tables(section.lines))
    if tables:
        return tables[0].last
    told = [line.number for line in section.lines if line.text.strip()]
    return told[-1] if told else section.heading.number


def _new_section(record: Record, text: Text, new: Sequence[NewEntry], zone: tzinfo) -> Edit:
    """Write the section itself, before the first one that usually stands behind it."""
    order = tuple(SECTIONS)
    later = [
        section.heading.number
        for section in record.sections
        if section.name and order.index(section.name) > order.index("timeline")
    ]
    place = min(later) - 1 if later else text.line_count - (not text.line(text.line_count))
    day: date | None = None
    lines: list[str] = []
    for entry in new:
        stamp, day = _stamp(entry.at, zone, day)
        first, *rest = _words(entry, zone).split("\n")
        lines += [f"- {stamp} — {first}", *(f"  {line}" if line else "" for line in rest)]
    blank = place > 0 and bool(text.line(place).strip())
    head = [*([""] if blank else []), f"## {SECTIONS['timeline'][0]}", ""]
    return text.lines_below(place, [*head, *lines, *([""] if later else [])])


def _check(before: Record, after: Record, new: Sequence[NewEntry]) -> None:
    """Refuse to write what would not be read as these entries besides those that were there."""
    told = [_told(entry) for entry in after.timeline]
    for entry in before.timeline:
        if _told(entry) not in told:
            raise OpslogError(
                f"{before.path}: its timeline is written in a way that opslog cannot add to; do it by hand"
            )
        told.remove(_told(entry))
    minutes = sorted(entry.at.replace(second=0, microsecond=0) for entry in new)
    sections = len(before.sections) + (before.section("timeline") is None)
    same_rest = len(after.sections) == sections and len(after.follow_ups) == len(before.follow_ups)
    if sorted(at.at for at, *_ in told if at is not None) != minutes or len(told) != len(new) or not same_rest:
        raise OpslogError(f"{before.path}: this would not be read as entries of the timeline; write them by hand")


def _told(entry: Entry) -> tuple[Moment | None, Moment | None, str | None, str, Known | None]:
    return entry.at, entry.until, entry.kind, entry.text, entry.known
