"""Ticking the boxes of follow-ups: one byte each, and never in a file that is not the one that was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import RecordFile, is_inside
from opslog.followups import CHECKBOX
from opslog.markdown import BULLET
from opslog.positions import Offsets
from opslog.reading import parse_record
from opslog.record import FollowUp, Record
from opslog.span import Span
from opslog.writing import replace_file


def has_box(record: Record, item: FollowUp) -> bool:
    """Say whether a follow-up is a task-list item; `[ ]` in a cell of a table is only text."""
    text = record.body[item.span.line - record.body[0].number].text
    bullet = BULLET.match(text)
    return bool(bullet and bullet.end() == item.span.column - 1 and CHECKBOX.match(text[bullet.end() :]))


def tick(file: RecordFile, record: Record, items: Sequence[FollowUp], config: Config) -> None:
    """Tick the open boxes of follow-ups in their file. Raises OpslogError, and leaves the file as it is."""
    path, folder = file
    try:
        raw = path.read_bytes()
        if path.is_symlink() or folder is None or not is_inside(path, folder):
            raise OpslogError(f"{record.path}: links are not written to; tick the box in the file itself")
        if parse_record(raw, record.path, config).follow_ups != record.follow_ups:
            raise OpslogError(f"{record.path}: the file has changed since it was read; run this again")
        ticked = with_ticks(raw, [item.span for item in items])
        if path.read_bytes() != raw:
            raise OpslogError(f"{record.path}: somebody is writing to the file; run this again")
    except OSError as error:
        raise OpslogError(f"{record.path}: cannot be read: {error.strerror}") from error
    replace_file(path, ticked)


def with_ticks(raw: bytes, boxes: Iterable[Span]) -> bytes:
    """Put an x into each of the empty boxes that start at these places; no other byte changes."""
    offsets = Offsets(raw)
    ticked = bytearray(raw)
    for box in boxes:
        place = offsets.of(box.line, box.column) + 1
        if ticked[place - 1 : place + 2] == b"[ ]":
            ticked[place : place + 1] = b"x"
    return bytes(ticked)
