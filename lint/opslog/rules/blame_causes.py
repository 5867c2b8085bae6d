"""BL1xx: a person put in the place of the cause."""

from __future__ import annotations

from opslog.blame.heads import ME, WE, Sentence
from opslog.blame.matching import Match
from opslog.blame.registry import Saying, Where, blame_rule, quoted


@blame_rule("BL101", "human-error-as-cause", "error")
def human_error_as_cause(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Human error is named as the cause, or as part of it.

    ## Why it matters

    "Human error" ends the search one question too early: people err all the time, and on other days nothing falls
    over. Dekker (The Field Guide to Understanding Human Error) takes it as the point where an investigation starts,
    Cook (How Complex Systems Fail) as a label put on afterwards. A label cannot be given to anyone as a follow-up.

    ## What to write instead

    What made the action possible, likely, or hard to undo: the tool that took the input, the screen that showed
    something else, the check that does not exist.

    ## Example

        The purge command takes an empty filter as "all rooms" and asks for no confirmation.
    """
    return Saying(
        f"“{quoted(match, sentence)}” ends the story at a person, where the next question would begin",
        "What made this action possible, likely, or hard to undo? Write what the tool accepted.",
    )


@blame_rule("BL102", "fault-attribution", "error")
def fault_attribution(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Fault, blame or failure is assigned to somebody in so many words.

    "The reviewer's failure to test" and "a lapse by the DBA" are the same thing in the dress of a noun.

    ## Why it matters

    Once the fault has an owner, nobody looks for what let it reach users. People who expect to be named leave out the
    details that would have taught the others something (Allspaw, Blameless PostMortems and a Just Culture).

    ## What to write instead

    The condition that let the fault through: what was accepted, not shown, not required, not undone.

    ## Example

        The review page folds generated files, and the changed limit stood in one of them.
    """
    if match.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” assigns the fault to somebody",
        "Which condition let it reach users? Write what was accepted, hidden, or not asked for.",
    )


@blame_rule("BL103", "competence-judgement", "error")
def competence_judgement(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody's care, skill or character is judged.

    ## Why it matters

    An adjective cannot be checked or fixed. The more abstract the word for what somebody did ("ran", "ignored",
    "careless"), the more it tells of the writer's view and the less of the event (Semin and Fiedler, 1988).

    ## What to write instead

    What was seen, known and done in that minute.

    ## Example

        The two consoles differ only in the tab title; the command was meant for the one on the left.
    """
    return Saying(
        f"“{quoted(match, sentence)}” judges a person, and a judgement cannot be checked or fixed",
        "What was seen, known and done at that moment? Write that.",
    )


@blame_rule("BL104", "motive-attribution", "error")
def motive_attribution(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """An intention or an attitude is read into what somebody did or left undone.

    ## Why it matters

    Nobody comes to work to break things. A guessed motive stops the question what information, workload or incentive
    made the step look right.

    ## What to write instead

    What the person could see, what else asked for attention, what the step usually leads to.

    ## Example

        The load test takes four hours of the only staging cluster, which was booked until Thursday.
    """
    return Saying(
        f"“{quoted(match, sentence)}” guesses a motive",
        "What information, workload or incentive made this the sensible step? Write that.",
    )
