"""Writing an export into a record: one that is there, or a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.editing import NewEntry, change_record, with_entries
from opslog.errors import OpslogError
from opslog.facts_text import facts_text
from opslog.files import printable
from opslog.followups import NAME, TRACKER
from opslog.imports.entries import Written, has_a_year, kind_of, one_line, under, write_entries
from opslog.imports.event import Export, Task
from opslog.imports.harmless import blocks, clean, inline, shortened
from opslog.imports.merging import not_there_yet
from opslog.imports.prose import prose
from opslog.new import slug_of
from opslog.reading import parse_record
from opslog.record import SLUG, Facts, Record, Times
from opslog.secret import without_secrets
from opslog.suggestion import did_you_mean
from opslog.tables import read_tables
from opslog.times import Moment, to_the_minute
from opslog.vocabulary import SECTIONS
from opslog.writing import create_file


class Outcome(NamedTuple):
    """What became of an export: the record before and after (None: there was none), and the entries that are new."""

    path: Path
    before: bytes | None
    after: bytes
    told: tuple[Written, ...]
    new: tuple[Written, ...]
    notes: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """What a new record is to be, as far as the command line says so."""

    title: str | None
    severity: str | None
    status: str
    started: Moment | None
    slug: str | None
    timezone: str
    zone: tzinfo


def write_into(path: Path, export: Export, config: Config, *, dry_run: bool) -> Outcome:
    """Put what a record does not tell yet into its timeline. Raises OpslogError and leaves it as it was."""
    told: tuple[Written, ...] = ()
    new: tuple[Written, ...] = ()
    before = b""

    def merged(raw: bytes, record: Record) -> bytes:
        nonlocal before, told, new
        before = raw
        told = write_entries(export.events, on_one_line=_has_table(record))
        new = not_there_yet(told, record.timeline)
        return with_entries(raw, _entries(new), record.path, config) if new else raw

    if dry_run:
        raw = _bytes(path)
        record = parse_record(raw, printable(str(path)), config)
        if not record.readable or not record.has_facts:
            raise OpslogError(f"{record.path}: {record.problems[0].message}; mend that first")
        after = merged(raw, record)
    else:
        change_record(path, config, merged)
        after = _bytes(path)
    return Outcome(path, before, after, told, new, (*_beyond(export), *_not_merged(export)))


def write_new(export: Export, wanted: Wanted, config: Config, *, dry_run: bool) -> Outcome:
    """Write a new record; of its facts only those that the export or the command line states. Raises OpslogError."""
    told = write_entries(export.events)
    if not told:
        raise OpslogError("there is nothing to import")
    facts, notes = _facts(export, wanted, config)
    started = facts.times.started
    day = f"{started.local if started else told[0].event.at.astimezone(wanted.zone):%Y-%m-%d}"
    slug = wanted.slug or slug_of(facts.title or "")
    if not SLUG.match(slug):
        raise OpslogError(f"--slug: `{slug}` is no slug; use lower-case letters, digits and hyphens")
    path = config.records_folder / day[:4] / f"{day}-{slug}.md"
    body = "\n".join(_body(export, facts, config))
    text = f"{facts_text(facts, config)}\n{body}"
    raw = with_entries(text.encode(), _entries(told), str(path), config)
    if not dry_run:
        create_file(path, raw.decode())
    elif path.exists():
        raise OpslogError(f"{path}: there is such a record already; give another --slug, or --into it")
    return Outcome(path, None, raw, told, told, (*_beyond(export), *notes, *_secrets(export)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OpslogError(f"{path}: cannot be read: {error.strerror}") from error


def _has_table(record: Record) -> bool:
    section = record.section("timeline")
    return section is not None and any(True for _ in read_tables(section.lines))


def _entries(written: Sequence[Written]) -> list[NewEntry]:
    return [NewEntry(one.event.at, one.text, kind_of(one.event)) for one in written]


def _beyond(export: Export) -> tuple[str, ...]:
    count = sum(not has_a_year(event.at) for event in export.events)
    return (f"{count} events have a time that cannot be; they are left out",) if count else ()


def _not_merged(export: Export) -> tuple[str, ...]:
    """Say what an existing record does not take over."""
    count = len(export.follow_ups)
    return (f"only the timeline is merged; {count} follow-ups of the export are not",) if count else ()


def _facts(export: Export, wanted: Wanted, config: Config) -> tuple[Facts, tuple[str, ...]]:
    title = one_line(wanted.title or export.title)[:200]
    if not title:
        raise OpslogError("--title: a record needs a title, and the export states none")
    known = {name.casefold(): name for name in config.services}
    services = [(one, known.get(one.casefold())) for one in map(one_line, export.services)]
    unknown = sum(name is None for _, name in services) if known else 0
    stated = {name: at for name, at in export.milestones.items() if name in Times._fields and has_a_year(at)}
    times = {name: to_the_minute(at, wanted.zone) for name, at in stated.items()}
    if wanted.started:
        times["started"] = wanted.started
    facts = Facts(
        title=title,
        severity=_severity(export, wanted, config),
        status=wanted.status,
        timezone=wanted.timezone,
        times=Times(**times),
        services=tuple(dict.fromkeys(name or one for one, name in services if one and (name or not known))),
        responders=tuple(dict.fromkeys(one for one in map(one_line, export.people) if one)),
    )
    notes = [f"{unknown} services of the export are not in the configuration; they are left out"] if unknown else []
    if "started" not in times:
        notes.append("the export does not state when it started; write `times: started:`, or give --started")
    return facts, tuple(notes)


def _severity(export: Export, wanted: Wanted, config: Config) -> str:
    known = {name.casefold(): name for name in config.severities}
    if wanted.severity:
        if wanted.severity not in config.severities:
            hint = did_you_mean(wanted.severity, config.severities)
            raise OpslogError(f"--severity: there is no severity `{wanted.severity}`; {hint}")
        return wanted.severity
    stated = known.get("".join((export.severity or "").casefold().split()).replace("-", ""))
    if stated is None:
        names = ", ".join(config.severities)
        raise OpslogError(f"--severity: the export states none that the configuration knows; give one of {names}")
    return stated


def _body(export: Export, facts: Facts, config: Config) -> Iterator[str]:
    """Write the sections that the record needs; the timeline is filled afterwards."""
    needed = config.required(facts.status or "", facts.severity)
    summary = blocks(shortened(without_secrets(clean(export.summary or ""))[0]))
    told = {name: prose(text)[0] for name, text in export.sections.items()}
    for name, (heading, question) in SECTIONS.items():
        has_words = told.get(name) or (name == "summary" and summary) or (name == "follow-ups" and export.follow_ups)
        if name not in needed and name != "timeline" and not has_words:
            continue
        yield f"## {heading}\n"
        if name == "summary" and summary:
            yield "\n".join(under(summary)) + "\n"
        elif told.get(name):
            yield f"{told[name]}\n"
        elif name == "follow-ups" and export.follow_ups:
            yield "".join(_follow_up(task, facts) for task in export.follow_ups)
        elif name != "timeline":
            yield f"<!-- {question} -->\n"


def _secrets(export: Export) -> Iterator[str]:
    """Say which sections had a secret."""
    for name, text in export.sections.items():
        for secret in prose(text)[1]:
            yield f"{SECTIONS[name][0]}: {secret} was taken out; change it where it is used"


def _follow_up(task: Task, facts: Facts) -> str:
    text = inline(one_line(task.text)).replace(" — ", " – ")
    owner = one_line(task.owner)
    stated = [
        owner if owner in facts.responders and NAME.match(owner) else "",
        f"due {task.due.isoformat()}" if task.due else "",
        task.link if task.link and TRACKER.match(task.link) and not without_secrets(task.link)[1] else "",
    ]
    behind = ", ".join(one for one in stated if one)
    return f"- [{'x' if task.done else ' '}] {text}{f' — {behind}' if behind else ''}\n" if text else ""
