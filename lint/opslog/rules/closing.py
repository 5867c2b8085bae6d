"""The end of a record: is the closing gate answered, and do status and times agree that it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslog.closing import MISSING, Answer, closing_gate, unanswered
from opslog.config import Config
from opslog.coverage import COVERED_KINDS, resolved_on
from opslog.finding import Remark
from opslog.reasons import is_reason
from opslog.record import NO_CLOSURE, Record
from opslog.rule import rule
from opslog.today import today

DAYS_TO_CLOSE = 1
"""So long may a record stay open after the incident was resolved: whoever resolved it at night may sleep first."""


@rule("CL101", "closing-not-answered", "error")
def closing_not_answered(record: Record, config: Config) -> Iterator[Remark]:
    """An approved record leaves questions of the closing gate unanswered.

    Are the public issues closed, where was it announced, where was its end announced, are the follow-ups filed, when is
    the retrospective or why is there none. “None” is an answer: an empty list. A missing key is not: it means that
    nobody has looked. One finding names all that is missing. A near-miss, a false alarm and an exercise are asked for
    follow-ups and retrospective only, and for the end of what was announced.

    ## Why it matters

    Approval is the last moment at which somebody looks at the record as a whole. What is open then (a customer's issue
    without an answer, a status page that still says “investigating”, a follow-up in no tracker) stays open, because
    nobody comes back to ask.

    ## What to write instead

    Go through the list on the process page “Afterwards” and write each answer under `closure:`. Where there was no
    public issue or nothing was announced, write `[]`. Follow-ups are answered by their tracker references. A
    retrospective has a date, also one still to come, or a reason why none is needed.

    ## Example

        closure:
          public_issues: []
          announced: [https://status.example.com/incidents/1]
          resolved_announced: [https://status.example.com/incidents/1#resolved]
          retrospective: {date: 2023-01-09}
    """
    if record.facts.status != "approved":
        return
    missing = unanswered(record, config, today())
    if missing:
        message = f"the record is approved, and its closing gate is not answered: {_listed(missing)}"
        yield Remark(record.place("closure", "status"), message, _how(missing))


def _listed(answers: Sequence[Answer]) -> str:
    return "; ".join(answer.title + (f" ({answer.words})" if answer.words else "") for answer in answers)


def _how(missing: Sequence[Answer]) -> str:
    names = [answer.question for answer in missing]
    lists = [name for name in names if name not in ("follow_ups", "retrospective")]
    parts = []
    if lists:
        fields = ", ".join(f"`{name}`" for name in lists)
        parts.append(f"Under `closure:` write {fields}: links, or [] where there were none.")
    if "retrospective" in names:
        parts.append("Write `retrospective: {date: YYYY-MM-DD}`, or `{not_needed: why}`, under `closure:`.")
    if "follow_ups" in names:
        parts.append(
            "Follow-ups: file those that are open and write their references; “None” under the heading will do."
        )
    return " ".join(parts)


@rule("CL102", "retrospective-unclear", "warning")
def retrospective_unclear(record: Record, config: Config) -> Iterator[Remark]:
    """A retrospective has a date and is not needed, or is waived for a reason that is none.

    ## Why it matters

    Whether people talked about it is asked again when something like it happens. “Not needed” and “no time” cannot be
    told from “forgotten” by then.

    ## What to write instead

    One of the two: the date, or one sentence that a stranger can check. No time now is no reason, but a later date is
    an answer.

    ## Example

        closure:
          retrospective:
            not_needed: One person found and fixed it, and every lesson is a follow-up already.
    """
    held = (record.facts.closure or NO_CLOSURE).retrospective
    if held is None or held.not_needed is None:
        return
    place = record.place("closure.retrospective.not_needed")
    if held.date is not None:
        message = f"the retrospective has a date ({held.date}), and `not_needed` says that there is none"
        yield Remark(place, message, "Keep the one that is true.")
    elif not is_reason(held.not_needed):
        message = f"“{held.not_needed[:40]}” does not say why no retrospective is needed"
        yield Remark(place, message, "Write one sentence that a stranger can check, or the date when it is held.")


@rule("CL103", "approved-before-resolved", "warning")
def approved_before_resolved(record: Record, config: Config) -> Iterator[Remark]:
    """A record is approved and does not say when the incident was resolved.

    False alarms and exercises are left alone: nothing of theirs had to be resolved.

    ## Why it matters

    How long it took cannot be computed, and the deadline of its postmortem is counted from that day. Often the cause is
    still there, and the record looks finished.

    ## What to write instead

    When the cause was out of the way; a date is enough where nobody knows the hour. If it still is not, the record is
    in review.

    ## Example

        times:
          started: 2022-12-25 12:32
          resolved: 2022-12-25 15:10
    """
    times = record.facts.times
    given = "times.resolved" in record.places  # a time that cannot be read is FM105's to report
    if record.facts.status == "approved" and record.facts.kind in COVERED_KINDS and not times.resolved and not given:
        message = "the record is approved, and it does not say when the incident was resolved"
        yield Remark(record.place("status"), message, "Write `times.resolved`, or `status: in-review` until it is.")


@rule("CL104", "end-not-announced", "warning")
def end_not_announced(record: Record, config: Config) -> Iterator[Remark]:
    """An incident was announced and its end nowhere, or its end and not the incident.

    ## Why it matters

    Whoever read the bad news waits for the good news, in the same place. People keep away from a service that a status
    page still calls broken.

    ## What to write instead

    Announce the end wherever it was announced, and write the links into `resolved_announced`. A link to the same page
    will do, where that page tells both.

    ## Example

        closure:
          announced: [https://status.example.com/incidents/1]
          resolved_announced: [https://status.example.com/incidents/1#resolved]
    """
    closure = record.facts.closure
    if closure is None or record.facts.status == "open":
        return
    unreadable = [answer.question for answer in closing_gate(record, config, today()) if answer.state == MISSING]
    if closure.announced and closure.resolved_announced == () and "resolved_announced" not in unreadable:
        message = "the incident was announced, and its end was announced nowhere"
        instead = "Say in the same places that it is over, and link that here."
        yield Remark(record.place("closure.resolved_announced"), message, instead)
    elif closure.resolved_announced and closure.announced == () and "announced" not in unreadable:
        message = "the end of the incident was announced, and the incident nowhere"
        instead = "Write where it was announced; the same link will do where one page tells both."
        yield Remark(record.place("closure.announced"), message, instead)


@rule("CL105", "open-after-resolved", "warning")
def open_after_resolved(record: Record, config: Config) -> Iterator[Remark]:
    """A record is still open more than a day after the incident was resolved.

    ## Why it matters

    `open` means that the incident is going on, and the site tells everybody so. The sections of a postmortem are not
    asked for before it is a draft, so nobody is reminded to write them.

    ## What to write instead

    `status: draft`. If it is not over after all, take `times.resolved` out.

    ## Example

        status: draft
        times:
          started: 2022-12-25 12:32
          resolved: 2022-12-25 15:10
    """
    resolved = resolved_on(record, config)
    if record.facts.status != "open" or resolved is None:
        return
    days = (today() - resolved).days
    if days > DAYS_TO_CLOSE:
        message = f"the incident was resolved {days} days ago ({resolved}), and the record is still open"
        yield Remark(record.place("status"), message, "Write `status: draft`, or take `times.resolved` out.")
