"""What is reported of one account: what was concluded, what is missing, who is named."""

from __future__ import annotations

from collections.abc import Sequence

from opslog.adopt.account import Account
from opslog.adopt.adopted import Inferred
from opslog.adopt.date_order import Proof
from opslog.adopt.day_of import DayOf, FoundDate
from opslog.adopt.people_named import handles_in
from opslog.adopt.rows import Row
from opslog.adopt.stated_facts import StatedFacts
from opslog.adopt.story import Story
from opslog.markdown import CODE
from opslog.record import Facts, Record
from opslog.vocabulary import SECTIONS


def inferred_of(
    account: Account, day: FoundDate | None, proof: Proof | None, stated: StatedFacts, story: Story
) -> list[Inferred]:
    """List what was not written in so many words, each with where it is from."""
    found = []
    if account.title.line == 0:
        found.append(Inferred("title", account.title.words, 0, "the words of the file's name"))
    if day:
        found.append(Inferred("date", day.day.isoformat(), day.line, day.place))
    if proof and any(one.day.is_ambiguous for one in account.days):
        where = f"{proof.shown}, line {proof.line}"
        line = proof.line if proof.shown == account.source.shown else 0
        found.append(Inferred("date order", proof.order, line, f"`{proof.written}` in {where}"))
    found += stated.inferred
    if story.summary_line:
        found.append(Inferred("section", "summary", story.summary_line, "what stands above the first section"))
    if story.updates_line:
        found.append(Inferred("section", "timeline", story.updates_line, "updates with their times"))
    found += [Inferred("section", one.name, one.line, f"the heading “{one.words}”") for one in story.named]
    if story.rewritten:
        lines = story.rewritten
        found.append(
            Inferred("timeline", f"{len(lines)} times", lines[0], "the usual form was put in front, from here on")
        )
    return found


def missing_of(day: DayOf, stated: StatedFacts, story: Story, record: Record) -> list[str]:
    """List what a person has to supply."""
    missing = []
    ambiguous = dict.fromkeys((*day.ambiguous, *story.ambiguous))
    if ambiguous:
        written, line = next(iter(ambiguous))
        count = f"{len(ambiguous)} days" if len(ambiguous) > 1 else "a day"
        missing.append(
            f"which number is the month in {count}, first in `{written}` (line {line}): --date-order mdy or dmy"
        )
    if day.found is None and not day.ambiguous:
        missing.append(
            "the day of the incident: nothing in the text or the file's name says it; say it in a map, under `dates`"
        )
    missing += stated.missing
    names = {section.name for section in record.sections}
    for name in ("summary", "impact", "timeline"):
        if name not in names:
            missing.append(f"the section {SECTIONS[name][0]}: no heading here means it")
    return missing


def people_told(facts: Facts, rows: Sequence[Row]) -> tuple[str, ...]:
    """List the people of the facts, then the handles in the text."""
    named = (*facts.authors, *facts.responders, *(holding.who for holding in facts.roles))
    handles = (handle for row in rows if row.kind != CODE for handle in handles_in(row.text))
    return tuple(dict.fromkeys((*named, *handles)))
