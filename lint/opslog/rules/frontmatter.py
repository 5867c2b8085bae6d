"""The frontmatter: is it there, is it YAML, are its fields known, given and possible."""

from __future__ import annotations

from collections.abc import Iterable

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import reported, rule


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
