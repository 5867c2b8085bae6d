"""The file itself: can it be read, is it named as it should be, is its id its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from opslog.config import Config
from opslog.finding import Remark
from opslog.log import Log
from opslog.record import ID, Record
from opslog.rule import log_rule, reported, rule
from opslog.span import START
from opslog.suggestion import nearest
from opslog.times import TimeError, read_day

NAME_IT = "Name it by date and a slug of a few words: 2022-12-25-corrupt-image.md."


@rule("FM001", "unreadable-file", "error")
def unreadable_file(record: Record, config: Config) -> Iterable[Remark]:
    """A record file cannot be read at all.

    It cannot be opened, is not UTF-8 text, is larger than any record, or lies outside the records folder.

    ## Why it matters

    Nothing in it was checked, and nothing of it reaches the ops log. That must not look like a clean record, so
    `opslog lint` exits with 2 when it meets one.

    ## What to write instead

    Save the record as UTF-8 text. Keep logs, dumps and screenshots in files of their own and link to them.

    ## Example

    A record saved as Latin-1 is reported at the first byte that is not UTF-8.
    """
    return reported(record, "unreadable-file")


@rule("FM005", "byte-order-mark", "warning")
def byte_order_mark(record: Record, config: Config) -> Iterable[Remark]:
    """A record starts with an invisible byte order mark.

    ## Why it matters

    Most readers of frontmatter look for `---` as the very first characters. Behind a byte order mark they see a page
    without any facts, and say nothing about it.

    ## What to write instead

    Save the file as "UTF-8", not "UTF-8 with BOM".

    ## Example

    Some editors on Windows add the mark when they save. opslog reads such a record, and tells you.
    """
    return reported(record, "byte-order-mark")


@rule("FM201", "file-name", "error")
def file_name(record: Record, config: Config) -> Iterator[Remark]:
    """A record is not named by its date and a slug.

    ## Why it matters

    The name of the file is the id of the record: links, `related` and the address of its page hang on it. A date and a
    slug stay unique without a counter that two branches would both count up.

    ## What to write instead

    `incidents/<year>/<year>-<month>-<day>-<slug>.md`, the slug in lower case with hyphens.

    ## Example

        incidents/2022/2022-12-25-corrupt-image.md
    """
    if not ID.match(record.id):
        yield Remark(START, f"`{record.id[:80]}` is not an id of a record", NAME_IT)
        return
    try:
        read_day(record.day)
    except TimeError:
        yield Remark(START, f"`{record.day}` in the file name is no date", NAME_IT)
        return
    folder = PurePath(record.path).parent.name
    if re.fullmatch(r"\d{4}", folder) and folder != record.year:
        message = f"a record of {record.year} lies in the folder {folder}"
        yield Remark(START, message, f"Move it to {record.year}/, or correct the date in its name.")


@rule("FM203", "date-differs-from-start", "warning")
def date_differs_from_start(record: Record, config: Config) -> Iterator[Remark]:
    """The date in the id is not near the day the incident started.

    ## Why it matters

    People find an incident by its day. When name and facts name different days, one of them has a slip in it, most
    often in the month or the year.

    ## What to write instead

    The day on which the incident started, was noticed or was declared, whichever your team counts by; a day's
    difference is left alone.

    ## Example

        2023-01-09-corrupt-image.md with `started: 2022-01-09 12:32`
    """
    moments = [m for m in (record.facts.times.started, record.facts.times.detected, record.facts.times.declared) if m]
    if not moments or not ID.match(record.id):
        return
    try:
        named = read_day(record.day)
    except TimeError:
        return
    days = [moment.local.date() for moment in moments]
    if all(abs((day - named).days) > 1 for day in days):
        message = f"the file is named {record.day}, and the incident started on {days[0]}"
        place = record.place("times.started", "times.detected", "times.declared")
        yield Remark(place, message, "Correct whichever is wrong.")


@log_rule("FM204", "duplicate-id", "error")
def duplicate_id(log: Log, config: Config) -> Iterator[tuple[Record, Remark]]:
    """Two records have the same id.

    ## Why it matters

    Only one of them would get a page, and a link to the id could mean either.

    ## What to write instead

    Give one of them another slug: the part of the system, or the second thing that broke that day.

    ## Example

        2022/2022-12-25-corrupt-image.md and drafts/2022-12-25-corrupt-image.md
    """
    by_id: dict[str, list[Record]] = {}
    for record in sorted(log.records, key=lambda record: record.path):
        by_id.setdefault(record.id, []).append(record)
    for first, *others in by_id.values():
        for record in others:
            message = f"the id `{record.id}` is taken by {first.path}"
            yield record, Remark(START, message, "Give one of the two another slug.")


@log_rule("FM205", "unknown-related-record", "warning")
def unknown_related_record(log: Log, config: Config) -> Iterator[tuple[Record, Remark]]:
    """`related` names a record that is not in the log.

    Looked for only when at least two records are checked: one file alone cannot tell.

    ## Why it matters

    The link would lead nowhere, and the reader who wants to know whether this happened before stays without an answer.

    ## What to write instead

    The id of a record: its file name without `.md`. Link to anything else in the text.

    ## Example

        related: [2022-11-02-stale-image]
    """
    if len(log.records) < 2:
        return
    for record in log.records:
        for index, named in enumerate(record.facts.related):
            if named not in log.by_id:
                near = nearest(named, log.by_id)
                place = record.place(f"related.{index}", "related")
                hint = f"Did you mean `{near}`?" if near else "Write the file name of a record, without .md."
                yield record, Remark(place, f"there is no record `{named}`", hint)


@log_rule("FM206", "former-id-taken", "error")
def former_id_taken(log: Log, config: Config) -> Iterator[tuple[Record, Remark]]:
    """`formerly` names an id that this or another record has, or that is no id.

    ## Why it matters

    Whoever follows an old link has to arrive at one record. Where the id is taken, the link leads to the record that
    has it now, and the one that is looked for is not found.

    ## What to write instead

    The file name without `.md` that this record had before it was renamed. Where another file has that name now, give
    that one another slug, or take the id out of `formerly`.

    ## Example

        formerly: [2022-12-25-corrupt-img]
    """
    ids = {record.id: record for record in log.records}
    claimed: dict[str, Record] = {}
    for record in sorted(log.records, key=lambda record: record.path):
        for index, former in enumerate(record.facts.formerly):
            place = record.place(f"formerly.{index}", "formerly")
            if not ID.match(former):
                yield (
                    record,
                    Remark(place, f"`{former[:80]}` is not an id of a record", "Write a file name without .md."),
                )
            elif former == record.id:
                yield record, Remark(place, f"`{former}` is what the record is called now", "Take it out.")
            elif former in ids:
                message = f"`{former}` is the id of {ids[former].path}"
                yield record, Remark(place, message, "Take it out, or give that record another slug.")
            elif former in claimed:
                message = f"{claimed[former].path} says that it had the id `{former}`, too"
                yield record, Remark(place, message, "One record had it: take it out of the other.")
            else:
                claimed[former] = record
