"""What an account states beside its story: `Date: …`, **Severity:** …, tables and headings of such, frontmatter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from opslog.adopt.front import Front
from opslog.adopt.rows import Row, as_lines
from opslog.markdown import BULLET, HEADED, TEXT
from opslog.tables import read_tables

LABELS = {
    "title": ("title", "name", "incident title", "incident name", "issue name"),
    "date": ("date", "incident date", "date of incident", "date of the incident", "date and time", "date/time", "day",
             "when", "event date", "occurred", "occurred on", "occurred at", "incident day",
             "incident date/time", "incident date and time"),
    "written": ("published", "posted", "published on", "publish date", "last modified", "last updated", "lastmod",
                "updated", "created", "created at", "written", "written on"),
    "started": ("started", "start", "start time", "start date", "started at", "incident start", "incident started",
                "outage start", "outage started", "impact start", "impact started", "began", "beginning",
                "time started", "starttime", "startedat", "incident start time", "start of incident",
                "start of impact", "informationalwhen", "time of incident", "time of the incident",
                "incident time", "incident begins", "incident began", "outage begins", "outage began"),
    "detected": ("detected", "detected at", "time detected", "detection time", "time of detection", "detectedat",
                 "first detected", "discovered", "discovered at", "time discovered"),
    "acknowledged": ("acknowledged", "acknowledged at", "time acknowledged", "acknowledgedat"),
    "declared": ("declared", "declared at", "incident declared", "time declared", "declaredat"),
    "mitigated": ("mitigated", "mitigated at", "time mitigated", "mitigation time", "mitigatedat", "impact mitigated"),
    "resolved": ("resolved", "resolved at", "resolvedwhen", "resolvedat", "time resolved", "resolution time", "end",
                 "ended", "end time", "end date", "ended at", "endtime", "incident end", "incident ended",
                 "incident resolved", "incident end time", "outage end", "outage ended", "impact end", "impact ended",
                 "restored", "service restored", "fixed", "fixed at", "end of incident", "end of impact",
                 "resolveddate", "resolved date", "date resolved", "resolved on", "repaired", "repaired at",
                 "restored at", "time restored", "time of recovery", "recovered", "recovered at", "incident ends",
                 "outage ends"),
    "severity": ("severity", "sev", "severity level", "incident severity", "sev level"),
    "status": ("status", "state", "document status"),
    "timezone": ("timezone", "time zone", "tz", "zone"),
    "authors": ("author", "authors", "created by", "written by", "postmortem author", "postmortem authors",
                "postmortem written by", "report by", "report author", "prepared by"),
    "responders": ("responders", "responder", "incident responders", "responding team", "incident team",
                   "people involved", "involved", "who responded"),
    "incident-commander": ("incident commander", "ic", "incident commanders", "incident lead", "incident manager",
                           "incident leader"),
    "communications-lead": ("communications lead", "communication lead", "comms lead", "communications",
                            "communications manager", "comms"),
    "ops-lead": ("ops lead", "operations lead", "tech lead", "technical lead"),
    "services": ("services", "service", "affected services", "services affected", "affected service", "affected",
                 "service affected", "affected systems", "systems affected", "components", "affected components",
                 "impacted services", "services impacted"),
    "tags": ("tags", "tag", "labels", "keywords"),
}  # fmt: skip
"""What labels and frontmatter keys mean, compared without case; `--map` adds to them."""

STATED = re.compile(
    r"[ ]{0,3}(?:>[ ]?)?(?:[-*+][ ]+|:(?=[A-Za-z][\w ]{0,40}:))?(?:(?P<mark>\*\*|__|\*|_))?"
    r"(?P<label>[A-Za-z][A-Za-z /_-]{0,40}?)[ ]?"
    r"(?(mark)(?::?(?P=mark):?)|:)(?:\*\*|__)?[ \t]+(?P<value>\S.{0,400})\Z"
)
BREAK_BEHIND = re.compile(r"(?:[ \t]*<br[ ]?/?>){1,3}[ \t]*\Z|[ \t]*\\\Z", re.IGNORECASE)
MOST_ROWS = 5_000


class Statement(NamedTuple):
    """A field, what is said of it, on which line of the source, and whether the frontmatter says it."""

    field: str
    value: str
    line: int
    in_front: bool = False


class Statements:
    """Finds the fields that labels mean; a team's own words come first."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self.fields = {word: name for name, words in LABELS.items() for word in words}
        self.fields.update({_fold(word): name for word, name in own.items()})

    def field_of(self, label: str) -> str | None:
        """Name the field that a label means."""
        name = self.fields.get(_fold(label))
        return None if name == "own" else name

    def in_front(self, front: Front) -> Iterator[Statement]:
        """Give what the frontmatter says."""
        for key, value in front.values.items():
            field = self.field_of(key) or self.field_of(key.rpartition(".")[2])
            for text in value.texts if field else ():
                yield Statement(field or "", text, value.line, in_front=True)

    def in_rows(self, rows: Sequence[Row]) -> Iterator[Statement]:
        """Give what lines, headings and tables say, down to where the story has begun."""
        rows = rows[:MOST_ROWS]
        for index, row in enumerate(rows):
            if row.kind == HEADED:
                yield from self._in_heading(rows, index)
            elif row.kind == TEXT and ":" in row.text:
                found = STATED.match(row.text)
                field = self.field_of(found["label"]) if found else None
                if found and field:
                    yield Statement(field, BREAK_BEHIND.sub("", found["value"]).strip(" *_"), row.number)
        yield from self._in_tables(rows)

    def _in_heading(self, rows: Sequence[Row], index: int) -> Iterator[Statement]:
        """Read `## Owner: @amara`, and `## Authors` with names below it."""
        label, colon, value = rows[index].title.partition(":")
        field = self.field_of(label)
        if field is None:
            return
        if colon and value.strip():
            yield Statement(field, value.strip(), rows[index].number)
            return
        for row in rows[index + 1 : index + 12]:
            if row.kind == HEADED:
                return
            if row.is_prose:
                found = BULLET.match(row.text)
                text = row.text[found.end() :] if found else row.text
                if not STATED.match(row.text):
                    yield Statement(field, text.strip(), row.number)
                if not found:
                    return

    def _in_tables(self, rows: Sequence[Row]) -> Iterator[Statement]:
        for table in read_tables(as_lines(rows)):
            for cells in (table.header, *table.rows):
                field = self.field_of(cells[0].text) if len(cells) == 2 else None
                if field and cells[1].text.strip():
                    yield Statement(field, cells[1].text.strip(), rows[cells[0].span.line].number)


def first_of(statements: Iterable[Statement], field: str) -> Statement | None:
    """Find the first thing that is said of a field."""
    return next((one for one in statements if one.field == field), None)


def _fold(label: str) -> str:
    return " ".join(label.strip("*_: ").replace("_", " ").replace("-", " ").casefold().split())
