"""One account as it stands: its text, its headings, what it states, the days in it. Nothing is decided here yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from opslog.adopt.date_order import FoundDay, date_in_name
from opslog.adopt.files import SourceFile, read_text
from opslog.adopt.front import Front, split_front
from opslog.adopt.html_lines import html_lines
from opslog.adopt.html_words import visible_lines
from opslog.adopt.map_file import Map
from opslog.adopt.outline import read_outline
from opslog.adopt.rows import Row
from opslog.adopt.section_names import SectionNames
from opslog.adopt.statements import Statement, Statements, first_of
from opslog.adopt.titles import Title, find_title
from opslog.adopt.written_times import find_days, read_when
from opslog.config import Config
from opslog.markdown import CODE, HEADED

MOST_DAYS = 2_000


class Account(NamedTuple):
    """An account: where it is from, its lines, its frontmatter, its rows, what it states, its title."""

    source: SourceFile
    raw: bytes
    lines: tuple[str, ...]
    front: Front
    rows: list[Row]
    statements: tuple[Statement, ...]
    title: Title
    days: tuple[FoundDay, ...]
    story_starts: int
    problem: str = ""
    is_html: bool = False

    @property
    def lines_said(self) -> tuple[str, ...]:
        """The lines with everything it says: of HTML what readers see, and where its links lead."""
        if not self.is_html:
            return self.lines
        return (*self.front.lines, *visible_lines(self.lines[self.front.body_line - 1 :]))

    @property
    def own_date(self) -> date | None:
        """The day in the file's name, or one in title or frontmatter that can be read in one way only."""
        named = date_in_name(self.source.path)
        if named:
            return named
        stated = first_of(self.statements, "date")
        for text in (self.title.words, stated.value if stated else ""):
            for day, _ in find_days(text):
                if day.either is None and day.year:
                    return day.in_order(None, None)
        return None


class Vocabulary(NamedTuple):
    """The words an account is read by: of headings, of labels and keys, and the whole map."""

    names: SectionNames
    labels: Statements
    map: Map
    config: Config


def vocabulary_of(own: Map, config: Config) -> Vocabulary:
    """Join the words of records, those that teams use, and a team's own."""
    return Vocabulary(SectionNames(config.section_names, own.sections), Statements(own.fields), own, config)


def read_account(source: SourceFile, words: Vocabulary) -> Account:
    """Read one file; what cannot be read comes back with its problem."""
    text = read_text(source)
    if text.problem:
        title = Title(source.path.stem, 0)
        return Account(source, text.raw, (), Front({}), [], (), title, (), 0, text.problem)
    front = split_front(text.lines)
    body = text.lines[front.body_line - 1 :]
    is_html = _is_html(source, body)
    if is_html:
        texts = html_lines(body, front.body_line)
        rows = read_outline(texts, "markdown", words.names)
    else:
        texts = [(line, number) for number, line in enumerate(body, front.body_line)]
        rows = read_outline(texts, source.markup, words.names)
    starts = next(
        (i for i, row in enumerate(rows) if row.kind == HEADED and words.names.find(row.title) == "timeline"), len(rows)
    )
    statements = (
        *words.labels.in_front(front),
        *words.labels.in_rows(rows[:starts]),
        *_headings_below(rows[starts:], words.labels),
    )
    title = find_title(statements, rows, words.names, words.labels, source.path)
    return Account(
        source, text.raw, text.lines, front, rows, statements, title, tuple(_days(rows, front)), starts, is_html=is_html
    )


def is_status_page(account: Account) -> bool:
    """Say whether the frontmatter is that of a status page: it tells when an incident was resolved, or whether."""
    keys = {key.casefold() for key in account.front.values}
    return "date" in keys and ("resolvedwhen" in keys or {"resolved", "severity"} <= keys)


def _is_html(source: SourceFile, body: Sequence[str]) -> bool:
    if source.markup == "html":
        return True
    first = next((line for line in body if line.strip()), "").lstrip().casefold()
    return first.startswith(("<!doctype html", "<html"))


def _headings_below(rows: Sequence[Row], labels: Statements) -> Iterator[Statement]:
    """Read facts that stand under headings of their own below the timeline, such as Authors."""
    for one in labels.in_rows(rows):
        if one.field in ("authors", "responders") and any(
            row.number <= one.line and row.kind == HEADED for row in rows
        ):
            yield one


def _days(rows: Sequence[Row], front: Front) -> Iterator[FoundDay]:
    """Give the days in an account, which may prove in which order it writes them."""
    found = 0
    for value in front.values.values():
        for text in value.texts:
            for day, _ in find_days(text):
                yield FoundDay(day, value.line)
    for row in rows:
        if row.kind == CODE or row.is_blank:
            continue
        start = read_when(row.text.lstrip("-*+ ["))
        if start and start.day and start.clock and start.day.year is None and start.day.either:
            yield FoundDay(start.day, row.number)
        for day, _ in find_days(row.text):
            found += 1
            if found > MOST_DAYS:
                return
            yield FoundDay(day, row.number)
