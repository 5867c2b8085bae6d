"""BL5xx: irony, heroes and villains, heat, and habits ascribed to people."""

from __future__ import annotations

from opslog.blame.heads import ME, WE, Sentence
from opslog.blame.matching import Match
from opslog.blame.registry import Saying, Where, blame_rule, quoted


@blame_rule("BL501", "irony-at-expense", "error")
def irony(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Praise that means its opposite, or a deed in quotation marks that was none.

    ## Why it matters

    Irony shames without a fact that could be answered. Readers who do not know the story take it literally.

    ## What to write instead

    What was done and what it changed, in plain words.

    ## Example

        The patch raised the timeout to 90 s, which moved the failures from the gateway to the queue.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” reads as irony at somebody's expense",
        "Say what was done and what it changed, in plain words.",
    )


@blame_rule("BL502", "hero-or-villain", "error")
def hero_or_villain(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The story has a hero, a villain, or one set against the other.

    ## Why it matters

    A villain ends the search for causes, and a hero does too: what the hero could see and do is what the others lacked.
    A recovery that needs heroes will not happen the night they are away.

    ## What to write instead

    What made it possible, so that anyone on call can do it. Thanks are welcome, in plain words.

    ## Example

        The rollback took three minutes because the previous image was still on every node.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” casts people as heroes or villains",
        "What could this person see and do that others could not, and how does it become ordinary?",
    )


@blame_rule("BL503", "heated-language", "info")
def heated_language(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A word that tells how it felt, not how it was.

    Quiet unless asked for.

    ## Why it matters

    The next reader cannot compare "ridiculous" with last time.

    ## What to write instead

    The number or the effect behind it.

    ## Example

        The retry waited 40 minutes between attempts.
    """
    return Saying(f"“{quoted(match, sentence)}” tells how it felt", "Give the number or the effect behind it.")


@blame_rule("BL504", "habit-of-people", "error")
def habit_of_people(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A habit is ascribed to somebody: always, never, yet again, every single time.

    ## Why it matters

    One incident proves no habit, and a habit explains nothing: what makes that path the easy one, every time?

    ## What to write instead

    How often, since when, and what makes it so.

    ## Example

        Four of the last nine releases skipped the soak stage, which is a button below the fold.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” makes a habit of it",
        "How often, since when, and what makes it the easy path? Write that.",
    )
