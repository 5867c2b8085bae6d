"""BL3xx: what should have been done, could have been seen, was obvious: judged from after the outcome."""

from __future__ import annotations

from opslog.blame.heads import ME, NAMED, PRONOUN, WE, YOU, Sentence
from opslog.blame.matching import Match
from opslog.blame.registry import Saying, Where, blame_rule, quoted


@blame_rule("BL301", "person-should-have", "error")
def person_should_have(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A duty is set for somebody after the fact: should have, was supposed to, could easily have.

    An error where it is about somebody by name, a quiet note where the writers mean themselves, else a warning.

    ## Why it matters

    A counterfactual tells of a world that did not happen and blocks the question why the other way looked right in
    this one (Dekker: "they should have", "they could have").

    ## What to write instead

    What could be seen and known then, and what would have had to be visible or required for the other way.

    ## Example

        The dashboard showed the lag of the old primary; the new one had no panel yet.
    """
    kind = match.kind
    if kind in (WE, ME) and where.section == "follow-ups":
        return None
    if kind == YOU:
        return None
    level = "info" if kind in (WE, ME) else "error" if kind in (NAMED, PRONOUN) else "warning"
    return Saying(
        f"“{quoted(match, sentence)}” describes a world that did not happen",
        "What could be seen and known then? What would have had to be visible, or required?",
        level,
    )


@blame_rule("BL302", "had-they-only", "warning")
def had_they_only(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The incident is undone in thought by another choice of somebody's: had they, if only, a second look would have.

    A counterfactual about a system ("a second replica would have taken over") is engineering and no finding.

    ## Why it matters

    It argues from an outcome that nobody knew. At the time the other path was one of many.

    ## What to write instead

    What made the path taken look right, and what would have shown the other one.

    ## Example

        The restore looked finished: the tool prints "done" when the upload ends, before the check begins.
    """
    return Saying(
        f"“{quoted(match, sentence)}” argues from an outcome nobody could know",
        "What made the path taken look right, and what would have shown the other one?",
        "info" if match.kind in (WE, ME) else None,
    )


@blame_rule("BL303", "hindsight-marker", "warning")
def hindsight_marker(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Something is called plain, warned of, or easily seen, as it only looks from here.

    ## Why it matters

    Knowing the outcome makes every sign before it look larger than it was (hindsight bias). Among a hundred other
    signals of that hour it was one.

    ## What to write instead

    What it looked like in that minute, beside everything else that asked for attention.

    ## Example

        The warning was line 212 of 340 that the tool prints at each start.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” weighs by the outcome what was one sign among many",
        "What did it look like in that minute, beside everything else that asked for attention?",
    )


@blame_rule("BL304", "impersonal-should-have", "info")
def impersonal_should_have(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A passive or a noun that implies somebody: "should have been caught in review", "a wrong assumption".

    Quiet unless asked for. What a machine should have done (`by CI`, `by the health check`) is no finding.

    ## Why it matters

    The step that was meant to catch it may not exist, may be optional, or may look elsewhere. The passive hides which.

    ## What to write instead

    The step by name, and what it looks at.

    ## Example

        Review sees the template, not the rendered manifest in which the two limits collide.
    """
    if where.section == "follow-ups":
        return None
    rest = sentence.tokens.lower[match.end + 1 :]
    if "by" in rest[:3] and not any(word in ("us", "someone", "anyone") for word in rest[:5]):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” looks back at somebody's part and does not name the step",
        "Which step was meant to do it, and does that step exist?",
    )
