"""Two clocks: when something was true, and when it was known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.knowledge import learned_later, not_known_yet
from opslog.proof.events import entry_place
from opslog.prose import Sentence, masked, prose_of, sentences
from opslog.record import Entry, Record
from opslog.rule import rule
from opslog.span import Span
from opslog.times import is_before, moment_text

_NOT_KNOWN = r"(?:do not|don't|did not|didn't|does not|doesn't)"
TOLD_TOO_EARLY = re.compile(
    rf"(?<![^\W_])(?:(?:we|they|nobody|no one) {_NOT_KNOWN} know (?:that|this|it|about (?:that|it))(?: yet)?"
    rf"|{_NOT_KNOWN} (?:yet )?know (?:that |this |it )?(?:yet|at (?:that|this) (?:time|point))"
    r"|(?:it )?(?:later )?turn(?:s|ed) out|spoiler|as we (?:later|now) know|would later"
    r"|(?:only )?later (?:learned|learnt|found|realised|realized|discovered|became clear)"
    r"|unbeknown(?:st)?|in retrospect)(?![^\W_])",
    re.IGNORECASE,
)
JUDGING = re.compile(
    r"\b(?:wrong(?:ly)?|mistake\w*|should(?:n't)? have|ought to|too (?:late|early|soon)|better|unnecessar\w+"
    r"|needless\w*|in vain|premature\w*|bad|poor|cost us|would have been|instead of)\b",
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
"""So many words a sentence shares with a decision before a sentence is about it."""


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
    for entry, at, known in learned_later(record.timeline):
        if is_before(known, at):
            message = f"known {moment_text(known)}, before it was true ({moment_text(at)})"
            yield Remark(entry_place(entry), message, "Correct one of the two; across midnight write the date.")


@rule("TL116", "decision-before-knowledge", "warning")
def decision_before_knowledge(record: Record, config: Config) -> Iterator[Remark]:
    """A decision is explained, or judged, by what was learned after it.

    Either its own `(known …)` is later than the decision, or a sentence in another section judges it ("the restart was
    a mistake", "should have") while a fact that was true by then became known only later.

    ## Why it matters

    With what we know now every other choice looks better. Whoever decided had only what was known then, and that is
    what a reader can learn from: how it looked at that moment.

    ## What to write instead

    What was known when it was decided, and what made that choice reasonable. What was learned later stands in an entry
    of its own, at the time it was learned. The page shows beside each decision what was not known yet.

    ## Example

        - 14:40 — [decision] Roll back to `web:4f1`. (known 14:20: the digest does not match)
    """
    decisions = [entry for entry in record.timeline if entry.kind == "decision" and entry.at]
    for decision in decisions:
        known = decision.known.at if decision.known else None
        if decision.at and known and is_before(decision.at, known):
            message = f"decided at {moment_text(decision.at)} for a reason known only at {moment_text(known)}"
            advice = "Write what was known when it was decided; what was learned later is an entry of its own."
            yield Remark(entry_place(decision), message, advice)
    hidden = [(decision, later) for decision in decisions if (later := not_known_yet(decision, record.timeline))]
    for sentence in _judging_sentences(record) if hidden else ():
        judged = next(((one, later) for one, later in hidden if _is_about(sentence.text, one)), None)
        if judged:
            decision, later = judged
            message = f"this judges the decision of {decision.written}; what line {later[0].entry.first_line} tells was"
            message = f"{message} known only at {moment_text(later[0].known)}"
            yield Remark(
                sentence.span, message, "Tell what was known when it was decided, and what it looked like then."
            )


def _judging_sentences(record: Record) -> Iterator[Sentence]:
    for section in record.sections:
        if section.name not in ("timeline", "follow-ups"):
            for passage in prose_of(section.lines):
                if JUDGING.search(passage.raw):
                    yield from (one for one in sentences(passage) if JUDGING.search(one.text))


def _is_about(sentence: str, decision: Entry) -> bool:
    at = decision.at.local if decision.at else None
    return (at is not None and f"{at:%H:%M}" in sentence) or len(_words(sentence) & _words(decision.text)) >= SHARED


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


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)} - COMMON
