"""The form of a record: what reads the same and looks different. All of it is written by `opslog lint --fix`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from opslog.clock import zone_of
from opslog.clock_form import may_be_12_hours, usual_stamp
from opslog.config import Config, fold_heading
from opslog.finding import Remark
from opslog.fix import Fix
from opslog.followups import CHECKBOX, DASH, FollowUpReader, first_paragraph, read_attribute
from opslog.markdown import Item, Line, read_items
from opslog.reading import people_of
from opslog.record import Entry, FollowUp, Record, Section
from opslog.rule import reported, rule
from opslog.span import START, Span
from opslog.tables import outside, read_tables
from opslog.times import is_before
from opslog.vocabulary import SECTIONS

HALF_OF_DAY = re.compile(r"\d ?[ap]\.?m", re.IGNORECASE)
ORDER = ("owner", "kind", "priority", "due", "tracker")
"""The attributes of a follow-up, in the order in which the record format shows them."""


@rule("SC105", "section-alias", "info", fixes=True)
def section_alias(record: Record, config: Config) -> Iterator[Remark]:
    """A section stands under another heading than in other records.

    opslog finds a section by its aliases too, so nothing is missing. `--fix` writes the usual heading, unless a link in
    the record leads to the one that stands there. Where two sections share a name, the difference between them stands
    in their headings, and both are left alone.

    ## Why it matters

    Who has read one record knows where to look in the next, and a search for a heading finds it in all of them.

    ## What to write instead

    The usual heading. If your team prefers another one, keep this rule silent in the configuration.

    ## Example

        ## Impact
    """
    names = [section.name for section in record.sections]
    for section in record.sections:
        if section.name is None or names.count(section.name) > 1:
            continue
        heading = SECTIONS[section.name][0]
        if section.title == heading or config.section_names[fold_heading(heading)] != section.name:
            continue
        span = section.heading.title_span
        is_linked = _is_linked(section, record)
        yield Remark(
            span,
            f"“{section.title}” is “{heading}” in other records",
            f"Write `{heading}`{', also in the links that lead here' if is_linked else ''}.",
            fix=None if is_linked else Fix(span, heading, f"Call the section {heading}"),
        )


def _is_linked(section: Section, record: Record) -> bool:
    """Say whether something in the record may lead to the anchor that a forge or the site makes of a heading."""
    anchor = re.sub(r"[^\w -]", "", section.title.casefold()).replace(" ", "-")
    return any(f"#{anchor}" in line.text.casefold() for line in record.body if "#" in line.text)


@rule("TL120", "time-in-another-form", "info", fixes=True)
def time_in_another_form(record: Record, config: Config) -> Iterable[Remark]:
    """A time is written in another way than other times: `2022-12-25T12:32`, `8:54`, `12:32 pm`.

    It is read all the same. `--fix` writes it as the others are, but only where that is sure to be the same moment: not
    `17:14pm`, and no hour of a timeline with `1:05` where others say am or pm, or where times run backwards.

    ## Why it matters

    Times in one form stand below each other, can be compared at a glance, and are found by a search.

    ## What to write instead

    `12:32`, or `2022-12-25 12:32`: the date, a space, two digits for the hour of 24.

    ## Example

        - 08:54 — Memory alert fires for checkout.
    """
    return chain(reported(record, "time-in-another-form"), _entries_in_another_form(record, config))


def _entries_in_another_form(record: Record, config: Config) -> Iterator[Remark]:
    zone = zone_of(record, config)
    keep_clock = not _is_24_hours(record) and may_be_12_hours([entry.written for entry in record.timeline])
    for entry in record.timeline:
        if entry.at is None or not _stands_so(record, entry):
            continue
        usual = usual_stamp(entry.written, zone, entry.at.local.date(), keep_clock=keep_clock)
        if usual:
            span = Span.on_line(entry.span.line, entry.span.column, len(entry.written))
            message = f"`{entry.written}` is written in another way than other times"
            yield Remark(span, message, f"Write `{usual}`.", fix=Fix(span, usual, f"Write {usual}"))


def _is_24_hours(record: Record) -> bool:
    """Say whether nothing hints at the clock of 12 hours: no am or pm, and no time that runs backwards."""
    for line in _lines(record, "timeline"):
        if HALF_OF_DAY.search(line.text):
            return False
    moments = [entry.at for entry in record.timeline if entry.at]
    return not any(is_before(later, earlier) for earlier, later in pairwise(moments))


def _stands_so(record: Record, entry: Entry) -> bool:
    """Say whether a time stands in its line as it was read: cells of a table are read with their spaces joined."""
    return _body_line(record, entry.span.line).text.startswith(entry.written, entry.span.column - 1)


def _body_line(record: Record, number: int) -> Line:
    return record.body[number - record.body[0].number]


def _lines(record: Record, name: str) -> Iterator[Line]:
    return (line for section in record.sections if section.name == name for line in section.lines)


@rule("FU110", "attribute-order", "info", fixes=True)
def attribute_order(record: Record, config: Config) -> Iterator[Remark]:
    """The attributes of a follow-up stand in another order than in other follow-ups.

    They are read in any order. `--fix` puts them in order where they stand on one line and each is known for what it
    is.

    ## Why it matters

    In a list of twenty, the eye finds the owner and the date where they always stand.

    ## What to write instead

    Owner, kind, priority, `due DATE`, tracker.

    ## Example

        - [ ] Refuse a deploy whose digest did not pass CI — @jun, prevent, P1, due 2023-01-09, example/shop#131
    """
    people = people_of(record.facts)
    for item in _items(record):
        line = item.lines[first_paragraph(item.text)[0].count("\n")]
        dashes = list(DASH.finditer(line.text))
        if not dashes or "<!--" in line.text:
            continue
        behind = line.text[dashes[-1].end() :]
        tail = behind.strip()
        ordered = _ordered(tail, people)
        if ordered is None or ordered == tail:
            continue
        start = dashes[-1].end() + len(behind) - len(behind.lstrip())
        written = line._replace(text=line.text[:start] + ordered + line.text[start + len(tail) :])
        if _read_again(item.lines, people) == _read_again(_with(item, written), people):
            span = Span.on_line(line.number, start + 1, len(tail))
            message = "the attributes stand in another order than in other follow-ups"
            yield Remark(span, message, f"Write `{ordered}`.", fix=Fix(span, ordered, f"Write {ordered}"))


def _items(record: Record) -> Iterator[Item]:
    """Find the list items among the follow-ups."""
    for section in record.sections:
        if section.name == "follow-ups":
            yield from read_items(outside(list(read_tables(section.lines)), section.lines))


def _with(item: Item, line: Line) -> list[Line]:
    return [line if line.number == each.number else each for each in item.lines]


def _ordered(tail: str, people: frozenset[str]) -> str | None:
    """Put attributes in order; None where one of them is not known, or the order is right."""
    pieces = [piece.strip() for piece in tail.split(",")]
    names = [_name_of(piece, people) for piece in pieces]
    known = [ORDER.index(name) for name in names if name]
    if len(known) < len(pieces) or len(set(known)) < len(known) or known == sorted(known):
        return None
    return ", ".join(piece for _, piece in sorted(zip(known, pieces, strict=True)))


def _name_of(piece: str, people: frozenset[str]) -> str | None:
    if piece in people:
        return "owner"
    read = read_attribute(piece, START, [])
    return read[0] if read else None


def _read_again(lines: Iterable[Line], people: frozenset[str]) -> list[FollowUp]:
    read = FollowUpReader(people, []).read(tuple(lines))
    return [follow_up._replace(span=START) for follow_up in read]


@rule("FU111", "checkbox-form", "info", fixes=True)
def checkbox_form(record: Record, config: Config) -> Iterator[Remark]:
    """The box of a follow-up is ticked with a capital, or more than a space stands behind it.

    ## Why it matters

    A search for `[x]` counts what is done, and the words of a list stand below each other.

    ## What to write instead

    `[ ]` or `[x]`, and one space.

    ## Example

        - [x] Alert on memory growth per container — team:sre, due 2022-12-30, example/shop#129
    """
    for item in _items(record):
        first = item.lines[0]
        box = CHECKBOX.match(first.text, item.indent)
        if box is None:
            continue
        usual, length = f"[{box['mark'].lower()}]", len("[ ]")
        if box.end() < len(first.text):
            usual, length = f"{usual} ", len(box[0])
        written = box[0][:length]
        if written != usual:
            span = Span.on_line(first.number, item.indent + 1, length)
            message = "the box is ticked `[X]`" if "X" in written else "not one plain space stands behind the box"
            fix = Fix(span, usual, f"Write {usual}")
            yield Remark(span, message, f"Write `{usual.strip()}` and a space.", fix=fix)
