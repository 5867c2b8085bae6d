"""The questions of a review, answered from data where data can answer them.

The headings are Google's, "Site Reliability Engineering" (2016), chapter 15, sre.google/sre-book/postmortem-culture:
were the key data collected, are the impact assessments complete, was the root cause sufficiently deep, is the action
plan appropriate, was the outcome shared. What no data can answer is left to the reader, never answered for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from opslog.brief.plan import to_do
from opslog.brief.question import Answer, Case, Question, yes_or_no
from opslog.brief.response import response
from opslog.brief.words import SHOWN_FIGURES, fate_of_data, figures, has_evidence, longest_silence, word_count
from opslog.closing import MISSING, NONE, closing_gate
from opslog.markdown import HEADED, read_items
from opslog.record import MILESTONES
from opslog.times import duration_text
from opslog.vocabulary import CHANGES_WHAT_HAPPENS, PRIORITIES
from opslog.words import counted

EXPOSED = "data-lost-or-exposed"
NEEDED_MILESTONES = frozenset({"started", "detected", "mitigated", "resolved"})
"""Without these no time to detect, mitigate or resolve can be computed."""
ENDS = frozenset({"mitigated", "resolved"})
LONG_SILENCE = timedelta(hours=1)


def questions(case: Case) -> dict[str, tuple[Question, ...]]:
    """Answer the questions, by heading; those that do not apply are left out."""
    asked = HEADINGS if case.is_over else WHILE_IT_LASTS
    return {heading: found for heading, ask in asked.items() if (found := tuple(ask(case)))}


def _collected(case: Case) -> Iterator[Question]:
    times, timeline = case.record.facts.times, case.record.timeline
    asked = [name for name in MILESTONES if case.is_over or name not in ENDS]
    missing = [name for name in asked if getattr(times, name) is None]
    rests_on = f"{len(asked) - len(missing)} of {len(asked)}" + (f"; missing: {', '.join(missing)}" if missing else "")
    yield Question("Are the milestones stated?", yes_or_no(not NEEDED_MILESTONES.intersection(missing)), rests_on)
    if not timeline:
        yield Question("Is there a timeline?", Answer.NO, "it has no entries")
        return
    timed = sum(entry.at is not None for entry in timeline)
    of_all = f"{timed} of {counted(len(timeline), 'entry', 'entries')}"
    yield Question("Does every timeline entry have a time?", yes_or_no(timed == len(timeline)), of_all)
    proven = sum(map(has_evidence, timeline))
    yield Question(
        "Can entries be checked against evidence?",
        Answer.ASK if proven else Answer.NO,
        f"{proven} of {len(timeline)} have a link or quote what a program said",
    )
    silence = longest_silence(case.record)
    if silence is not None and silence.lasts >= LONG_SILENCE:
        after = f"{silence.after.written} (line {silence.after.first_line})"
        yield Question(
            "Are there silent stretches?", Answer.ASK, f"the longest is {duration_text(silence.lasts)} after {after}"
        )


def _impact(case: Case) -> Iterator[Question]:
    section = case.record.section("impact")
    if section is None:
        yield Question("Is the impact told?", Answer.NO, "there is no section Impact")
    else:
        found = figures(section.lines)
        shown = "; ".join(found[:SHOWN_FIGURES])
        more = f" and {len(found) - SHOWN_FIGURES} more" if len(found) > SHOWN_FIGURES else ""
        words = counted(word_count(section.lines), "word")
        rests_on = f"{shown}{more}" if found else f"no figure in {words}"
        yield Question("Does the impact have figures?", yes_or_no(bool(found)), rests_on)
    sentence = fate_of_data(case.record)
    flagged = EXPOSED in case.record.facts.criteria
    if flagged:
        told = f"the criteria say that they were{f': “{sentence}”' if sentence else '; no sentence says which'}"
    else:
        told = f"“{sentence}”" if sentence else "no sentence of Impact or Summary speaks of it"
    yield Question("Does it say whether data were lost or exposed?", yes_or_no(flagged or bool(sentence)), told)
    if section is not None:
        yield Question("Is it complete?", Answer.ASK, "who else could have noticed, and did anybody ask them?")


def _cause(case: Case) -> Iterator[Question]:
    section = case.record.section("what-happened")
    if section is None or not (words := word_count(section.lines)):
        yield Question("Is it told what made it possible?", Answer.NO, "there is no text under What happened")
        return
    parts = [counted(words, "word")]
    headings = sum(line.kind == HEADED for line in section.lines)
    items = sum(1 for _ in read_items(section.lines))
    parts += [counted(headings, "sub-heading")] if headings else []
    parts += [counted(items, "list item")] if items else []
    yield Question(
        "Does it name more than one contributing factor?", Answer.ASK, f"What happened has {', '.join(parts)}"
    )
    yield Question("Is it deep enough?", Answer.ASK, "would it happen again if only the trigger were gone?")


def _plan(case: Case) -> Iterator[Question]:
    open_ones = to_do(case.plan)
    if not case.plan:
        yield Question("Is there an action plan?", Answer.NO, "the record has no follow-ups")
        return
    needs = [name for name in case.config.lint.follow_up_needs if name in ("owner", "due", "tracker")]
    if open_ones and needs:
        missing = Counter(name for one in open_ones for name in one.lacks if name in needs)
        words = {"owner": "an owner", "due": "a date", "tracker": "a tracker reference"}
        wanted = _and([words[name] for name in needs])
        lacking = _and([f"{missing[name]} without {words[name]}" for name in needs if missing[name]])
        rests_on = f"{len(open_ones)} open{f'; {lacking}' if lacking else ''}"
        yield Question(f"Does every follow-up have {wanted}?", yes_or_no(not missing), rests_on)
    yield _prevents(case)
    late = sum(one.within is False for one in open_ones)
    dated = sum(one.within is not None for one in open_ones)
    if dated:
        yield Question(
            "Do their dates keep to the policy?", yes_or_no(not late), f"{dated - late} of {dated} with a date do"
        )
    ranked = Counter(one.entry.follow_up.priority for one in open_ones)
    if open_ones:
        told = [f"{ranked[name]} {name}" for name in PRIORITIES if ranked[name]]
        told += [f"{ranked[None]} without a priority"] if ranked[None] else []
        yield Question("Are the priorities right?", Answer.ASK, ", ".join(told))
    yield Question("Would it have prevented this, or made it shorter?", Answer.ASK, "had all of it been done before?")


def _prevents(case: Case) -> Question:
    kinds = Counter(one.entry.follow_up.kind for one in case.plan)
    told = [f"{number} {kind}" for kind, number in kinds.most_common() if kind]
    told += [f"{kinds[None]} of no kind" if told else "none says of what kind it is"] if kinds[None] else []
    if CHANGES_WHAT_HAPPENS.intersection(filter(None, kinds)):
        answer = Answer.YES
    else:
        answer = Answer.ASK if kinds[None] else Answer.NO
    return Question("Does one prevent it, or make it hurt less?", answer, ", ".join(told))


def _shared(case: Case) -> Iterator[Question]:
    missing = []
    for answer in closing_gate(case.record, case.config, case.now.date()):
        if answer.state == MISSING and answer.question in TOLD:
            missing.append(answer.title)
        elif answer.question in TOLD:
            links = f"{counted(len(answer.links), 'link')}, {answer.links[0]}" if answer.links else ""
            rests_on = "answered: there was none" if answer.state == NONE else answer.words or links
            yield Question(TOLD[answer.question], Answer.YES, rests_on)
    if missing:
        due = case.record.facts.status == "approved"
        rests_on = f"{'not answered' if due else 'asked once it is approved'}: {', '.join(missing)}"
        yield Question("Is the closing gate answered?", Answer.NO if due else Answer.ASK, rests_on)
    rests_on = f"visibility: {case.record.facts.visibility}"
    yield Question("Is all of it fit for its readers?", Answer.ASK, rests_on)


def _and(parts: Sequence[str]) -> str:
    *others, last = parts or [""]
    return f"{', '.join(others)} and {last}" if others else last


TOLD = {
    "public_issues": "Are the public issues closed?",
    "announced": "Was it announced?",
    "resolved_announced": "Was its end announced?",
    "retrospective": "Is there a retrospective?",
}
"""The questions of the closing gate about telling others, as a reviewer asks them."""
HEADINGS: dict[str, Callable[[Case], Iterator[Question]]] = {
    "Were the key data collected?": _collected,
    "Is the impact complete?": _impact,
    "Is the cause deep enough?": _cause,
    "Can the response be followed?": response,
    "Is the action plan right?": _plan,
    "Was the outcome shared?": _shared,
}
"""What is asked, under which heading; the fourth is ours."""
WHILE_IT_LASTS = {heading: ask for heading, ask in HEADINGS.items() if ask in (_collected, response)}
"""What is asked while nobody can have written the postmortem yet."""
