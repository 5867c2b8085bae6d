"""From a file to a Record: never an exception for what stands in it, every mistake noted in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from opslog.clock import zone_or_utc
from opslog.config import Config, fold_heading
from opslog.fields import RECORD, words_of
from opslog.followups import FollowUpReader
from opslog.frontmatter import split_frontmatter
from opslog.markdown import HEADED, Line, read_lines
from opslog.node import Mapping, Scalar
from opslog.record import Facts, Record, Section
from opslog.shapes import Reader
from opslog.source import Source, read_source, source_of
from opslog.timeline import TimelineReader
from opslog.times import TimeError, find_zone, read_day


def read_record(path: Path, config: Config, shown_as: str | None = None) -> Record:
    """Read one file. `shown_as` is the path that findings and reports name, by default the path itself."""
    return _record(read_source(path), path.stem, shown_as or str(path), config)


def parse_record(text: str | bytes, path: str, config: Config) -> Record:
    """Read a record from its text; `path` gives the id and is what findings name."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return _record(source_of(raw), Path(path).stem, path, config)


def _record(source: Source, record_id: str, path: str, config: Config) -> Record:
    if not source.readable:
        return Record(path, record_id, problems=source.problems, readable=False, has_facts=False)
    front = split_frontmatter(source.lines)
    zone_name = _zone_name(front.root) or config.timezone
    reader = Reader(zone_or_utc(zone_name, config.timezone), words_of(config))
    values = RECORD.values(front.root, "", reader) if front.root else {}
    facts = Facts(**values)
    body = read_lines(source.lines[front.body_line - 1 :], front.body_line)
    sections = _sections(body, config)
    timeline = TimelineReader(reader.zone, _first_day(facts, record_id))
    entries = [timeline.read(section.lines) for section in sections if section.name == "timeline"]
    follow_ups = FollowUpReader(people_of(facts), [])
    items = [follow_ups.read(section.lines) for section in sections if section.name == "follow-ups"]
    problems = (*source.problems, *front.problems, *reader.problems, *timeline.problems, *follow_ups.problems)
    return Record(
        path=path,
        id=record_id,
        facts=facts,
        places=reader.places,
        body=body,
        sections=sections,
        timeline=tuple(entry for each in entries for entry in each),
        follow_ups=tuple(item for each in items for item in each),
        problems=tuple(sorted(problems, key=lambda problem: problem.span)),
        has_facts=front.root is not None,
    )


def _zone_name(root: Mapping | None) -> str | None:
    """Find the record's zone before anything else is read: its times depend on it."""
    if root is None:
        return None
    for key, value in root.items:
        if key.text == "timezone" and isinstance(value, Scalar) and not value.is_null:
            try:
                return find_zone(value.text.strip()).key
            except TimeError:
                return None
    return None


def _sections(body: Sequence[Line], config: Config) -> tuple[Section, ...]:
    starts = [index for index, line in enumerate(body) if line.kind == HEADED and line.level == 2]
    names = config.section_names
    return tuple(
        Section(names.get(fold_heading(body[start].title)), body[start], tuple(body[start + 1 : end]))
        for start, end in zip(starts, (*starts[1:], len(body)), strict=False)  # without sections one end is left over
    )


def _first_day(facts: Facts, record_id: str) -> date | None:
    """Find the day that a clock time without a date above it means."""
    started = facts.times.started or facts.times.detected
    if started is not None:
        return started.local.date()
    try:
        return read_day(record_id[:10])
    except TimeError:
        return None


def people_of(facts: Facts) -> frozenset[str]:
    """Name everybody the frontmatter names, as written."""
    reviewers = tuple(review.by for review in facts.reviews if review.by)
    holders = tuple(holding.who for holding in facts.roles)
    licence = (facts.licence.issued_by,) if facts.licence else ()
    single = (facts.resolution_owner, facts.waived_by, *licence)
    return frozenset((*facts.responders, *facts.authors, *reviewers, *holders, *(who for who in single if who)))
