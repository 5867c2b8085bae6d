"""Which records can be shown to others: those that can be read, and that have an id of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opslog.record import ID, Record


def publishable(records: Iterable[Record], reasons: list[str]) -> Iterator[Record]:
    """Pass on the records that others can be shown, one by one; of each other one, append to `reasons` why not."""
    taken: dict[str, str] = {}
    for record in records:
        reason = _reason(record, taken)
        if reason:
            reasons.append(reason)
        else:
            taken[record.id] = record.path
            yield record


def _reason(record: Record, taken: dict[str, str]) -> str:
    if not record.readable or not record.has_facts:
        first = record.problems[0]
        return f"{record.path}:{first.span.line}:{first.span.column}: {first.message}"
    if not ID.match(record.id):
        return f"{record.path}: `{record.id}` is not an id of a record"
    if record.id in taken:
        return f"{record.path}: the id `{record.id}` is taken by {taken[record.id]}"
    return ""
