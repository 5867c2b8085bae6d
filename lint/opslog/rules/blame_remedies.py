"""BL6xx: the accused spoken to, questions that accuse, and remedies that rely on attention."""

from __future__ import annotations

from opslog.blame.heads import ME, WE, YOU, Sentence
from opslog.blame.matching import Match
from opslog.blame.registry import Saying, Where, blame_rule, quoted

CONDITIONS = frozenset("if when because once before unless whenever until where how that what as q note".split())
"""`If you change the limit`: what anybody may do, and readers' questions."""


@blame_rule("BL601", "second-person", "error", phrases=("faults", "BL601"), kinds="you")
def second_person(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The record speaks to somebody as the one at fault.

    ## Why it matters

    A record is read by everybody who comes after; none of them is the "you".

    ## What to write instead

    The step, and what allowed it.

    ## Example

        A push to the main branch starts a deploy, with or without a review.
    """
    lower = sentence.tokens.lower
    before = lower[match.agent.start - 1] if match.agent is not None and match.agent.start else lower[0]
    if lower[0] in CONDITIONS or before in CONDITIONS or _is_relative(match, sentence):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” speaks to somebody as the one at fault", "Describe the step and what allowed it."
    )


def _is_relative(match: Match, sentence: Sentence) -> bool:
    """`The step you skipped last week`: the "you" belongs to the noun before it."""
    if match.agent is None or not match.agent.start:
        return False
    before = sentence.tokens.lower[match.agent.start - 1]
    return before.isalpha() and before not in ("and", "but", "then", "so", "or")


@blame_rule("BL602", "accusing-question", "error")
def accusing_question(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A question that asks for a culprit or an excuse.

    "Why didn't the alert fire?" is about a system and no finding.

    ## Why it matters

    "Why did you" asks people to justify themselves, and they will. "How" and "what" ask them to tell (the debriefing
    guides of Etsy and PagerDuty say the same).

    ## What to write instead

    A question about how the work was done and what it looked like then.

    ## Example

        What did the deploy page show at the moment when "continue" was the sensible thing to click?
    """
    if match.kind in (WE, ME, YOU):
        return None
    if sentence.tokens.lower[0] == "q":
        return None
    return Saying(
        f"“{quoted(match, sentence)}” asks for a culprit, and people answer with excuses",
        "Ask how or what: what made this the reasonable step, and what could be seen?",
    )


@blame_rule("BL603", "vigilance-as-remedy", "warning")
def vigilance_as_remedy(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The remedy is that people pay attention, remember, or are trained once more.

    A warning where lessons and work are told, a quiet note elsewhere.

    ## Why it matters

    Attention is what ran out. A reminder holds for a week and for those who were there; a control holds for everybody.

    ## What to write instead

    A control: something that blocks, confirms, detects, reverses, or a safer default.

    ## Example

        The console asks for the table's name before it drops a table with rows.
    """
    level = None if where.is_remedy or where.section is None else "info"
    return Saying(
        f"“{quoted(match, sentence)}” relies on attention, which is what ran out",
        "Add a control: block, default, confirm, detect, or reverse.",
        level,
    )


@blame_rule("BL604", "procedure-not-followed", "error")
def procedure_not_followed(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody is measured against a procedure.

    ## Why it matters

    Procedures are left for reasons: they are long, old, elsewhere, or wrong for the case at hand. "Did not follow"
    gives the rule and keeps the reason.

    ## What to write instead

    What made the procedure hard to find, to do, or to trust here.

    ## Example

        Step 4 of the runbook names a host that was taken down in May.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” measures somebody against a procedure",
        "What made the procedure hard to find, to do, or to trust here?",
    )
