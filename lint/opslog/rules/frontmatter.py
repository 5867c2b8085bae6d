"""The frontmatter: is it there, is it YAML, are its fields known, given and possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import reported, rule
from opslog.times import Moment, duration_text, is_before

LONGEST_TEMPORARY_LICENCE = timedelta(days=7)


@rule("FM002", "missing-frontmatter", "error")
def missing_frontmatter(record: Record, config: Config) -> Iterable[Remark]:
    """A record does not start with frontmatter.

    ## Why it matters

    Without facts it has no severity, no times and no place in the log; it would be a page nobody finds.

    ## What to write instead

    A block between two lines of `---` at the very top. `opslog new` writes one.

    ## Example

        ---
        title: Corrupt image deployed to production
        severity: sev1
        status: draft
        times:
          started: 2022-12-25 12:32
        ---
    """
    return reported(record, "missing-frontmatter")


@rule("FM003", "unclosed-frontmatter", "error")
def unclosed_frontmatter(record: Record, config: Config) -> Iterable[Remark]:
    """The frontmatter is opened and never closed.

    ## Why it matters

    Other readers take such a file for one without frontmatter, and publish it without a word.

    ## What to write instead

    Close the block with a line of `---`, alone on its line.

    ## Example

        ---
        title: Corrupt image deployed to production
        ---
    """
    return reported(record, "unclosed-frontmatter")


@rule("FM004", "invalid-yaml", "error")
def invalid_yaml(record: Record, config: Config) -> Iterable[Remark]:
    """The frontmatter is not YAML that records use.

    A syntax error, or something YAML offers and records have no use for: anchors and aliases, tags, a second document,
    nesting without end.

    ## Why it matters

    None of the facts can be read, so none of them is checked or counted.

    ## What to write instead

    Plain `name: value` lines. Quote a value that starts with `@` or holds `: `.

    ## Example

        resolution_owner: "@jun"
        title: "Outage: the sequel"
    """
    return reported(record, "invalid-yaml")


@rule("FM101", "unknown-field", "error")
def unknown_field(record: Record, config: Config) -> Iterable[Remark]:
    """The frontmatter has a field that records do not have.

    ## Why it matters

    A misspelt field is a fact that silently goes missing: `servises: [checkout]` leaves checkout without its incident.

    ## What to write instead

    One of the fields of the record format. What has no field goes into the text.

    ## Example

        services: [checkout]
    """
    return reported(record, "unknown-field")


@rule("FM102", "duplicate-field", "error")
def duplicate_field(record: Record, config: Config) -> Iterable[Remark]:
    """A field stands twice in the same block.

    ## Why it matters

    YAML readers keep one of the two and do not say which. The reader of the file sees both.

    ## What to write instead

    One of them. For several values write a list: `services: [checkout, search]`.

    ## Example

        severity: sev1
        severity: sev2
    """
    return reported(record, "duplicate-field")


@rule("FM103", "missing-field", "error")
def missing_field(record: Record, config: Config) -> Iterable[Remark]:
    """A field that every record needs is not given.

    ## Why it matters

    Title, severity, status and the time it started are what the log lists, sorts and computes with.

    ## What to write instead

    What you know. If nobody knows when it started, the earliest sign of it is the best answer there is; say so in the
    text.

    ## Example

        times:
          started: 2022-12-25 12:32
    """
    return reported(record, "missing-field")


@rule("FM104", "invalid-value", "error")
def invalid_value(record: Record, config: Config) -> Iterable[Remark]:
    """A field holds something it cannot hold.

    ## Why it matters

    The log groups by these words. A severity nobody configured, or a service under two spellings, splits what belongs
    together.

    ## What to write instead

    A word of the vocabulary; the finding names the nearest one. Severities, criteria and services come from the
    configuration.

    ## Example

        detected_by: alert
    """
    return reported(record, "invalid-value")


@rule("FM105", "invalid-time", "error")
def invalid_time(record: Record, config: Config) -> Iterable[Remark]:
    """A time in the frontmatter cannot be read, or does not say which moment it means.

    ## Why it matters

    Every duration in the log is computed from these times. When clocks go back an hour happens twice; when they go
    forward an hour does not happen at all; a guess would be wrong by an hour.

    ## What to write instead

    `2022-12-25 12:32` in the record's zone, or with an offset where that is not enough.

    ## Example

        times:
          started: 2026-10-25 02:30+02:00
    """
    return reported(record, "invalid-time")


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
