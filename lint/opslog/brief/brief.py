"""All that a brief tells of a record, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from opslog.brief.plan import Planned, plan_of
from opslog.brief.question import Case, Question
from opslog.brief.questions import questions
from opslog.brief.similar import Similar, similar_to
from opslog.config import Config
from opslog.coverage import COVERED_KINDS
from opslog.coverage import standing_of as coverage_of
from opslog.finding import LEVELS, Finding
from opslog.ledger import ledger_of
from opslog.log import LONG_AGO, Log
from opslog.metrics import DETECT, MITIGATE, RESOLVE, Metric
from opslog.phases import Stretch, stretches
from opslog.prevention import Backlog, Candidate
from opslog.record import Record, Review
from opslog.review.standing import Standing
from opslog.review.version import Version, VersionOf
from opslog.tracked import Tracked

SHOWN_METRICS = (DETECT, MITIGATE, RESOLVE)
CONTRADICTING = ("TL", "RO", "FM108", "FM203", "MT102", "MT103")
"""Families and rules that say that two statements of a record do not fit; but for those of NO_CONTRADICTION."""
NO_CONTRADICTION = frozenset({"TL101", "TL102", "TL104", "TL106", "TL114", "RO101", "RO105", "RO106", "RO107"})
"""These miss something, cannot read it, or find it strange."""


class LastReview(NamedTuple):
    """The last review that is known, and how the version it was about compares with the present one."""

    review: Review
    version: Version


class Brief(NamedTuple):
    """A record as its reviewer wants to see it first.

    `contradictions` are findings that two statements of the record do not fit; `findings` all others, errors first.
    `deadline` says how the postmortem stands against its deadline. `asked` are follow-ups that were open when it began.
    """

    record: Record
    metrics: tuple[tuple[Metric, timedelta], ...]
    phases: tuple[Stretch, ...]
    deadline: str
    contradictions: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    plan: tuple[Planned, ...]
    ideas: int
    similar: tuple[Similar, ...]
    asked: tuple[Candidate, ...]
    questions: Mapping[str, tuple[Question, ...]]
    standing: Standing
    last_review: LastReview | None


def brief_of(
    record: Record,
    log: Log,
    config: Config,
    now: datetime,
    findings: Sequence[Finding],
    tracked: Mapping[str, Tracked],
    standing: Standing,
    version_of: VersionOf,
) -> Brief:
    """Put together what is known of a record of a log.

    `findings` are those of the record, `tracked` is what the trackers said by web address, `standing` how its reviews
    stand, and `version_of` compares the version of a review with the present one.
    """
    today = now.date()
    ledger = ledger_of(log.records, config, today, tracked)
    plan = plan_of(record, ledger, config)
    ordered = sorted(findings, key=lambda finding: LEVELS.index(finding.level))
    metrics = ((metric, metric.of(record.facts)) for metric in SHOWN_METRICS)
    return Brief(
        record=record,
        metrics=tuple((metric, span) for metric, span in metrics if span is not None),
        phases=stretches(record.facts.times),
        deadline=coverage_of(record, config, today).words if record.facts.kind in COVERED_KINDS else "",
        contradictions=tuple(filter(is_contradiction, ordered)),
        findings=tuple(finding for finding in ordered if not is_contradiction(finding)),
        plan=plan,
        ideas=sum(item.idea for item in record.follow_ups),
        similar=similar_to(record, log, ledger),
        asked=Backlog(ledger).before(record),
        questions={} if record.facts.status == "waived" else questions(Case(record, plan, config, now)),
        standing=standing,
        last_review=_last_review(record, standing, version_of),
    )


def is_contradiction(finding: Finding) -> bool:
    """Say whether a finding is that two statements do not fit."""
    return finding.code.startswith(CONTRADICTING) and finding.code not in NO_CONTRADICTION


def _last_review(record: Record, standing: Standing, version_of: VersionOf) -> LastReview | None:
    """Find the latest review that somebody gave, also a comment; by time."""
    given = [*record.facts.reviews, *(opinion.review for opinion in standing.opinions)]
    known = [review for review in given if review.by and review.state]
    if not known:
        return None
    last = max(known, key=lambda review: review.at.at if review.at else LONG_AGO)
    return LastReview(last, version_of(last))
