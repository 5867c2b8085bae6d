"""BL2xx: a person or a group as the one who did wrong, and BL9xx: the writers themselves."""

from __future__ import annotations

from opslog.blame.heads import Sentence
from opslog.blame.matching import Match
from opslog.blame.morphology import PARTICIPLES
from opslog.blame.registry import Saying, Where, blame_rule, quoted

MECHANISM = (
    "Make the system the subject: which tool allowed it, which screen did not show it, which check was not there?"
)


@blame_rule("BL201", "named-person-at-fault", "error", phrases=("faults",), kinds="named")
def named_person_at_fault(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A person of the record does something only somebody at fault does: forgets, breaks, ignores, fails to.

    That people did things is no finding: "Rui restarted the proxy at 10:02" belongs in a timeline.

    ## Why it matters

    Readers who see a name before "broke" propose to train the person; readers of the same facts without it propose to
    change the tool (Heraghty, Dekker and Rae, 2018). Whoever is next will not tell what they did.

    ## What to write instead

    The system as subject, with the mechanism that let it happen. The name stays in the roles and in the neutral
    timeline. Do not hide it in a passive: "the config was mistyped" teaches nobody anything either.

    ## Example

        The loader accepts keys it does not know, so `retries` with three r's was read as "no retries".
    """
    return Saying(f"“{quoted(match, sentence)}” names a person as what went wrong", MECHANISM)


@blame_rule("BL202", "role-at-fault", "error", phrases=("faults",), kinds="role")
def role_at_fault(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A role or somebody unnamed does what only somebody at fault does.

    ## Why it matters

    Everybody on the team knows who was on call. A role instead of a name hides the person from strangers only, and the
    story is still one of a person.

    ## What to write instead

    Why one action was enough: the check, signal or default that was not there.

    ## Example

        The reboot command reads an empty host list as all hosts and starts at once.
    """
    return Saying(
        f"“{quoted(match, sentence)}” makes somebody the cause",
        "Why was one action enough? Name the missing check, signal or default.",
    )


@blame_rule("BL203", "group-at-fault", "error", phrases=("faults",), kinds="group")
def group_at_fault(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A team or a supplier does what only somebody at fault does.

    ## Why it matters

    Groups are people as well. What failed is most often between them: a promise nobody wrote down, a change nobody was
    told of because no channel for it exists.

    ## What to write instead

    The interface: what was promised, versioned, announced, monitored, and by what it could have been seen.

    ## Example

        The schema change was announced in the release notes; the importer's owners get no notice of new releases.
    """
    return Saying(
        f"“{quoted(match, sentence)}” blames a group",
        "Describe what stands between the groups: what was promised, announced, versioned, monitored?",
    )


@blame_rule("BL204", "customer-at-fault", "error")
def customer_at_fault(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Customers or users are told off for what they did.

    ## Why it matters

    What users do is the load the system is for. A sentence against them closes the question what limit, message or
    default would have carried it.

    ## What to write instead

    What the system got, what it did with it, and what it told the user.

    ## Example

        Each reload of the seat map starts three searches, and the map sets no limit on reloads.
    """
    return Saying(
        f"“{quoted(match, sentence)}” holds customers responsible",
        "What did the system receive, what did it answer, and which limit or message was missing?",
    )


@blame_rule("BL205", "nobody-acted", "warning")
def nobody_acted(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody's missing attention is told as an event.

    A passive ("nobody was paged") and a sentence that gives the reason ("nobody noticed, as the graph was flat") are no
    finding.

    ## Why it matters

    "Nobody noticed" counts everybody who was in the room and explains nothing. Attention follows signals.

    ## What to write instead

    The signal: where it was sent, what it looked like, and what it was lost among.

    ## Example

        The alert went to a channel with 900 messages a day and pages no one.
    """
    return Saying(
        f"“{quoted(match, sentence)}” reports that attention was missing",
        "Which signal was meant to reach whom, and where did it go?",
    )


@blame_rule("BL206", "person-as-cause", "error")
def person_as_cause(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A person, or a person's change, stands where the cause should stand.

    ## Why it matters

    The last person who touched a system is the nearest thing to an outage, not its cause. What the change passed on
    its way is what the next change will pass as well.

    ## What to write instead

    The change, not its author, and the guard it passed.

    ## Example

        The outage began with a change to the route table; the pipeline checks its syntax and not its size.
    """
    return Saying(
        f"“{quoted(match, sentence)}” puts a person in the place of the cause",
        "Put the change there, not its author, and say which guard it passed.",
    )


@blame_rule("BL901", "self-blame", "info", phrases=("faults",), kinds="we")
def self_blame(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The writers say that they failed, forgot or did not check.

    Quiet unless asked for: owning it is fine, and most public postmortems do.

    ## Why it matters

    It is a good beginning and a bad end: the sentence after it should say what made it easy to miss.

    ## What to write instead

    The same sentence, and the check, signal or default that was missing.

    ## Example

        The index was not rebuilt after the import, and the import's guide has no step for it.
    """
    if gives_cause(match, sentence) or _is_present(match, sentence):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” is honest; it does not say yet what made it easy to miss",
        "Name the check, signal or default that was missing.",
    )


@blame_rule("BL902", "self-accusation", "error")
def self_accusation(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody writes themselves down as the fault.

    ## Why it matters

    Taking the blame is blame: it ends the search as well as any other, and colleagues who read it learn that this is
    what is expected of them.

    ## What to write instead

    What you saw and knew then, and what the tool accepted or showed.

    ## Example

        Both keys were on the clipboard within a minute; the form does not show which tenant a key belongs to.
    """
    return Saying(
        f"“{quoted(match, sentence)}” takes the blame, and the search ends there as well",
        "What did you see and know then, and what did the tool accept or show?",
    )


def gives_cause(match: Match, sentence: Sentence) -> bool:
    """Whether the sentence goes on with what was in the way."""
    lower = sentence.tokens.lower
    rest = lower[match.end + 1 :]
    return (
        any(word in ("because", "since") for word in rest)
        or any(rest[at] == "," and rest[at + 1] in ("as", "with") for at in range(len(rest) - 1))
        or lower[0] in ("because", "since", "as")
    )


def _is_present(match: Match, sentence: Sentence) -> bool:
    """`We do not see it yet`: a state, no omission."""
    if match.agent is None:
        return False
    between = sentence.tokens.lower[match.agent.end + 1 : match.end + 1]
    if "never" in between:
        return not between[-1].endswith("ed") and between[-1] not in PARTICIPLES and "had" not in between
    return "not" in between and not any(word in ("did", "had", "was", "were", "should") for word in between)
