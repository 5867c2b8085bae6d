"""Writing entries of `reviews:` into a record: their lines, and no byte besides."""

from __future__ import annotations

from collections.abc import Sequence

from opslog.clock import zone_of
from opslog.config import Config
from opslog.editing import change_record, with_facts
from opslog.errors import OpslogError
from opslog.files import RecordFile, is_inside
from opslog.record import Record
from opslog.review.recording import Entry
from opslog.times import to_the_minute


def write_reviews(file: RecordFile, record: Record, entries: Sequence[Entry], config: Config) -> None:
    """Write entries into the file of a record. Raises OpslogError, and leaves the file as it is."""
    path, folder = file
    if path.is_symlink() or (folder is not None and not is_inside(path, folder)):
        raise OpslogError(f"{record.path}: links are not written to; name the file itself")

    def edited(raw: bytes, now: Record) -> bytes:
        if now != record:
            raise OpslogError(f"{record.path}: the file has changed since it was read; run this again")
        return with_reviews(raw, record, entries, config)

    change_record(path, config, edited)


def with_reviews(raw: bytes, record: Record, entries: Sequence[Entry], config: Config) -> bytes:
    """Give the text of a record with these entries. Raises OpslogError where that cannot be done line by line."""
    zone = zone_of(record, config)
    reviews = dict(enumerate(record.facts.reviews))
    for number, (place, review) in enumerate(entries, len(reviews)):
        at = review.at if review.at is None or review.at.whole_day else to_the_minute(review.at.at, zone)
        reviews[number if place is None else place] = review._replace(at=at)
    return with_facts(raw, record.facts._replace(reviews=tuple(reviews.values())), record.path, config)
