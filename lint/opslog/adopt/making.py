"""One account becomes one record: facts, body, the source's own frontmatter, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.account import Account, Vocabulary
from opslog.adopt.adopted import ASIDE, Adopted, Inferred
from opslog.adopt.date_order import Orders, Proof
from opslog.adopt.day_of import DayOf, FoundDate, find_day
from opslog.adopt.images import bring_pictures
from opslog.adopt.people_named import handles_in
from opslog.adopt.rows import Row
from opslog.adopt.stated_facts import STARTED, StatedFacts, state_facts
from opslog.adopt.story import Story, tell_story
from opslog.adopt.timeline_rows import Context
from opslog.adopt.titles import words_of_name
from opslog.adopt.told_milestones import Told, told_milestones, with_told
from opslog.adopt.words import fenced, lines_not_carried
from opslog.adopt.written_times import find_days
from opslog.facts_text import facts_text
from opslog.markdown import CODE
from opslog.new import slug_of
from opslog.reading import parse_record
from opslog.record import Facts, Record
from opslog.times import moment_text
from opslog.vocabulary import SECTIONS

ORIGINAL = "Original frontmatter"
NOT_CARRIED = "Also in the original"
GENERIC = frozenset(
    "post mortem postmortem pm incident report outage issue downtime the a an of on and in review rca index md "
    "january february march april may june july august september october november december".split()
)
LITTLE = re.compile(
    r"\A(?:(?:the|a|an|of|on|at|in|and|post-?mortem|post|mortem|incident)\b[\s:,-]*)+|(?:[\s,-]*\b(?:the|of|on|at|in|and|from))+\s*\Z",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """Chooses where a record goes, and says what is taken there already."""

    folder: Path
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
    title_row = account.title.row
    story = tell_story(account.rows, title_row, words.names, Context(order, near))
    path = place.path_for(record_id(account, day.found.day.isoformat() if day.found else ""))
    pictured = bring_pictures(story.rows, account.source, path, place.is_taken)
    text = record_text(account, stated.facts, pictured.rows, words)
    record = parse_record(text, str(path), words.config)
    told = list(told_milestones(record)) if day.found else []
    if told:
        facts = stated.facts._replace(times=with_told(stated.facts.times, told))
        numbers = _source_lines(text, pictured.rows)
        stated = stated._replace(
            facts=facts,
            inferred=(*stated.inferred, *(_as_inferred(one, numbers) for one in told)),
            missing=tuple(one for one in stated.missing if not (facts.times.started and STARTED in one)),
        )
        text = record_text(account, facts, pictured.rows, words)
        record = parse_record(text, str(path), words.config)
    problems = (*((account.front.problem,) if account.front.problem else ()), *pictured.problems)
    return Adopted(
        account.source, account.raw, path, text, record,
        zone_said=stated.zone.words if stated.zone else None,
        pictures=pictured.pictures,
        inferred=tuple(_inferred(account, day.found, proof, stated, story)),
        missing=tuple(_missing(day, stated, story, record)),
        problems=problems,
        people=_people(stated.facts, account.rows),
        ambiguous=tuple(dict.fromkeys((*day.ambiguous, *story.ambiguous))),
        state="new" if day.found else "set-aside",
    )  # fmt: skip


def _source_lines(text: str, rows: Sequence[Row]) -> dict[int, int]:
    """Say of each line of a record's body where it stood in the source."""
    body = "\n".join(row.text for row in rows)
    skipped = len(body) - len(body.lstrip("\n"))
    start = text[: text.index(body.strip("\n"))].count("\n") + 1
    return {start + at - skipped: row.number for at, row in enumerate(rows)}


def _as_inferred(one: Told, numbers: dict[int, int]) -> Inferred:
    return Inferred(f"times.{one.name}", moment_text(one.at), numbers.get(one.line, 0), f"an entry says “{one.words}”")


def record_id(account: Account, day: str) -> str:
    """Make an id of the day and the words of the file's name, or of the title where that says nothing."""
    named = slug_of(words_of_name(account.source.path))
    telling = [word for word in named.split("-") if word not in GENERIC and not word.isdigit()]
    slug = named if telling else slug_of(_without_days(account.title.words))
    return f"{day}-{slug}" if day else slug


def _without_days(title: str) -> str:
    """Leave out the days in a title, and the small words that led to them: the id begins with the day."""
    for day, _ in list(find_days(title)):
        title = title.replace(day.written, " ")
    return LITTLE.sub("", title.strip(" ,:-")) or title


def record_text(account: Account, facts: Facts, rows: Sequence[Row], words: Vocabulary) -> str:
    """Write a record whole: what it does not say in other places stands at its end, as it was."""
    body = "\n".join(row.text for row in rows).strip("\n")
    front = facts_text(facts, words.config)
    parts = [front, body]
    if account.front.lines:
        parts.append("\n".join((f"## {ORIGINAL}", "", *fenced(account.front.lines, account.front.language))))
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
    if account.source.markup == "html":
        kept = "\n".join(row.text for row in account.rows)
        lost = lines_not_carried((*kept.split("\n"), *account.front.lines), text)
    else:
        lost = lines_not_carried(account.lines, text)
    if lost:
        text += "\n" + "\n".join((f"## {NOT_CARRIED}", "", *fenced(lost, "text"))) + "\n"
    return text


def aside_path(folder: Path, slug: str) -> Path:
    """Say where the text of an account lies that nothing dates."""
    return folder / ASIDE / f"{slug}.md"


def _inferred(
    account: Account, day: FoundDate | None, proof: Proof | None, stated: StatedFacts, story: Story
) -> list[Inferred]:
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


def _missing(day: DayOf, stated: StatedFacts, story: Story, record: Record) -> list[str]:
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


def _people(facts: Facts, rows: Sequence[Row]) -> tuple[str, ...]:
    named = (*facts.authors, *facts.responders, *(holding.who for holding in facts.roles))
    handles = (handle for row in rows if row.kind != CODE for handle in handles_in(row.text))
    return tuple(dict.fromkeys((*named, *handles)))
