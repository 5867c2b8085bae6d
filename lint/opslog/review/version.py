"""Which version of a record a review was about, and whether that is still the present one."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from opslog.config import Config
from opslog.reading import parse_record
from opslog.record import Record, Review
from opslog.review.change import Change, changes
from opslog.review.digest import digest_of, said_in
from opslog.review.history import text_at, texts_of


class Match(Enum):
    """How the version that was reviewed compares with the present one."""

    SAME = "it says the same, but for slips of the pen"
    CHANGED = "it says something else"
    UNKNOWN = "the version that was reviewed is not at hand"
    UNBOUND = "the review does not say which version it was about"


class Version(NamedTuple):
    """How it compares, what changed where both texts are at hand, and the digest of the version reviewed, if known."""

    match: Match
    change: Change | None = None
    digest: str | None = None


VersionOf = Callable[[Review], Version]


def any_version(review: Review) -> Version:  # noqa: ARG001
    """Take every review as one of the present version: to ask only who reviewed."""
    return Version(Match.UNBOUND)


def version_of(record: Record, review: Review, config: Config) -> Version:
    """Compare the version that an entry of `reviews:` is about with the record as it is now.

    The digest decides. Where it differs, git is asked for the text, to tell slips of the pen from changes and to say
    what changed; without that text every difference is a change.
    """
    if review.digest is None:
        return compare(record, text_at(record.path, review.commit), config, bound=review.commit is not None)
    if review.digest == digest_of(record):
        return Version(Match.SAME, digest=review.digest)
    approved = _find(record, review, config)
    if approved is None:
        return Version(Match.CHANGED, digest=review.digest)
    return _compared(record, approved)


def compare(record: Record, raw: bytes | None, config: Config, *, bound: bool = True) -> Version:
    """Compare an earlier text of a record with the present one; None where it is not at hand."""
    if raw is None:
        return Version(Match.UNKNOWN if bound else Match.UNBOUND)
    return _compared(record, parse_record(raw, record.path, config))


def _compared(record: Record, approved: Record) -> Version:
    change = changes(said_in(approved), said_in(record))
    return Version(Match.SAME if change.is_small else Match.CHANGED, change, digest_of(approved))


def _find(record: Record, review: Review, config: Config) -> Record | None:
    """Find the version with the digest of a review: in its commit, else in the history of the file."""
    at_commit = text_at(record.path, review.commit)
    seen = set()
    for raw in (*((at_commit,) if at_commit is not None else ()), *texts_of(record.path)):
        if raw not in seen:
            seen.add(raw)
            version = parse_record(raw, record.path, config)
            if digest_of(version) == review.digest:
                return version
    return None
