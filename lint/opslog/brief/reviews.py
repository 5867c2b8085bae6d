"""The reviews in a brief: who approved, what is missing, and what changed since somebody last looked."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.brief.brief import Brief, LastReview
from opslog.brief.inline import code, inline, link
from opslog.review.change import Change, Edit, FactChange
from opslog.review.standing import NO_ROSTER, Opinion
from opslog.review.version import Match
from opslog.times import moment_text

EXCERPT = 80


def reviews(brief: Brief, most: int) -> Iterator[str]:
    """Write them, as lines."""
    standing = brief.standing
    needs = " and ".join(map(str, standing.needs))
    enough = "that is there" if standing.is_enough else "not there yet"
    note = "" if standing.has_roster else f"; {NO_ROSTER}"
    yield f"- It takes {inline(needs)}: **{enough}**{inline(note)}"
    for opinion in standing.opinions[:most]:
        yield f"- {_opinion(opinion)}"
    if len(standing.opinions) > most:
        yield f"- and {len(standing.opinions) - most:,} more"
    if brief.last_review is None:
        yield "- Nobody has reviewed it yet, as far as the record knows."
    else:
        yield from _since(brief.last_review, most)


def _opinion(opinion: Opinion) -> str:
    review = opinion.review
    at = f", {moment_text(review.at)}" if review.at else ""
    evidence = f", {link(review.url, review.url)}" if review.url else ""
    return f"{inline(review.by or '', 60)} {opinion.verdict.value}{at}{evidence}"


def _since(last: LastReview, most: int) -> Iterator[str]:
    review, version = last
    who = f"{inline(review.by or '', 60)}{f' on {moment_text(review.at)}' if review.at else ''}"
    change = version.change
    if version.match is Match.UNBOUND:
        yield f"- Whether it changed since the review by {who} cannot be told: it does not say which version it is of."
    elif version.match is Match.SAME:
        slips = f", but for slips of the pen ({inline(change.words)})" if change and change.words else ""
        yield f"- It says what it said when {who} looked{slips}."
    elif change is None:
        yield f"- The version that was reviewed by {who} is another one than this, and not at hand in this clone."
    else:
        yield f"- Since {who} looked: {inline(change.words)}"
        yield from (f"  - {line}" for line in _changes(change, most))


def _changes(change: Change, most: int) -> Iterator[str]:
    lines = [_fact(fact) for fact in change.facts]
    lines += [f"{inline(one.title, 60)}: {_edit(edit)}" for one in change.sections for edit in one.edits]
    yield from lines[:most]
    if len(lines) > most:
        yield f"and {len(lines) - most:,} more"


def _fact(fact: FactChange) -> str:
    return f"{code(fact.name, 60)}: {_was(fact.was)} → {_was(fact.now)}"


def _was(value: str | None) -> str:
    return code(value, EXCERPT) if value else "(nothing)"


def _edit(edit: Edit) -> str:
    was, now = (" ".join(words) for words in (edit.was, edit.now))
    if not was:
        return f"added “{inline(now, EXCERPT)}”"
    return f"“{inline(was, EXCERPT)}” → “{inline(now, EXCERPT)}”" if now else f"removed “{inline(was, EXCERPT)}”"
