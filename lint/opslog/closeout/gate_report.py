"""What `opslog close` tells: what is answered, what is open, and how to answer it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from opslog.closeout.filing import title_of, unfiled
from opslog.closing import MISSING, NONE, Answer, closing_gate
from opslog.config import Config
from opslog.files import printable
from opslog.record import Record

HOW = {
    "public_issues": "--public-issue URL, or --no-public-issues",
    "announced": "--announced URL, or --not-announced",
    "resolved_announced": "--resolved-announced URL, or --resolved-not-announced",
    "follow_ups": "--filed NUMBER=REFERENCE",
    "retrospective": '--retrospective DATE, or --no-retrospective "one sentence why"',
}
"""The options that answer each question."""
NO_FOLLOW_UPS = "--no-follow-ups, or write them under Follow-ups"
NEXT = {
    "open": "The incident is still open: `opslog resolve` and `opslog postmortem` come first.",
    "draft": "Next: `status: in-review` and a senior review. Closing approves nothing.",
    "in-review": "Next: the senior review. Closing approves nothing.",
    "approved": "The record is approved, and stands.",
}
"""What follows when every question is answered, by status."""


def lines(record: Record, config: Config, today: date, *, is_new: bool) -> Iterator[str]:
    """Tell people."""
    if record.facts.status == "waived":
        yield f"{record.path}: its postmortem is waived, so nothing has to be closed."
        return
    answers = closing_gate(record, config, today)
    left = sum(answer.state == MISSING for answer in answers)
    state = f"{left} of {len(answers)} questions {'is' if left == 1 else 'are'} open" if left else "all is answered"
    yield f"{record.path}: {state}.{' Written.' if is_new else ''}"
    for answer in answers:
        yield printable(f"  [{' ' if answer.state == MISSING else 'x'}] {answer.title}{_words(answer)}")
        if answer.state == MISSING:
            yield from (f"        {printable(line)}" for line in _how(answer, record))
    status = record.facts.status or ""
    if status == "open" or not left:
        yield NEXT.get(status, "")


def _words(answer: Answer) -> str:
    if answer.links:
        return f": {', '.join(answer.links)}"
    words = "none" if answer.state == NONE else answer.words
    return f": {words}" if words else ""


def _how(answer: Answer, record: Record) -> Iterator[str]:
    if answer.question != "follow_ups":
        yield HOW[answer.question]
        return
    open_ones = unfiled(record)
    yield HOW["follow_ups"] if open_ones else NO_FOLLOW_UPS
    for number, item in open_ones:
        yield f"{number}  {title_of(item)}{f' — {item.owner}' if item.owner else ''}"


def as_json(record: Record, config: Config, today: date, *, is_new: bool) -> str:
    """Tell the same to programs."""
    answers: Sequence[Answer] = () if record.facts.status == "waived" else closing_gate(record, config, today)
    told = {
        "record": record.path,
        "status": record.facts.status,
        "changed": is_new,
        "answered": all(answer.state != MISSING for answer in answers),
        "questions": [
            {
                "question": answer.question,
                "title": answer.title,
                "state": answer.state,
                "links": list(answer.links),
                "words": answer.words or None,
                "how": next(_how(answer, record)) if answer.state == MISSING else None,
            }
            for answer in answers
        ],
        "unfiled": [
            {"number": number, "text": title_of(item), "owner": item.owner, "due": item.due and item.due.isoformat()}
            for number, item in unfiled(record)
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)
