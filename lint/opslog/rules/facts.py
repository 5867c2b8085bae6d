"""Facts that cannot be true together: a waiver without a reason, a licence too long, times that run backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import rule
from opslog.times import Moment, duration_text, is_before

LONGEST_TEMPORARY_LICENCE = timedelta(days=7)


@rule("FM106", "waived-without-reason", "error")
def waived_without_reason(record: Record, config: Config) -> Iterator[Remark]:
    """A record is waived and does not say why, or by whom.

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
    if licence is None or licence.issued is None or licence.valid_until is None:
        return
    only_days = licence.issued.whole_day or licence.valid_until.whole_day
    lasts = _lasting(licence.issued, licence.valid_until)
    place = record.place("licence.valid_until")
    if lasts > LONGEST_TEMPORARY_LICENCE:
        message = f"the temporary licence is valid for {duration_text(lasts)}, and 7 days are the most"
        yield Remark(place, message, "Shorten it; another one can follow.")
    elif lasts < timedelta(0) or (not lasts and not only_days):
        yield Remark(place, "the temporary licence ends before it starts", "Correct one of the two times.")


def _lasting(issued: Moment, until: Moment) -> timedelta:
    if issued.whole_day or until.whole_day:
        return until.local.date() - issued.local.date()
    # In one zone the second counts the hands of the clock: the same time a week later is seven days, also where
    # clocks go back in between.
    return min(until.at - issued.at, until.local - issued.local)


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
            message = f"{later} ({_shown(last)}) comes before {earlier} ({_shown(first)})"
            yield Remark(record.place(f"times.{later}"), message, "Check date and zone of both.")


def _shown(moment: Moment) -> str:
    return f"{moment.local:%Y-%m-%d}" if moment.whole_day else f"{moment.local:%Y-%m-%d %H:%M}"
