"""The open follow-ups of earlier incidents, as `opslog followups before` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from opslog.files import printable
from opslog.ledger import LedgerEntry
from opslog.ledger_reports.json import fields
from opslog.prevention import Candidate
from opslog.record import Record
from opslog.vocabulary import ANSWERS
from opslog.words import one_line
from opslog.writing import yaml_text

VERSION = 1
FEW_WORDS = 60


def as_text(record: Record, candidates: Sequence[Candidate]) -> str:
    """Write what was open and why it is asked about, then the frontmatter that answers."""
    if not candidates:
        return f"No open follow-up of an earlier incident comes near {record.id}.\n"
    lines = [f"Open when {record.id} began, likeliest first:", ""]
    for number, one in enumerate(candidates, 1):
        entry = one.entry
        lines += [
            f"{number}. {one_line(entry.follow_up.text)}",
            f"   {entry.record.path}:{entry.follow_up.first_line}, open for {one.age} days",
            f"   because of {printable(why(one))}",
            *([f"   answered: {one.answer.prevented}"] if one.answer else []),
        ]
    unanswered = [one for one in candidates if one.answer is None]
    if unanswered:
        lines += ["", "Would it have prevented this, had it been done? In the frontmatter:", "", "backlog_check:"]
        lines += [line for one in unanswered for line in _answer(one.entry)]
    return "\n".join(lines) + "\n"


def as_json(record: Record, candidates: Sequence[Candidate], today: date) -> str:
    """Write one object, `{version, record, candidates: […]}`; a candidate has its follow-up as the ledger lists it."""
    shown = {
        "version": VERSION,
        "record": record.id,
        "candidates": [
            {
                "follow_up": fields(one.entry, today),
                "score": round(one.score, 2),
                "services": list(one.services),
                "words": list(one.words),
                "age_days": one.age,
                "prevented": one.answer.prevented if one.answer else None,
            }
            for one in candidates
        ],
    }
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def why(candidate: Candidate) -> str:
    """Say what a follow-up has in common with an incident.

    >>> why(Candidate(None, 1.0, ("search",), ("feed", "alert"), 9))  # type: ignore[arg-type]
    'search; “feed”, “alert”'
    """
    return f"{', '.join(candidate.services)}; {', '.join(f'“{word}”' for word in candidate.words)}"


def _answer(entry: LedgerEntry) -> Iterator[str]:
    """Write the lines of an answer; the follow-up is named by its tracker reference, else by its first words."""
    words = one_line(entry.follow_up.text)
    few = words if len(words) <= FEW_WORDS else words[:FEW_WORDS].rpartition(" ")[0] or words
    yield f"  - record: {yaml_text(entry.record.id)}"
    yield f"    follow_up: {yaml_text(entry.follow_up.tracker or few)}"
    yield f"    prevented: {' | '.join(ANSWERS)}"
