"""The follow-ups of a record together, and their dates against the policy of its severity."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.config import Config
from opslog.deadline import due_by_policy
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import rule
from opslog.rules.followups import named
from opslog.vocabulary import CHANGES_WHAT_HAPPENS, READ_BY_OTHERS


@rule("FU106", "nothing-prevents", "warning")
def nothing_prevents(record: Record, config: Config) -> Iterator[Remark]:
    """All follow-ups detect, document or change the process; none prevents or mitigates.

    Looked for in records in review or approved that have two or more follow-ups, all of them with a kind: where one has
    none, it may be the one that prevents. Ideas do not count, and what is done does.

    ## Why it matters

    The next time it happens in the same way, and is only noticed sooner.

    ## What to write instead

    At least one follow-up of kind prevent (it cannot happen this way again) or mitigate (it hurts less). If there is
    really none, say why in a comment that keeps this rule silent.

    ## Example

        - [ ] Refuse a deploy whose image digest did not pass CI — @jun, prevent, due 2023-01-09, example/shop#131
    """
    section = record.section("follow-ups")
    kinds = [item.kind for item in record.follow_ups if not item.idea]
    if section is None or len(kinds) < 2 or None in kinds or record.facts.status not in READ_BY_OTHERS:
        return
    if not CHANGES_WHAT_HAPPENS.intersection(kinds):
        words = " or ".join(sorted({f"“{kind}”" for kind in kinds if kind}))
        message = f"all {len(kinds)} follow-ups are of kind {words}; none prevents this or makes it hurt less"
        yield Remark(section.heading.span, message, "Add one of kind prevent or mitigate, or say why there is none.")


@rule("FU107", "due-after-policy", "info")
def due_after_policy(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up is due later than the policy of the incident's severity allows.

    The policy is a number of days from resolved, in `follow-ups.days` of the configuration.

    ## Why it matters

    What was bad enough for its severity stays possible for longer than the team once thought right.

    ## What to write instead

    An earlier date, a first step with an earlier date, or a comment that keeps this rule silent and says why it takes
    longer.

    ## Example

        <!-- opslog-disable-next-line FU107 -- needs the new registry, which comes in March -->
        - [ ] Sign every image when it is built — team:sre, prevent, due 2023-04-30, example/shop#141
    """
    last = due_by_policy(record, config)
    if last is None:
        return
    severity = record.facts.severity or ""
    days = config.follow_ups.days[severity]
    for item in record.open_follow_ups:
        if item.due is not None and item.due > last:
            late = (item.due - last).days
            message = (
                f"{named(item)} is due {item.due}, {late} day{'s' if late != 1 else ''} later than the policy for "
                f"{severity} allows"
            )
            yield Remark(
                item.span,
                message,
                f"It allows {days} days, until {last}: move the date, cut off a first step, or say why.",
            )
