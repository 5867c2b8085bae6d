"""BL2xx: a person or a group as the one who did wrong, and BL9xx: the writers themselves."""

from __future__ import annotations

from opslog.blame.agents import NAMED, SOMEONE, Sentence
from opslog.blame.faults import FAULTS
from opslog.blame.morphology import PARTICIPLES
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule
from opslog.rules.blame_causes import quoted

MECHANISM = "Make the system the subject: which tool allowed it, which screen did not show it, which check was not there?"


@blame_rule("BL201", "named-person-at-fault", "error", FAULTS, prefix="{all}", kinds="named")
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


@blame_rule("BL202", "role-at-fault", "error", FAULTS, prefix="{all}", kinds="role")
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
        f"“{quoted(match, sentence)}” makes a person the cause",
        "Why was one person's action enough? Name the missing check, signal or default.",
    )


@blame_rule("BL203", "group-at-fault", "error", FAULTS, prefix="{all}", kinds="group")
def group_at_fault(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A team, a supplier or a customer does what only somebody at fault does.

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


CUSTOMER_FAULTS = """
{customer} refuse*|neglect*|ignore*|abuse*|misuse*|disregard*|insist*|flout*|bother* [excused]
{customer} bombard*|hog*|mash*|bash* [excused]
{customer} ..8 brought ..3 on|upon themselves [excused]
{customer} too ..4 to [excused]
{customer} misread*|misunderstand*|misconfigure*|botch*|bungle*|fat-finger*|panic* [excused]
{customer} who ..1 can|could not ..1 be|read|follow|wait|bother* [excused]
{customer} can|could not be bothered|trusted [excused]
{customer} not|never ..1 bother*|read|follow|learn|listen [excused]
{customer} fail* to read|follow|heed|understand|check|update|upgrade|migrate|test|renew|act|respond|provide [excused]
{customer} forget* to|that [excused]
{customer} do*|do*ing ..1 stupid|silly|daft|foolish|careless things [excused]
{customer} ..6 despite|ignoring ..3 warnings|warning|documentation|docs|instructions|limit|limits|notice [excused]
hammering|abusing|misusing|pounding|bombarding|hogging ..2 the|our|it ..6 is|are|was what|how|why
because|by customers|users|clients|students|tenants ignore*|ignored|refused|abused|did|insisted|kept
{customer's} ..2 careless|sloppy|reckless|abusive|stupid|poor|badly|lazy|bad|shoddy|irresponsible ..2 #people|fault|script|code|integration|client|use|usage|behaviour|behavior|configuration|config|data|mistake|error|query|queries
{customer's} ..1 refusal|insistence|abuse|misuse|failure|carelessness|negligence|impatience|ignorance|inability
"""


@blame_rule("BL204", "customer-at-fault", "error", CUSTOMER_FAULTS)
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


ABSENCE = """
{nobody} can|could ..1 be bothered [negated modal]
{nobody} take*|took ..3 ownership|responsibility|charge|notice|care|time [generic]
not a soul
{nobody} have* ..2 heard ..1 of [generic]
two|three|four|five|both|all approvers|reviewers|engineers ..4 none|neither ..4 #diligence|opened|open|looked|saw|spotted|read
neither|none of them|the|us|whom ..3 #diligence_ed|opened|read|looked|saw|spotted|bothered
{nobody} notice*|realise*|realize*|check*|look*|care*|bother*|watch*|monitor*|read*|test*|review*|question*|think*|thought|ask*|tell*|told|respond*|react*|own*|own*ed|take*|took|follow*|verify*|warn*|document*|answer*|challenge*|spot*|catch*|caught|act*|stop*|listen*|pay*|remember*|attend*|consider*|raise*|report*|mention*|volunteer*|understand*|know*|anticipate*|step*|pick*|claim*|update*|communicate*|foresee*|inform*|announce*|escalate*|double-check*|validate*|want* [excused]
{nobody} be* ..2 watching|monitoring|looking|paying|listening|checking|responsible|reading|interested|bothered|willing|prepared|thinking|in charge [excused generic]
{nobody} seem*|appear* to ..2 have|know|care|notice|be [generic]
{nobody} have* ..1 notice*|check*|look*|read|test*|review*|thought|asked|bothered|told|written|documented|updated|cared|wondered|questioned|taken [excused generic]
hardly|barely|scarcely anyone|anybody ..6 take*|takes|notice*|noticed|check*|checked|look*|looked|care*|cared|read|bother*|bothered|respond*|responded|know|knows|knew [generic]
{nobody} take* ..5 seriously [generic]
{nobody} lift* ..1 finger [generic]
{nobody} have* the|a ..2 courage|sense|decency|presence|wit|idea|clue [generic]
not a|one single? person|soul|one ..2 notice*|check*|look*|ask*|think*|thought|spot*|bother*
not one|single ..1 of|engineer|person|reviewer|developer
without anyone|anybody|someone|somebody ..1 noticing|checking|asking|realising|realizing|looking|being|reading|reviewing|questioning|testing|caring|telling|knowing [warning]
"""


@blame_rule("BL205", "nobody-acted", "warning", ABSENCE)
def nobody_acted(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Somebody's missing attention is told as an event.

    A passive ("nobody was paged") and a sentence that says why ("nobody noticed, as the graph was flat") are no finding.

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


CAUSED_BY = """
waved|nodded|shrugged|brushed|passed|signed|ticked ..2 through|off|aside|by ..1 by {who}
by someone|somebody|people|person|engineer|engineers who [modal]
#wrongly? picked|pulled|muted|silenced|typed|pasted|entered|deleted|clicked|hard-coded|hardcoded|unplugged|swapped|shut|switched|left ..3 by {one} [warning]
because {named} ..1 had? type*|forgot*|think*|thought|want*|wire*|delete*|drop*|push*|merge*
{who's} ..3 #fault|typo|spelling|cable|command|keystroke|regex|edit|decision|verdict|insistence|one-liner|choice|shell ..8 cost*|sent|wiped|sank|broke|killed|starved|blew|caused|ate|flooded|drowned
held|hold up ..3 by {who's}
everything|all|it was|were fine|healthy|well|stable|working|quiet|green until {who}
until {who} touch*|come*|came|arrive*|log*|start*|join*|take*|got|laid
be* the last|only to|one ..2 touch|log|change ..6 {who}
delete*|wipe*|perform*|done|executed|carried ..2 by {one} ..3 without|in|by ..2 mistake|error|haste|hurry|warning|notice|authorisation|permission
before|after|when|once {one} touch*|fiddle*|meddle*|tinker*|play*
after {who's} tinkering|meddling|intervention|visit|fix|edit|experiment|cleanup
look for|to {named}
on account of ..6 {who} have*|had
wrong ..8 ( {named} )
caused|triggered|introduced|precipitated|provoked|occasioned by {who}
due|owing|attributable|attributed|ascribed|down to {one}
because of {one}
#problem|happened|occurred|began|started|fell|crashed|broke|stopped|died|lost ..2 because|as|since {one} ..1 #act|run*|do*|did|try*|tried|use*|decide*
whoever ..6 wrote|designed|built|decided|approved|thought|signed|put|left|set|did|ran|pushed|configured|deployed|drew|planned|chose|merged|named|reviewed|was|had
{who's} ..4 change|commit|deploy|deployment|config|pr|push|script|query|command|merge|migration|edit|release|patch|cleanup|actions|rollout|experiment|test|tests|habit|fix|nod|approval|work|update|upgrade|typo|regex|restart|rollback|tweak|hotfix|workaround|request|migration|load|job|setting|settings|export|import|report|laptop_|code ..4 #harm
result|consequence|product|work|handiwork|fault|fruit|outcome of {one} #act
stemmed|stems|resulted|results|arose|came|comes|originated|originates|originate from {who's}
stemmed|stems|resulted|results|arose|originated|originates from {one}
be* the work|handiwork|doing of {who}
brought about|on by {who}
broken|wiped|corrupted|crashed|wrecked|ruined|mangled|botched|bungled|misconfigured|mistyped|overlooked|forgotten|neglected|ignored|mishandled|mismanaged|misread|misunderstood|destroyed|fumbled|dropped|missed|skipped|bypassed|missed by {who} [modal]
#wrongly|#rashly ..3 by {who}
#act ..2 #wrongly|#rashly ..3 by {who}
by {who} ..2 who|accidentally|mistakenly|inadvertently|forgetting|failing|ignoring|neglecting|misreading|running|typing|deleting|breaking|skipping|pasting|clicking|entering ..2 #fault_act|#act|to|the|had|was|did|a
brought|held to ransom|its|their knees ..1 by {who}
"""


@blame_rule("BL206", "person-as-cause", "error", CAUSED_BY.replace("#act ", "#act "))
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


@blame_rule("BL901", "self-blame", "info", FAULTS, prefix="{all}", kinds="we")
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


SELF_ACCUSATION = """
{i} ..1 #rashly
{i} ..1 #wrongly #act
my own? ..2 #fault|fault|carelessness|stupidity|bad|incompetence|haste|laziness|inattention|fat|blunder|screw-up
{i} screw*|mess*|fuck*|bungle*|botch*|fumble*|blow*|fat-finger*|goof*|blunder*
{i} be* ..2 to blame
{i} be* ..2 at fault
{i} be* ..1 an|a|the ..2 idiot|fool|moron|culprit|guilty
{i} be* ..2 lazy|sloppy|careless|stupid|dumb|naive|reckless|negligent|guilty
{i} have*|had? no excuse|business
{i} drop* the ball
{i} should|ought have? ..1 know* better
shame on|for me|us
"""


@blame_rule("BL902", "self-accusation", "error", SELF_ACCUSATION)
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
        any(word in ("because", "since", "so", "therefore", "hence", "until") for word in rest)
        or any(rest[at] == "," and rest[at + 1] in ("as", "which", "with") for at in range(len(rest) - 1))
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


def names_somebody(match: Match) -> bool:
    """Whether the finding is about somebody by name."""
    return match.agent is not None and match.agent.kind in (NAMED, SOMEONE)
