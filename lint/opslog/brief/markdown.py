"""A brief as markdown, for a comment on a pull request.

No line begins with words of a record, and none of its words come here but through `inline`, `code` and `link`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from opslog.backlog_report import why as why_asked
from opslog.brief.brief import Brief
from opslog.brief.inline import code, inline, link
from opslog.brief.plan import Planned
from opslog.brief.question import Answer, Question
from opslog.brief.reviews import reviews
from opslog.brief.similar import Similar
from opslog.finding import Finding
from opslog.prevention import Candidate
from opslog.times import Moment, duration_text, moment_text
from opslog.words import counted

MARKER = "<!-- opslog-brief -->"
"""The first line: by it the comment is found again that is to be replaced."""
LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""
RESERVED, ENOUGH = 4_000, 8_000
"""Kept for the names of records that have no room; and what a page may have, however many there are."""
RULE = "\n---\n\n"
MOST = 15
"""Lines of a list; fewer where the whole would be too long."""
SHORT = 120
LEVEL_NAMES = {"error": "error", "warning": "warning", "info": "remark"}
T = TypeVar("T")


def as_markdown(briefs: Sequence[Brief]) -> str:
    """Write briefs as one comment, a page each."""
    left = LONGEST - RESERVED
    pages = []
    for number, brief in enumerate(briefs):
        page = _page(brief, min(left, max(left // (len(briefs) - number), ENOUGH)))
        left -= len(page) + len(RULE)
        pages.append((brief, page))
    shown = [page for _, page in pages if page]
    left_out = [code(brief.record.path, SHORT) for brief, page in pages if not page]
    if left_out:
        named, more = left_out[:MOST], len(left_out) - MOST
        rest = f" and {more} more" if more > 0 else ""
        shown.append(f"There is no room here for {', '.join(named)}{rest}: `opslog review brief` writes them.\n")
    return f"{MARKER}\n{RULE.join(shown)}"


def _page(brief: Brief, room: int) -> str:
    """Write a page with lists as long as there is room for; nothing where there is none."""
    most = MOST
    while most:
        page = "\n".join(_lines(brief, most)) + "\n"
        if len(page) <= room:
            return page
        most //= 2
    return ""


def _lines(brief: Brief, most: int) -> Iterator[str]:
    yield f"## Brief: {inline(brief.record.title, SHORT)}"
    yield ""
    yield from _facts(brief)
    yield from _section("What opslog still has to say", _findings(brief, most))
    if brief.record.facts.status != "waived":
        yield from _section("Follow-ups against policy", _plan(brief, most))
    yield from _section("Before this", _before(brief, most))
    yield from _section("Review questions", _questions(brief.questions.items()))
    yield from _section("Reviews", reviews(brief, most))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from ("", f"### {title}", "", *told)


def _facts(brief: Brief) -> Iterator[str]:
    facts, times = brief.record.facts, brief.record.facts.times
    names = ", ".join(facts.services)
    parts = [facts.severity or "no severity", facts.kind, facts.status or "no status", names or "no service"]
    yield " · ".join([code(brief.record.path, SHORT), *(inline(part, SHORT) for part in parts)])
    yield ""
    zone = f" ({facts.timezone})" if facts.timezone else ""
    lasted = f"{_moment(times.started, 'start not stated')} → {_moment(times.resolved, 'not resolved')}{zone}"
    spans = [f"{metric.name} {duration_text(span)}" for metric, span in brief.metrics]
    yield f"- {inline('; '.join([lasted, *spans]))}"
    if brief.phases:
        yield f"- {inline(', '.join(f'{stretch.name} {duration_text(stretch.span)}' for stretch in brief.phases))}"
    if facts.status == "waived":
        yield f"- no postmortem: {inline(facts.waived_because or 'no reason is given')}"
    elif brief.deadline:
        yield f"- postmortem: {inline(brief.deadline)}"
    yield f"- **{_in_short(brief)}**"


def _in_short(brief: Brief) -> str:
    """Count what wants attention."""
    levels = Counter(finding.level for finding in brief.findings)
    answers = Counter(question.answer for asked in brief.questions.values() for question in asked)
    parts = [counted(len(brief.contradictions), "contradiction")] if brief.contradictions else []
    parts += [counted(levels[level], name) for level, name in LEVEL_NAMES.items() if levels[level]]
    of_questions = [f"{answers[answer]} {answer.value}" for answer in Answer if answers[answer]]
    found = ", ".join(parts) or "no findings"
    return f"{found}; questions: {', '.join(of_questions)}" if of_questions else found


def _moment(moment: Moment | None, without: str) -> str:
    return moment_text(moment) if moment else without


def _findings(brief: Brief, most: int) -> Iterator[str]:
    fit, others = _by_code(brief.contradictions), _by_code(brief.findings)
    if fit:
        yield "Statements that do not fit:"
        yield ""
        yield from _listed(fit, most, _finding)
    if fit and others:
        yield ""
        yield "Else:"
        yield ""
    yield from _listed(others, max(1, most - len(fit)), _finding)
    if not fit and not others:
        yield "Nothing: `opslog lint --level info` is clean."


def _by_code(findings: Sequence[Finding]) -> Sequence[Sequence[Finding]]:
    """Put together what one rule says at several places, in the order of the first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.code), []).append(finding)
    return list(groups.values())


def _finding(group: Sequence[Finding]) -> str:
    first, *others = group
    place = code(f"{first.path.rpartition('/')[2]}:{first.span.line}", SHORT)
    lines = [str(finding.span.line) for finding in others]
    also = f", also line{'s' if len(lines) > 1 else ''} {', '.join(lines[:MOST])}" if lines else ""
    more = f" and {len(lines) - MOST:,} more" if len(lines) > MOST else ""
    message = inline(first.message[:1].upper() + first.message[1:])
    return f"- **{first.level}** {place} {message} ({code(first.code)}{also}{more})"


def _plan(brief: Brief, most: int) -> Iterator[str]:
    if not brief.plan and brief.record.facts.status != "open":
        yield "None, and nothing says that there is nothing to do."
    if brief.plan:
        yield "| Follow-up | State | Owner | Kind, priority | Due, by policy | Tracker | Lacks |"
        yield "|---|---|---|---|---|---|---|"
        yield from (_planned(one) for one in brief.plan[:most])
        if len(brief.plan) > most:
            yield ""
            yield f"and {len(brief.plan) - most:,} more"
    if brief.ideas:
        yield ""
        yield f"{counted(brief.ideas, 'idea')} beside them, which nobody has committed to."


def _planned(one: Planned) -> str:
    entry, item = one.entry, one.entry.follow_up
    tracker = link(item.tracker, entry.url) if item.tracker and entry.url else code(item.tracker or "", 80)
    cells = (
        inline(item.text, SHORT),
        entry.state,
        inline(item.owner or "", 60),
        ", ".join(filter(None, (item.kind, item.priority))),
        _due(one),
        tracker,
        ", ".join(one.lacks),
    )
    return f"| {' | '.join(cells)} |"


def _due(one: Planned) -> str:
    due, last = one.entry.follow_up.due, one.last
    if not one.entry.to_do:
        return str(due or "")
    if last is None:
        return f"{due}, no policy" if due else "none, no policy"
    if due is None:
        return f"none, policy allows {last}"
    return f"{due}, within it" if due <= last else f"{due}, {counted((due - last).days, 'day')} beyond it"


def _before(brief: Brief, most: int) -> Iterator[str]:
    for one in brief.similar:
        yield from _similar(one, max(1, most // 5))
    if brief.asked:
        yield ""
        yield "Open when this began: would it have prevented it?"
        yield ""
        yield from _listed(brief.asked, most, _asked)


def _similar(one: Similar, most: int) -> Iterator[str]:
    facts = one.record.facts
    title, severity = inline(one.record.title, SHORT), inline(facts.severity or "no severity", 20)
    yield f"- {code(one.record.id, SHORT)} {title} ({severity}): {_why(one)}"
    for entry in one.to_do[:most]:
        due = f", due {entry.due}" if entry.due else ""
        yield f"  - still {entry.state}: {inline(entry.follow_up.text, SHORT)}{due}"
    if len(one.to_do) > most:
        yield f"  - and {len(one.to_do) - most:,} more that {'is' if len(one.to_do) - most == 1 else 'are'} still open"


def _why(one: Similar) -> str:
    reasons = ["named in `related`"] if one.named else []
    reasons += [f"service {', '.join(one.services)}"] if one.services else []
    reasons += [f"tag {', '.join(one.tags)}"] if one.tags else []
    reasons += [", ".join(f"“{word}”" for word in one.words)] if one.words else []
    return inline("; ".join(reasons), SHORT)


def _asked(one: Candidate) -> str:
    prevented = one.answer.prevented if one.answer else None
    answer = f"answered **{inline(prevented)}**" if prevented else "**nobody says**"
    words = inline(one.entry.follow_up.text, SHORT)
    return (
        f"- {answer}: {words} ({code(one.entry.record.id, SHORT)}, {one.age} days old; {inline(why_asked(one), SHORT)})"
    )


def _questions(headings: Iterable[tuple[str, Sequence[Question]]]) -> Iterator[str]:
    for number, (heading, asked) in enumerate(headings):
        if number:
            yield ""
        yield f"**{heading}**"
        yield ""
        yield from (f"- {one.words} **{one.answer.value}**: {inline(one.rests_on)}" for one in asked)


def _listed(items: Sequence[T], most: int, write: Callable[[T], str]) -> Iterator[str]:
    yield from (write(item) for item in items[:most])
    if len(items) > most:
        yield f"- and {len(items) - most:,} more"
