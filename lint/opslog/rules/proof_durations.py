"""Durations that a person typed: does any pair of recorded events give them, and do they agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.claims import DETECT, PART, WHOLE, Claim, claims_of
from opslog.proof.events import events_of
from opslog.proof.pairs import closest, gives, milestone_pairs, pairs_for
from opslog.record import Record
from opslog.rule import rule

MEANS = {WHOLE: "how long it lasted", DETECT: "how long it took to be noticed", PART: "how long something lasted"}


@rule("TL109", "duration-not-recorded", "warning")
def duration_not_recorded(record: Record, config: Config) -> Iterator[Remark]:
    """A duration is stated that no two recorded events give.

    Looked at are durations that are said of the incident: in the title, in sentences ("lasted nine hours", "went
    unnoticed for 40 minutes"), and in lists of figures ("Time to recovery: 279 minutes"). A figure, the title and the
    time to detect are compared with the milestones; what a sentence tells, also with any two entries of the timeline.
    Hours may be rounded or cut off, minutes rounded to fives and tens; a figure counts exactly
    (`proof.duration-minutes`); "about" and "~" double the tolerance.

    ## Why it matters

    Either the duration is wrong or a time is, and statistics are made from the times. Of 63 durations that people typed
    into one public log, 26 match no two events of their own record.

    ## What to write instead

    Correct the times if they are wrong. Then leave the duration out: the page computes it.

    ## Example

        - Time to recovery: 55 hours 10 minutes

    where `started` is 2022-10-31 07:30 and `resolved` 2022-11-02 14:40.
    """
    claims = claims_of(record)
    events = events_of(record) if claims else ()
    exact = config.proof.duration_minutes
    for claim in claims:
        pairs = pairs_for(claim, events)
        if pairs and not gives(pairs, claim, exact):
            near = " or ".join(pair.shown(claim) for pair in closest(pairs, claim))
            message = (
                f"“{claim.words}” is stated as {_meaning(claim)}; no two recorded events give it, closest is {near}"
            )
            yield Remark(claim.span, message, "Correct the times if they are wrong, else this; the page computes it.")


@rule("TL110", "durations-disagree", "warning")
def durations_disagree(record: Record, config: Config) -> Iterator[Remark]:
    """Two statements of the same duration disagree.

    ## Why it matters

    Whoever reads only one of the two believes it. Often one was carried over from another record.

    ## What to write instead

    Write the moments, in `times:` and in the timeline, and delete both.

    ## Example

        The shop was down for 40 minutes.

    where the title says "30 min outage".
    """
    exact = config.proof.duration_minutes
    told = [claim for claim in claims_of(record) if claim.of != PART and claim.duration.hedge not in ("<", ">")]
    if len(told) < 2:
        return
    events = events_of(record)
    wrong = {claim.span for claim in told if (pairs := pairs_for(claim, events)) and not gives(pairs, claim, exact)}
    seen: set[Claim] = set()
    for first, second in combinations(told, 2):
        if first.of != second.of or seen & {first, second} or wrong & {first.span, second.span}:
            continue
        if _apart(first, second, exact) and not _both_given(first, second, record, exact):
            seen.add(second)
            said = MEANS.get(first.of, first.of)
            message = f"“{second.words}” here and “{first.words}” in line {first.span.line} both say {said}"
            yield Remark(second.span, message, "Write the moments, and let the page compute the rest.")


def _meaning(claim: Claim) -> str:
    return claim.label.casefold() if claim.label else MEANS.get(claim.of, claim.of)


def _apart(first: Claim, second: Claim, exact: float) -> bool:
    low, high = first.range(exact)
    other_low, other_high = second.range(exact)
    return high <= other_low or other_high <= low


def _both_given(first: Claim, second: Claim, record: Record, exact: float) -> bool:
    """Whether the milestones give both: one may count from when it was seen, the other from the start."""
    pairs = milestone_pairs(first.of, events_of(record))
    return gives(pairs, first, exact) and gives(pairs, second, exact)
