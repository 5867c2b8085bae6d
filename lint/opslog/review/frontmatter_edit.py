"""Writing entries of `reviews:` into a record: whole lines, and no byte besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from opslog.clock import zone_or_utc
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import RecordFile, is_inside
from opslog.frontmatter import split_frontmatter
from opslog.node import Mapping, Node, Scalar
from opslog.node import Sequence as NodeSequence
from opslog.reading import parse_record
from opslog.record import Record, Review
from opslog.review.digest import digest_of
from opslog.review.recording import Entry
from opslog.source import source_of
from opslog.times import Moment, moment_text
from opslog.writing import clock_text, replace_file, yaml_text

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
BARE_ADDRESS = re.compile(r"https?://[\w./~%?=&+#@!$*;-]{1,900}[\w/]\Z", re.ASCII)
BY_HAND = "write the entry by hand, or `reviews:` as a list with `- by: …` on lines of its own"


def write_reviews(file: RecordFile, record: Record, entries: Sequence[Entry], config: Config) -> None:
    """Write entries into the file of a record. Raises OpslogError, and leaves the file as it is."""
    path, folder = file
    try:
        raw = path.read_bytes()
        if path.is_symlink() or (folder is not None and not is_inside(path, folder)):
            raise OpslogError(f"{record.path}: links are not written to; name the file itself")
        if parse_record(raw, record.path, config) != record:
            raise OpslogError(f"{record.path}: the file has changed since it was read; run this again")
        edited = with_reviews(raw, record, entries, config)
        if path.read_bytes() != raw:
            raise OpslogError(f"{record.path}: somebody is writing to the file; run this again")
    except OSError as error:
        raise OpslogError(f"{record.path}: cannot be read: {error.strerror}") from error
    replace_file(path, edited)


def with_reviews(raw: bytes, record: Record, entries: Sequence[Entry], config: Config) -> bytes:
    """Give the text of a record with these entries. Raises OpslogError where that cannot be done line by line."""
    root = split_frontmatter(source_of(raw).lines).root
    lines = [found for found in LINE.findall(raw.decode("utf-8")) if found]
    if root is None or not root.items or any(key.column != 1 for key, _ in root.items):
        raise OpslogError(f"{record.path}: the frontmatter is not written a field a line; {BY_HAND}")
    zone = zone_or_utc(record.facts.timezone, config.timezone)
    new = [entry.review for entry in entries if entry.place is None]
    known = {entry.place: entry.review for entry in entries if entry.place is not None}
    edits = _edits(root, lines, record, known, new, zone)
    end = lines[0].lstrip("\ufeff-").lstrip(" \t")
    # From the bottom up, so that places stay true; of two at one place the later one first.
    for _, (place, count, texts) in sorted(enumerate(edits), key=lambda each: (each[1][0], each[0]), reverse=True):
        lines[place : place + count] = [f"{text}{end}" for text in texts]
    edited = "".join(lines).encode()
    _check(edited, record, known, new, config)
    return edited


Edit = tuple[int, int, list[str]]
"""The place of a line, how many lines give way there, and to which."""


def _edits(
    root: Mapping, lines: Sequence[str], record: Record, known: dict[int, Review], new: list[Review], zone: tzinfo
) -> list[Edit]:
    by_name = {key.text: (key, value) for key, value in root.items}
    key, value = by_name.get("reviews", (None, None))
    if key is None or value is None:
        after = _last_line(by_name.get("authors", root.items[-1])[1], lines)
        return [(after, 0, ["reviews:", *_blocks(new, "  ", zone)])]
    if not record.facts.reviews and (_is_empty(value) and value.span.line == value.span.end_line == key.line):
        if lines[key.line - 1].strip() not in ("reviews:", "reviews: []", "reviews: ~", "reviews: null"):
            raise OpslogError(f"{record.path}: something stands behind `reviews:`; {BY_HAND}")
        return [(key.line - 1, 1, ["reviews:", *_blocks(new, "  ", zone)])]
    if not isinstance(value, NodeSequence) or len(value.items) != len(record.facts.reviews):
        raise OpslogError(f"{record.path}: `reviews:` is no plain list; {BY_HAND}")
    indents = [_indent(item, lines) for item in value.items]
    if not indents or None in indents:
        raise OpslogError(f"{record.path}: `reviews:` is written on one line; {BY_HAND}")
    edits = [
        _completed(value.items[place], lines, _added(record.facts.reviews[place], review, zone), record)
        for place, review in sorted(known.items())
    ]
    if new:
        edits.append((_last_line(value.items[-1], lines), 0, [*_blocks(new, indents[-1] or "", zone)]))
    return edits


def _completed(item: Node, lines: Sequence[str], added: list[tuple[str, str]], record: Record) -> Edit:
    """Add fields to an entry: behind its last one, on its line where it is written in braces."""
    if not isinstance(item, Mapping):
        raise OpslogError(f"{record.path}: an entry of `reviews:` is no block of fields; {BY_HAND}")
    span = item.span
    text = lines[span.line - 1].rstrip("\r\n")
    if text[span.column - 1] == "{":
        close = span.end_column - 2
        if span.line != span.end_line or text[close] != "}":
            raise OpslogError(f"{record.path}: an entry of `reviews:` is written over several lines; {BY_HAND}")
        fields = ", ".join(f"{name}: {value}" for name, value in added)
        return span.line - 1, 1, [f"{text[:close].rstrip()}, {fields}{text[close:]}"]
    indent = " " * (span.column - 1)
    return _last_line(item, lines), 0, [f"{indent}{name}: {value}" for name, value in added]


def _blocks(reviews: Sequence[Review], indent: str, zone: tzinfo) -> Iterator[str]:
    for review in reviews:
        for number, (name, value) in enumerate(_fields(review, zone)):
            yield f"{indent}{'  ' if number else '- '}{name}: {value}"


def _fields(review: Review, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for name, value in zip(Review._fields, review, strict=True):
        if isinstance(value, Moment):
            yield name, moment_text(value) if value.whole_day else clock_text(value.at, zone)
        elif value is not None:
            is_bare = name == "digest" or (name == "url" and BARE_ADDRESS.match(value))
            yield name, value if is_bare else yaml_text(value, in_list=True)


def _added(known: Review, wanted: Review, zone: tzinfo) -> list[tuple[str, str]]:
    return [(name, text) for name, text in _fields(wanted, zone) if getattr(known, name) is None]


def _indent(item: Node, lines: Sequence[str]) -> str | None:
    """Give what stands before the dash of an item; None where it has no dash to itself."""
    before = lines[item.span.line - 1][: item.span.column - 1]
    return before[: before.index("-")] if before.strip() == "-" else None


def _is_empty(value: Node) -> bool:
    return (isinstance(value, Scalar) and value.is_null) or (isinstance(value, NodeSequence) and not value.items)


def _last_line(value: Node, lines: Sequence[str]) -> int:
    """Give the number of the last line on which something of a value stands."""
    if isinstance(value, Scalar):
        return value.end_line - (value.end_column == 1 and value.end_line > value.line)
    if lines[value.span.line - 1][value.span.column - 1] in "[{":
        return value.span.end_line
    inner = [node for _, node in value.items] if isinstance(value, Mapping) else value.items
    return max(_last_line(node, lines) for node in inner)


def _check(edited: bytes, record: Record, known: dict[int, Review], new: list[Review], config: Config) -> None:
    """Refuse to write what would be read as anything but the record with these entries."""
    after = parse_record(edited, record.path, config)
    wanted = [known.get(place, review) for place, review in enumerate(record.facts.reviews)] + new
    told = [review._replace(at=None) for review in after.facts.reviews]
    same_rest = after.facts._replace(reviews=()) == record.facts._replace(reviews=())
    same_body = digest_of(after) == digest_of(record)
    if not same_rest or not same_body or told != [review._replace(at=None) for review in wanted]:
        raise OpslogError(f"{record.path}: `reviews:` cannot be written line by line here; {BY_HAND}")
