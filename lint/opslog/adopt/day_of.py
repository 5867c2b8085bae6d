"""The day of an incident: of all that an account says of it, what is said most plainly and not contradicted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from opslog.adopt.account import Account, is_status_page
from opslog.adopt.date_order import date_in_name
from opslog.adopt.rows import Row
from opslog.adopt.section_names import SectionNames
from opslog.adopt.statements import Statement, first_of
from opslog.adopt.timeline_rows import LIST_MARKED
from opslog.adopt.written_times import Day, When, find_days, read_when
from opslog.markdown import CODE, HEADED

Meaning = Callable[[Day, int, date | None], date | None]
"""Gives the date that a day on a line means, near another one; None where that is not plain."""
LONG_BEFORE = 400
"""In days: what stands so far from the other days of an account is told as history, or is a slip."""


class FoundDate(NamedTuple):
    """A day, where it stands (line 0: no line of the file), what sort of place that is; whether it is said to be it."""

    day: date
    line: int
    place: str
    is_said: bool = False


class DayOf(NamedTuple):
    """The day of an incident, or None; and days that could be it if somebody said which number is the month."""

    found: FoundDate | None
    ambiguous: tuple[tuple[str, int], ...] = ()


def find_day(account: Account, order: str | None, names: SectionNames, told: date | None) -> DayOf:
    """Find the day of an incident. A title or a label outweighs the file's name, which may be that of publication."""
    if told:
        return DayOf(FoundDate(told, 0, "the map"))
    ambiguous: list[tuple[str, int]] = []
    found = list(_candidates(account, order, names, ambiguous))
    if not found:
        return DayOf(None, tuple(ambiguous))
    for one in found:
        if one.is_said or _is_confirmed(one, found):
            return DayOf(one, tuple(ambiguous))
    return DayOf(found[0], tuple(ambiguous))


def _is_confirmed(one: FoundDate, found: Sequence[FoundDate]) -> bool:
    """Say whether another place names this day or the next one."""
    return any(other.place != one.place and abs((other.day - one.day).days) <= 1 for other in found)


def _candidates(
    account: Account, order: str | None, names: SectionNames, ambiguous: list[tuple[str, int]]
) -> Iterator[FoundDate]:
    named = date_in_name(account.source.path)
    near = account.own_date

    def meant(day: Day, line: int, near: date | None) -> date | None:
        read = day.in_order(order, near)
        if read is None and day.is_ambiguous:
            ambiguous.append((day.written, line))
        return read

    def stated(one: Statement | None) -> Iterator[FoundDate]:
        days = (meant(day, one.line, near) for day, _ in find_days(one.value)) if one else ()
        read = next((day for day in days if day), None)
        if one and read:
            yield FoundDate(read, one.line, f"`{one.field}`")

    in_front = first_of((one for one in account.statements if one.in_front), "date")
    in_body = first_of((one for one in account.statements if not one.in_front), "date")
    said = (first_of(account.statements, "started"), in_front if is_status_page(account) else None, in_body)
    yield from (day._replace(is_said=True) for one in said for day in stated(one))
    for day, _ in find_days(account.title.words):
        if account.title.line and (read := meant(day, account.title.line, near)):
            near = near or read
            yield FoundDate(read, account.title.line, "the title")
            break
    yield from stated(first_of(account.statements, "detected"))
    prose = list(_in_prose(account, meant, near))
    near = near or (prose[0].day if prose else None)
    timeline = next(_in_timeline(account, meant, near, names), None)
    yield from (timeline,) if timeline else ()
    yield from prose[:1]
    by_name = [FoundDate(named, 0, "the file's name")] if named else []
    # One of the two may be the day of publication; an incident is before that.
    yield from sorted([*stated(in_front), *by_name], key=lambda one: one.day)


def _in_prose(account: Account, meant: Meaning, near: date | None) -> Iterator[FoundDate]:
    of_writing = {one.line for one in account.statements if one.field == "written"}
    for row in account.rows[: account.story_starts]:
        if row.kind == CODE or row.number in of_writing or row.number == account.title.line:
            continue
        for day, _ in find_days(row.text):
            if day.year is None and near is None:
                continue
            if (read := meant(day, row.number, near)) and not (near and abs((read - near).days) > LONG_BEFORE):
                yield FoundDate(read, row.number, "the text")
                return


def _in_timeline(account: Account, meant: Meaning, near: date | None, names: SectionNames) -> Iterator[FoundDate]:
    for row in account.rows[account.story_starts :]:
        if row.kind == CODE or row.is_blank:
            continue
        if row.kind == HEADED and names.find(row.title) not in (None, "timeline"):
            return
        when = _when_of(row)
        if when and when.day and (read := meant(when.day, row.number, near)):
            if near and abs((read - near).days) > LONG_BEFORE:
                continue
            yield FoundDate(read, row.number, "the timeline")


def _when_of(row: Row) -> When | None:
    if row.kind == HEADED:
        return read_when(row.title)
    text = row.text.lstrip("| ")
    found = LIST_MARKED.match(text)
    if found:
        text = text[found.end() :]
    when = read_when(text)
    if when is None and row.text.count("|") > 2:
        whens = (read_when(cell.strip()) for cell in row.text.strip("| ").split("|")[:3])
        return next((one for one in whens if one and one.day), None)
    return when
