"""The follow-ups: is there something to do, by whom, until when, and where is it tracked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import FollowUp, Record
from opslog.rule import reported, rule


@rule("FU101", "follow-up-without-owner", "warning")
def follow_up_without_owner(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up has no owner.

    ## Why it matters

    What everybody should do, nobody does. In one set of public postmortems 4 of 384 follow-ups named an owner
    (`docs/decisions/follow-ups.md`).

    ## What to write instead

    `@handle`, a name, or `team:name` after the last dash. If nobody wants it, it is an idea: put it under `### Ideas`.

    ## Example

        - [ ] Refuse a deploy whose image digest did not pass CI — @jun, due 2023-01-09, example/shop#131
    """
    for item in _committed(record):
        if item.owner is None:
            yield Remark(item.span, f"nobody owns {_named(item)}", "Add ` — @handle` or ` — team:name`.")


@rule("FU102", "follow-up-without-date", "warning")
def follow_up_without_date(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up has no date.

    ## Why it matters

    Without a date it is never late, and what is never late is never asked about.

    ## What to write instead

    `due 2023-01-09` after the last dash: the day on which you want to be asked.

    ## Example

        - [ ] Alert on memory growth per container — team:sre, due 2023-01-20, example/shop#129
    """
    for item in _committed(record):
        if item.due is None:
            yield Remark(item.span, f"{_named(item)} has no date", "Add `due 2023-01-09`, with the day that fits.")


@rule("FU103", "follow-up-without-tracker", "warning")
def follow_up_without_tracker(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up is tracked nowhere but here.

    A link to an issue or pull request anywhere in its text counts.

    ## Why it matters

    People plan their week from a tracker, not from old postmortems.

    ## What to write instead

    An issue: `owner/repo#12`, `#12`, `SHOP-12` or its address, after the last dash.

    ## Example

        - [ ] Alert on memory growth per container — team:sre, due 2023-01-20, example/shop#129
    """
    for item in _committed(record):
        if item.tracker is None:
            yield Remark(item.span, f"{_named(item)} is in no tracker", "File an issue and add it: `example/shop#131`.")


@rule("FU104", "unreadable-attribute", "warning")
def unreadable_attribute(record: Record, config: Config) -> Iterable[Remark]:
    """Something among the attributes of a follow-up is none.

    ## Why it matters

    A misspelt kind or a date in another order is a fact that goes missing.

    ## What to write instead

    After the last ` — `, separated by commas and in any order: owner, `due DATE`, kind (detect, prevent, mitigate,
    process, document), priority (P0 to P3), tracker.

    ## Example

        - [ ] Alert on memory growth per container — team:sre, detect, P2, due 2023-01-20, example/shop#129
    """
    return reported(record, "unreadable-attribute")


@rule("FU105", "empty-follow-up", "error")
def empty_follow_up(record: Record, config: Config) -> Iterable[Remark]:
    """A follow-up is an empty checkbox.

    ## Why it matters

    It counts as open for ever and nobody can close it.

    ## What to write instead

    What is to be done, or delete the line.

    ## Example

        - [ ] Write the runbook for a full registry volume — @ines, document, due 2023-01-20, example/shop#133
    """
    return reported(record, "empty-follow-up")


def _committed(record: Record) -> Iterator[FollowUp]:
    """Go through what somebody still has to do and has words for."""
    return (item for item in record.open_follow_ups if item.text.strip())


def _named(item: FollowUp) -> str:
    words = " ".join(item.text.split())
    return f"“{words[:47]}…”" if len(words) > 48 else f"“{words}”"  # noqa: PLR2004 - what fits on a line
