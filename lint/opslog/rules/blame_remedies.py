"""BL6xx: the accused spoken to, questions that accuse, and remedies that rely on attention."""

from __future__ import annotations

from opslog.blame.agents import ME, WE, YOU, Sentence
from opslog.blame.faults import FAULTS
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule
from opslog.rules.blame_causes import quoted


@blame_rule("BL601", "second-person", "error", FAULTS + "\n{you's} ..2 fault|mistake|carelessness|sloppy|careless|failure|blunder\n{you} should|ought to? have [modal]\n{you} should|could have ..1 known|checked|asked|tested|read|told|waited [modal]\n", prefix="{all}", kinds="you")
def second_person(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """The record speaks to somebody as the one at fault.

    ## Why it matters

    A record is read by everybody who comes after; none of them is the "you".

    ## What to write instead

    The step, and what allowed it.

    ## Example

        A push to the main branch starts a deploy, with or without a review.
    """
    if sentence.tokens.lower[0] in ("q", "if", "when", "because", "just", "once", "before", "unless", "whenever", "note"):
        return None
    if match.agent is not None and match.agent.start and sentence.tokens.lower[match.agent.start - 1] in CONDITIONS:
        return None
    return Saying(f"“{quoted(match, sentence)}” speaks to somebody as the one at fault", "Describe the step and what allowed it.")


CONDITIONS = frozenset("if when because once before unless whenever that until where what as until how".split())

QUESTIONS = """
how come ..12 {who} [question]
how do*|does|did|can|on one|you|somebody|someone|earth lose*|manage*|miss*|forget*|get|do|end|let [question]
which genius|idiot|clown|hero|joker|fool|brain
who else ..2 but|than {who}
who ..4 told|gave|let|allowed|authorised|authorized|permitted|asked|hired|trained|cleared {who} [question]
what exactly|precisely|on|the ..2 {who} [question]
what ..2 be* {who} ..3 doing|thinking|approving|for|up|reading|looking [question]
what good|use is|are|was|were [question people]
at what|which point ..6 {who} [question]
when exactly|precisely|, ..3 {who} [question]
must {who} [question]
be*|was|were {who} ..1 trained|even|ever|awake|asleep|drunk|paid|aware|blind|qualified|thinking|watching|too|simply|just|really [question]
do*|did|does {who} even|ever|really|imagine|suppose|seriously|expect|own|plan|intend [question]
did {who} think ..3 it|that|the|this|they|he|she [question]
did {who} ..6 at all [question]
can|could|will|would anyone|anybody|someone|somebody ..1 explain|tell|please|enlighten|say why|how|us|me|what
anyone|anybody home|awake|alive|there
have*|has nobody|no-one|anybody|anyone|someone|{who} ..4 heard|read|learned|learnt|seen|considered|tried|thought|looked|met [question]
could|might|may it be that {who}
or|, just|simply|merely {named} [question]
or be*|did|do*|just|merely|simply ..2 too|just|merely|simply|reflex|lazy|busy|asleep [question people]
ask {named} , who
maybe|perhaps ask {who}
why oh
why , {named}
why be* ..1 we|i|it the|left|up ..1 ones|one|to
why ..8 {named} [question]
is|be* it not? curious|odd|strange|funny|interesting|telling|remarkable|amazing that
remind me|us|ourselves
not? ..2 curious|strange|telling|odd that|how
should|would|could|can a|any ..2 #people ..2 like|with|who|as [question]
one is left|entitled to wonder|ask|guess
someone|somebody|who|leave*|left ..2 to wonder ..1 what|why|how|whether
left to|us wonder|wondering ..1 what|why|how|whether
why did|had|have|has|was|were|does|is not {who}
why did|had|was|were {one}
why do|does|are {group} ..2 never|always|not|still|keep|insist|think
why do*|did|does|be*|have* not? ..1 anyone|anybody|someone|somebody|nobody|no-one
why would|could|should|must {who}
why on|in|the earth|world|hell
why ..1 be* {who} ..1 not?
how could|can|would|do*|does|did {who} ..1 not|possibly|ever|even|think|thought|let|miss|fail|forget|ignore|allow|manage|expect|get|overlook|be
how could|can anyone|anybody|someone|somebody|#person
how on|in|the earth|world|hell|devil
how hard|difficult can|could|is|was|would it
how many ..1 times
how much ..1 longer|clearer|more
how dare
who ..1 broke|caused|let|approved|allowed|decided|thinks|thought|signed|do*|did|leave*|left|delete*|push*|merge*|write*|wrote|forgot|forget*|put|touch*|give*|gave|need*|ever|tell*|told|say*|said|on|would|even|authorise*|authorize* [question]
who ..8 in|on|the #poss|their|earth|right|world|hell ..1 mind
who ..3 thought|thinks|decided|figured
whose|who's|who idea|bright|job|turn|fault|mistake [question]
what be* {who} ..1 thinking|doing|waiting|smoking|playing|looking|reading|up
what do*|did|does|would|could {who} think|expect|imagine|suppose
what|which part|bit|word of|does ..10 {who} not
what kind|sort|part of #person|people|team|vendor|idiot|genius
what possessed|made|got {who} ..1 think|to|into|do
what ..2 excuse|explanation|reason do*|have*|be*|could {who}
where be*|were {who} [question]
since when do*|does|did|be*
do*|did|does it ..1 not? ..1 occur to {who}
did|does|do|has|have|had|is|was|were|could|would not? {who} ..1 not? ..1 ever|even|really|seriously|actually|bother|too [question]
did|does|do|has|have|is|was|could|can|will nobody|no-one|anybody|anyone|someone ..1 ever|even|really|seriously|think|bother|notice|check|read|look|ask|care|test|realise|realize|consider|learn|wonder|listen|know|pay|thought|checked|noticed|looked|asked|tested|bothered|awake|watching|monitoring [question]
is|was|were|be it|that|this ..1 really|so|too|asking|beyond ..2 much|hard|difficult|to [question]
is|was anyone|anybody|someone ..2 surprised|awake|watching|looking|paying|listening|even
are|is|do|should we|i|one ..2 really|seriously|supposed|expected|to ..2 believe|accept|think|expect|trust|assume [question]
seriously|really|honestly ,? {who}
is|are|was|were|do|does not? that|this|it|reviewing|testing|checking|monitoring|the|#det ..6 what ..2 pay*|hire*|employ*|have* {who}
not? ..3 what ..2 {who} be* ..1 paid|hired|employed|there for|to
when will|would|do|are {who} ..1 learn|ever|finally|start|stop|going|realise|realize|understand|get
will|would {who} ever|finally|please [question]
must|should|shall|do we|i|someone|others|everyone|everybody really|always|now|have ..2 spell|explain|remind|hold|check|do|repeat|teach ..3 {who}
is|are|were there nobody|no-one|anybody|anyone|no
what|where is|was|were the|that|this reviewer|reviewers|on-call|operator|owner [question]
"""


@blame_rule("BL602", "accusing-question", "error", QUESTIONS)
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
    if match.agent is not None and match.agent.kind in (WE, ME, YOU):
        return None
    if sentence.tokens.lower[0] == "q":
        return None
    return Saying(
        f"“{quoted(match, sentence)}” asks for a culprit, and people answer with excuses",
        "Ask how or what: what made this the reasonable step, and what could be seen?",
    )


VIGILANCE = """
be|being|been more|extra|very|really|particularly|especially|a|much ..2 careful|cautious|vigilant|attentive|diligent|mindful|alert|disciplined|rigorous|aware|conscious|conscientious|observant|proactive|responsible|precise|considerate|patient|awake|thoughtful|watchful [generic]
keep ..2 sharper|closer|better|watchful eye
read ..5 properly|carefully|thoroughly
be careful|vigilant|mindful|diligent|attentive ..2 when|with|not|about|to|in|next|before|.|$|while|during
pay|paying|pays more|closer|better|careful|extra|special|full|greater|particular ..1 attention
pay attention ..1 to|when|next|in|.|$
take|taking|taken|exercise|exercising|apply|use|using|show more|greater|extra|better|due|particular|special|enough|proper|sufficient|utmost|the ..1 care|caution|diligence|vigilance|prudence|responsibility|restraint|judgement|judgment|discipline|ownership
exercise|use|using|show ..1 caution|vigilance|prudence|restraint|diligence|discretion|care
more|extra|greater|better|increased|heightened|constant ..1 vigilance|diligence|attention|discipline|awareness|caution|attentiveness|carefulness|rigour ..4 from|by|of|on|is|was|needed|required|when|to|in|among|$|.
more carefully|diligently|attentively|cautiously|conscientiously|thoroughly #act|#diligence|in|next|before|going|when|than
^ more closely #diligence
#diligence|#act ..4 more|very|extra carefully|thoroughly|diligently|cautiously|attentively
^ remind*|urge*|admonish*|exhort*|encourage*|impress* ..2 #roles|everyone|all|staff|developers|ourselves|people|each ..3 to|of|not|about|that|never|how
to|must|should|will|again|please|and remind*|urge*|admonish*|exhort*|encourage*|impress* ..2 #roles|everyone|all|staff|developers|ourselves|colleagues|people|anyone|each|on-call ..3 to|of|not|about|that|never|how
reminder|reminders|memo ..3 to|for ..2 #people|everyone|all|staff|developers
reminder|reminders be* ..2 sent|issued|given
retrain*|re-train*|educate*|re-educate*|school*|lecture* ..2 #people|everyone|staff|humans|developers|on-call|ourselves ..2 to|not|on|in|about|how|the|properly|again
retraining|re-training|refresher|coaching|education for|of ..3 #people|everyone|staff|team|on-call|all
refresher|remedial course|training|session|sessions|lesson
{they} ..1 need*|must|have|has|should|ought|will ..1 to? ..1 learn to|that|from|how [modal generic]
{they} ..1 need*|must|should|ought to? ..1 remember|double-check|concentrate [modal generic]
{they} ..1 need*|must|have|has|should|ought|will to? ..1 try|work|think|look|read ..1 harder|twice|carefully [modal generic]
{they} ..1 need*|must|have|has|should|ought|will to? ..1 take|pay ..2 care|attention|responsibility|ownership|more [modal generic]
{they} ..1 need*|must|have|has|should|ought to? ..1 get|become|be|do better|more ..2 careful|disciplined|at|about|in|rigorous|aware|attentive|vigilant|cautious|careful|proactive|thorough|responsible|diligent|alert|organised|organized [modal generic]
think|look|check|measure twice|before|harder|first ..2 before|you|acting|running|pressing|typing|deploying|merging|committing|#act|next|$|.
try|work|look|concentrate|focus|listen harder|better|more
double-check|double-checking|doublecheck|triple-check ..6 before|next|every|all|everything|their|commands|your|each|always|from
everyone|everybody|engineers|developers|operators|people|staff|reviewers|teams|team|on-call ..1 must|should|needs|need|ought to? ..1 pay|think|remember|always|never|learn|stop|double-check|care|respect|keep ..1 attention|twice|before|first|to|how|their|a|the|check|#diligence [modal generic]
remember|remembering to ..1 #diligence|#act|always|double-check|run|read|do|use|turn|be
keep in mind|eye|mind|close
do|does not let it|this happen
do|must|should|let's|lets never|not ..1 #act|do|make|repeat|trust|assume|forget|rely ..8 again|ever|next|without|blindly
never|not again ..2 #act|do|make|let
make sure|certain ..2 {all} ..1 #diligence|know|understand|read|remember|pay|take|be*|follow|always|never
make sure|certain to|that people|everyone|always|never
stay|remain alert|vigilant|focused|focussed|disciplined|attentive|awake|sharp|careful
discipline|vigilance|awareness|diligence|attentiveness|mindfulness|common is|are|needs|need|must|will|campaign|sense|training|of|among|in
raise|raising|increase|create|improve|build|greater|more ..1 awareness ..3 among|of|for|in|about|that [info]
communicate|collaborate|coordinate|plan|test|review|document|prepare|cooperate|listen better|more|earlier|properly|sooner|beforehand
better|improve|improved|more ..1 discipline|judgement|judgment|attitude|teamwork|diligence ..3 between|within|by|from|of|in|among|with|is|needed|$|.
^ #not assume|rush|panic|hesitate|ignore|underestimate|trust
{who} be* ..1 reminded|urged|admonished|exhorted|encouraged to|not|about|of|that [modal generic]
impress* on|upon {who}
have a ..2 word with
next time|round ..2 #diligence|be|think|ask|you|read|remember|double-check
in future|the future|going forward ..3 {all} ..1 will|must|should|need|shall ..2 be|pay|take|think|#diligence|remember|make|try|double-check [modal generic]
hold ourselves|each|themselves to
follow|following|adhere|adhering|stick|sticking|comply ..3 to|the|our|with ..2 #procedure ..4 more|strictly|always|closely|next|better|properly|rigorously
stricter|strict|better|full|total|closer adherence|compliance|discipline ..2 to|with|by
raise an incident quicker|earlier|sooner|faster
quicker|earlier|sooner|faster ,? and not
act on it|them|warnings
"""


@blame_rule("BL603", "vigilance-as-remedy", "warning", VIGILANCE)
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


COMPLIANCE = """
{who} #not ..1 follow*|respect*|obey*|observe*|adhere*|comply|conform|keep|stick|consult|read|apply|honour|use ..4 #procedure [negated excused]
{who} fail*|neglect*|omit*|refuse* to ..1 follow|respect|obey|observe|adhere|comply|conform|keep|stick|consult|read|apply|honour|use ..4 #procedure [excused]
{who} violate*|breach*|break*|ignore*|bypass*|flout*|disregard*|skip*|circumvent*|contravene*|disobey*|sidestep* ..4 #procedure|freeze [excused]
{who} ..4 in violation|breach|defiance|contravention|disregard|contempt of [excused]
violation|breach|defiance|contravention|disregard|contempt of|for ..4 #procedure|freeze
against #procedure|orders|advice|instructions|better|the ..2 #procedure|advice|orders|judgement|judgment|instructions|rules ,? {who}
{who} ..12 against ..2 #procedure|advice|orders|instructions [excused]
contrary to ..3 #procedure|advice|instructions|orders
without ..2 following ..4 #procedure
non-compliance|noncompliance|insubordination|misconduct
{who} go* ..1 off-script|off-piste|around|outside|off ..3 #procedure|script|channels [excused]
{who} be* not following ..4 #procedure [negated excused]
"""


@blame_rule("BL604", "procedure-not-followed", "error", COMPLIANCE)
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
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” measures somebody against a procedure",
        "What made the procedure hard to find, to do, or to trust here?",
    )
