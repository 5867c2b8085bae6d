"""Milestones, timeline and calendar: do they tell the same story, and did it happen already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.events import entry_place, milestones
from opslog.proof.slips import likely_slip
from opslog.record import MILESTONES, Entry, Record
from opslog.rule import rule
from opslog.times import Moment, duration_text, is_before, moment_text
from opslog.today import now
from opslog.vocabulary import READ_BY_OTHERS

ONE_DAY = timedelta(days=1)


@rule("TL105", "milestone-against-timeline", "error")
def milestone_against_timeline(record: Record, config: Config) -> Iterator[Remark]:
    """An entry tagged as a milestone has another time than the frontmatter gives it.

    They may differ by `proof.milestone-minutes`; an approximate entry (`~12:40`) by twice that. Where several entries
    bear the same tag (it was mitigated twice), one of them has to agree.

    ## Why it matters

    Durations are computed from the frontmatter and the story is read in the timeline: a reader sees two answers.

    ## What to write instead

    Find out which of the two is right, and correct the other one.

    ## Example

        times:
          detected: 2022-12-25 12:40

    and in the timeline

        - 12:40 — [detected] Memory alert fires for checkout.
    """
    for name, moment in milestones(record):
        told = [(entry, entry.at) for entry in record.timeline if entry.kind == name and entry.at is not None]
        if not told or any(_agree(entry, at, moment, config.proof.milestone_minutes) for entry, at in told):
            continue
        entry, at = min(told, key=lambda pair: abs(pair[1].at - moment.at))
        apart = duration_text(abs(at.at - moment.at)) if not (at.whole_day or moment.whole_day) else "a day or more"
        line = record.place(f"times.{name}").line
        message = f"[{name}] stands at {moment_text(at)}, and line {line} says {moment_text(moment)}: {apart} apart"
        slip = likely_slip(at, moment, moment) if abs(at.at - moment.at) > ONE_DAY else None
        hint = f" A slip in the date? {slip} would fit." if slip else ""
        yield Remark(entry_place(entry), message, f"Correct whichever of the two is wrong.{hint}")


def _agree(entry: Entry, at: Moment, moment: Moment, minutes: int) -> bool:
    if at.whole_day or moment.whole_day:
        return not is_before(at, moment) and not is_before(moment, at)
    tolerance = timedelta(minutes=minutes * (2 if entry.approximate else 1))
    end = entry.until.at if entry.until else at.at
    return at.at - tolerance <= moment.at <= end + tolerance


@rule("TL106", "days-apart", "warning")
def days_apart(record: Record, config: Config) -> Iterator[Remark]:
    """An entry, or a milestone, lies days away from its neighbours.

    How many days is `proof.days-apart`. Where a single slip explains it (a wrong year or month, day and month changed
    over) the finding is a warning and says what would fit. Otherwise it is only a remark, for some incidents do last,
    and what came before it started or after it was resolved may lie far off.

    ## Why it matters

    A wrong month is a month in every statistic, and the most common slip of all in January.

    ## What to write instead

    The date that was meant. If nothing happened for days, say so in an entry.

    ## Example

        - 2023-01-05 23:50 — The queue is empty.
        - 2023-01-06 00:10 — Customers are told.
    """
    furthest = timedelta(days=config.proof.days_apart)
    placed = [(entry, entry.at) for entry in record.timeline if entry.at is not None]
    for index, (entry, at) in enumerate(placed[1:], 1):
        _, before = placed[index - 1]
        gap = at.at - before.at
        if gap <= furthest:
            continue
        after = placed[index + 1][1] if index + 1 < len(placed) else before
        slip = likely_slip(
            at, before, after if is_before(before, after) and after.at - before.at < furthest else before
        )
        message = f"this entry ({moment_text(at)}) is {duration_text(gap)} after the one above ({moment_text(before)})"
        if slip:
            yield Remark(entry_place(entry), message, f"If the date slipped, {slip} would fit.")
        elif _is_during(record, before):
            yield Remark(entry_place(entry), message, "If nothing happened in between, an entry can say so.", "info")
    yield from _far_milestones(record, furthest)


def _is_during(record: Record, moment: Moment) -> bool:
    started, resolved = record.facts.times.started, record.facts.times.resolved
    begun = started is None or not is_before(moment, started)
    return begun and (resolved is None or is_before(moment, resolved))


def _far_milestones(record: Record, furthest: timedelta) -> Iterator[Remark]:
    """Look at milestones that no entry is near, where a slip would bring them to the others."""
    given = [(name, at) for name, at in milestones(record)]
    told = [entry.at for entry in record.timeline if entry.at is not None]
    for name, at in given:
        others = [other for other_name, other in given if other_name != name] + told
        if not others or any(abs(other.at - at.at) <= furthest for other in others):
            continue
        first, last = min(others, key=lambda other: other.at), max(others, key=lambda other: other.at)
        slip = likely_slip(at, first, last)
        if slip:
            message = f"{name} ({moment_text(at)}) is more than {duration_text(furthest)} from all else in the record"
            yield Remark(record.place(f"times.{name}"), message, f"If the date slipped, {slip} would fit.")


@rule("TL113", "in-the-future", "error")
def in_the_future(record: Record, config: Config) -> Iterator[Remark]:
    """A time that tells what happened is still to come.

    Looked at are the milestones, the timeline, the decision to mitigate and the reviews. What is planned (a
    retrospective, a due date, the end of a licence) may lie ahead.

    ## Why it matters

    It cannot be true, and an incident that ends next year is the longest in every list.

    ## What to write instead

    Look at the year first, then at month and day.

    ## Example

        times:
          started: 2022-12-25 12:32
    """
    present = now()
    given = [(f"times.{name}", name, at) for name, at in milestones(record)]
    if record.facts.mitigation and record.facts.mitigation.decided:
        given.append(("mitigation.decided", "the decision to mitigate", record.facts.mitigation.decided))
    given += [(f"reviews.{i}", "the review", one.at) for i, one in enumerate(record.facts.reviews) if one.at]
    places = [(record.place(field), name, at) for field, name, at in given]
    places += [(entry_place(entry), "this entry", entry.at) for entry in record.timeline if entry.at]
    for place, name, at in places:
        # A record from the other side of the date line may be a day ahead of a bare date here.
        if at.at > present + (ONE_DAY if at.whole_day else timedelta(minutes=5)):
            message = f"{name} ({moment_text(at)}) is in the future: it is {present:%Y-%m-%d %H:%M} UTC now"
            yield Remark(place, message, "Check the year, then month, day and zone.")


@rule("TL114", "milestone-outside-timeline", "info")
def milestone_outside_timeline(record: Record, config: Config) -> Iterator[Remark]:
    """The timeline begins after the incident started, or ends before it was resolved.

    Looked at once the record is being reviewed. The tolerance is `proof.outside-minutes`.

    ## Why it matters

    The first minutes are those in which nobody knew yet, and the last are where one learns what really helped. Where
    they are missing, the milestone has nothing to rest on.

    ## What to write instead

    An entry for that moment: what happened, and how it is known.

    ## Example

        - 12:32 — The image goes live; memory climbs from here on. (known 13:50: seen in the graph)
    """
    if record.facts.status not in READ_BY_OTHERS:
        return
    told = [entry.until or entry.at for entry in record.timeline if entry.at is not None]
    begun = [entry.at for entry in record.timeline if entry.at is not None]
    if not told:
        return
    slack = timedelta(minutes=config.proof.outside_minutes)
    given = dict(milestones(record))
    first, last = min(begun, key=lambda at: at.at), max((at for at in told if at), key=lambda at: at.at)
    for name in (MILESTONES[0], MILESTONES[-1]):
        at = given.get(name)
        if at is None or at.whole_day:
            continue
        if name == MILESTONES[0] and not first.whole_day and first.at - at.at > slack:
            message = f"it started at {moment_text(at)}, and the timeline begins at {moment_text(first)}"
            yield Remark(record.place(f"times.{name}"), message, "Add what happened first, and how that is known.")
        if name == MILESTONES[-1] and not last.whole_day and at.at - last.at > slack:
            message = f"it was resolved at {moment_text(at)}, and the timeline ends at {moment_text(last)}"
            yield Remark(record.place(f"times.{name}"), message, "Add what resolved it, at that time.")
