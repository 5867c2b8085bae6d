"""Announcements: what was told had better promise no repair, name no machine, and say when the next update comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import rule
from opslog.span import Span
from opslog.times import is_before

if TYPE_CHECKING:
    from opslog.announcements.stated import Stated
    from opslog.announcements.wording import Flaw


@rule("AN101", "promised-repair", "warning")
def promised_repair(record: Record, config: Config) -> Iterator[Remark]:
    """An announcement promises a time by which it is repaired.

    It reads entries marked `[comms]` that give what was told (`Status page: …`) or tell what users or customers heard.
    A promised next update is none, nor is planned maintenance.

    ## Why it matters

    Nobody knows how long a repair takes until it is done. People plan by a time that was named, and believe the next
    one less when it passes.

    ## What to write instead

    What is being done now, and when the next update comes. Where the promise was made, say under Lessons learned how it
    came about, and keep this finding silent with a comment that points there.

    ## Example

        - 12:52 — [comms] Status page: we are going back to last week's release. Next update 13:20.
    """
    yield from _found("AN101", record, _told(record, config))


@rule("AN102", "machine-told-outside", "warning")
def machine_told_outside(record: Record, config: Config) -> Iterator[Remark]:
    """What was told outside names a machine: a host, an internal name, an IP address.

    It reads entries marked `[comms]` that give what was told outside (`Status page: …`) or tell what users or customers
    heard.

    ## Why it matters

    Those who read it do not know the machine, and cannot tell whether they are affected. Those who do know what to make
    of it are not always friends.

    ## What to write instead

    The service as users know it, or what they cannot do. If the text still stands somewhere, change it there too.

    ## Example

        - 12:52 — [comms] Status page: searching for orders is slow. Next update 13:20.
    """
    yield from _found("AN102", record, _told(record, config))


@rule("AN103", "data-untold-at-end", "info")
def data_untold_at_end(record: Record, config: Config) -> Iterator[Remark]:
    """The last announcement says that it is over, and not whether data was lost.

    It speaks only where a `[comms]` entry gives what was told outside (`Status page: resolved, …`), and where none of
    them speaks of data since it was mitigated.

    ## Why it matters

    It is the first thing that everybody asks whose work was interrupted. Without the sentence, support is asked one by
    one.

    ## What to write instead

    One sentence, also where the answer is no. If it was told, add it to the entry.

    ## Example

        - 15:30 — [comms] Status page: resolved, no order was lost.
    """
    mitigated = record.facts.times.mitigated
    told = _told(record, config)
    ends = [one for one in told if one.verbatim and one.told.outside and one.told.says_over]
    since = [one for one in told if mitigated is None or not is_before(one.told.said, mitigated)]
    if record.facts.kind == "incident" and not any(one.told.speaks_of_data for one in (*since, *ends)):
        yield from _found("AN103", record, ends[-1:])


@rule("AN104", "next-update-unnamed", "info")
def next_update_unnamed(record: Record, config: Config) -> Iterator[Remark]:
    """An announcement does not say when the next update comes, and the incident is not resolved.

    It speaks only where a `[comms]` entry gives what was told, behind the place where it was told: `Status page: …`.

    ## Why it matters

    Who knows when the next word comes can do something else until then. Who does not asks support, or you.

    ## What to write instead

    `Next update 13:20.` If it was told, add it to the entry: the rules of communication count on it.

    ## Example

        - 12:52 — [comms] Status page: checkout is unreliable. Next update 13:20.
    """
    times = record.facts.times
    during = [
        one
        for one in _told(record, config)
        if one.verbatim
        and not (times.started and is_before(one.told.said, times.started))
        and (times.resolved is None or is_before(one.told.said, times.resolved))
    ]
    if record.facts.kind == "incident":
        yield from _found("AN104", record, during)


@rule("AN105", "partial-outage", "info")
def partial_outage(record: Record, config: Config) -> Iterator[Remark]:
    """What was told outside says "outage", and nothing says that it was a full one.

    It is silent where the severity is the most severe one, where the text says that all users or everything is hit,
    and where the outage is somebody else's.

    ## Why it matters

    "Outage" is heard as: nothing works for anybody. Those for whom most things work stop working, and those who report
    on it write it down.

    ## What to write instead

    What users cannot do. "Full outage" where it is one.

    ## Example

        - 12:52 — [comms] Status page: some orders are not confirmed by mail. Next update 13:20.
    """
    outside = [one for one in _told(record, config) if one.told.outside]
    yield from _found("AN105", record, outside)


@rule("AN106", "blank-left", "warning")
def blank_left(record: Record, config: Config) -> Iterator[Remark]:
    """An announcement holds a blank that `opslog announce` left to be filled in.

    ## Why it matters

    `[what users see]` on a status page tells users that nobody reads what goes out.

    ## What to write instead

    What the blank asks for, or no such sentence.

    ## Example

        - 12:52 — [comms] Status page: checkout shows an error page. Next update 13:20.
    """
    yield from _found("AN106", record, _told(record, config))


def _told(record: Record, config: Config) -> list[Stated]:
    """List what was told. Imported here: most records tell nothing, and `opslog lint` is to start quickly."""
    if all(entry.kind != "comms" for entry in record.timeline):
        return []
    from opslog.announcements.stated import stated

    return list(stated(record, config))


def _found(code: str, record: Record, told: Iterable[Stated]) -> Iterator[Remark]:
    for one in told:
        from opslog.announcements.wording import CHECKS

        for flaw in CHECKS[code](one.told):
            yield Remark(_place(record, one, flaw), flaw.message, flaw.instead)


def _place(record: Record, one: Stated, flaw: Flaw) -> Span:
    """Point at the words where they stand on one line, else at the time of the entry."""
    words = one.told.text[flaw.start : flaw.end]
    for line in record.body if words else ():
        if one.entry.first_line <= line.number <= one.entry.last_line and words in line.text:
            return Span.on_line(line.number, line.text.index(words) + 1, len(words))
    span = one.entry.span
    return Span.on_line(span.line, span.column, max(1, len(one.entry.written)))
