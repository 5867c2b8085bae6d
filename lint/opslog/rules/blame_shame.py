"""BL4xx: punishment and shame."""

from __future__ import annotations

from opslog.blame.agents import Sentence
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule
from opslog.rules.blame_causes import quoted

PUNISHMENT = """
{who} come*|go*|step*|stay*|rotate* off the ..2 rota|rotation|on-call|roster|project|schedule [modal]
asked|invited|told|advised to reflect|consider ..2 on|whether|#poss
formal|official complaint|grievance|inquiry|enquiry|hearing|investigation
complaint about|against|on {who}
deduct*|dock* ..4 from ..4 pay|wages|salary|bonus|days|allowance
let this be the last
damages|compensation|costs|bill ..6 from|to ..1 {one}
dressing-down|dressing down|telling-off|roasting|ticking-off|talking-to|carpeting|rap on|bollocking
right|good|suitable fit|place|role|job for {who}
not|be* ..1 cut out|suited|fit|welcome|invited for|to|back|in|here
until ..1 {who} show*|prove*|grow*|learn*|demonstrate*|mature*|has|have|can
{who} be* reminded|told|spoken|warned ..2 firmly|sternly|again|personally [modal]
promotion|promotions|pay|bonus ..2 for|of {who}
{who's} ..1 probation|promotion|contract|appraisal|career|future|position|employment|suitability|tenure ..2 be*|is|was|will|should|ought|may|in|at|under|hangs|depends
review|reconsider|revisit|terminate|cancel|end|renegotiate {who's} ..2 contract|role|position|access|responsibilities|permissions|employment|engagement
revisit|review|limit|restrict|remove|cut|reconsider|withdraw permissions|access|rights|privileges ..1 of|for|: ..1 {named}
corrective|remedial|mandatory|compulsory session|course|class|training|meeting|coaching|talk ..6 with|for|by {who}
penalty points|point
consequence management
on|in|to the|#poss ..1 permanent record|file
attend|write|sit|apologise|apologize|report|repay|repeat ..6 in #poss own time
apologise|apologize ..3 to ..6 one by|in|personally
line manager|managers ..6 copied|informed|involved|told|cc'd
with|to|before internal audit|hr|disciplinary
sudo|root|access|rights|admin ..2 for|of {who} ..2 revoked|removed|suspended|withdrawn|gone|cancelled
patience|tolerance with|for|of ..3 {who} ..1 is|has|be*|ran|wearing|exhausted
{who's} ..2 name|initials|handle ..2 appear*|comes|come|crop*|is|on|in ..6 again|report|list|record|once
find|get|hire managers|people|engineers|someone|somebody|contractors|others who|that ..1 will|can|do|does|read|test|follow
will be ..1 used|kept|logged|recorded|counted against
watch*|monitor*|look* ..2 closely at|by who|{who}
certain|some people know|need|should|will|have|might
and|quite|very rightly|deservedly so
well|richly|fully deserved
{who} be* ..2 given a ..1 supervised|restricted|limited|read-only account|access [modal]
read-only|restricted|supervised is|be all
take|takes|took|taking ..1 away {who's}
{who} be* ..2 asked|told|required|requested ..1 kindly? to attend|explain|account|apologise|apologize|reflect|justify|leave|stay|redo [modal]
{who} be* ..3 fired|sacked|dismissed|disciplined|suspended|demoted|reprimanded|admonished|punished|sanctioned|censured|penalised|penalized|rebuked|chastised|scolded|cautioned|terminated|barred|banned|excluded|sidelined|stripped|reassigned|redeployed|transferred|benched|grounded|fined|docked|furloughed [modal]
{who} be* ..2 let go [modal]
{who} be* ..2 written|spoken|talked|called|hauled|taken up|to|in|aside|off|out|over|task [modal]
{who} be* ..2 given|issued|handed|served ..3 warning|notice|talking|talking-to|dressing|reprimand|marching|written|lecture|ultimatum|caution [modal]
{who} be* ..2 shown the door [modal]
{who} be* ..2 taken|kept|moved|pulled|struck|dropped|removed|rotated|steered|led ..2 off|from|out|away ..6 rota|rotation|on-call|team|project|duty|production|prod|list|schedule|roster|role|account|access|deployments|releases|responsibilities|anything|keyboard [modal]
{one} be* ..2 moved|transferred|reassigned|redeployed|relegated|rotated|demoted to|into|onto|out|off|from [modal]
{who} be* ..2 no longer on|part|allowed|permitted|with|employed|trusted|working|holding|deploying|leading|welcome|here|needed|required [modal negated]
on|in|to the|#poss ..3 personnel|hr file|record
note|letter|entry|mark ..4 placed|put|kept|added ..2 on|in|to ..2 file|record
at|in|during|come appraisal|appraisals ..1 time|season
appraisal time|season|conversation
from now on|onwards {who's}
{who's} changes|commits|prs|deploys|deployments|work|requests|code|releases ..3 go|need|require|must|will|be* ..6 approval|review|reviewed|eyes|supervision|sign-off|approved|checked|vetted|scrutiny|double-checked [modal]
{who} ..1 sit* out ..8 until|while|for|pending [modal]
until ..4 proven|proved|redeemed #self
escorted|marched|frogmarched|thrown|kicked|walked|asked off|out|from|to ..2 site|premises|door|building|project|leave
access|rights|privileges|permissions|keys|badge|role|duties ..4 withdrawn|revoked|removed|taken|stripped|pulled from|away|off ..2 {who}
bonus ..3 reflect|reflects|cut|suffer|affected|withheld
review|investigation|inquiry|enquiry of|into ..2 her|his|their|#roles ..1 conduct|behaviour|behavior|performance|actions|fitness|suitability
put|place* {who} on|under ..4 rota|supervision|probation|notice|plan|review|leash|watch
shall|will|must remain nameless
{who} no longer ..2 have|has|had|holds|hold|works|work|deploys|enjoys|leads|runs ..3 access|rights|permission|permissions|privileges|here|with|for|our|us|confidence|alone [modal negated]
{who} will|may|must|shall|should not|never ..1 be ..2 allowed|permitted|trusted|given|touching|near|let|invited|able|asked [modal negated]
{who} will|may|must|shall not|never ..2 touch|deploy|work|handle|merge|get|go ..4 again|near|anything|production|prod|alone|without|unsupervised|until|for [modal negated]
{who} have* ..2 move*|transfer*|change* to ..3 role|team|position|duties|job|department
{who} have* ..1 step* down|back|aside
{who} have* ..2 leave*|left the ..2 company|team|organisation|organization|business|firm|project
{who} be* no|not longer? with us|the
{one} ..2 lose* ..4 access|rights|permissions|privileges|job|role|position|bonus|badge|commit|seat|post|sudo|root|trust|keys|title
{who} forfeit*|relinquish*
{who} have* ..1 have* #poss ..5 revoked|removed|withdrawn|taken|cut|suspended|reviewed|reduced|stripped|curtailed
{who's} ..4 access|rights|permissions|privileges|account|badge|credentials|contract|bonus|sudo|employment|probation|promotion|appraisal|role|on-call|duties|responsibilities|admin|root|production|commit|write ..1 access|rights|role|duties|privileges be* ..3 revoked|removed|withdrawn|taken|cut|suspended|reviewed|reduced|downgraded|stripped|restricted|terminated|renewed|extended|postponed|delayed|curtailed|reconsidered|under|rescinded [modal negated]
{who's} ..3 access|rights|permissions|privileges|contract|bonus|sudo|employment|probation|promotion|appraisal|badge be* ..3 revoked|removed|withdrawn|taken|cut|suspended|reviewed|reduced|downgraded|stripped|restricted|terminated|renewed|extended|postponed|delayed|curtailed|reconsidered|under|rescinded [modal negated]
revoke*|remove*|withdraw*|withdrew|cut*|suspend*|limit*|restrict*|take* {who's} ..3 access|rights|permissions|privileges|badge|contract|bonus|sudo
disciplinary|punitive|personnel action|actions|measures|measure|proceedings|process|steps|hearing|meeting|consequences|procedure|matter
written|final|formal|verbal|stern|official|serious warning|reprimand|caution ..3 to|for|was|has|have|been|will|is|issued|given|.|$
severance|dismissal|termination of|for|with {one}
performance improvement|review|appraisal|plan|management|rating|conversation|discussion|talk ..4 {who}
{who's} ..3 performance|appraisal|personnel|annual|next|year-end review|rating|file|appraisal|evaluation|record|assessment
reflected|noted|recorded|considered|mentioned|addressed|raised in {who's} ..3 review|appraisal|file|evaluation|rating|record|1:1|one-to-one
{who} be* ..2 on|under ..2 pip|probation|notice|supervision|watch|review|leash [modal]
those|person|people|individuals|engineer|operator responsible|concerned|involved can|may|should|will|must ..2 expect|face|be|have|answer|explain
{who} be* ..3 supervised|shadowed|monitored|watched|chaperoned|retrained|re-trained|re-certified|recertified [modal]
{who} be* ..1 held ..3 accountable|responsible|account|liable|answerable [modal]
hold*|held #people|#obj|those|whoever ..2 accountable|responsible|liable|account
personally ..1 accountable|responsible|liable|answerable|apologise|apologize|explain
consequences for|to|of ..2 {who}
there will|must|should|have be|been ..2 consequences|repercussions|sanctions ..2 for|to {who}
there will|must be ..2 consequences|repercussions|sanctions ,|.|$|;
face* ..2 consequences|disciplinary|sanctions|music|action|charges|dismissal|hearing|questions
{who} face* consequences|disciplinary|sanctions|music|action|questions|a
heads|head will|must|should|to|need roll
hr|human resources|line manager|management ..1 be*|have* ..2 informed|involved|notified|looped|told|contacted|spoken|consulted|briefed ..6 {who}
hr ..1 informed|notified|involved|briefed|contacted about|of ..1 {who}
informed|notified|involved|escalated|raised|passed|reported|referred|taken ..2 to? hr|management|legal ..2 {who}
reported|referred|escalated|raised|passed to hr|management
conversation|talk|chat|word|meeting|words|discussion ..1 with {who} about|regarding|on|over|concerning
{one's} manager|boss|supervisor|director ..2 have*|will|to|be*|must|should ..3 informed|told|speak|talk|discuss|conversation|taken|raise|notified|spoken|word
have|had a ..1 word|conversation|talk|chat with {who}
until {who} can|could|have*|be* ..2 be|prove*|show*|demonstrate*|learn*|earn*|regain*|trusted|complete*|pass*|competent|ready
{who} can|could not ..1 be trusted [modal negated]
{who} must|will|should|have*|need* to? ..1 redo|retake|resit|repeat|pass|complete|undergo|attend|sit ..4 training|course|exam|certification|onboarding|assessment|refresher|induction|test
{who} be* ..2 retrained|re-trained|reschooled|re-educated|reskilled|retaught [modal]
{who} be* ..2 sent on ..3 course|training|leave [modal]
{who} be* ..2 sent home ..3 in|for ..1 disgrace|good [modal]
{who} ..1 made|forced|asked|told|required|ordered to ..2 apologise|apologize|explain|account|stay|fix|clean|write|answer|justify|sit|redo|pay
{who} ..2 apologise*|apologize* ..4 publicly|personally|person [modal]
{who} owe*|ow* ..3 apology|explanation|answer|beer|beers|drink|cake|us
deserve*|merit* ..3 reprimand|sacking|punishment|warning|firing|blame|it|dismissal|roasting|fired|worse
lesson|example be* made|taught|learned of|to|by ..1 {who}
make* an example of {who}
make* {who} ..2 an? example|pay|sweat|write|apologise|apologize
docked|deducted|withheld ..3 from? ..2 pay|bonus|salary|wages
career-limiting|sackable|fireable|firing offence|move|offense
zero tolerance
part*|ways|parting ways|company with|ways
thrown under
contract ..5 not|will|be|was ..2 be ..1 renewed|extended|terminated|ended|cancelled|canceled
will not be ..2 renewed|extended|invited|returning|rehired
{who} ..1 will|should|must|can ..2 think|look for|carefully|elsewhere|twice|for [modal]
{who} ..1 will|should|must ..1 learn|remember ..2 to|that|the|his|her|their|from [modal]
{who} ..1 need* to ..1 learn|understand|grow|improve|decide|get|wake|take|be|start [modal]
put on ..1 notice
on a short|tight|shorter leash
shall|will|would|are be watching
replaced by|with ..2 someone|somebody|people|engineers|person ..2 who|competent|more|better
"""


@blame_rule("BL401", "personnel-consequence", "error", PUNISHMENT)
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
    return Saying(
        f"“{quoted(match, sentence)}” is a consequence for a person; it does not belong in a record people learn from",
        "Delete it, and describe the control that changed.",
    )


SHAME = """
{who} ..1 be* ..1 crying|sobbing|cowering|squirming|sweating|red-faced|sheepish|shamefaced|embarrassed|humiliated|mortified|speechless
{who} ..1 cry*|sob*|squirm*|cower*|blush*|whimper*|grovel*
ashamed|shame|shameful|shamefully|disgrace|disgraceful|disgracefully|embarrassment|humiliation|humiliating
embarrassed|embarrassing|embarrassingly ..2 himself|herself|themselves|us|team|company|department|everyone|all|whole|for|simple|basic|long|late|obvious
laughing stock|stock's
name ..1 and shame
naming and shaming
wall|hall of shame
apology|apologies|explanation|beer|beers|cake|drink|pizza|doughnuts ..4 owe*|from ..2 {who}
{who} make* us|everyone|the ..3 miss|look|stay|work|wait|spend|pay|lose|suffer|clean|sweat
stared|glared|yelled|shouted|laughed|screamed|jeered at {who}
ruin*|spoil* ..1 everyone's|our|weekend|holiday|christmas|evening|night|party
so that everyone|everybody|all knows|can|know ..2 who|see
everyone|everybody|we|all now|knows|know|can|see|saw who|whose
remember|remembered|known|famous|infamous|notorious as|for ..2 the|being|his|her|their|this|having|it
take|takes|took|get|gets|won|wins|earns|earned|deserves the ..3 prize|crown|cake|award|medal|biscuit|trophy|award
dunce|clown|donkey award|cap|hat
bow|hang|hung|hangs #poss head|heads
wear the ..2 hat|cap
"""


@blame_rule("BL402", "public-shaming", "error", SHAME)
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
