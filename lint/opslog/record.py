"""An incident, as its record tells it. Data only: reading.py fills it, rules and pages ask it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from opslog.markdown import CODE, TEXT, Line
from opslog.problem import Problem
from opslog.span import START, Span
from opslog.times import Moment, elapsed

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""Words in the name of a file: lower-case letters and digits, joined by hyphens."""
ID = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}-{SLUG.pattern}")
"""The id of a record, which is the name of its file: a date and a slug."""
MILESTONES = ("started", "detected", "acknowledged", "declared", "mitigated", "resolved")
"""The points of an incident, in the order they usually happen."""


class Times(NamedTuple):
    """The milestones; None where the record does not say."""

    started: Moment | None = None
    detected: Moment | None = None
    acknowledged: Moment | None = None
    declared: Moment | None = None
    mitigated: Moment | None = None
    resolved: Moment | None = None

    def between(self, earlier: str, later: str) -> timedelta | None:
        """Subtract two milestones; None where one is missing, only a date, or they run backwards."""
        return elapsed(getattr(self, earlier), getattr(self, later))


class Holding(NamedTuple):
    """Somebody holding a role, from one moment to another (None: not said). `place` is the field that says so."""

    role: str
    who: str
    start: Moment | None = None
    end: Moment | None = None
    place: str = ""


class MitigationFacts(NamedTuple):
    """What reduced the harm: its kind, when it was decided, and why not a rollback where one was due."""

    kind: str | None = None
    decided: Moment | None = None
    instead_of_rollback: str | None = None


class Review(NamedTuple):
    """Evidence of one review: who, with what result, and which version of the record (its commit, its digest)."""

    by: str | None = None
    role: str | None = None
    state: str | None = None
    at: Moment | None = None
    url: str | None = None
    commit: str | None = None
    digest: str | None = None


class Retrospective(NamedTuple):
    """When the retrospective is held, or why none is needed."""

    date: date | None = None
    not_needed: str | None = None


class Closure(NamedTuple):
    """The closing gate: what the process asks before an incident is done with.

    An empty list is an answer: there was none. None is none: nobody has looked.
    """

    public_issues: tuple[str, ...] | None = None
    announced: tuple[str, ...] | None = None
    resolved_announced: tuple[str, ...] | None = None
    retrospective: Retrospective | None = None


NO_CLOSURE = Closure()


class Licence(NamedTuple):
    """The temporary licence of a go-to-market incident."""

    customer: str | None = None
    issued_by: str | None = None
    issued: Moment | None = None
    valid_until: Moment | None = None


class BacklogCheck(NamedTuple):
    """The authors' answer to whether a follow-up of an earlier incident, had it been done, would have prevented this.

    `record` is the id of the earlier one, `follow_up` its tracker reference or its words.
    """

    record: str | None = None
    follow_up: str | None = None
    prevented: str | None = None


class Facts(NamedTuple):
    """The frontmatter, typed. What is missing or wrong in the file is None or empty here."""

    title: str | None = None
    severity: str | None = None
    status: str | None = None
    waived_because: str | None = None
    waived_by: str | None = None
    kind: str = "incident"
    timezone: str | None = None
    times: Times = Times()
    criteria: tuple[str, ...] = ()
    detected_by: str | None = None
    reported_by: str | None = None
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    roles: tuple[Holding, ...] = ()
    resolution_owner: str | None = None
    responders: tuple[str, ...] = ()
    mitigation: MitigationFacts | None = None
    authors: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    closure: Closure | None = None
    licence: Licence | None = None
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    backlog_check: tuple[BacklogCheck, ...] = ()
    visibility: str = "internal"


NO_FACTS = Facts()


class Section(NamedTuple):
    """A `##` section: its canonical name (None for one of the author's own), its heading and its lines."""

    name: str | None
    heading: Line
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The heading as written."""
        return self.heading.title

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading but comments and further headings."""
        return not any(line.kind in (TEXT, CODE) and line.text.strip() for line in self.lines)


class Known(NamedTuple):
    """When something was learned, where that is later than when it was true."""

    at: Moment | None
    written: str
    what: str


class Entry(NamedTuple):
    """One timeline entry. `written` is its time as its author wrote it; `at` is None where that cannot be read.

    `first_line` and `last_line` are its lines in the file; `text` is markdown without time, kind and `(known …)`.
    """

    span: Span
    written: str
    at: Moment | None
    until: Moment | None
    approximate: bool
    kind: str | None
    text: str
    known: Known | None
    first_line: int
    last_line: int


class FollowUp(NamedTuple):
    """Work an incident leaves behind. `text` is markdown without the attributes; `owner` a person or `team:name`."""

    span: Span
    text: str
    done: bool = False
    idea: bool = False
    group: str | None = None
    owner: str | None = None
    due: date | None = None
    kind: str | None = None
    priority: str | None = None
    tracker: str | None = None
    first_line: int = 0
    last_line: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its record says that somebody still has to do it; the ledger (`ledger.py`) also asks the tracker."""
        return not self.done and not self.idea


@dataclass(frozen=True, slots=True)
class Record:
    """One incident record: what its frontmatter states, what its body tells, and where everything stands."""

    path: str
    id: str
    facts: Facts = NO_FACTS
    places: Mapping[str, Span] = field(default_factory=dict)
    body: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    timeline: tuple[Entry, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    problems: tuple[Problem, ...] = ()
    readable: bool = True
    has_facts: bool = True

    def place(self, *names: str) -> Span:
        """Say where a frontmatter field stands: the first of `names` that does, else the top of the file."""
        return next((self.places[name] for name in names if name in self.places), START)

    def section(self, name: str) -> Section | None:
        """Find a section by its canonical name."""
        return next((section for section in self.sections if section.name == name), None)

    @property
    def title(self) -> str:
        """The title, or the id where it has none."""
        return self.facts.title or self.id

    @property
    def day(self) -> str:
        """The date in the id, `2022-12-25`; what is listed by date is listed by this."""
        return self.id[:10]

    @property
    def year(self) -> str:
        """The year in the id."""
        return self.id[:4]

    @property
    def duration(self) -> timedelta | None:
        """From started to resolved."""
        return self.facts.times.between("started", "resolved")

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """The follow-ups that somebody still has to do, as far as this record knows."""
        return tuple(item for item in self.follow_ups if item.is_open)
