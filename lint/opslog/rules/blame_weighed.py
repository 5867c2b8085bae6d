"""BL505: what no single phrase gives away."""

from __future__ import annotations

from opslog.blame.registry import Saying, Where, weighing_rule
from opslog.blame.weigh import Weighed

SHOWN = 3


@weighing_rule("BL505", "reads-as-blame", "warning")
def reads_as_blame(weighed: Weighed, where: Where) -> Saying:
    """Taken together, the words of a sentence read as a judgement of somebody in it.

    No phrase of the other rules is there, or only one that is noted quietly. The words are weighed: single words and
    pairs of neighbours, with weights learned from some thousands of labelled sentences. It is right less often than the
    other rules; how often, the benchmark says. Where it is wrong, silence it with a reason, or set `BL505 = "info"`
    under `lint.levels`.

    ## Why it matters

    Most blame has no blameful word in it: "it was her idea to drop it in the wrong place". Readers hear it all the
    same. Much of it this rule does not hear: "she had the link since March".

    ## What to write instead

    What the person could see, and what the system did. If the sentence is about neither, it may not be needed.

    ## Example

        The page was open in a second window; the form in front showed the old limits and no warning.
    """
    shown = _shown(weighed)
    told = f" (most of all {', '.join(f'“{each}”' for each in shown)})" if shown else ""
    return Saying(
        f"the words of this sentence{told} read together as a judgement of somebody",
        "Would it still be needed if it were about the system? Write what could be seen, and what the system did.",
    )


def _shown(weighed: Weighed) -> list[str]:
    """Pick the weightiest words that a reader will find in the sentence, none of them twice."""
    shown: list[str] = []
    for each in weighed.telling:
        readable = not set('<^$?"') & set(each)
        if readable and not any(each in other or other in each for other in shown):
            shown.append(each)
    return shown[:SHOWN]
