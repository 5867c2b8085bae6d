"""Open follow-ups of earlier incidents: did anybody ask whether they would have prevented this one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from opslog.config import Config
from opslog.finding import Remark
from opslog.log import Log
from opslog.record import Record
from opslog.rule import log_rule
from opslog.rules.followups import named
from opslog.suggestion import nearest
from opslog.today import today
from opslog.vocabulary import READ_BY_OTHERS

if TYPE_CHECKING:
    from opslog.prevention import Backlog, Candidate
    from opslog.tracked import Tracked


@log_rule("FU108", "unanswered-backlog", "info")
def unanswered_backlog(log: Log, config: Config) -> Iterator[tuple[Record, Remark]]:
    """Nobody says whether a follow-up that was still open when this incident began would have prevented it.

    Asked of follow-ups of earlier incidents that name a service of this one, and that share telling words with its
    title, tags, summary or account; in records in review or approved. `opslog followups before RECORD` lists them, says
    why, and prints the lines to add.

    ## Why it matters

    Work that was known and left undone, and that would have prevented an incident, is the best argument there is for
    doing such work. It is only made if somebody asks.

    ## What to write instead

    An answer for each in `backlog_check`: would it, had it been done, have prevented this? "no" is an answer too.

    ## Example

        backlog_check:
          - {record: 2022-11-02-stale-image, follow_up: "example/shop#98", prevented: partly}
    """
    from opslog.tracked import read_tracked

    backlog = _backlog(log, config, read_tracked(config))
    for record in log.records:
        if record.facts.status not in READ_BY_OTHERS:
            continue
        unanswered = [one for one in backlog.before(record) if one.answer is None]
        if unanswered:
            message = _told(unanswered[0], len(unanswered) - 1)
            hint = f"`opslog followups before {record.id}` says why, and prints the lines to add."
            yield record, Remark(record.place("backlog_check", "services", "title"), message, hint)


@log_rule("FU109", "unknown-backlog-follow-up", "error")
def unknown_backlog_follow_up(log: Log, config: Config) -> Iterator[tuple[Record, Remark]]:
    """`backlog_check` names a record or a follow-up that is not in the log.

    Looked for only when at least two records are checked: one file alone cannot tell.

    ## Why it matters

    The answer would be counted for nothing, and nobody could look up what it is about.

    ## What to write instead

    The id of the earlier record, and the follow-up's tracker reference as that record writes it, or some of its words
    in a row.

    ## Example

        backlog_check:
          - {record: 2022-11-02-stale-image, follow_up: "Refuse a deploy whose digest", prevented: yes}
    """
    if len(log.records) < 2 or not any(record.facts.backlog_check for record in log.records):
        return
    backlog = _backlog(log, config, {})
    for record in log.records:
        for index, check in enumerate(record.facts.backlog_check):
            place = f"backlog_check.{index}"
            if check.record is not None and check.record not in log.by_id:
                near = nearest(check.record, log.by_id)
                hint = f"Did you mean `{near}`?" if near else "Write the file name of a record, without .md."
                yield (
                    record,
                    Remark(record.place(f"{place}.record", place), f"there is no record `{check.record}`", hint),
                )
            elif check.record and check.follow_up and backlog.answered(check) is None:
                message = f"{check.record} has no follow-up `{check.follow_up}`"
                hint = "Write its tracker reference as it stands there, or some of its words in a row."
                yield record, Remark(record.place(f"{place}.follow_up", place), message, hint)


def _backlog(log: Log, config: Config, tracked: Mapping[str, Tracked]) -> Backlog:
    # Imported here: few runs of the linter ask what was open when.
    from opslog.ledger import ledger_of
    from opslog.prevention import Backlog

    return Backlog(ledger_of(log.records, config, today(), tracked))


def _told(candidate: Candidate, others: int) -> str:
    entry = candidate.entry
    told = f"{named(entry.follow_up)} of {entry.record.id} was open for {candidate.age} days when this began"
    if not others:
        return f"{told}, and nobody says whether it would have prevented this"
    more = f"so {'was another one' if others == 1 else f'were {others} others'}"
    return f"{told}, and {more}; nobody says whether they would have prevented this"
