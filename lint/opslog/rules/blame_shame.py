"""BL4xx: punishment and shame."""

from __future__ import annotations

from opslog.blame.heads import Sentence
from opslog.blame.matching import Match
from opslog.blame.registry import Saying, Where, blame_rule, quoted

SECURITY = frozenset(
    ("leaked", "leak", "stolen", "compromised", "phished", "attacker", "credentials", "token", "key", "keys")
)
"""Access that is taken back because a secret is out punishes nobody."""


@blame_rule("BL401", "personnel-consequence", "error")
def punishment(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A sanction against somebody stands in the record, or is announced there, however politely.

    ## Why it matters

    Where the record is also a personnel file, the next record will hold less. "Has moved to a role without production
    access" is read by everybody who has production access.

    ## What to write instead

    Nothing about the person. The control that changed, if one did.

    ## Example

        Deletes in production now need a second approval; the console asks for it.
    """
    if not SECURITY.isdisjoint(sentence.tokens.lower):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” is a consequence for a person; it does not belong in a record people learn from",
        "Delete it, and describe the control that changed.",
    )


@blame_rule("BL402", "public-shaming", "error")
def shaming(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody's distress, debt or disgrace is put on show.

    ## Why it matters

    Records are read for years. Nobody who saw a colleague shamed in one tells the whole story in the next.

    ## What to write instead

    Nothing. If the load on people mattered: hours, pages, staffing.

    ## Example

        One engineer handled 41 pages between midnight and six; the rotation has two people.
    """
    return Saying(
        f"“{quoted(match, sentence)}” puts somebody on show",
        "Delete it. If the load on people mattered, give hours, pages and staffing.",
    )
