"""More sections in a record, each at its usual place, and no other byte changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opslog.config import Config
from opslog.editing.text import Edit, Text
from opslog.errors import OpslogError
from opslog.reading import parse_record
from opslog.record import Record
from opslog.vocabulary import SECTIONS


def with_sections(raw: bytes, texts: Mapping[str, str], path: str, config: Config) -> bytes:
    """Give the record with more sections: by name, the text that stands under each heading.

    A new one goes before the next section, in the usual order, that the record has; without one to its end. Sections
    that are there stay as they are. Raises OpslogError where the result would not be read so.
    """
    record = parse_record(raw, path, config)
    lines = {section.name: section.heading.number for section in reversed(record.sections)}
    missing = [name for name in SECTIONS if name in texts and name not in lines]
    text = Text(raw)
    edited = text.edited(_edits(text, {name: texts[name] for name in missing}, lines))
    _check(record, parse_record(edited, path, config), missing)
    return edited


def with_words(raw: bytes, name: str, words: str, path: str, config: Config) -> bytes:
    """Give the record with words in a section: below the heading and what stands there, or with the section."""
    section = parse_record(raw, path, config).section(name)
    if section is None:
        return with_sections(raw, {name: words}, path, config)
    text = Text(raw)
    told = [line.number for line in section.lines if line.text.strip()]
    last = told[-1] if told else section.heading.number
    behind = ("",) if last < text.line_count and text.line(last + 1).strip() else ()
    return text.edited([text.lines_below(last, ("", words, *behind))])


def _edits(text: Text, texts: Mapping[str, str], lines: Mapping[str | None, int]) -> Iterator[Edit]:
    order = tuple(SECTIONS)
    end = text.line_count
    is_blank = not text.line(end).strip() and not text.line(max(1, end - 1)).strip()
    for name, words in texts.items():
        heading = next((lines[later] for later in order[order.index(name) :] if later in lines), None)
        written = (f"## {SECTIONS[name][0]}", "", words)
        if heading is None:
            yield text.lines_below(end, written if is_blank else ("", *written))
            is_blank = False
        else:
            above = ("",) if text.line(heading - 1).strip() else ()
            yield text.lines_below(heading - 1, (*above, *written, ""))


def _check(before: Record, after: Record, new: list[str]) -> None:
    told = [(section.name, [line.text for line in section.lines if line.text.strip()]) for section in after.sections]
    kept = [(name, lines) for name, lines in told if name not in new]
    was = [(section.name, [line.text for line in section.lines if line.text.strip()]) for section in before.sections]
    if kept != was or len(told) != len(was) + len(new) or after.facts != before.facts:
        raise OpslogError(
            f"{before.path}: sections cannot be added to it; look for a comment or a block of code that is not closed"
        )
