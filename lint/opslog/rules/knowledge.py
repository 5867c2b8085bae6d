"""Two clocks: when something was true, and when it was known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.proof.events import entry_place
from opslog.prose import masked
from opslog.record import Entry, Record
from opslog.rule import rule
from opslog.span import Span
from opslog.times import Moment, duration_text, is_before, moment_text

_NOT_KNOWN = r"(?:do not|don't|did not|didn't|does not|doesn't)"
TOLD_TOO_EARLY = re.compile(
    rf"(?<![^\W_])(?:(?:we|they|nobody|no one) {_NOT_KNOWN} know (?:that|this|it|about (?:that|it))(?: yet)?"
    rf"|{_NOT_KNOWN} (?:yet )?know (?:that |this |it )?(?:yet|at (?:that|this) (?:time|point))"
    r"|(?:it )?(?:later )?turn(?:s|ed) out|spoiler|as we (?:later|now) know|would later"
    r"|(?:only )?later (?:learned|learnt|found|realised|realized|discovered|became clear)"
    r"|unbeknown(?:st)?|in retrospect)(?![^\W_])",
    re.IGNORECASE,
)
EARLY_SIGNS = ("know", "turn", "spoiler", "later", "retrospect")
WORD = re.compile(r"[a-z][a-z0-9_-]{3,}", re.IGNORECASE)
COMMON = frozenset(
    "that this with from were been have they their there then when what which will would because after before about"
    " into more most only some than them also back again still until while where does roll rolled decide decided"
    " decision".split()
)
SHARED = 2
"""So many words a decision shares with what was learned later before the rule speaks."""


@rule("TL115", "known-before-it-was-true", "error")
def known_before_it_was_true(record: Record, config: Config) -> Iterator[Remark]:
    """Something was known before it happened.

    ## Why it matters

    `(known TIME: what)` says how long a fact stayed hidden. A time before the entry's own makes that negative. Behind a
    decision it is the other way round: there it says on what the decision rests, and has to come first.

    ## What to write instead

    The moment at which somebody learned it; leave it out where that was at once.

    ## Example

        - 12:32 — Image `web:4f2` goes live. (known 14:20: the digest does not match)
    """
    for entry, at, known in _knowledge(record):
        if entry.kind != "decision" and is_before(known, at):
            message = f"known {moment_text(known)}, before it was true ({moment_text(at)})"
            yield Remark(entry_place(entry), message, "Correct one of the two; across midnight write the date.")


@rule("TL116", "decision-before-knowledge", "warning")
def decision_before_knowledge(record: Record, config: Config) -> Iterator[Remark]:
    """A decision is explained by what was learned after it.

    Either its own `(known …)` is later than the decision, or it shares words with a fact that was true by then and
    known only later; the second is a remark.

    ## Why it matters

    With what we know now every other choice looks better. Whoever decided had only what was known then, and that is
    what a reader can learn from: how it looked at that moment.

    ## What to write instead

    What was known when it was decided. What was learned later stands in an entry of its own, at the time it was
    learned.

    ## Example

        - 14:40 — [decision] Roll back to `web:4f1`. (known 14:20: the digest does not match)
    """
    knowledge = list(_knowledge(record))
    for decision in record.timeline:
        if decision.kind != "decision" or decision.at is None:
            continue
        for entry, at, known in knowledge:
            if not is_before(decision.at, known):
                continue
            if entry is decision:
                message = f"decided at {moment_text(decision.at)} for a reason known only at {moment_text(known)}"
                advice = "Write what was known when it was decided; what was learned later is an entry of its own."
                yield Remark(entry_place(decision), message, advice)
            elif not is_before(decision.at, at) and _share_words(decision, entry):
                lag = known.minus(decision.at)
                later = f", {duration_text(lag)} later" if lag else ""
                message = f"what line {entry.first_line} tells was known only at {moment_text(known)}{later}"
                advice = "Judge this decision by what was known when it was made."
                yield Remark(entry_place(decision), message, advice, level="info")


@rule("TL117", "told-before-it-was-known", "warning")
def told_before_it_was_known(record: Record, config: Config) -> Iterator[Remark]:
    """An entry tells what was learned later, by its own words, and does not say when.

    "We don't know that yet", "it turned out", "spoiler".

    ## Why it matters

    A timeline is the only place where a reader sees the incident as it looked to those who were in it. What came out
    later makes the steps in between look odd.

    ## What to write instead

    `(known TIME: what)` behind the entry, or an entry of its own at the time it was learned.

    ## Example

        - 18:10 — The deploy fails its tests with a 504. (known 18:22: the network of one node is broken)
    """
    lines = {line.number: line.text for line in record.body}
    for entry in record.timeline:
        if entry.known is not None:
            continue
        for number in range(entry.first_line, entry.last_line + 1):
            text = lines.get(number, "")
            found = TOLD_TOO_EARLY.search(masked(text)) if any(sign in text for sign in EARLY_SIGNS) else None
            if found:
                place = Span.on_line(number, found.start() + 1, len(found[0]))
                message = f"“{found[0]}”: this was learned after {entry.written or 'that'}"
                yield Remark(place, message, "Write when: `(known 18:22: what)`, or an entry of its own at that time.")
                break


def _knowledge(record: Record) -> Iterator[tuple[Entry, Moment, Moment]]:
    """List the entries that say when they became known, with both moments."""
    for entry in record.timeline:
        if entry.known is not None and entry.known.at is not None and entry.at is not None:
            yield entry, entry.at, entry.known.at


def _share_words(decision: Entry, entry: Entry) -> bool:
    what = entry.known.what if entry.known else ""
    return len(_words(decision.text) & _words(f"{entry.text} {what}")) >= SHARED


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)} - COMMON
