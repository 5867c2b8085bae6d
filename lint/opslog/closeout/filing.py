"""Writing the issue that a follow-up became behind it: a few characters, and no byte besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opslog.config import Config
from opslog.editing.text import Edit, Text
from opslog.errors import OpslogError
from opslog.followups import COLUMNS, first_paragraph
from opslog.reading import parse_record
from opslog.record import FollowUp, Record
from opslog.span import START, Span
from opslog.tables import Table, read_tables


class Numbered(NamedTuple):
    """A follow-up and its number in the record, from 1; ideas are not counted."""

    number: int
    item: FollowUp


def numbered(record: Record) -> tuple[Numbered, ...]:
    """Give each follow-up of a record its number."""
    committed = (item for item in record.follow_ups if not item.idea)
    return tuple(Numbered(number, item) for number, item in enumerate(committed, 1))


def unfiled(record: Record) -> tuple[Numbered, ...]:
    """List the open follow-ups that name no issue."""
    return tuple(one for one in numbered(record) if one.item.is_open and one.item.tracker is None)


def title_of(item: FollowUp) -> str:
    """Give the words of a follow-up on one line, without what stands below them."""
    return " ".join(first_paragraph(item.text)[0].split())


def with_references(raw: bytes, filed: Mapping[int, str], path: str, config: Config) -> bytes:
    """Give the record with the issues of these follow-ups. Raises OpslogError where one cannot be written."""
    record = parse_record(raw, path, config)
    known = dict(numbered(record))
    for number in filed:
        item = known.get(number)
        if item is None:
            raise OpslogError(f"--filed: the record has no follow-up {number}; it has {len(known) or 'none'}")
        if item.tracker not in (None, filed[number]):
            raise OpslogError(f"--filed: follow-up {number} names {item.tracker} already")
    new = {number: reference for number, reference in filed.items() if known[number].tracker is None}
    text = Text(raw)
    edited = text.edited([_edit(text, record, known[number], reference) for number, reference in new.items()])
    after = dict(numbered(parse_record(edited, path, config)))
    for number, item in known.items():
        wanted = item._replace(tracker=new.get(number, item.tracker))
        if after.get(number, item)._replace(span=START) != wanted._replace(span=START):
            place = f"{path}:{item.first_line}"
            raise OpslogError(
                f"{place}: this follow-up has to be changed by hand; write the issue behind its last dash"
            )
    return edited


def _edit(text: Text, record: Record, item: FollowUp, reference: str) -> Edit:
    section = next(
        section
        for section in reversed(record.sections)
        if section.name == "follow-ups" and section.heading.number < item.first_line
    )
    table = next((one for one in read_tables(section.lines) if one.first <= item.first_line <= one.last), None)
    if table is not None:
        return text.words_instead(*_cell(table, item, reference, record.path))
    lines = [text.line(number) for number in range(item.first_line, item.last_line + 1)]
    first, _ = first_paragraph("\n".join(lines))
    last = len(first.split("\n")) - 1
    words = lines[last].rstrip()
    has_attributes = any((item.owner, item.due, item.kind, item.priority))
    column = len(words) + (0 if has_attributes and words.endswith(".") else 1)
    place = Span.on_line(item.first_line + last, column, 0)
    return text.words_instead(place, f", {reference}" if has_attributes else f" — {reference}")


def _cell(table: Table, item: FollowUp, reference: str, path: str) -> tuple[Span, str]:
    columns = [COLUMNS.get(cell.text.strip("*_ ").casefold()) for cell in table.header]
    row = next(row for row in table.rows if row and row[0].span.line == item.first_line)
    cells = dict(zip(columns, row, strict=False))
    if "tracker" not in cells:
        raise OpslogError(
            f"{path}:{item.first_line}: the table has no column Tracker; add one, or link the issue in the text"
        )
    cell = cells["tracker"]
    return cell.span, reference if cell.text else f"{reference} "
