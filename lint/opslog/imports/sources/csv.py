"""CSV and TSV: a row for each entry, columns in any order."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.imports.event import Choice, Event, Export, Option
from opslog.shapes import WEB_ADDRESS
from opslog.times import TimeError, read_moment
from opslog.vocabulary import ENTRY_KINDS

DOC = """Read a timeline from a CSV or TSV file: a row for each entry.

    The first row names the columns, in any order: `at` and `text`, and where you have them `actor`, `kind` and `url`.
    Usual other names are known too, such as `time`, `event`, `who` and `link`. A separate `date` beside `time` is fine.

    Rows that cannot be read are told with their line; the others are imported."""
OPTIONS: tuple[Option, ...] = (
    Option("--delimiter", "What stands between the cells: a character, or `tab`. Left out: found in the first lines."),
)

MAX_BYTES = 32 * 1024 * 1024
MOST_ROWS = 20_000
MOST_TOLD = 20
SAMPLE = 64 * 1024
DELIMITERS = ",;\t|"
COLUMNS = {
    "at": ("at", "time", "timestamp", "datetime", "date time", "when", "occurred at", "created at", "time utc"),
    "date": ("date", "day"),
    "text": ("text", "event", "description", "message", "what", "what happened", "note", "notes", "details", "entry",
             "summary", "title"),
    "who": ("who", "actor", "user", "author", "person", "name", "by"),
    "kind": ("kind", "type", "category"),
    "url": ("url", "link", "address", "permalink"),
    "said": ("said", "quote"),
}  # fmt: skip
"""The columns, each with its common names as `_folded` writes them; `said` holds what somebody said, word for word."""


class Layout(NamedTuple):
    """Which cell of a row holds what; -1 where no column does."""

    at: int
    date: int
    text: int
    who: int
    kind: int
    url: int
    said: int


def read(path: Path, choice: Choice) -> Export:
    """Read the rows. Raises OpslogError where the file holds no table with times and words."""
    text = _text(path)
    delimiter = _delimiter(choice.text("delimiter"), text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    events: list[Event] = []
    unread: list[str] = []
    try:
        layout = _layout(next(rows, []), path)
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(events) + len(unread) == MOST_ROWS:
                raise OpslogError(f"{path}: more than {MOST_ROWS} rows; no timeline is longer")
            try:
                events.append(_event(row, layout, choice.zone, rows.line_num))
            except TimeError as problem:
                unread.append(f"{path}:{rows.line_num}: {problem.message}; {problem.instead}")
    except csv.Error as error:
        raise OpslogError(f"{path}:{rows.line_num}: this is not CSV: {error}") from error
    more = len(unread) - MOST_TOLD
    told = [*unread[:MOST_TOLD], f"{path}: {more} more rows cannot be read"] if more > 0 else unread
    return Export(tuple(events), unread=tuple(told))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OpslogError(f"{path}: more than {MAX_BYTES // 1024**2} MB; no timeline is longer")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OpslogError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OpslogError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from error


def _delimiter(chosen: str | None, text: str) -> str:
    """Choose the delimiter that names the most known columns in the first row."""
    if chosen:
        delimiter = "\t" if chosen.casefold() in {"tab", "\\t"} else chosen
        if len(delimiter) != 1 or delimiter in '"\r\n':
            raise OpslogError(f"--delimiter: `{chosen}` is no delimiter; give one character, or `tab`")
        return delimiter
    first = next((line for line in io.StringIO(text[:SAMPLE]) if line.strip()), "")
    return max(DELIMITERS, key=lambda one: len(_named(_cells(first, one))))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _named(header: list[str]) -> Mapping[str, int]:
    """Say which columns a header names, and where they stand; of two with one meaning, the first name known."""
    names = [_folded(cell) for cell in header]
    found = {}
    for column, known in COLUMNS.items():
        places = [names.index(name) for name in known if name in names]
        if places:
            found[column] = places[0]
    return found


def _folded(name: str) -> str:
    return " ".join(name.strip("\ufeff").casefold().replace("_", " ").replace("-", " ").strip(" ()").split())


def _layout(header: list[str], path: Path) -> Layout:
    found = dict(_named(header))
    if "at" not in found and "date" in found:
        found["at"] = found.pop("date")
    if "at" not in found or not ("text" in found or "said" in found):
        raise OpslogError(f"{path}:1: no column is called `at` and none `text`; the first row has to name the columns")
    return Layout(**{column: found.get(column, -1) for column in COLUMNS})


def _event(row: list[str], layout: Layout, zone: tzinfo, line: int) -> Event:
    """Make an event of a row. Raises TimeError where its time or its words cannot be read."""

    def cell(place: int) -> str:
        return row[place].strip() if 0 <= place < len(row) else ""

    said = cell(layout.said)
    text = said or cell(layout.text)
    if not text:
        raise TimeError("this row has a time, and no words", "Write what happened, or delete the row.")
    at = _at(f"{cell(layout.date)} {cell(layout.at)}".strip(), zone)
    kind = cell(layout.kind).casefold().strip("[]").replace(" ", "-")
    url = cell(layout.url)
    return Event(
        at,
        text,
        f"csv:{line}",
        who=cell(layout.who) or None,
        said=bool(said),
        kind=kind if kind in ENTRY_KINDS else None,
        link=url if WEB_ADDRESS.match(url) else None,
    )


def _at(written: str, zone: tzinfo) -> datetime:
    try:
        moment = read_moment(written, zone)
    except OverflowError:
        raise TimeError("this time is beyond the calendar", "Check the year.") from None
    except TimeError as problem:  # its message would repeat the cell, and a cell may hold anything
        if len(written) > len("2022-12-25 12:32:00.000000 +01:00") or not written[:1].isdigit():
            raise TimeError("there is no time that can be read", problem.instead) from None
        raise
    if moment.whole_day:
        raise TimeError(f"`{written}` is a date without a time", "Write 2022-12-25 12:32.")
    return moment.at.astimezone(UTC)
