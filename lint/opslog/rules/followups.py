"""The follow-ups: is there something to do, by whom, until when, and where is it tracked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from opslog.config import Config
from opslog.deadline import due_by_policy
from opslog.finding import Remark
from opslog.record import FollowUp, Record
from opslog.rule import reported, rule

WORDS = {"owner": "owner", "due": "date", "tracker": "tracker reference"}


@rule("FU101", "incomplete-follow-up", "warning")
def incomplete_follow_up(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up has no owner, no date, or is tracked nowhere but here.

    One finding a follow-up says all it lacks. A link to an issue or pull request in its text counts as tracked. Which
    of the three are asked for stands in the configuration (`lint.follow-up-needs`).

    ## Why it matters

    What is everybody's to do is nobody's to start. What nobody gave a date is asked about by the policy of its
    severity, which knows nothing of the work. And people plan their week from a tracker, not from old postmortems.

    ## What to write instead

    After the last ` — `: an owner (`@handle`, a name or `team:name`), `due DATE` (the day you want to be asked) and the
    issue. If nobody wants it, it is an idea: put it under `### Ideas`, where it is kept and never overdue.

    ## Example

        - [ ] Refuse a deploy whose image digest did not pass CI — @jun, due 2023-01-09, example/shop#131
    """
    policy = due_by_policy(record, config)
    unreadable = {problem.span.line for problem in record.problems if problem.rule == "unreadable-attribute"}
    for item in record.open_follow_ups:
        needed = [(name, word) for name, word in WORDS.items() if name in config.lint.follow_up_needs]
        lacks = [word for name, word in needed if getattr(item, name) is None]
        # A date that cannot be read is FU102's to report; asking for one as well would be asking twice.
        if item.first_line in unreadable and "date" in lacks:
            lacks.remove("date")
        if lacks and item.text.strip():
            yield Remark(item.span, f"{named(item)} has no {_listed(lacks)}", _how(item, lacks, policy))


def _listed(words: list[str]) -> str:
    return " and no ".join(words) if len(words) < 3 else f"{', no '.join(words[:-1])} and no {words[-1]}"


def _how(item: FollowUp, lacks: list[str], policy: date | None) -> str:
    """Say what to add; as its date, the last that the policy of the severity allows."""
    day = policy.isoformat() if policy else "YYYY-MM-DD"
    examples = {"owner": "@handle", "date": f"due {day}", "tracker reference": "owner/repo#12"}
    wanted = ", ".join(examples[word] for word in lacks)
    in_attributes = item.tracker is not None and item.tracker not in item.text
    more = in_attributes or any((item.owner, item.due, item.kind, item.priority))
    until = f" (the policy allows until {day})" if policy and "date" in lacks else ""
    return f"Add `{', ' if more else ' — '}{wanted}` at its end{until}, or move it to `### Ideas`."


@rule("FU102", "unreadable-attribute", "warning")
def unreadable_attribute(record: Record, config: Config) -> Iterable[Remark]:
    """Something among the attributes of a follow-up is none.

    ## Why it matters

    A misspelt kind or a date in another order is a fact that goes missing.

    ## What to write instead

    After the last ` — `, separated by commas and in any order: owner, `due DATE`, kind (detect, prevent, mitigate,
    process, document), priority (P0 to P3), tracker.

    ## Example

        - [ ] Alert on memory growth per container — team:sre, detect, P2, due 2023-01-20, example/shop#129
    """
    return reported(record, "unreadable-attribute")


@rule("FU103", "empty-follow-up", "error")
def empty_follow_up(record: Record, config: Config) -> Iterable[Remark]:
    """A follow-up is an empty checkbox.

    ## Why it matters

    It counts as open for ever and nobody can close it.

    ## What to write instead

    What is to be done, or delete the line.

    ## Example

        - [ ] Write the runbook for a full registry volume — @ines, document, due 2023-01-20, example/shop#133
    """
    return reported(record, "empty-follow-up")


def named(item: FollowUp) -> str:
    """Quote the beginning of a follow-up, so that a message says which one it is about."""
    words = " ".join(item.text.split())
    return f"“{words[:47]}…”" if len(words) > 48 else f"“{words}”"
