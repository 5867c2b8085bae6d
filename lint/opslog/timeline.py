"""The timeline of a record: entries as list items, table rows or a heading per time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from opslog.clock import Stamp, read_stamp
from opslog.markdown import HEADED, Line, read_items
from opslog.problem import Problem
from opslog.record import Entry, Known
from opslog.span import Span
from opslog.suggestion import nearest
from opslog.tables import Cell, Table, outside, read_tables
from opslog.vocabulary import ENTRY_KINDS

KIND = re.compile(r"\[(?P<kind>[A-Za-z][A-Za-z -]{1,30})\](?![(\[:])[ \t]*")
SEPARATOR = re.compile(r"[ \t]*(?:[—–:|]|-{1,3})?[ \t]*")
KNOWN = re.compile(r"[ \t]?\(known (?P<body>[^()]{1,400}(?:\([^()]{0,200}\)[^()]{0,200})?)\)")
WITHOUT_TIME = "this entry does not start with a time"
START_WITH_ONE = "Start it with the time: `12:32 — what happened`, or `2022-12-25 12:32` on the first entry of a day."


class Draft(NamedTuple):
    """The raw text of an entry before its time is read: markdown, its place, and its lines in the file."""

    text: str
    span: Span
    first_line: int
    last_line: int


class TimelineReader:
    """Reads entries in order: a clock time takes the date of the entry before it."""

    def __init__(self, zone: tzinfo, day: date | None) -> None:
        self.zone = zone
        self.day = day
        self.problems: list[Problem] = []

    def read(self, lines: Sequence[Line]) -> tuple[Entry, ...]:
        """Read the lines of a Timeline section."""
        level = self._level_of_times(lines)
        entries: list[Entry] = []
        for draft in _drafts(lines, level):
            if isinstance(draft, date):
                self.day = draft
            else:
                entries.append(self._entry(draft))
        return tuple(entries)

    def _level_of_times(self, lines: Sequence[Line]) -> int:
        """Find the level of headings that carry the times; 0 where list or table do."""
        with_time = [line for line in lines if line.kind == HEADED and _has_clock(line.title, self.zone)]
        if with_time:
            return with_time[0].level
        dated = [line for line in lines if line.kind == HEADED and _day_of(line.title, self.zone)]
        return dated[0].level if dated and not _has_timed_items(lines, self.zone) else 0

    def _entry(self, draft: Draft) -> Entry:
        stamp = read_stamp(draft.text, self.zone, self.day)
        stamp = self._checked(stamp, draft.span)
        self.day = stamp.until.local.date() if stamp.until else stamp.day or self.day
        rest = draft.text[stamp.length :]
        rest = rest[_end(SEPARATOR, rest) :].lstrip("\n") if stamp.length else rest
        kind, rest = self._kind(rest, draft)
        known, rest = self._known(rest, draft)
        rest = stamp.open + rest
        return Entry(
            _behind(stamp, draft.span), stamp.written, stamp.at, stamp.until, stamp.approximate, kind,
            rest.strip("\n"), known, draft.first_line, draft.last_line,
        )  # fmt: skip

    def _checked(self, stamp: Stamp | None, span: Span) -> Stamp:
        if stamp is None:
            self.problems.append(Problem("entry-without-time", span, WITHOUT_TIME, START_WITH_ONE))
            return Stamp("", 0)
        if stamp.problem is not None:
            place = Span.on_line(span.line, span.column + stamp.start, max(1, len(stamp.written)))
            self.problems.append(Problem("unreadable-time", place, stamp.problem.message, stamp.problem.instead))
        return stamp

    def _kind(self, text: str, draft: Draft) -> tuple[str | None, str]:
        found = KIND.match(text)
        if found is None:
            return None, text
        word = found["kind"].casefold().replace(" ", "-")
        if word in ENTRY_KINDS:
            return word, text[found.end() :]
        near = nearest(word, ENTRY_KINDS)
        if near:
            message = f"`[{found['kind']}]` is no kind of entry"
            self.problems.append(Problem("unknown-entry-kind", draft.span, message, f"Did you mean `[{near}]`?"))
        return None, text

    def _known(self, text: str, draft: Draft) -> tuple[Known | None, str]:
        found = KNOWN.search(text) if "(known " in text else None
        if found is None:
            return None, text
        stamp = read_stamp(found["body"], self.zone, self.day)
        if stamp is None:
            return None, text
        if stamp.problem is not None:
            problem = Problem(
                "unreadable-time", draft.span, f"(known …): {stamp.problem.message}", stamp.problem.instead
            )
            self.problems.append(problem)
        what = found["body"][stamp.length :]
        what = what[_end(SEPARATOR, what) :].strip()
        return Known(stamp.at, stamp.written, what), text[: found.start()] + text[found.end() :]


def _behind(stamp: Stamp, span: Span) -> Span:
    return Span(span.line, span.column + stamp.start, span.end_line, span.end_column)


def _drafts(lines: Sequence[Line], level: int) -> Iterator[Draft | date]:
    """Cut the section into entries; a date between them is a heading that dates what follows."""
    if level:
        yield from _by_heading(lines, level)
        return
    for chunk in _by_subheading(lines):
        day = _day_of(chunk[0].title, UTC) if chunk[0].kind == HEADED else None
        if day:
            yield day
        tables = list(read_tables(chunk))
        for table in tables:
            for row in table.rows:
                yield _from_row(row, dated=_has_date_column(table))
        for item in read_items(outside(tables, chunk)):
            yield Draft(item.text, item.span, item.lines[0].number, item.lines[-1].number)


def _by_subheading(lines: Sequence[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        if line.kind == HEADED and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _by_heading(lines: Sequence[Line], level: int) -> Iterator[Draft | date]:
    starts = [index for index, line in enumerate(lines) if line.kind == HEADED and line.level <= level]
    for index, end in zip(starts, (*starts[1:], len(lines)), strict=False):
        heading = lines[index]
        if heading.level < level:
            day = _day_of(heading.title, UTC)
            if day:
                yield day
            continue
        # A line of its own between time and story, so that a list or a fence that follows still is one.
        story = "\n".join(line.text for line in lines[index + 1 : end]).strip("\n")
        span = heading.title_span
        yield Draft(
            f"{heading.title}\n\n{story}" if story else heading.title, span, heading.number, lines[end - 1].number
        )


def _has_date_column(table: Table) -> bool:
    names = [cell.text.strip("*_ ").casefold() for cell in table.header[:2]]
    return len(names) == 2 and names[0] in {"date", "day"} and names[1].startswith("time")


def _from_row(row: tuple[Cell, ...], *, dated: bool) -> Draft:
    time, *events = row or (Cell("", Span(1, 1, 1, 1)),)
    written = " ".join(time.text.split())
    if dated and events:
        written = f"{written} {' '.join(events.pop(0).text.split())}".strip()
    text = " — ".join(cell.text for cell in events if cell.text)
    return Draft(f"{written} | {text}", time.span, time.span.line, time.span.line)


def _has_clock(title: str, zone: tzinfo) -> bool:
    stamp = read_stamp(title, zone, date(2000, 1, 1))
    return stamp is not None and stamp.at is not None and not stamp.at.whole_day


def _day_of(title: str, zone: tzinfo) -> date | None:
    stamp = read_stamp(title, zone, None)
    return stamp.at.local.date() if stamp and stamp.at and stamp.at.whole_day else None


def _has_timed_items(lines: Sequence[Line], zone: tzinfo) -> bool:
    return any(_has_clock(item.text, zone) for item in read_items(lines))


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
