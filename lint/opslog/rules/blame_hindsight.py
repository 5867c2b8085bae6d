"""BL3xx: what should have been done, could have been seen, was obvious: judged from after the outcome."""

from __future__ import annotations

from opslog.blame.agents import ME, NAMED, PRONOUN, WE, Sentence
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule
from opslog.rules.blame_causes import quoted

DUTY = """
{we} could|might ..2 have ..2 avoid*|prevented|caught|detected|noticed|seen|mitigated|checked|tested|known|realised|realized|found|spotted|saved|responded|communicated|asked|done|spent|shortened|reduced|foreseen|anticipated|handled|been [modal]
incumbent ..1 on|upon {who}
behoove*|behove*|behoved {who}
high time {who}
it fall*|fell to {who} to
correct|right|proper|appropriate response|thing|call|reaction|action ..1 from|for|by {who}
{who} shoulda|coulda|woulda
shoulda|coulda|woulda
if anybody|anyone ..2 should|could|ought
one do*|does|would|might|could not? expect|hope|think ..6 #people|to|that|who
can|could ..1 be expected of|from {who}
more ..1 be* ..1 expected of|from {who}
not|less than ..2 we|one ..2 expect ..1 of|from
expectation|expectations of|for {who} [warning]
last|only|one|every chance|opportunity for|of {who}
{who} have* ..2 #number|many|several|three|two|repeated|every|the chance|chances|opportunity|opportunities|warnings to|and|,|at
let ..3 chance|opportunity ..3 go|slip|pass
only because {who} ..2 not|refused|insisted|ignored|forgot|failed|kept [negated]
would|could|might not? have ..12 if {who} ..2 had ..1 !not [modal]
{who} meant|intended|planned|promised|undertook|volunteered|offered|agreed to ..14 months|weeks|later|never|yet|still|not|but
had meant|intended|planned|promised to ..12 months|weeks|later|never|yet|still|but [people]
was|is {who's} ..1 to prevent|stop|own|fix
as owner|owners|author|authors|maintainer|maintainers|commander of ..4 , {who}
it should|ought not have taken {who}
least {who} owe*|owed|could
suppose|imagine ..2 {who} had
another ..3 of|seconds|minutes ..3 and {who}
with|given a bit|little|some|moment of care|attention|thought|reading|patience|diligence
{who} need* to have|ask|check|look|read ..1 before|first|anyone
{who} have better learn|start|stop|read
{they} should|ought to? not? ..1 have ..3 *ed [modal negated]
{all} was|were|been supposed|meant|required|obliged|obligated|trained|paid to ..1 !start|begin|arrive|be [negated]
{they} should|ought , ..6 , have [modal]
{all} need only [modal]
{who} would only have|need [modal]
least ..6 expect|hope
nothing|what prevented|stopped|kept {who} from
{who} have* no call|right|reason|business|authority|mandate|excuse to|for
would|could have cost|taken {who} ..4 seconds|minutes|minute|second|moment|nothing
cost {who} ..4 seconds|minutes|nothing|minute ..2 to
not once|never|at|nor|neither ..6 did|had|has|does|do {who}
nor did|had|have|do {all} #diligence|think|stop|take|give|make
{they} need* to have ..1 *ed [modal]
{all} have* every|ample|plenty|all ..3 opportunity|chance|time|reason|warning|information|tools|training
{all} have* a|the|one duty|job|responsibility to
{all} had one job ,|.|$|;|and
{who} can|could|might ..1 at least [modal]
{who} could|might ..1 easily|simply|just ..1 have [modal]
{known} could|might ..1 have ..2 *ed [modal]
{all} would have done|been|acted ..2 well|wise|wiser|better|smarter [modal]
{who} would have ..2 to|had ..2 only|but|just [modal]
{who} only|merely|simply ..1 have*|need* to
all {all} have*|need* to? ..1 do|was|be|is
all ..1 {who} ..1 have*|need* to do
it was|is|be {who's} job|duty|responsibility|task|turn to
#act|make*|check*|do* ..2 be* {who's} job|duty|responsibility
is|was|are ..3 what ..2 pay* {who} for|to
what ..2 {who} be* paid for|to
{who} owed|owes|owe it to
one would|might expect|hope|think ..2 {who} to
one would|might ..1 have expected|hoped|thought
we|i|you would|might|could have expected|hoped|wished|thought|liked ..1 {who} to
we|i expected|hoped|trusted|relied ..2 {who} to|would
from {who} we|one|i expect|expected|would
not|n't too much to ask|expect
{who} not ..1 need* ..2 telling|to be told|reminding|reminder|asking
{who} have* to be ..2 told|reminded|asked|chased|begged|nagged|dragged|prompted|pushed|woken [negated]
{who} need* ..2 reminding|chasing|telling|prompting|nagging
{all} ..1 know* better [modal]
{all} be* better off|advised
it took|takes {one} #number|far|over|more|until|an|a|the|several|three|ages|forever
it took|takes {who} #number|three|several|far|too|ages|forever attempts|tries|goes|long|to
it took|takes {who} ..4 attempts|tries|reminders|prompts|goes
{who} take* ..3 attempts|tries|goes|reminders
{who} take* ..4 #number ..1 hours|minutes|days|weeks to #diligence|notice|realise|realize|react|reply|own|find|join|admit
"""


@blame_rule("BL301", "person-should-have", "error", DUTY)
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
    kind = match.agent.kind if match.agent else None
    if kind in (WE, ME) and where.section == "follow-ups":
        return None
    level = "info" if kind in (WE, ME) else "error" if kind in (NAMED, PRONOUN) else "warning"
    return Saying(
        f"“{quoted(match, sentence)}” describes a world that did not happen",
        "What could be seen and known then? What would have had to be visible, or required?",
        level,
    )


UNREAL = """
if only ..1 {all}
if only the|a|our ..3 had
^ had {all} , ..14 , *ed
would|could|might not? have ..4 had {all} *ed
^ had {they} ..2 not? be*ed|been|done|#diligence_ed|#act|taken|known|waited|used|asked|left|had|said|told|thought|given|spent|tried|run|written|followed|looked|paid|kept|made|taken|known|remembered|listened|noticed|bothered
would|could|might not? have ..12 had {all} ..2 #diligence_ed|been|done|taken|waited|used|not|left|run
if {all} had not? ..1 only? been|#diligence_ed|#act|taken|known|waited|used|asked|left|had|said|told|thought|given|spent|tried|run|written|followed|looked|paid|kept|made|remembered|listened|noticed|bothered|just|only|simply
if {all} did|does not? have|been|only|just
avoidable|preventable|avoided|prevented|saved|spared|averted if|had {all}
had it|this not been for {one}
but for {all's} ..2 decision|choice|mistake|error|refusal|insistence|failure
were it|this not for {all's} ..2 decision|choice|mistake|error|refusal|insistence|failure|haste
would|could|might not be ..8 if|had {all} had|listened|been|#diligence_ed
had it|this been ..2 #diligence_ed|left|up|down|given|handled|done
had|if anyone|anybody|someone|somebody|the|a|an ..6 #person|team ..3 had|looked|been|checked|read|asked|tested|noticed|followed|waited|run|told|done|taken|listened|verified|reviewed|used|spent|thought|written|paid|kept
would|could|might|need not? ..1 have ..10 if|had {all} had|been|#diligence_ed|taken|waited|used|asked|listened|only|done|bothered|followed|read|looked
all|easily|entirely|completely|wholly|totally|perfectly|utterly|eminently|clearly|so|this|it|outage|incident|was|were|is avoidable|preventable|unnecessary|foreseeable
avoidable|preventable mistake|error|errors|mistakes|incident|outage|oversight|accident|failure|own|if
second|single|quick|closer|moment's|minute's|cursory|another|one|simple|brief|careful|five|two-minute|ten-second glance|look|phone|call|thought|reading|message|question|minutes|pair|email|e-mail|grep|google ..6 would|could|might|'d have
a|moment's|little|bit|modicum|ounce|shred|touch|some|basic ..2 care|attention|thought|diligence|common|foresight|patience|planning|communication|preparation|discipline|caution|sense|testing|curiosity|reading|reflection ..5 would|could|might have
would|could|might have taken ..2 seconds|minutes|minute|second|moment|one
would|could|might ..1 have ..6 in|with ..2 hands|eyes|#person [warning]
{who} could|might|would ..1 have ..2 save*|avoid*|prevent*|catch*|caught|spot*|spare*|stop*|see*|seen|avert* [modal]
#careless|more|better|attentive|alert|careful|experienced|competent|diligent|thorough|proper|vigilant|closer|observant ..1 #person|team|eye|look|reading|review ..2 would|could|might|'d ..1 have
"""


@blame_rule("BL302", "had-they-only", "warning", UNREAL)
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
    if match.agent is not None and match.agent.kind in (WE, ME):
        return Saying(
            f"“{quoted(match, sentence)}” argues from an outcome nobody could know",
            "What made the path taken look right, and what would have shown the other one?",
            "info",
        )
    return Saying(
        f"“{quoted(match, sentence)}” argues from an outcome nobody could know",
        "What made the path taken look right, and what would have shown the other one?",
    )


OBVIOUS = """
in {who's} ..1 inbox|queue|calendar|mailbox|notes|own|drawer|backlog|intray|in-tray ..3 since|all|for|unread|unopened|throughout|until|from
lie*|lay|sit*|sat|wait*|lying|sitting|languish* ..4 in|on {one's} ..1 inbox|queue|mailbox|calendar|desk|backlog|screen|tray
unopened|untouched|unanswered ..3 in {who's}
{who} nonetheless|nevertheless|anyway|regardless [generic]
{who} ..10 nonetheless|nevertheless|anyway|regardless|all the same
yet {who} ..1 did|do*|did|carried|went|still|#act|proceed*
{who} carry*|carried ..1 on regardless|anyway|.|all|and|,
over the ..2 objections|protests|objection|misgivings|concerns|warnings|heads ..2 of
difficult|hard|impossible|harder|beyond to ..1 fathom|excuse|credit|justify|defend|explain|forgive|see how|away|how|why|,|.|that
all|anyone|those|anybody who|that ..1 care*|cared|bother*|bothered|trouble*|look*|looked|wanted to|enough
care*|cared|bother*|bothered to look|check|ask|read|see
no way|how {who} ..2 not
it|this take*|takes|took|require*|requires|needed|needs no|little|nothing|hardly ..1 expertise|genius|skill|degree|imagination|effort|expert|training|knowledge|detective|time|more
not need a ..2 degree|expert|genius|phd|telescope|detective|crystal
no telescope|crystal|phd|expert|genius|detective ..2 was|is|needed|required|to
common knowledge
week|lesson|chapter|page|day one|1 of any|every|a|the
warned|told|reminded in writing|by|twice|repeatedly|of|about|not|beforehand|explicitly ..14 , {who}
any|a|every passer-by|toddler|child|schoolchild|layman|novice|student|trainee|first-year|five-year-old|alert|attentive|careful|competent|prudent|conscientious ..1 #people? ..1 could|would|notices|knows|checks|sees|can|might|spots
glance|look|peek at ..8 would|'d have told|shown|saved|revealed|sufficed|been
simple|basic|elementary|plain|school arithmetic|subtraction|caution|prudence|maths|math|logic|precaution|precautions|hygiene|courtesy
knowing ..1 full|perfectly|very|well well|that|what
full well
{who} know*|knew ..3 about|of|that|this|better|well ..10 and|but|yet ..1 carried|did|still|went|kept|said|let|chose|pressed|ran|ignored
{who} knew ..1 of|about|that ..12 and|but ..1 carried|did|still|kept|said|let|chose|pressed|ran|ignored|went
this {one} knew
#people? as ..1 good as told
must have spent|been|gone|slept|missed|thought|known ..4 elsewhere|asleep|blind|deaf|out
signs|evidence|arrows|graph|graphs ..1 were|was|all ..1 pointing|point
bell|alarm|light should|ought to? ..2 have ..1 rung|gone|rang
open at the ..2 page
right|directly|squarely|there in front of {who}
in front of {who's} ..1 eyes|nose|face
for all the good
lesson learned|learnt the hard
at {who's} ..2 fingertips|elbow|disposal
one click|step|call|keystroke|question away ..2 from {who}
{who} have* ..8 on #poss|the|her|his screen|clipboard|desk|monitor|calendar|dashboard|terminal
was red|green|amber|flashing|yellow|ringing and|while {who}
obviously|plainly|evidently|surely|naturally|predictably|unsurprisingly|inevitably ..1 {who}
{who} clearly #diligence|not|did|had|was|thought|felt|knew [negated generic]
{who} obviously|plainly|evidently|apparently|predictably|unsurprisingly|inevitably|inexplicably|somehow|miraculously|incredibly|amazingly|unbelievably|remarkably|astonishingly|mysteriously|manifestly
somehow|inexplicably|miraculously|incredibly|unbelievably|astonishingly|amazingly|bafflingly ..1 {who}
somehow ..3 {who} #fault_act|#act|managed
how {who} manage* to|this|that
as any|every|all|even ..4 know*|tell|say
any|every|even|a|first-year|second-year ..1 first-year|second-year|junior|intern|child|schoolchild|five-year-old|toddler|beginner|student|apprentice|novice|trainee|amateur|idiot|fool|rookie|undergraduate|layman|monkey knows|know|would|could|can|should|might|sees
anyone|anybody|everyone|everybody|any|whoever ..6 could|can|would|should|might ..1 have? ..1 see|tell|know|notice|spot|seen|told|known|noticed|spotted|guessed|predicted
anyone|anybody|any ..3 with|who ..3 eyes|sense|clue|brain|experience|knowledge|idea|paying|looking|read|bothered|pulse|working
everyone|everybody|anyone|anybody ..1 know*|knew ..2 that|about|how|who|not|better
{all} all knew|know
goes without saying
sign|signs|warnings|clues|alarms ..4 there ..4 for|to|all
long overdue
plain|obvious|clear|evident|apparent|written for|to|on all|anyone|everyone|anybody|see ..2 to|see|who|wall|$|.
plain|obvious to see|anyone|all
it|which|this|that been|was ..1 obvious|plain|evident|self-evident|foreseeable|predictable ..1 from|that|to|at|in|and|well|all|long
obvious|clear|plain|evident from the ..2 start|outset|beginning
should|ought|would|could to? ..1 have ..1 been ..1 obvious|apparent|clear|evident|plain|foreseen|predictable|anticipated
obvious in hindsight|retrospect
in hindsight|retrospect ..3 obvious|clear|we|should|they
was|were|is obvious|clear|plain|wrong in hindsight|retrospect
benefit of hindsight [info]
with hindsight [info]
in hindsight|retrospect , ..6 should|could|would|we|i|not|obvious|too [info]
looking back [info]
seen from today [info]
retrospectively [info]
knowing what we|i know [info]
as it turns|turned out , we [info]
we|i wish we|i [info]
not occur* to us|me [info]
slip* our minds|mind [info]
ample|plenty ..1 opportunity|warning to
writing was on the wall
warning|tell-tale|telltale signs ..4 ignored|missed|there|overlooked|unheeded
stare* ..4 in the face
in plain|full sight|view
right|directly under|in|before #poss|our|everyone's nose|noses|front|eyes|face
under #poss|our nose|noses
on {who's} screen|desk|dashboard ..3 whole|all|for|throughout|the
in front of {who}
{who} had|'d been ..2 warned|reminded|told ..1 about|of|not|twice|repeatedly|before|by|.|,|;|and|in [negated]
{who} has|have been ..2 warned|reminded [negated]
{who} be* ..2 warned|reminded|told twice|repeatedly|three|beforehand
told|warned|instructed ..2 twice|repeatedly|times|already|explicitly|beforehand [people]
despite|after|even|notwithstanding ..2 having|being ..2 told|warned|reminded|asked|given|shown|instructed|trained|briefed|advised
despite|against|notwithstanding ..4 warnings|warning|reminders|reminder|advice|requests|objections|orders|escalations|complaints|prompts
even after ..4 warnings|warning|reminders|reminder|training|instructions|advice|e-mails|emails|tickets|requests|objections|orders|escalations|complaints|prompts|banner
#number|repeated|multiple|several|numerous|countless|written|explicit|clear ..2 warnings|reminders|red flags|requests|escalations|pleas ..6 ignored|unheeded|unanswered|from|by|later|notwithstanding
unheeded|unanswered warnings|warning|requests|escalations|tickets|plea|pleas|calls
ignored|unheeded|brushed|dismissed by ..2 {who}
fell on deaf ears
it's|is|was|be not rocket|brain science|surgery
hardly|not ..1 rocket|brain science|surgery
hard|difficult|impossible|tough to miss|overlook|ignore|mess
not ..1 hard|difficult to
how hard|difficult|long|many can|could|is|was|would|times ..2 it|does|do|must
basics|abc|kindergarten of|for [people]
101 $ [people]
{who} just|simply|only|merely ..1 have*|need* to
just|simply|only ..1 needed|had to|need
all it|that ..1 took|needed|required|would ..2 was|is|have|had|take
all {who} have* to ..1 do
could|would ..1 have ..1 been ..2 avoided|prevented|caught|solved|averted|spotted|noticed|found|shorter|resolved|fixed ..1 sooner|earlier|faster|by|if|had|with|easily|simply|in [warning]
long before|overdue ..2 noticed
never|not occurred|occur to {who}
it|which not|never ..1 occur* to
{who} could|can have? ..1 see* ..4 coming [modal]
{who} could|must ..1 have known|seen|realised|realized|noticed|guessed [modal]
{who} must have ..1 known|seen|realised|realized|noticed|forgotten|missed|thought|assumed [modal]
"""


@blame_rule("BL303", "hindsight-marker", "warning", OBVIOUS)
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
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” is visible only from here",
        "What did it look like in that minute, beside everything else that asked for attention?",
    )


IMPERSONAL = """
was|were|been|got|went|gone|deployed|released|merged|shipped ..6 without ..2 first|properly|adequate|sufficient|any|proper|prior|enough|ever|fully|really|actually ..1 #diligence_ing|testing|review|consideration|communication|verification|coordination
was|were|been|got|went|gone ..8 without testing|checking|reviewing|verifying|communicating|considering|realising|realizing|asking|telling|notifying|validating|informing|coordinating|consulting|double-checking|thinking|monitoring|understanding|noticing|reading
was|were|been not ..2 tested|communicated|announced|considered|reviewed|verified|checked|escalated|rehearsed|planned|discussed|coordinated|anticipated|double-checked|validated|prioritised|prioritized|exercised|audited|cleaned ..2 before|beforehand|properly|thoroughly|in|to|for|with|enough|.|$|,|and|up [excused]
wrong|incorrect|false|mistaken|faulty|bad|wrongful assumption|assumptions|belief|impression|conclusion|expectation
assumption|assumptions|belief ..6 was|were|proved|turned|being ..2 wrong|incorrect|false|mistaken
bad|poor|terrible|dumb|horrible|unfortunate idea|call|choice|decision|decisions ..1 to|was|on|of|.|$
misunderstanding|miscommunication|misconception|misjudgement|misjudgment of|between|about|on|with|in|over|among
longer|later|slower ..1 than it|we|they|this should|needed|had
took ..1 us|ages|forever|far ..3 too|ages|longer|while ..2 to ..1 realise|realize|notice|find|understand|figure|see|discover|identify|diagnose|react|respond
due to ..3 inexperience|ignorance|haste|unfamiliarity
poor|limited|insufficient|incomplete|inadequate|superficial ..1 understanding|knowledge|awareness|experience|familiarity|grasp of|with|about
lack|lacking ..2 understanding|knowledge|experience|awareness|familiarity|expertise|foresight|diligence|attention|care|preparation
not ..1 sure|certain|familiar|clear how|with|what ..1 to? debug|proceed|do|handle|fix|respond
too ..1 much|little ..1 faith|weight|trust|effort|reliance|attention|time|confidence ..1 was|were|be*|given|placed|put
more could|should|might have ..1 been done
needed to be ..3 *ed ..1 before|long|earlier|sooner
later|longer|slower than ..3 ought|should
not ..1 thought through|out
no|little|insufficient thought|attention|consideration|care ..1 was|had|has|were ..1 given|paid|been|taken
was|were|is ..1 a ..1 mistake|error|misjudgement to|of|on
decision|choice|choosing|starting|deciding ..8 was|is ..2 wrong|mistake|poor|bad|unwise|premature|error|mistaken
was|were ..1 inadequate|insufficient|poor|lacking|unsatisfactory ..1 on our|our
our ..3 was|were ..1 inadequate|insufficient|poor|lacking|sloppy|too|wrong|slow|late|half-hearted
was|were dismissed|discarded|ruled ..1 out? too
regrettably|unfortunately ..4 left|forgotten|overlooked|missed|omitted
might|could well? have been ..2 taken
should|ought not|never? to? ..1 have ..1 been ..2 merged|left|allowed|enabled|put|given|relied|granted|started|skipped|picked|consulted|called|tried|weighed|thought|chosen|made|run|brought|set|kept|moved|looked|sized
needed to have been
would ideally have been
more|better ..4 ought|should to? have gone
right|better|safer|correct|wiser|sensible call|choice|decision|move|thing ..6 was|would to|have
should|ought to? ..1 have ..1 been ..2 caught|tested|noticed|reviewed|checked|verified|spotted|detected|seen|done|addressed|avoided|prevented|considered|anticipated|foreseen|documented|communicated|announced|discussed|escalated|merged|deployed|asked|questioned|known|clear|fixed|handled|rolled|updated|raised|followed|told|informed|used|planned|double-checked|validated|rehearsed|flagged|taken|upgraded|migrated|rotated|renewed|stopped|paused|written|recognised|recognized|coordinated|consulted
should|ought|must never|not have been|happened|gone|reached|passed|left|made|got
should ..1 have happened|gone|occurred
could|might have been ..1 ..1 avoided|prevented|caught|noticed|spotted|detected|solved|averted|mitigated|identified|found|resolved|fixed ..5 earlier|sooner|faster|beforehand|before|quicker|if|by|in
would|could ..1 have been ..1 easy|simple|trivial ..1 enough? to
would|could|might have ..1 been ..1 useful|helpful|better|wiser|good|nice|prudent|wise|preferable|sensible|easier to|if|for|had
could|might|would have helped|mattered $
unfortunately|sadly|regrettably ..8 not|never ..1 #diligence_ed|run|done|considered|tested|tried|applied|updated|taken|followed|included|given
#procedure ..1 be* not|never ..1 followed|respected|observed|consulted|used|read|obeyed|adhered|applied
#procedure ..1 be* ..1 ignored|violated|bypassed|skipped|disregarded|flouted|neglected
best practice|practices
not enough|sufficient|adequate|proper ..1 attention|care|thought|testing|consideration|diligence|communication|planning|review|preparation|time|coordination|caution
insufficient|inadequate|poor|lax|sloppy|improper ..1 attention|care|thought|testing|consideration|diligence|communication|planning|review|preparation|coordination|oversight|judgement|judgment|decision|decisions|strategy|supervision|discipline|handover|teamwork|housekeeping|hygiene|management
lack|absence|want of ..2 communication|coordination|testing|planning|ownership|preparation|understanding|oversight|supervision|follow-up|teamwork|leadership|leadership|process|review
too little ..1 attention|care|thought|testing|planning
took us|everyone|people ..2 too|far long
too long to realise|realize|declare|notice|escalate|react|respond|admit|diagnose|find|figure
"""


@blame_rule("BL304", "impersonal-should-have", "info", IMPERSONAL)
def impersonal_should_have(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A passive that implies somebody who did not: "should have been caught in review".

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
        f"“{quoted(match, sentence)}” implies somebody who did not",
        "Which step was meant to do it, and does that step exist?",
    )
