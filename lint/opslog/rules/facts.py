"""Facts that cannot be true together: a waiver without a reason, a licence too long, times that run backwards."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.licence import fault_of
from opslog.proof.slips import likely_slip
from opslog.reasons import is_reason
from opslog.record import Record
from opslog.rule import rule
from opslog.times import is_before, moment_text


@rule("FM106", "waived-without-reason", "error")
def waived_without_reason(record: Record, config: Config) -> Iterator[Remark]:
    """A record is waived and does not say why, or by whom.

    “Not needed” or “no time” says no more than an empty field.

    ## Why it matters

    Waiving a postmortem is a decision like any other: it is fine when somebody made it for a reason that can be read
    later.

    ## What to write instead

    One sentence and a name.

    ## Example

        status: waived
        waived_because: the fourth alert of the same expired certificate, told in 2022-11-02-stale-certificate
        waived_by: "@grace"
    """
    if record.facts.status != "waived":
        return
    for field, given, ask in (
        (
            "waived_because",
            record.facts.waived_because,
            "Write one sentence: what makes a postmortem unnecessary here?",
        ),
        ("waived_by", record.facts.waived_by, "Name who decided it."),
    ):
        if given is None:
            yield Remark(record.place(field, "status"), f"the record is waived, and `{field}` is not given", ask)
        elif field == "waived_because" and not is_reason(given):
            yield Remark(record.place(field), f"the record is waived, and “{given[:40]}” does not say why", ask)


@rule("FM107", "licence-too-long", "error")
def licence_too_long(record: Record, config: Config) -> Iterator[Remark]:
    """A temporary licence is valid for more than 7 days, or ends before it starts.

    ## Why it matters

    Anybody on the team may issue one, at night and without asking, because it ends by itself soon. Seven days leave
    time for the proper answer; more would become it.

    ## What to write instead

    Seven days at most. If the cause takes longer, issue another one and record that in the timeline.

    ## Example

        licence:
          issued: 2022-12-25 12:50
          valid_until: 2022-12-31 12:50
    """
    licence = record.facts.licence
    fault = fault_of(licence) if licence else None
    if fault:
        advice = "Shorten it, or correct one of the two times; another one can follow."
        yield Remark(record.place("licence.valid_until"), fault, advice)


@rule("FM108", "milestones-out-of-order", "error")
def milestones_out_of_order(record: Record, config: Config) -> Iterator[Remark]:
    """A milestone comes before the one it cannot come before.

    Nothing of an incident comes before it started, and it is not resolved before it is mitigated. Other orders happen
    in real life: some incidents end before anybody notices them.

    ## Why it matters

    The durations computed from such times would be negative, so the log leaves them out.

    ## What to write instead

    Look at the dates first: most often it is a day, a month or a year that slipped, or a zone that was mixed up.

    ## Example

        times:
          started: 2022-12-25 12:32
          resolved: 2022-12-25 11:10
    """
    times = record.facts.times
    pairs = [("started", name) for name in ("detected", "acknowledged", "declared", "mitigated", "resolved")]
    for earlier, later in (*pairs, ("mitigated", "resolved")):
        first, last = getattr(times, earlier), getattr(times, later)
        if first is None or last is None:
            continue
        if is_before(last, first):
            message = f"{later} ({moment_text(last)}) comes before {earlier} ({moment_text(first)})"
            slip = likely_slip(last, first, first)
            advice = f"If its date slipped, {slip} would fit." if slip else "Check date and zone of both."
            yield Remark(record.place(f"times.{later}"), message, advice)
