"""BL5xx: irony, heroes and villains, heat, and habits ascribed to people."""

from __future__ import annotations

from opslog.blame.agents import ME, WE, Sentence
from opslog.blame.pattern import Match
from opslog.blame.registry import Saying, Where, blame_rule
from opslog.rules.blame_causes import quoted

IRONY = """
// a deed in quotation marks that was none
{who's} ..2 " #scare ..2 "
{who} ..2 " #scare ..2 "
" #scare ..2 " ..3 by {who}
our|the " #scare ..1 " ..2 #roles|#people|in|at|from
so-called ..3 " #scare "

outdo*|outdid|outdone|excel*|surpass* #self
bless #obj|his|her|their
admire the|#poss ..2 courage|confidence|nerve|optimism|audacity|dedication|faith|restraint
one|you|we ..1 has|have|can|must|got|gotta to? ..1 admire|applaud|marvel|love|wonder
one gathers|wonders|struggles|imagines|presumes|suspects|hopes|assumes
one might|may|must|can|could|is ..1 ask|wonder|left|forgiven|tempted
sherlock|einstein|columbo|picasso|shakespeare
contest|competition|championship|olympics|hall of|, {who}
full|ten|10|nine out of ten|10 ..1 for
rumour|rumor|legend|word has it
triumph|victory|achievement|milestone|gift|present|classic|episode|chapter ..1 from|of|by|in|for ..2 {who}
people|folks|team|ones who|that brought you|us
it be* ..1 brave|bold|big of {who}
with the ..3 grace|delicacy|subtlety|confidence|finesse|speed|enthusiasm|elegance|urgency|precision|care|wisdom|attention of|that|only
with|in|by breathtaking|admirable|astonishing|impressive|stunning|remarkable|staggering|blithe|touching|childlike|wilful|sublime|majestic|characteristic|customary|trademark|bovine|lordly|olympian ..1 nonchalance|confidence|disregard|shoddiness|calm|serenity|optimism|faith|lack|ease|haste|speed|naivety|timing|incompetence|style|generosity|candour|indifference|carelessness|negligence|flair|logic
nothing|little says ..8 like
our|the crack|elite|finest|star|illustrious|esteemed|learned|beloved|dear|glorious|mighty|fearless|intrepid|trusty|venerable|distinguished|eminent #people|squad|colleagues|friends|team
our friends|friend|cousins in|from|at|over ..1 #det? #roles|marketing|sales|finance|engineering|platform|security|support
such be* {who's}
send {who} ..1 flowers|cake|chocolates|card|medal|bill
which is to say
as it|that|is #poss|their wont|custom|habit|way
be* ..1 #poss wont
{who} being {who}
must be ..1 said|nice|hard|exhausting|comfortable|fun|lovely [people]
at least {who} have*|be*|got|do*|enjoy*|sleep*|slept
expert|specialist|wizard|guru|genius|whisperer|magician|ninja|rockstar|visionary|maestro|mastermind|virtuoso {named}
very|so|how professional|reassuring|considerate|thoughtful ,|.|$|of
{who} reach*|go*|reached ..2 for the ..1 restart|reboot|power|delete|button
consisted|consists ..6 of {who}
as a ..3 , {who's}
if the aim|goal|idea|plan|intention was|were
which genius|idiot|clown|hero|bright|joker|fool|brain
pity|shame that|about ..4 {who}
here we go
{who} and #poss one-liners|scripts|ideas|fixes|hotfixes|habits|shortcuts|toys|friends
rather less|more so
credit|kudos|praise|thanks must|should|is go|goes|due|to ..4 {who} ..3 for ..2 #fault_ing|not|again|once
the|an act|feat|stroke|work|moment of ..2 genius|brilliance|god|sabotage|vandalism|stupidity|bravery|folly|lunacy|madness
must the|{who}
at it again
true to form|type
surprise ,? surprise
what a surprise
lo and behold
colour|color me|us|nobody surprised|shocked
who would|'d|could have thought|guessed|known|expected|imagined|predicted
what could|can|might possibly|ever go wrong
as if by magic
if|that's ..2 one|you|we ..1 can call it|that|this|them
so-called|self-styled|self-proclaimed|self-appointed|would-be|supposed expert|experts|review|reviewer|reviewers|engineer|engineers|architect|senior|specialist|specialists|fix|fixes|plan|owner|owners|professional|professionals|test|tests|solution|leader|dba|admin|administrator|guru|wizard|testing|handover|hero|management|seniors|team
resident genius|expert|wizard|guru|clown|cowboy|optimist|hero
our|the|some ..2 genius|geniuses|wizard|wizards|wunderkind|mastermind|masterminds|einstein|cowboy|cowboys|superstar|rocket|sparky|joker|jokers|comedian|wise|smart|bright|clever ..1 spark|guy|alec|of|at|in|who|decided|thought|pushed|on|has|had|had
genius|geniuses|mastermind|masterminds|wunderkind|bright spark|move|idea|who|decided|behind
whose|this|that|his|her|their|a|the brilliant|bright|clever|genius|wonderful|inspired|brainy|stellar|marvellous|magnificent|ingenious idea|plan|decision|move|thinking|stroke|choice
in #poss|their|its infinite|great|wisdom|boundless|usual wisdom
in #poss|its wisdom
thought|think*|felt|considered|deemed|decided|figured ..2 it ..2 be? a ..1 good|great|wise|clever|smart|brilliant|excellent|wonderful|bright|splendid idea
thought|felt|deemed|considered ..1 it ..2 wise|clever|smart|fit|funny|appropriate|amusing|prudent to
see* fit to
take* the liberty
congratulations|congrats|applause|bravo|kudos|hats|props|medal|trophy|award|prize|oscar ..6 for|on|to|off|,|goes ..3 {who} ..8 #fault_ing|who|again|yet|once [generic]
round of applause
congratulations|congrats|applause|bravo ..3 {who} for|on ..1 #fault_ing|finding|managing|making|another|a
slow clap
top|full marks to|for
gold star|stars to|for
credit where ..2 due ..3 at least
{who's} ..1 famous|so-called|legendary|supposed|alleged|self-described|celebrated|much-vaunted|vaunted|patented|trademark|proverbial
self-appointed|self-styled|so-called ..2 expert|experts|guru|architect|owner|specialist|engineer|lead
worth the name
set your|#poss|a watch|clock by [people]
as|than {we} have? come|learned|learnt|grown to expect
no exception [people]
well played ..2 {who}
{who} excel*|outdo*|outdone|surpass* #self
great|nice|excellent|stellar|superb|lovely|brilliant|sterling|outstanding|heroic|splendid|fantastic work|job|catch|going|effort|timing|move|one|stuff|thinking|planning|shot|save|show|performance ..3 there|guys|everyone|all|again|as|folks|,|by|from|, ..3 {who}
great|nice|stellar|brilliant|lovely catch|going|timing|move|one|thinking|planning ..2 {who}
thanks|thank ..2 {who} ..4 #fault_ing|#fault_act
thanks|thank ..2 to ..1 {who's} ..3 #carelessness|quick|brilliant|clever|bad|poor|careless|tireless|lack|failure|inability|refusal|heroic|wonderful|silence|foresight|creative
thanks to {who} ..4 #fault_ing|being|not|we|nobody|half|everyone
thanks|kudos|props|hats ..4 for nothing|breaking|deleting|ruining|waking|losing
apparently|evidently|presumably|clearly|obviously|surely|seemingly ..8 too|beneath|above|beyond|was|is ..3 much|hard|difficult|inconvenient|boring|complicated|long|ask|busy|trouble|effort|bother|hassle|optional
too much|hard|difficult|complicated|boring|tedious|inconvenient|long|big to|for|of|an ask|expect|hope|bother|read|remember|them|him|her|some|certain|effort|anyone|anybody|effort|request
beneath|above #poss|some|their|him|her|them dignity|pay|paygrade|station|head
apparently|evidently|presumably|supposedly|allegedly|reportedly ..2 {who} [generic]
apparently|evidently|presumably ..6 optional|unnecessary|overrated|news [people]
bless|god|heaven|lord forbid|help|#poss|knows|bless ..2 {who}
god|heaven|heavens|lord forbid|help
perish the thought
needless to say
never mind that|the|who
let|lets|let's us not? ..1 #not forget|mention|dwell|pretend
perhaps|maybe next|one|some|in time|day|future ..2 {who}
next time|round ..3 {who} will|might|could
would|will it ..1 have? kill|hurt|killed|hurt|harm|harmed ..2 {who}
as usual|always|ever|per|expected|predicted|is ..2 {who} [generic]
{who} ..1 as usual|always|ever
usual ..2 suspects|suspect|culprit|way|fashion|style|standards|enthusiasm|urgency
typical|classic|vintage {who}
typically|characteristically ..1 {who}
{who} , of all people
of all people
of course|naturally|obviously|inevitably ,? {who}
, of course , {who}
{who} , of course , [negated]
how lovely|nice|kind|convenient|thoughtful|clever|delightful
ever so|oh kindly|helpfully|so|thoughtfully|generously|graciously
{who} helpfully|graciously|generously|thoughtfully|gracefully|conveniently|magnanimously|valiantly|heroically|bravely|courageously|proudly|triumphantly #act|decide*|choose*|#fault_act|leave*|left|take*|took
{who} have*|had the ..1 nerve|gall|audacity|cheek|temerity|pleasure|good|bright|great|brilliant
{who} finally|eventually deign*|bother*|condescend*|find*|found|remember*|realise*|realize*|wake*|woke|look*|notice*|admit*|read|answer*|turn*|show*|surface*|respond*|react*|check*|reply*|figure*|agree*|decide*|see*|saw|acknowledge*|appear*|arrive*|concede*|join*|open*|log*|get*|pick*
deign*|condescend* to
{who} at last|long deign*|manage*|got|bother*|condescend*|find*|found|remember*|realise*|realize*|wake*|look*|notice*|admit*
grace* us|the ..3 with
find* the|some time|energy|strength|motivation to
bury* #poss|its head|heads
must be nice
another|yet|one|a ..2 masterpiece|masterstroke|triumph|gem|classic|stroke|highlight ..2 of|from|by|courtesy
masterpiece|masterclass|masterstroke|triumph|monument|miracle of|in|by|from|to
famous last
in record time
thoughts and prayers
no prizes|prize for|points
enough said
speaks for itself
make of|what that|you what|will|you
draw #poss|your own
says it all
quelle|oh joy|surprise|boy|dear
it will|would|might be nice|lovely|good|great if ..1 {who}
{who} might want|like|wish|care to ..1 #diligence|learn|brush|consider [modal]
might want|like|wish to ..1 #diligence|learn|brush
for reasons best|known|only|nobody|that
reasons best|known only to|known
for some|whatever reason|reasons|obscure ,? {who}
{who} , ..2 for some|whatever|reasons
in a|another|yet ..2 moment|flash|fit|burst|stroke|feat|display|show|act|demonstration of
with #poss|characteristic|trademark|customary|breathtaking|impressive|admirable|remarkable|usual|typical ..2 style|flair|charm|speed|urgency|enthusiasm|care|efficiency|attention|confidence|disregard|lack|ease|courage|optimism
{who} do* ..3 what ..1 #poss|he|she|they ..2 best
what ..1 {who} do*|be* best
{who} at #poss best|finest
finest|proudest hour|moment
"""

@blame_rule("BL501", "irony-at-expense", "error", IRONY)
def irony(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """Praise that means its opposite, or a deed in quotation marks that was none.

    ## Why it matters

    Irony shames without a fact that could be answered. Readers who do not know the story take it literally.

    ## What to write instead

    What was done and what it changed, in plain words.

    ## Example

        The patch raised the timeout to 90 s, which moved the failures from the gateway to the queue.
    """
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” reads as irony at somebody's expense",
        "Say what was done and what it changed, in plain words.",
    )


CASTING = """
no thanks to {who}
one|a ..1 notable|glaring|single|obvious|honourable exception
more|which than ..2 one|can|we|you ..2 be? say|said of|for|about
speaks volumes
better|real|proper|grown-up|actual|competent engineer|engineers|dba|admin|people|hands|team|sysadmin ..4 than|joins|joined|join|arrived|arrives|would
the|our adults|grown-ups ..3 arrived|took|stepped|came|were|had
in {who's} hands
in the hands of {who}
in different|better|safer|other|more|capable|experienced|competent|steadier ..1 hands
contrast between {who}
medal|trophy ..4 {who} ..8 and|but
what {who} miss*|have*|let|could|did|do* not|in|missed|for
{who} ..6 what|while|whereas {who} ..4 miss*|let|fail*|break*|broke|missed|wiped|deleted
in spite of ..4 help|assistance|contributions|efforts|advice from|of
have* ..1 to be rescued|bailed|saved
against the ..1 resistance|protests|opposition|will of {who}
as|while|whilst a third|another|others|the ..4 best|worst to ..1 take|undo|destroy|wreck
did #poss|its job|part|homework ..8 other|others|rest|while|but|unlike
good|great that ..3 knows|knew [people]
only to be|see|find|have undone|ruined|wiped|wrecked|destroyed ..2 by {who}
undo|undone|fix|repair|salvage|reconstruct|rebuild ..2 what {who}
what {who} ..2 did|have* done|wiped|broke|destroyed|undone|left|created
loose cannon|cannons
took|take*|let ..3 keys|keyboard ..4 from|away
let loose on|in
hero|heroes|heroine|heroines|saviour|savior|saviours|superhero|superheroes|knight ..2 of|is|was|were|,|.|in|who|to|saved|had|:|$ [people]
{who} ..2 be* the|a|our|true|real ..2 hero|heroes|heroine|saviour|savior|star|mvp|champion|rockstar|villain|villains
network|storage|database|infra|infrastructure|platform|ops|night-shift|support|engineering|unsung|real|true|our heroes|hero
heroically|valiantly|bravely|single-handedly|singlehandedly
heroic effort|efforts|all-nighter|work|recovery|rescue|engineer|engineers|fix|act|dba|team|shift|colleague|colleagues|intervention|night
save*|rescue* the|our day|bacon|skin|blushes|company|weekend|necks|situation|business [people]
heroes saved
come* to the|our rescue
pull* ..2 chestnuts
bad guy|guys|apple|apples
villain|villains ..4 {who}
villain|villains of the
scapegoat|scapegoats|saboteur|vandal|vandals|wrongdoer|wrongdoers|perpetrator|perpetrators|perp|miscreant|troublemaker|troublemakers|felon
guilty|offending|errant|wayward|rogue|cowboy|maverick|rebel|hapless|lone|disgruntled|delinquent|self-important|egotistical|over-eager|overeager|overzealous|over-zealous|overambitious|impatient|clueless|negligent|trigger-happy|wannabe|arrogant|stubborn ..1 party|engineer|engineers|developer|developers|admin|admins|administrator|operator|operators|employee|employees|team|teams|person|individual|dba|reviewer|contractor|contractors|intern|committer|colleague|colleagues|analyst|technician|manager|managers|cowboy|wolf|gunman|sysadmin|staff|vendor|supplier|parties|author|hand|hands|user|dev|devs|lead|executive|intern
lone wolf|wolves|ranger|gunman
guilty party|parties|one|as
clean*|clear*|mop*|pick*|sweep*|tidy* up after|behind|#poss|the|other ..2 {who}
clean*|clear*|mop*|pick*|sort*|fix* up? ..2 the|#poss|someone|somebody ..3 mess|pieces|carnage|wreckage|debris|damage|rubble|shards ..6 left|made|caused|created|by|of|behind|after
mess|carnage|wreckage|chaos|havoc|shambles ..4 left|made|caused|created|behind|wrought ..2 by|behind|for|us ..1 {who}
unlike #poss colleagues|colleague|predecessor|peers|counterpart|counterparts|team|teammates|opposite
{who} ..1 , unlike ..4 ,
in contrast to {who}
while|whilst|whereas {who} ..6 hid|hide*|slept|argue*|dither*|sat|ignore*|enjoy*|relax*|panic*|celebrate*|complain*|stood
while|whilst others|everyone|everybody|we|all|some ..12 , {known}
while|whilst others|everyone|everybody|the rest|all ..4 #act|work*|scrambled|fought|slept|tried
the rest of us ..2 had|have|were|are|spent|paid|was
leave*|left|leaving ..1 the rest|others|everyone|someone|us|it|colleagues|#roles ..2 to|of ..2 clean|pick|deal|fix|sort|fight|cope|handle|explain|suffer|mop|figure|work|find|carry|untangle
only thanks to|because ..1 {who}
were|was it|this not for|because {who}
adult|adults|grown-up|grown-ups in the room
had|have to be rescued|bailed|saved ..2 by
bail* ..2 out
instead of|rather #diligence_ing ..14 , {who}
rather|sooner than #diligence|ask|admit|wait|read|look ..12 , {who}
{who} #act|guess* ..8 rather|sooner than ..1 #diligence|ask|admit|wait|read
where {who} kept|saw|acted|stayed ..8 , {who}
{who} ..12 instead of #diligence_ing|using|taking|doing|spending|writing|owning|admitting|paying|helping|being
{who} ..12 rather than ..1 #diligence|#diligence_ing|use|using|take|taking|do|doing|write|own|admit|help|be|bother
"""


@blame_rule("BL502", "hero-or-villain", "error", CASTING)
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
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” casts people as heroes or villains",
        "What could this person see and do that others could not, and how does it become ordinary?",
    )


HEAT = """
ridiculous|ridiculously|unbelievable|insane|outrageous|appalling|scandalous|ludicrous|preposterous|pathetic|laughable|farcical|infuriating|abysmal|atrocious|disgusting|idiocy|bonkers|absurd
can not believe
beggars belief
beyond belief|me|comprehension|a
mind-boggling|mindboggling|jaw-dropping|head-scratching
what a joke|mess|disaster|farce|disgrace|shambles|circus|fiasco|way|surprise|shame
what the hell|heck|f
wtf|smh|facepalm|omfg|ffs
"""


@blame_rule("BL503", "heated-language", "info", HEAT)
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


HABITS = """
not ..1 for the first|second|only|last time ..8 {known} #fault_act|be*|fail*
for the ..1 umpteenth|nth|third|fourth|fifth|sixth|hundredth|second|last time ..8 {who}
history repeat*|repeats|repeated #self|itself
default|usual|standard|favourite|favorite|instinctive|stock|reflex reaction|response|answer|move|remedy|tactic|mode|approach|excuse to|of|is|was|for ..14 #fault_ing|silence|ignore|blame|restart|deny|wait
{who's} ..2 default|usual|favourite|favorite|stock reaction|response|answer|move|remedy|tactic|excuse|approach
second nature|home to
second nature
old habits
{who} have* form
has|have form
frequent flyer|flier|visitor|customer|offender [people]
zero|none of the last|past ..3 by|from ..3 {who} [people]
without exception
as usual|ever|always with|for|from {who's}
as usual|ever|always with|for|from|in {who}
{who} keep|keeps *ing [generic]
no matter|however what|how|often|many ..4 told|asked|say|tell|remind|warned|times
a|the|#poss|its weekly|daily|monthly|regular|yearly|annual|recurring ritual|tradition|sport|pastime [people]
by now|be* a ..1 fixture|tradition|ritual|pattern|habit|classic
pattern|trouble|problem|issue|thing|story with {who} be*
it be* always|invariably|usually|typically|generally the ..2 same [people]
always|invariably the same ..1 #people|name|names|person
repeat of ..6 same
same ..1 hands|face|faces|person|people|suspects|culprit [people]
{who's} aversion|allergy|resistance|fondness|penchant|weakness|addiction|devotion|immunity|contempt|disdain to|for|of|from
some things ..2 change
{who} , ..1 again $
again , {who} have*|be*
of|from|with|among ..2 all people
{who} not|never ..1 change|learn|improve|listen
year|months|years|decade of reminders|warnings|requests|training|asking|complaints|promises
on|since ..2 joining|taking|arrival|hire , {who}
{who} be* ..1 prone|known|apt|liable|given|wont|notorious to|for|as
in the|this habit of
whenever|wherever ..10 , look|ask|blame|check ..1 for? {named}
like|as all|everything|anything|with ..1 he|she|they|{named} touch*|do*|wrote|write*|ship*
{known} ..1 always|constantly|invariably|routinely|habitually|perpetually|persistently|continually|chronically|forever #fault_act|#diligence|leave*|think*|take*|want*|write*|put*|say*|treat*|get*|try*|learn*|make*|come*|go*|give*|keep*|seem*|fix*|use*|work*|change*|need*|let*|bring*|cause*|complain*|rush*|cut*|refuse*|answer*|blame*|break*|push*|late [negated]
{who} never|not ever|once|learn*
{who} never learns|learn|learned|listens|listen|reads|read|tests|test|checks|check|asks|ask|answers|answer|tells|tell|documents|document|thinks|think|cleans|clean|writes|write|warns|warn|reviews|review|cares|care|cared|looks|look|responds|respond|replies|reply|owns|own|fixes|fix|updates|update|admits|admit|communicates|communicate|finishes|finish|helps|help [negated]
{who} be* always|never|constantly|invariably|forever|perpetually|chronically|routinely|repeatedly ..1 late|last|first|slow|wrong|busy|too|absent|behind|unavailable|breaking|blaming|complaining|missing|in|there|around|available|to|changing|pushing|forgetting|rushing|asleep|offline|ready [negated]
nobody|no-one|everyone|everybody|people|developers|engineers|operators|managers|reviewers|teams ..1 ever|always|never|constantly|invariably #diligence|think|thinks|listen|listens|learn|learns|bother|bothers|care|cares|know|knows|own|owns|fix|fixes|want|wants|ignore|ignores|skip|skips|clean|cleans|cut|cuts|rush|rushes|forget|forgets|blame|blames [negated]
no ..2 #person|team ..1 ever #act|#diligence|read|reads|do|does|test|tests|care|cares|bother|bothers|use|uses
not ..2 first|last|only|second time ..2 {who}
#number|first|second|third|fourth|fifth|nth|umpteenth|last|latest|another|every ..1 incident|outage|time|failure|mistake|breakage|occasion|mess|rollback|one|miss ..4 with|by|from|of|involving|under|because|that|for|caused ..3 {one} [generic]
#number|first|second|third|fourth|fifth|nth|umpteenth ..1 incident|outage|time|failure|mistake|breakage|occasion|mess ..5 caused|involving|under|traced ..3 {who}
yet again|another ..2 {who} [generic]
{who} yet|once again [generic]
once again ,? {who} [generic]
again ,? {who} have*
{who} have* done it|this|that again|before|once
{who} ..4 again and again
{who} ..8 for the ..2 second|third|fourth|fifth|sixth|nth|umpteenth|hundredth|last time
{who} ..8 every single time|week|release|sprint|month|quarter|friday|deploy
every time {known} #act|touch*|go*|do*|write*|come*|get*
without fail ..8 {who}
nine times out [people]
whenever {who} ..12 #harm|breaks|fails|down|outage|trouble|problems|late|suffers|something|falls|goes
time|week|month|year|again and|after|in time|again|week|month|year|out
habit|history|track|pattern|reputation|knack|tendency|talent|gift|flair|record|penchant|propensity of|for|to ..4 #fault_ing|#diligence_ing|ignoring|skipping|not|never|breaking|leaving|cutting|blaming|forgetting|deploying|shipping|rushing|doing|going|pushing|causing|creating|overpromising|being|failing|late|missing|hiding|losing|throwing|cowboy [people]
{who} have* a ..2 habit|history|reputation|knack|tendency|talent|gift|penchant|propensity
{who's} ..2 habit|track|tendency|reputation|routine|usual|chronic|constant|perpetual|eternal|notorious|continual|repeated|endless|serial|inveterate|customary|well-known|legendary|trademark|characteristic|incorrigible ..2 of|record|to|lack|failure|inability|refusal|disregard|carelessness|neglect|mistakes|lateness|sloppiness|for|silence|delays|errors|habit
serial|repeat|habitual|chronic|usual|perennial|notorious|known offender|offenders|culprit|suspects|breaker|latecomer|latecomers|procrastinator
can|could not ..1 be trusted|relied|counted [people]
notorious|notoriously|infamous|infamously|legendary|known|renowned|famed ..1 for ..2 #fault_ing|#poss|its|their|ignoring|skipping|not|never|breaking|leaving|cutting|late|sloppy|slow|poor|shipping|bad|careless|rushing|being|missing
notoriously|chronically|habitually|perpetually|perennially|incorrigibly ..1 careless|slow|late|sloppy|bad|unreliable|lazy|unresponsive|unhelpful|silent|understaffed_|absent
{who} still|again have|has|had not #diligence_ed|learned|learnt|learn|learned|understood|understand|grasped|read|fixed|got|figured|managed|bothered|written|updated|signed|joined|attended|responded|replied|acknowledged|cleaned|answered|documented [negated]
{who} still do|does|did not #diligence|learn|understand|get|grasp|know|read|care|see|have [negated]
{who} have yet to ..1 #diligence|attend|learn|understand|read|write|deliver|provide|produce|reply|answer|apologise|apologize|own|fix|find|join|explain|return|finish|do|update|take|show
{who} continue*|persist* to|in|on|at ..1 #fault_act|#fault_ing|ignore*|skip*|treat*|push*|deploy*|work*|use*|refuse*|insist*|do*ing|blame*|act*
{who} yet ..1 to ..1 #diligence|attend|learn|reply
how many ..1 times
same ..2 person|people|engineer|team|mistake|culprit|individual|operator|contractor|vendor|supplier|name|admin|developer ..2 who|that|as|again|over|caused|broke|was|keeps|behind|twice
that's|this|that|it be* ..2 how|what|why {who} always|usually|work*|operate*|do*|roll*|be*
"""


@blame_rule("BL504", "habit-of-people", "error", HABITS)
def habit_of_people(match: Match, sentence: Sentence, where: Where) -> Saying | None:
    """A habit is ascribed to somebody: always, never, yet again, every single time.

    ## Why it matters

    One incident proves no habit, and a habit explains nothing: what makes that path the easy one, every time?

    ## What to write instead

    How often, since when, and what makes it so.

    ## Example

        Four of the last nine releases skipped the soak stage, which is a button below the fold.
    """
    if match.agent is not None and match.agent.kind in (WE, ME):
        return None
    return Saying(
        f"“{quoted(match, sentence)}” makes a habit of it",
        "How often, since when, and what makes it the easy path? Write that.",
    )
