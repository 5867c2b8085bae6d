"""What `opslog review check` tells, as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from opslog.files import printable
from opslog.review.evidence import Checked, Result
from opslog.review.standing import NO_ROSTER, Opinion, Verdict
from opslog.times import moment_text

CLAIMED = "approved"


def lines(checked: Sequence[Checked], *, judge_all: bool) -> Iterable[str]:
    """Tell how every record stands, and sum up."""
    for one in checked:
        yield printable(f"{one.record.path}: {_words(one, judge_all=judge_all)}")
    if any(not one.standing.has_roster and one.result is not Result.ENOUGH for one in checked):
        yield f"{NO_ROSTER[:1].upper()}{NO_ROSTER[1:]}."
    judged = [one for one in checked if is_judged(one, judge_all=judge_all)]
    counts = ", ".join(
        f"{count} {result.value}" for result in Result if (count := sum(one.result is result for one in judged))
    )
    yield f"Checked {len(judged)} record{'' if len(judged) == 1 else 's'}{f': {counts}' if counts else ''}."


def is_judged(one: Checked, *, judge_all: bool) -> bool:
    """Say whether a record has to have its evidence: it claims to be approved, or somebody asked about it by name."""
    return judge_all or one.record.facts.status == CLAIMED


def _words(one: Checked, *, judge_all: bool) -> str:
    if one.result is Result.ENOUGH:
        names = " and ".join(opinion.review.by or "" for opinion in one.standing.of(Verdict.COUNTS))
        return f"enough: {names} approved, by {one.source}{f' ({one.why})' if one.why else ''}"
    what = one.result.value if is_judged(one, judge_all=judge_all) else "nothing is claimed yet"
    return f"{what}: {one.standing.words}{f'; {one.why}' if one.why else ''}"


def as_json(checked: Sequence[Checked], *, judge_all: bool) -> str:
    """Tell the same to programs."""
    return json.dumps(
        {
            "records": [
                {
                    "path": one.record.path,
                    "status": one.record.facts.status,
                    "judged": is_judged(one, judge_all=judge_all),
                    "result": one.result.name.lower().replace("_", "-"),
                    "source": one.source or None,
                    "why": one.why or None,
                    "needs": [
                        {"group": need.group or None, "number": need.number, "given": given}
                        for need, given in zip(one.standing.needs, one.standing.given, strict=True)
                    ],
                    "reviews": [_review(opinion) for opinion in one.standing.opinions],
                }
                for one in checked
            ]
        },
        indent=2,
    )


def _review(opinion: Opinion) -> dict[str, str | None]:
    review, change = opinion.review, opinion.version.change
    return {
        "by": review.by,
        "verdict": opinion.verdict.name.lower(),
        "at": moment_text(review.at) if review.at else None,
        "url": review.url,
        "commit": review.commit,
        "changed": change.words or None if change else None,
    }
