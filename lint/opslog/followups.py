"""Follow-ups: task-list items, plain bullets, or rows of a table with the same columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from opslog.markdown import HEADED, Cell, Line, Table, read_items, read_tables
from opslog.problem import Problem
from opslog.record import FollowUp
from opslog.span import Span
from opslog.suggestion import nearest
from opslog.times import TimeError, read_day
from opslog.vocabulary import FOLLOW_UP_KINDS, PRIORITIES

CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+|\Z)")
ATTRIBUTES = " — "
HANDLE = re.compile(r"@[A-Za-z0-9](?:[\w.-]{0,60}\w)?(?:/[\w.-]{1,60})?\Z")
TEAM = re.compile(r"team:[\w./-]{1,60}\Z")
DUE = re.compile(r"due:?[ \t]+(?P<day>\S.{0,40})\Z", re.IGNORECASE)
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
    "due": "due", "due date": "due", "when": "due", "tracker": "tracker", "issue": "tracker", "ticket": "tracker",
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
        for group, chunk in _groups(lines):
            idea = (group or "").casefold() == IDEAS
            tables = list(read_tables(chunk))
            rows = [item for table in tables for item in self._from_table(table)]
            in_tables = {number for table in tables for number in range(table.first, table.last + 1)}
            items = [
                self._from_item(item.text, item.span, idea=idea, last_line=item.lines[-1].number)
                for item in read_items(line for line in chunk if line.number not in in_tables)
            ]
            found.extend(replace(item, group=group, idea=idea) for item in (*rows, *items))
        return tuple(sorted(found, key=lambda item: item.span))

    def _from_item(self, text: str, span: Span, *, idea: bool, last_line: int) -> FollowUp:
        box = CHECKBOX.match(text)
        words = text[box.end() :] if box else text
        if not words.strip():
            message = "this follow-up is empty"
            self.problems.append(Problem("empty-follow-up", span, message, "Write what is to be done, or delete it."))
        item = FollowUp(span, words, done=bool(box and box["mark"] in "xX"), first_line=span.line, last_line=last_line)
        head, dash, tail = words.rpartition(ATTRIBUTES)
        if dash and "\n" not in tail.strip():
            read = self._attributes(tail.strip(), span, idea=idea)
            if read:
                item = replace(item, text=head.rstrip(), **read)
        if item.tracker is None:
            linked = ISSUE_IN_TEXT.findall(item.text)
            item = replace(item, tracker=linked[-1] if linked else None)
        return item

    def _attributes(self, tail: str, span: Span, *, idea: bool) -> dict[str, Any]:
        """Read what stands after the last dash; empty where that is no list of attributes but part of the sentence."""
        pieces = [piece.strip() for piece in tail.split(",") if piece.strip()]
        read: dict[str, Any] = {}
        unknown = []
        problems: list[Problem] = []
        for piece in pieces:
            attribute = _attribute(piece, span, problems)
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
            cells = {name: cell for name, cell in zip(columns, row, strict=False) if name and cell.text.strip("-– ")}
            if not cells:
                continue
            first = cells.get("text", row[0])
            found.append(self._from_row(cells, first))
        return found

    def _from_row(self, cells: dict[str, Cell], first: Cell) -> FollowUp:
        state = cells["state"].text.casefold() if "state" in cells else ""
        read: dict[str, Any] = {"done": state in DONE_WORDS}
        for name in ("owner", "due", "kind", "priority", "tracker"):
            if name not in cells:
                continue
            cell = cells[name]
            text = f"due {cell.text}" if name == "due" and not DUE.match(cell.text) else cell.text
            attribute = _attribute(text, cell.span, self.problems)
            if attribute is not None and attribute[0] == name:
                read[name] = attribute[1]
            elif name in ("owner", "tracker"):
                read[name] = cell.text
            else:
                self.problems.append(_unknown_attribute(cell.text, cell.span))
        text = cells["text"].text if "text" in cells else ""
        return FollowUp(first.span, text, first_line=first.span.line, last_line=first.span.line, **read)


def _groups(lines: Sequence[Line]) -> list[tuple[str | None, list[Line]]]:
    """Cut the section at its sub-headings."""
    groups: list[tuple[str | None, list[Line]]] = [(None, [])]
    for line in lines:
        if line.kind == HEADED:
            groups.append((line.title, []))
        else:
            groups[-1][1].append(line)
    return groups


def _attribute(piece: str, span: Span, problems: list[Problem]) -> tuple[str, Any] | None:
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
