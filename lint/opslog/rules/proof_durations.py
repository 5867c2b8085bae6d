"""Durations that a person typed: does any pair of recorded events give them, and do they agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.claims import DETECT, PART, WHOLE, Claim, claims_of
from opslog.proof.events import Event, events_of
from opslog.proof.pairs import Pair, closest, gives, milestone_pairs, pairs_for
from opslog.record import Record
from opslog.rule import reader, register_page

NOT_RECORDED, DISAGREE = "TL109", "TL110"
MEANS = {WHOLE: "how long it lasted", DETECT: "how long it took to be noticed", PART: "how long something lasted"}


register_page(
    "TL109",
    "duration-not-recorded",
    "warning",
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
    """,
)

register_page(
    "TL110",
    "durations-disagree",
    "warning",
    """Two statements of the same duration disagree.

    ## Why it matters

    Whoever reads only one of the two believes it. Often one was carried over from another record.

    ## What to write instead

    Write the moments, in `times:` and in the timeline, and delete both.

    ## Example

        The shop was down for 40 minutes.

    where the title says "30 min outage".
    """,
)


@reader("TL")
def read_durations(record: Record, config: Config, codes: frozenset[str]) -> Iterator[tuple[str, Remark]]:
    """Find what a record states of its own length, once, and compare it with the events and with itself."""
    claims = claims_of(record) if codes & {NOT_RECORDED, DISAGREE} else ()
    if not claims:
        return
    events, exact = events_of(record), config.proof.duration_minutes
    wrong = [
        (claim, pairs) for claim in claims if (pairs := pairs_for(claim, events)) and not gives(pairs, claim, exact)
    ]
    if NOT_RECORDED in codes:
        for claim, pairs in wrong:
            yield NOT_RECORDED, _not_recorded(claim, pairs)
    if DISAGREE in codes:
        doubtful = {claim for claim, _ in wrong}
        rest = [claim for claim in claims if claim not in doubtful and claim.of != PART and not claim.duration.is_bound]
        for first, second in disagreeing(rest, events, exact):
            yield DISAGREE, _disagreeing(first, second)


def _not_recorded(claim: Claim, pairs: list[Pair]) -> Remark:
    near = " or ".join(pair.shown(claim) for pair in closest(pairs, claim))
    message = f"“{claim.words}” is stated as {_meaning(claim)}; no two recorded events give it, closest is {near}"
    return Remark(claim.span, message, "Correct the times if they are wrong, else this; the page computes it.")


def _disagreeing(first: Claim, second: Claim) -> Remark:
    said = MEANS.get(first.of, first.of)
    message = f"“{second.words}” here and “{first.words}” in line {first.span.line} both say {said}"
    return Remark(second.span, message, "Write the moments, and let the page compute the rest.")


def disagreeing(claims: Sequence[Claim], events: Sequence[Event], exact: float) -> Iterator[tuple[Claim, Claim]]:
    """Pair each claim with an earlier one of the same quantity that it contradicts, once.

    Where the milestones give both there is no contradiction: one may count from when it was seen, the other from the
    start.
    """
    told: set[Claim] = set()
    for first, second in combinations(claims, 2):
        if first.of != second.of or told & {first, second} or not _apart(first, second, exact):
            continue
        pairs = milestone_pairs(first.of, events)
        if not (gives(pairs, first, exact) and gives(pairs, second, exact)):
            told.add(second)
            yield first, second


def _meaning(claim: Claim) -> str:
    return claim.label.casefold() if claim.label else MEANS.get(claim.of, claim.of)


def _apart(first: Claim, second: Claim, exact: float) -> bool:
    low, high = first.range(exact)
    other_low, other_high = second.range(exact)
    return high <= other_low or other_high <= low
