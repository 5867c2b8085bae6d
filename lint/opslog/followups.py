"""Follow-ups: task-list items, plain bullets, or rows of a table with the same columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opslog.markdown import BULLET, HEADED, Line, read_items, without_comments
from opslog.problem import Problem
from opslog.record import FollowUp
from opslog.span import Span
from opslog.suggestion import nearest
from opslog.tables import Cell, Table, outside, read_tables
from opslog.times import TimeError, read_day
from opslog.vocabulary import FOLLOW_UP_KINDS, PRIORITIES

CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|\Z)")
DASH = re.compile(r"—(?<!\S—)(?=\s)")  # the dash first: a pattern is quick to find by its first letter
HANDLE = re.compile(r"@[A-Za-z0-9](?:[\w.-]{0,60}\w)?(?:/[\w.-]{1,60})?\Z")
TEAM = re.compile(r"team:[\w./-]{1,60}\Z")
DUE = re.compile(r"due:?[ \t]+(?!to\b)(?P<day>\S.{0,40})\Z", re.IGNORECASE)
TRACKER = re.compile(
    r"(?:https?://\S{1,500}|(?:[\w.-]{1,60}/[\w.-]{1,100})?[#!]\d{1,9}|GH-\d{1,9}|[A-Z][A-Z0-9]{1,9}-\d{1,9})\Z"
)
LINKED = re.compile(r"\[(?P<label>[^\[\]]{1,200})\]\((?P<url>https?://[^\s()]{1,500})\)\Z")
ISSUE_IN_TEXT = re.compile(
    r"https?://[\w.-]{1,100}(?::\d{1,5})?/[\w./~+-]{1,200}?/(?:issues|pull|pulls|merge_requests|browse)/[\w-]{1,40}"
)
NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3}\Z")
WORD = re.compile(r"[A-Za-z][\w-]{1,20}\Z")
COLUMNS = {
    "follow-up": "text", "action": "text", "action item": "text", "item": "text", "what": "text", "task": "text",
    "owner": "owner", "who": "owner", "assignee": "owner", "kind": "kind", "type": "kind", "priority": "priority",
    "due": "due", "due date": "due", "deadline": "due", "when": "due",
    "tracker": "tracker", "issue": "tracker", "ticket": "tracker", "bug": "tracker",
    "link": "tracker", "state": "state", "status": "state", "done": "state",
}  # fmt: skip
DONE_WORDS = frozenset({"x", "done", "closed", "yes", "complete", "completed", "✓", "✔", "☑", "[x]"})
IDEAS = "ideas"


@dataclass(slots=True)
class FollowUpReader:
    """Reads the follow-ups of one record. `people` are the names in its frontmatter: they may own something."""

    people: frozenset[str]
    problems: list[Problem]

    def read(self, lines: Sequence[Line]) -> tuple[FollowUp, ...]:
        """Read the lines of a Follow-ups section."""
        found: list[FollowUp] = []
        for group, idea, chunk in _groups(lines):
            tables = list(read_tables(chunk))
            rows = [item for table in tables for item in self._from_table(table)]
            items = [
                self._from_item(item.text, item.span, idea=idea, last_line=item.lines[-1].number)
                for item in read_items(outside(tables, chunk))
            ]
            found.extend(item._replace(group=group, idea=idea) for item in (*rows, *items))
        return tuple(sorted(found, key=lambda item: item.span))

    def _from_item(self, text: str, span: Span, *, idea: bool, last_line: int) -> FollowUp:
        box = CHECKBOX.match(text)
        words = without_comments(text[box.end() :] if box else text).strip()
        item = FollowUp(span, words, done=bool(box and box["mark"] in "xX"), first_line=span.line, last_line=last_line)
        first, below = first_paragraph(words)
        head, tail = _cut_at_dash(first)
        read = self._attributes(" ".join(tail.split()), span, idea=idea)
        if not read and below:
            first, below = words, ""
            head, tail = _cut_at_dash(words)
            read = {} if "\n" in tail else self._attributes(tail, span, idea=idea)
        return self._checked(item._replace(text=head + below, **read) if read else item)

    def _checked(self, item: FollowUp) -> FollowUp:
        """Note a follow-up of nothing; take the issue its words link to, where it names no other."""
        if not item.text.strip():
            message = "this follow-up is empty"
            self.problems.append(
                Problem("empty-follow-up", item.span, message, "Write what is to be done, or delete it.")
            )
        linked = None if item.tracker else ISSUE_IN_TEXT.findall(item.text)
        return item._replace(tracker=linked[-1]) if linked else item

    def _attributes(self, tail: str, span: Span, *, idea: bool) -> dict[str, Any]:
        """Read what stands after the last dash; empty where that is no list of attributes but part of the sentence."""
        if tail not in self.people:
            tail = tail.removesuffix(".")
        pieces = [piece.strip() for piece in tail.split(",") if piece.strip()]
        read: dict[str, Any] = {}
        unknown = []
        problems: list[Problem] = []
        for piece in pieces:
            attribute = read_attribute(piece, span, problems)
            if attribute is None:
                unknown.append(piece)
            else:
                read.setdefault(*attribute)
        for piece in unknown:
            is_person = piece in self.people or (read and NAME.match(piece) and piece[0].isupper())
            if "owner" not in read and is_person:
                read["owner"] = piece
            elif not read:
                return {}
            elif not idea:
                problems.append(_unknown_attribute(piece, span))
        self.problems.extend(problems)
        return read

    def _from_table(self, table: Table) -> list[FollowUp]:
        columns = [COLUMNS.get(cell.text.strip("*_ ").casefold()) for cell in table.header]
        if "text" not in columns:
            columns = ["text", *columns[1:]]
        found = []
        for row in table.rows:
            cells = {name: cell for name, cell in zip(columns, row, strict=False) if name and cell.text.strip("-–— ")}
            if not cells:
                continue
            first = cells.get("text", row[0])
            found.append(self._checked(self._from_row(cells, first)))
        return found

    def _from_row(self, cells: dict[str, Cell], first: Cell) -> FollowUp:
        state = cells["state"].text.casefold() if "state" in cells else ""
        read: dict[str, Any] = {"done": state in DONE_WORDS}
        for name in ("owner", "due", "kind", "priority", "tracker"):
            if name not in cells:
                continue
            cell = cells[name]
            text = f"due {cell.text}" if name == "due" and not DUE.match(cell.text) else cell.text
            attribute = read_attribute(text, cell.span, self.problems)
            if attribute is not None and attribute[0] == name:
                read[name] = attribute[1]
            elif name in ("owner", "tracker"):
                read[name] = cell.text
            else:
                self.problems.append(_unknown_attribute(cell.text, cell.span))
        text = cells["text"].text if "text" in cells else ""
        return FollowUp(first.span, text, first_line=first.span.line, last_line=first.span.line, **read)


def _groups(lines: Sequence[Line]) -> list[tuple[str | None, bool, list[Line]]]:
    """Cut the section at its sub-headings, and say of each whether it is, or lies under, the one for ideas."""
    groups: list[tuple[str | None, bool, list[Line]]] = [(None, False, [])]
    level_of_ideas = 0
    for line in lines:
        if line.kind != HEADED:
            groups[-1][2].append(line)
            continue
        if line.level <= level_of_ideas:
            level_of_ideas = 0
        if not level_of_ideas and line.title.strip("*_: ").casefold() == IDEAS:
            level_of_ideas = line.level
        groups.append((line.title, bool(level_of_ideas), []))
    return groups


def first_paragraph(text: str) -> tuple[str, str]:
    """Cut off what stands below the words: a blank line, a nested list, a quotation, code, a table."""
    start = 0
    for line in text.split("\n"):
        stripped = line.lstrip()
        if start and (not stripped or stripped[0] in ">|" or stripped.startswith("```") or BULLET.match(stripped)):
            return text[: start - 1], text[start - 1 :]
        start += len(line) + 1
    return text, ""


def _cut_at_dash(text: str) -> tuple[str, str]:
    """Cut at the last dash that stands alone; without one there is nothing behind it."""
    dashes = list(DASH.finditer(text))
    return (text[: dashes[-1].start()].rstrip(), text[dashes[-1].end() :].strip()) if dashes else (text, "")


def read_attribute(piece: str, span: Span, problems: list[Problem]) -> tuple[str, Any] | None:
    """Read one attribute, as (name, value); None where it is none."""
    word = piece.casefold()
    if word in FOLLOW_UP_KINDS:
        return "kind", word
    if piece.upper() in PRIORITIES:
        return "priority", piece.upper()
    if HANDLE.match(piece) or TEAM.match(piece):
        return "owner", piece
    if TRACKER.match(piece):
        return "tracker", piece
    linked = LINKED.match(piece)
    if linked:
        return "tracker", linked["url"]
    due = DUE.match(piece)
    if due:
        try:
            return "due", read_day(due["day"].strip())
        except TimeError as problem:
            problems.append(Problem("unreadable-attribute", span, f"due: {problem.message}", problem.instead))
            return "due", None
    return None


def _unknown_attribute(piece: str, span: Span) -> Problem:
    near = nearest(piece, (*FOLLOW_UP_KINDS, *PRIORITIES, "due")) if WORD.match(piece) else None
    instead = "After the last dash stand owner (@handle or team:name), due DATE, kind, priority (P0–P3) and tracker."
    return Problem(
        "unreadable-attribute",
        span,
        f"`{piece[:60]}` is no attribute of a follow-up",
        f"Did you mean `{near}`?" if near else instead,
    )
