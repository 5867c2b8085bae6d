"""One account becomes one record: facts, body, the source's own frontmatter, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.account import Account, Vocabulary
from opslog.adopt.adopted import Adopted, Inferred
from opslog.adopt.date_order import Orders
from opslog.adopt.day_of import find_day
from opslog.adopt.images import bring_pictures
from opslog.adopt.record_ids import record_id
from opslog.adopt.reporting import inferred_of, missing_of, people_told
from opslog.adopt.rows import Row
from opslog.adopt.stated_facts import STARTED, StatedFacts, state_facts
from opslog.adopt.story import tell_story
from opslog.adopt.timeline_rows import Context
from opslog.adopt.told_milestones import told_milestones, with_told
from opslog.adopt.words import fenced, lines_not_carried
from opslog.facts_text import facts_text
from opslog.reading import parse_record
from opslog.record import Facts, Record
from opslog.times import moment_text

ORIGINAL = "Original frontmatter"
NOT_CARRIED = "Also in the original"


class Place(NamedTuple):
    """Chooses where a record goes, and says what is taken there already."""

    path_for: Callable[[str], Path]
    is_taken: Callable[[Path, Path], bool]


def make_record(account: Account, orders: Orders, words: Vocabulary, place: Place) -> Adopted:
    """Make the record of an account."""
    if account.problem:
        return Adopted(account.source, account.raw, None, "", None, problems=(account.problem,), state="unreadable")
    order, proof = orders.order_for(account.source.path)
    given = words.map.dates.get(account.source.path.name) or words.map.dates.get(account.source.shown)
    day = find_day(account, order, words.names, given)
    near = day.found.day if day.found else account.own_date
    stated = state_facts(account, order, near, words)
    story = tell_story(account.rows, account.title.row, words.names, Context(order, near))
    path = place.path_for(record_id(account, day.found.day.isoformat() if day.found else ""))
    pictured = bring_pictures(story.rows, account.source, path, place.is_taken)
    text = record_text(account, stated.facts, pictured.rows, words)
    record = parse_record(text, str(path), words.config)
    told = _with_told(stated, record, _source_lines(text, pictured.rows)) if day.found else stated
    if told.facts != stated.facts:
        stated, text = told, record_text(account, told.facts, pictured.rows, words)
        record = parse_record(text, str(path), words.config)
    problems = (*((account.front.problem,) if account.front.problem else ()), *pictured.problems)
    return Adopted(
        account.source, account.raw, path, text, record,
        zone_said=stated.zone.words if stated.zone else None,
        pictures=pictured.pictures,
        inferred=tuple(inferred_of(account, day.found, proof, stated, story)),
        missing=tuple(missing_of(day, stated, story, record)),
        problems=problems,
        people=people_told(stated.facts, account.rows),
        ambiguous=tuple(dict.fromkeys((*day.ambiguous, *story.ambiguous))),
        state="new" if day.found else "set-aside",
    )  # fmt: skip


def _source_lines(text: str, rows: Sequence[Row]) -> dict[int, int]:
    """Say of each line of a record's body where it stood in the source."""
    body = "\n".join(row.text for row in rows)
    skipped = len(body) - len(body.lstrip("\n"))
    above = text.partition(body.strip("\n"))[0] if body.strip() else text
    start = above.count("\n") + 1
    return {start + at - skipped: row.number for at, row in enumerate(rows)}


def _with_told(stated: StatedFacts, record: Record, numbers: dict[int, int]) -> StatedFacts:
    """Add the milestones that entries of the timeline state; `numbers` leads from a record's lines to the source's."""
    told = list(told_milestones(record))
    facts = stated.facts._replace(times=with_told(stated.facts.times, told))
    inferred = (
        Inferred(f"times.{one.name}", moment_text(one.at), numbers.get(one.line, 0), f"an entry says “{one.words}”")
        for one in told
    )
    missing = tuple(one for one in stated.missing if not (facts.times.started and one.startswith(STARTED)))
    return stated._replace(facts=facts, inferred=(*stated.inferred, *inferred), missing=missing)


def record_text(account: Account, facts: Facts, rows: Sequence[Row], words: Vocabulary) -> str:
    """Write a record whole: what it does not say in other places stands at its end, as it was."""
    body = "\n".join(row.text for row in rows).strip("\n")
    front = facts_text(facts, words.config)
    parts = [front, body]
    if account.front.lines:
        parts.append("\n".join((f"## {ORIGINAL}", "", *fenced(account.front.lines, account.front.language))))
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
    lost = lines_not_carried(account.lines_said, text)
    if lost:
        text += "\n" + "\n".join((f"## {NOT_CARRIED}", "", *fenced(lost, "text"))) + "\n"
    return text
