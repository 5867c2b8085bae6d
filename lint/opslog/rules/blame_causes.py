"""BL1xx: a person put in the place of the cause."""

from __future__ import annotations

from opslog.blame.agents import ME, WE, Sentence
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule

HUMAN_ERROR = """
brain fade|fart|freeze|fog|cramp|slip
senior|blonde moment
tunnel vision ..8 #people|took|led|set
wetware|meatware|liveware
poor|lack|loss|lost ..2 situational awareness
absent-mindedness|absentmindedness|forgetfulness|clumsiness|scatterbrainedness
fatigue|tiredness|exhaustion|nerves|panic|boredom|distraction|ignorance|overconfidence|complacency|haste got|led|made|caused|explains|explain|accounts|crept|had|among|of ..3 #people|{who}|better|how|into|set
technology|machine|machines|system|systems|tooling|tools|software|hardware|control|automation ..8 people|human|humans|person|operator|staff ..4 not|did|was|were|failed|less
people|humans get|make tired|distracted|mistakes|bored
human being|beings|limitation|limitations|nature|judgement|judgment|memory|inattention|lapse|factor ..4 is|was|were|remains|behind|explains|to|caused|at
between ..1 chair and
human|operator|user|pilot|admin|administrator|engineer|developer|staff|personnel|keyboard|cockpit|employee|programmer|reviewer|layer-8|wetware|technician|clerk|customer error|errors|mistake|mistakes|negligence|oversight|carelessness|failings|fallibility|blunder|incompetence|inattention|weakness|misjudgement|misjudgment|stupidity|frailty|frailties|confusion|sloppiness|laziness !rate|message|messages|page|pages|handling|report|reports|budget|in|counter|counters|a|an|the
human|operator|user|pilot|personnel|staff lapse|lapses|slip|slips|failure|failures
human ..1 element|factor|component|side [warning]
error|mistake|blunder|slip|failing|lapse|fault|problem on|by the|a|human|operator's|user's ..1 human|operator|user|people part|side
pebkac|pebcak|id10t|picnic
layer 8|eight
chair and keyboard
keyboard and chair
finger trouble
due|owing|caused|attributed|attributable|thanks|ascribed|down to|by ..2 manual|operational|procedural|clerical|individual|personal|people|manpower|personnel ..1 error|errors|mistake|mistakes|negligence|carelessness|failing|failings|failure
manual|clerical|individual|personal|operational error|errors|mistake|mistakes by|on|during|of
is|was|be|cause|root-cause|cause: : manual|clerical|individual|operational|procedural error|mistake
cause|root-cause was|is|: ..1 human
fat fingers|finger|thumbs
^ manual|clerical|individual|operational|procedural error|mistake
people|person|personnel|humans is|are|was|were|remain|remains the|our ..2 problem|cause|issue|weakness|link
a|purely|entirely|simply people problem|issue
weakest link [people]
did|does exactly|precisely|just|only what {who} told|asked|instructed|typed|ordered|requested|wanted
worked|behaved|functioned|performed|operated exactly|precisely|just as ..2 {who} told|asked|instructed|typed|ordered
{who's} human fallibility|weakness|failing
mistake|mistakes|error|errors made|committed by {who}
not|no ..3 fault|defect|failure|problem of|in|with the ..2 software|system|tool|machine|machinery|hardware ..3 but ..4 people|person|human|humans|operator|user
"""


@blame_rule("BL101", "human-error-as-cause", "error", HUMAN_ERROR)
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
        "What made this action possible, likely, or hard to undo? Write what the tool accepted, and what would have stopped it.",
    )


FAULT = """
{one} be* the ..1 one|person|ones who|that ..2 #act|#fault_act|broke|left|let|took|had|did
cause|fault|culprit|reason|problem : {who}
root cause :|= {who} [error]
faulty|bad|poor|wrong|flawed|sloppy|slow|careless reasoning|judgement|judgment|decision|decisions|handling|planning|communication|work|thinking|typing|reading ..1 by|of|from|in {who}
{who's} ..2 fingerprints|meddling|tinkering|insistence|penny-pinching|fondness|aversion|greed|nonchalance|hubris|pride|vanity|forgetfulness|clumsiness|curiosity|whim|whims|impulsiveness|temper|stinginess|optimism|wishful|pet|blindness|deafness|amnesia|aloofness|passivity|procrastination|timidity|cowardice|denial|delay|excuse|excuses|bungle|gaffe
on {who's} ..1 watch|conscience|hands|head|shoulders|plate
but for {who's} !help|quick|work|dashboard|alert|effort|vigilance|foresight
without {who's} ..1 help|intervention|interference|meddling|assistance|contribution ..8 would|might
through the good|kind offices|courtesy of
remiss
{who} be* behind the|this|it|that|all
be* ..1 theirs|hers|his to #diligence|prevent|stop|fix|own|notice|keep|renew|make|set
no excuse for {who}
there be* no ..1 excuse|justification
{who} have* ..2 hand in ..4 #problem|outages|incidents|it
responsible for ..6 be* ..1 {one}

guilt|blame|fault be* ..2 hers|theirs|his alone?
has|have|with ..4 written all over
#problem|mess|disaster that {who} make*|cause*|create*|leave*
owed|owing to ..3 #carelessness|haste|lack
lack of ..1 follow-through|backbone|ownership|thought|tact|manners|respect|spine
{who's} ..2 own? #fault|doing|fault|blame|carelessness|thoughtlessness !rate|budget|message|handling|code|log|page|report|margin|so|that|this|it
{who's} ..3 failure|refusal|inability|unwillingness|reluctance|neglect to|in|of
{who's} ..2 #carelessness
{who's} ..2 #careless|sloppy|lazy|hasty|hurried|rushed|botched|poor|bad|clumsy|ill-advised|ill-considered|misguided|shoddy|substandard|half-hearted|unauthorised|unauthorized|unilateral|cowboy|naive|rash|premature|inexplicable|questionable|baffling|bizarre|reckless|wishful|untested ..2 handling|work|working|decision|choice|attempt|attempts|attitude|approach|judgement|judgment|call|edit|change|commit|fix|deploy|config|configuration|script|code|coding|review|reviewing|communication|planning|preparation|behaviour|behavior|thinking|idea|push|merge|use|assumption|command|cleanup|clean-up|patch|migration|typing|habits|habit|effort|job|shortcut|hack|query|testing
{who's} ..1 decision|choice|insistence|attempt|habit to|on|of|not ..2 skip*|ignore*|bypass*|leave*|override*|push*|not|go|deploy*|cut*|rush*|work*|run*|test*|disable*|wait*
{who's} ..1 inattention|inexperience|omission|inaction|indecision|misunderstanding|mishandling|mismanagement|misuse|misreading|misconfiguration|bungling|botching|meddling|tinkering|overconfidence|haste|hurry|impatience|silence|absence|tardiness|slowness|indifference|obsession|stubbornness|obstinacy|eagerness|ego|arrogance|typo|guesswork|gamble|shortcut|shortcuts|slip|slip-up|lapse|lapses|fumble|panic|complacency|forgetfulness|disregard|poor|wrong|recklessness|unresponsiveness|unpreparedness|lateness|idleness|dithering|foot-dragging|vagueness|reluctance|lack
lapse|lapses|oversight|omission|negligence|failure|failures|inaction|inattention|mistake|mistakes|blunder|error|errors|slip|carelessness|incompetence|neglect|misjudgement|misjudgment|mishandling|mismanagement|misunderstanding|shortcomings|failings|laxity|sloppiness|haste|complacency|indecision|poor by|of|from|among|within|in {who}
lapse|lapses|oversight|omission|negligence|failure|inaction|mistake|blunder|error|complacency|neglect|lack|absence on the part of {who}
lapse|lapses of|in concentration|judgement|judgment|attention|discipline|vigilance|care|memory
lack|want|absence|dearth of ..2 care|attention|diligence|discipline|professionalism|foresight|judgement|judgment|vigilance|rigour|rigor|commitment|responsibility|competence|thought|courtesy|curiosity|initiative|urgency|effort|interest|skill|respect
lack|want|absence of ..2 skills|experience|knowledge|understanding|expertise|awareness|training in|of|on|by|among|within|at ..6 #roles [warning]
inattention|inattentiveness|carelessness|negligence|recklessness|sloppiness|laziness|incompetence
dereliction of
in {who's} haste|hurry|rush|eagerness|impatience|panic|zeal|enthusiasm|ignorance|confusion
{who} be* ..3 to blame|fault
{who} be* ..2 at fault
{who} be* ..3 accountable|answerable|culpable|liable|guilty for|of
{who} be* ..2 responsible for ..3 #problem|this|causing|breaking|deleting
{who} be* ..3 culpable|blameworthy|guilty
{who} be* ..3 culprit|offender|perpetrator|villain|weakest|bottleneck
culprit|offender|perpetrator|villain|guilty ..4 be* ..1 {who}
{who} be* the|a ..2 cause|reason|problem|source of|that|here|behind|for
the|our real|actual|root|underlying|sole|only|main|true|biggest cause|problem|culprit|issue|reason|explanation be* ..1 {who}
cause|problem|culprit be* ..1 {one}
the|root|this|our|underlying|real|sole|main cause|reason|problem be* ..1 that {who} #not
{who} have*|'s only? #self to blame|thank
blame|fault|responsibility|accountability|buck|guilt lies|lie|lay|rests|rest|rested|falls|fall|fell|sits|sit|sat|belongs|goes|stops|stop|is|was|landed ..3 with|on|at|upon|to|squarely {who}
lies|lie|lay|rests|rested|falls|fell|sits|sat|belongs|rest squarely|solely|entirely|firmly|wholly|with|on|at ..3 #roles|#person
at the feet|door of {who}
at {who's} feet|door
this|that|it|one|all be* ..3 down to {who}
this|that|one be* ..2 on {who}
it be* on {who} to
look ..1 further than {who's}
look no further than {who}
#problem was|is of {who's} ..1 making|doing|creation
{who's} ..1 handiwork
#fault|failure|lapse|negligence on {who's} part
mistake|fault|blame|hole|mess|bug|migration|review|change|typo|error|idea|decision be* ..1 hers|his|theirs
on the part of {who}
escape* {who} that
escape* {who's} notice|attention|eye
slip*|cross* {who's} mind|attention
that be* on me
down to {one}
blame* {who} for
be*|entirely|squarely|solely blame* on {who}
{who} own* up
{who} have* ..2 blood|explaining
{who} have* ..2 explain*|answer*|account* to|for|do
courtesy of {who}
at the hands of {who}
{who} let* us|everyone|customers|#det ..2 down
{who} fail* us|customers|everyone|#poss|in
#fault|problem was|is|lies|lay with {who}
be* {who's} doing
mea culpa [warning]
my|entirely|all|purely my ..2 fault|mistake|bad|doing|stupidity|carelessness|blunder
my ..2 fault|mistake|bad|blunder|stupidity|carelessness|screw-up
fault|blame|responsibility be* ..3 mine|hers|theirs|ours
{who} bear* ..3 responsibility|blame|fault|guilt
hold* {who} ..3 responsible|accountable|liable
pin* ..4 on {who}
accuse* {who}
{one} singlehandedly|single-handedly ..1 #fault_act
traced|traceable|traces back? to {one}
actions|doings|inaction|behaviour|behavior|misconduct|conduct of {one}
actions|doings|work|handiwork of a|one single|lone|careless|individual
"""


@blame_rule("BL102", "fault-attribution", "error", FAULT)
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
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” assigns the fault to somebody",
        "Which condition let it reach users? Write what was accepted, hidden, or not asked for.",
    )


COMPETENCE = """
sloppy !quorum|counter
{who} with|without no|any|a ..1 idea|clue|grasp|understanding
half asleep
had done|did|do|does|doing #poss|its job|jobs|homework|part ..6 would|could|this
be* ..1 naive|foolish|silly|reckless|careless|wrong of {who}
remove|take the human|humans|people ..2 out|from
grown-ups|adults took|take|taking
{who's} ..1 nerves|mind|nerve|concentration|patience|thoughts|judgement|judgment|attention|focus ..2 be*|fail*|desert*|wander*|lapse*|slip*|go*|drift*|elsewhere
{who} ..1 , ..1 unfamiliar|inexperienced|oblivious|blind|deaf|indifferent|unqualified|untrained|unsure with|of|to|in|on|for|,
^ unfamiliar|oblivious|blind|deaf|indifferent|ignorant|short|unaware|heedless|careless|mindless|contemptuous|impatient ..8 , {who}
{who} be* ..2 unfamiliar|oblivious|blind|deaf|indifferent|heedless|contemptuous|ill-equipped|ill-suited with|of|to|in
{who} with|has|have|had too|so|as|more|very ..1 much|little|few ..4 and too|so|no|little|not
{who} with|has|have|had ..1 too|more much|little ..1 access|patience|confidence|experience|ambition|enthusiasm|privilege|ego|power|time
{who} have* no|little|a ..2 idea|clue|grasp|understanding|sense|feel|respect|regard|patience|interest|concept|notion|appreciation|casual|relaxed|flexible|loose|attention|knack [negated]
leave*|left something|much|a ..2 to be desired
{who's} ..2 testing|work|review|reviewing|preparation|urgency|effort|attitude|communication|handling|code|leadership|diligence|professionalism ..1 be*|left|leaves|lack*|fell|falls ..3 desired|short|poor|sloppy|thorough|wanting|disappointing|unacceptable|inadequate|below|minimal|weak|questionable|lacking|absent|a
{who} lack* the|any|basic|all ..2 judgement|judgment|maturity|skill|skills|experience|rigour|sense|aptitude|temperament|discipline|patience|knowledge|professionalism|competence|courage|curiosity
missing|lacking|needed|needs is not|discipline|diligence|care|competence|common ..6 diligence|discipline|care|competence|attention|effort|skill [people]
little|some|bit|ounce|modicum|shred|touch of|more professionalism|discipline|diligence|rigour|courtesy|competence|maturity
how little|poorly|badly|lightly ..3 {who}
{who} know*|understand* ..2 little|nothing|nothing about|of
#careless|sloppy|poor|bad|weak|low discipline|workmanship|craftsmanship|housekeeping|judgement|judgment|airmanship|attitude|ethic in|from|by|on|among|at|within|of|let|led [error]
offshore|outsourced workmanship|work|quality
better|competent|capable|serious|grown-up|real|proper|actual #person|team|hands ..3 would|might|picks|joins|arrived|join|joined|stepped
someone|somebody|anyone|anybody competent|capable|qualified|sober|sensible|serious
replace|swap ..4 {who} with|by
#careless
carelessly|negligently|recklessly|incompetently|stupidly|idiotically|ineptly|irresponsibly|thoughtlessly|heedlessly|foolishly|unprofessionally|clumsily|sloppily|inexcusably|cluelessly|amateurishly|mindlessly
stupidity|idiocy|incompetence|ineptitude|recklessness|hubris|sheer|folly|cluelessness|unprofessionalism|foolishness ..1 by|of|on|from|in|shown|.|,|$ 
stupidity|idiocy|incompetence|ineptitude|cluelessness|unprofessionalism|slackness|amateurism
idiot|idiots|moron|morons|fool|fools|imbecile|numpty|clown|clowns|muppet|muppets|dunce|ignoramus|dimwit|halfwit|slacker|slackers|cretin|buffoon|amateurs|bungler|bunglers
amateur hour
rookie|schoolboy|schoolgirl|beginner's|beginner|amateur|novice|newbie|elementary|basic|silly|stupid|dumb|careless|classic|embarrassing mistake|mistakes|error|errors|blunder|howler
common|basic|elementary sense|decency|courtesy|competence|diligence|professionalism|hygiene
should|ought ..2 know* better
know* better than|.|$
no|any business|call|right|mandate|reason|need|authority|cause #act|touching|being|having|near|anywhere|making|doing|running|going
{who} have* no business|call|right|mandate|reason|authority|cause ..1 to|in|near|being
{who} have* no ..1 clue|idea|inkling what|how|about|that
no clue|inkling what|how|about [people]
have|has|had not|no a|the|any clue|faintest|foggiest|slightest idea|notion|clue?
not|never ..1 know* what ..1 {who} ..2 do*ing
asleep at|on the|#poss wheel|switch|job|watch
out of #poss|its depth|league
in over #poss head|heads
not up to ..1 the|this|#poss job|task|mark
not fit to|for
right|their|his|her mind would|gives|give|thinks|runs
in #poss|their right mind
have|have|has no|not ..1 brain|brains
bad|terrible|hopeless|useless|poor|rubbish|awful|weak at #poss|the|this|doing|reading|writing|following|communicating|communication|testing|listening
{who} be* ..2 useless|hopeless|clueless|dense|dim|stupid|lazy|sloppy|naive|ignorant|incompetent|inept|dumb|thick|slow|weak|unqualified|unskilled|green|wet|untrained|inexperienced|unfit|overwhelmed_
{who} be* ..2 not|never ..2 clever|bright|smart|competent|capable|qualified|skilled|experienced|professional|good|cut|suited
too inexperienced|green|lazy|idle|stupid|careless|naive|proud|arrogant|timid|unskilled|impatient to|for
inexperienced|unqualified|unskilled|half-trained|undertrained|untrained|green|underqualified engineer|developer|admin|administrator|operator|technician|staff|person|someone|hands|junior|colleague|dba|contractor|contractors|engineers|developers|operators|personnel|analyst|team|hire|employee|member|hand|intern
fresh|straight out of|from college|university|school|bootcamp|training
#number days|weeks|months|week|month|day into|in|on|at the|his|her|their|this job|role|team|post
lazy|sloppy|naive|dumb|stupid|shoddy|slipshod|slapdash|amateurish ..1 work|working|workmanship|coding|programming|engineering|thinking|error|testing|review|reviewing|reviews|practice|practices|handling|job|habits|attitude|decision|assumption|administration|typing|copy-paste|configuration|deployment|operator|operators|developer|developers|engineer|engineers|admin|admins|mistake|contractor|dba|reviewer|reviewers|team|teams|housekeeping|hands|engineering
sloppily|lazily|shoddily|amateurishly #act|written|coded|done|reviewed|tested|configured|typed
{who} be* ..1 #careless|unreliable|disorganised|disorganized|untrustworthy|lax|undisciplined|sloppy|lazy|naive|stupid|dumb|reckless|rash|hasty|cavalier
{we} be* ..3 sloppy|lazy|naive|stupid|careless|negligent|complacent|lax|dumb|reckless|arrogant|irresponsible|foolish|amateurish|incompetent|ignorant|cavalier
{we} have* ..1 be* ..2 sloppy|lazy|naive|stupid|careless|negligent|complacent|lax|dumb|reckless|arrogant|irresponsible|foolish|amateurish
{i} ..1 stupidly|idiotically|foolishly|carelessly|recklessly|sloppily|lazily|negligently|moronically|thoughtlessly
naive|foolish|stupid|dumb|arrogant|careless|lazy|reckless|silly|ignorant|gullible enough to
less|more|better|most|least capable|competent|careful|skilled|attentive|diligent|experienced|qualified|conscientious|thorough|professional|awake|alert|observant|responsible hands|engineer|developer|reviewer|operator|admin|team|colleague|person|dba|eye|eyes|administrator|contractor|technician|supplier|vendor|provider|manager|shift|crew|driver|author|lead|programmer
any|every|even half|half-way|halfway|moderately|reasonably|remotely|halfway|vaguely? competent|decent|serious|self-respecting|sane|sensible|professional|attentive|careful|responsible|diligent|half-decent|reasonable|minimally|seasoned ..1 #people|provider [people]
{who} think*|thought|believe* ..2 rules|process|checks do|did|does not
{who's} ..2 competence|incompetence|ability|abilities|skills|skill|attitude|character|personality|work ethic|ethic|mindset|grasp|judgement|judgment|attention
{who's} ..1 grasp|understanding|command|knowledge of
{who's} fingers|brain|head|mouth
half ,? competent
headless chickens
{we's} sloppy|careless|stupid|lazy|clumsy|hasty|reckless|idiotic|dumb|foolish|thoughtless
grasp of the|even basics|basic|elementary
not ..1 grasp|understand|know|master the|even|what ..2 basics|basic|fundamentals|fundamental
embarrassed|disgraced|shamed|humiliated the|us|our|everyone|whole|himself|herself|themselves
{who} be* ..2 a|an|the ..2 liability|danger|disgrace|embarrassment|loose|menace|hazard|risk|joke|idiot|moron|fool|amateur|beginner|nuisance|disaster
"""


@blame_rule("BL103", "competence-judgement", "error", COMPETENCE)
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


MOTIVES = """
{who} treat*|regard*|view*|consider* ..8 as|like a|an|optional|if|decoration|noise|though|#poss|their|suggestions|suggestion|beneath|beyond|someone
{who} think* ..4 be* a|an|just|only|beneath|optional|for ..2 toy|game|joke|suggestion|decoration|others|people|nuisance|formality
{who} take*|took|interpret*|read|choose* ..3 as|to optional|interpret|a|an ..3 suggestion|optional|invitation|noise
to {who} ..3 be* ..1 decoration|optional|noise|suggestion|suggestions|formality|joke|game|nuisance
as|is optional|decoration|formality|suggestion ..1 by {who}
{who} prefer*|preferred|favour*|favor* ..6 to|over|rather ..1 #diligence_ing|paging|owner|than|safety|reading|writing
on a whim
on #poss own initiative|authority|whim|accord|bat
{who} choose*|chose|put|value* speed|convenience|comfort|haste|ease|glory|price over|,|and|.|above
{who} play* to|politics|games
{who} be* ..2 more|less ..1 interested|concerned|keen|eager|worried|inclined in|with|to|about
{who} be* ..1 in love|denial|no with|about|hurry|mood
minding|doing|reading|checking|testing|answering|documenting ..3 was|is|be beneath|below|above {who}
{who} will|would not ..2 look|listen|answer|read|admit|budge|move|help|lift|touch|accept|act|be [modal negated]
make* up #poss minds|mind
no amount of ..6 would|was|could
{who} could not be bothered
{who} can not be bothered
{who} never bother*|care*|cared
{who} not bother*
{who} not care*|cared
{who} choose*|decide*|prefer*|opt*|elect* ..2 to ignore|skip|bypass|override|gamble|hide|play|not
{who} choose*|decide*|prefer* not to [excused]
{who} refuse* to
{who} refuse*
{who's} refusal|unwillingness
{who} ..1 deliberately|intentionally|knowingly|wilfully|willfully|consciously ..1 ignore*|disable*|skip*|hide*|bypass*|delete*|break*|withhold*|leave*|mislead*|#act
{who} think*|thought|believe*|decide* ..2 it|that|the ..4 not worth|necessary|matter|important
{who} think* ..1 #poss|they|he|she ..1 be*|know* above|better|best|smarter|cleverer
{who} want*|wanted ..2 to ..3 impress|show|look|finish|go|get|save|avoid [warning]
{who} seem*|appear*|look* ..1 to|more ..2 think*|care*|believe*|prefer*|interested|concerned|keen
{who} could not ..2 wait|resist|stop|leave|handle|cope|even|face
{who} be* more|too interested|concerned|busy|keen|worried|eager|preoccupied
{who} have* better|other|more things to
{who} prioritise*|prioritize*|put*|place*|value* ..6 over|above|before|ahead safety|quality|customers|stability|reliability|diligence|testing
for|to selfish|personal|political|save convenience|reasons|gain|face|glory|time
out of spite|laziness|ignorance|arrogance|convenience|boredom|habit|impatience|pride|vanity|fear|indifference|cowardice|frustration|malice
{who} hope*|hoped ..3 nobody|no|that|for|it|to ..4 notice*|best|luck|away|one|get
{who} kept it|this ..2 to #self
{who} kept quiet|silent|mum
{who} pocket*|enjoy*|bask* ..3 applause|praise|credit|glory
for|by {who's} own convenience|ease|comfort|benefit|sake

"""


@blame_rule("BL104", "motive-attribution", "error", MOTIVES)
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


def quoted(match: Match, sentence: Sentence, most: int = 14) -> str:
    """Give the words that were found, shortened in the middle of nothing: the first `most` of them."""
    end = min(match.end, match.start + most)
    return sentence.words(match.start, end) + ("…" if end < match.end else "")
