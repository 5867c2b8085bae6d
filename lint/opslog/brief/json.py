"""A brief for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from opslog.brief.brief import Brief, LastReview
from opslog.brief.plan import Planned
from opslog.finding import Finding
from opslog.ledger_reports.json import fields
from opslog.times import moment_text

VERSION = 1


def as_json(briefs: Sequence[Brief], today: date) -> str:
    """Write one object, `{version, briefs: […]}`."""
    return json.dumps({"version": VERSION, "briefs": [_brief(one, today) for one in briefs]}, indent=2) + "\n"


def _brief(brief: Brief, today: date) -> dict[str, Any]:
    record, facts = brief.record, brief.record.facts
    return {
        "record": record.id,
        "path": record.path,
        "title": record.title,
        "severity": facts.severity,
        "kind": facts.kind,
        "status": facts.status,
        "services": list(facts.services),
        "milestones": {
            name: moment_text(moment) for name, moment in zip(facts.times._fields, facts.times, strict=True) if moment
        },
        "minutes": {metric.name: _minutes(span) for metric, span in brief.metrics},
        "phases": [{"name": stretch.name, "minutes": _minutes(stretch.span)} for stretch in brief.phases],
        "contradictions": [_finding(one) for one in brief.contradictions],
        "findings": [_finding(one) for one in brief.findings],
        "follow_ups": [_planned(one, today) for one in brief.plan],
        "ideas": brief.ideas,
        "similar": [
            {
                "record": one.record.id,
                "score": round(one.score, 2),
                "named": one.named,
                "services": list(one.services),
                "tags": list(one.tags),
                "words": list(one.words),
                "to_do": [fields(entry, today) for entry in one.to_do],
            }
            for one in brief.similar
        ],
        "asked": [
            {"follow_up": fields(one.entry, today), "prevented": one.answer.prevented if one.answer else None}
            for one in brief.asked
        ],
        "questions": [
            {"heading": heading, "question": one.words, "answer": one.answer.name.lower(), "rests_on": one.rests_on}
            for heading, asked in brief.questions.items()
            for one in asked
        ],
        "reviews": {
            "enough": brief.standing.is_enough,
            "words": brief.standing.words,
            "last": _last(brief.last_review) if brief.last_review else None,
        },
    }


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.span.line,
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
        "instead": finding.instead,
    }


def _planned(one: Planned, today: date) -> dict[str, Any]:
    last = one.last.isoformat() if one.last else None
    return fields(one.entry, today) | {"last_by_policy": last, "within_policy": one.within, "lacks": list(one.lacks)}


def _last(last: LastReview) -> dict[str, Any]:
    change = last.version.change
    return {
        "by": last.review.by,
        "state": last.review.state,
        "at": moment_text(last.review.at) if last.review.at else None,
        "compared": last.version.match.name.lower(),
        "changed": change.words or None if change else None,
    }
