"""What only somebody at fault does: the predicates that BL201, BL202, BL203, BL601 and BL901 share.

Who does it decides which of these rules speaks; a system that "failed to", "ignored" or "dropped" something is nobody.
"""

from __future__ import annotations

# Each line stands after a subject; see `pattern` for the language.
FAULTS = """
// not thought of, not seen
forget*
neglect*
overlook*
omit*
#mis
misunderstand*|misapprehend*|misconstrue*|mistake*|mislay*|mislead*|misuse*
ignore*|disregard* [excused]
dismiss* the|this|a|an|all|every|our|their|both|his|her|#number ..4 alarm|alarms|alert|alerts|warning|warnings|page|pages|report|reports|concern|concerns|red|error|errors|message|signal|prompt|banner|complaint|complaints !that|which [excused others]

fail* to !log|login|connect|sign|reproduce|reach|authenticate|access|load|open|register|join
fail* at|in the|a|this|#poss
fail* ..3 #poss|its|their duty|duties|job|customers|colleagues|team|most|basic
fail* us|customers|everyone|miserably [others]
miss* the|a|an|this|that|it|them|two|three|both|what|how|every|all|several|our|her|his|their|#number|one !first|call|meeting|minutes|train|flight|bus [excused]
skip*|bypass*|circumvent*|sidestep* ..1 !broken|faulty|failed|failing|bad|dead|empty [excused deliberate]
flout*|disobey*|contravene*|evade*|shirk* [others]
skim* !off [others]
gloss* over
pay* no|little|scant|not ..1 attention|heed|regard
take* no ..2 notice|account|care|precaution|precautions|interest
take* little|scant|insufficient ..2 notice|account|care|precaution|precautions|interest
give* no|little|scant|barely|hardly|insufficient ..2 thought|warning|notice|heed|consideration|attention
give* it|this|that|#det ..3 scant|little|no|cursory|perfunctory|passing thought|attention|glance|look
make* no ..2 effort|attempt|mention|provision|allowance|enquiry|inquiry
see* no ..1 need|reason|point to|for|in [others]
lose* track|sight|#poss|interest|patience|nerve|count|concentration|focus ..1 of|head|nerve|temper|way|place|attention
lose* the ..1 plot|thread|key|keys|password|backup|backups [others]
confuse* ..6 with|and
mix* ..5 up
mix* up
get* it|this|that|things|the|them ..3 wrong|backwards|muddled|mixed|confused
get* carried|lazy|sloppy|careless|cold|distracted|confused|impatient|complacent|flustered|rattled|muddled|lost|cocky|bored|greedy|flustered|overexcited|ahead [others]
become* complacent|distracted|careless|lazy|impatient|confused|flustered [others]
grow* complacent|lax|lazy|careless|impatient|tired [others]
lapse* into
err*|erred [others]

jump* to ..2 conclusion|conclusions
spend*|wait*|take* ..1 far? too ..1 long|much
give*|put|place*|invest* ..1 far? too ..1 little|much
do* a ..1 bad|poor|terrible|lousy|half-hearted job
rely|relied|rest* ..2 too|solely|entirely|only|blindly ..1 much|heavily|on
be* ..2 too|rather ..1 slow|late|hasty|comfortable|optimistic|confident|trusting|quick|reluctant|focused|focussed|busy|cautious|ambitious
be* slow to|in
be* ..1 unprepared|complacent|overconfident|caught|ill-prepared
leave* ..8 out of ..3 account|plan|consideration
rule* out ..5 too|prematurely|early
keep* ..3 out of account
not appreciate*|realise*|realize* how
not|never expect*|anticipate*|foresee*|account|plan*|budget*|allow* for|that ..3 how
underestimate*|underrate*

{we} assume*ed that|the|it|this|they|our|all|a|there
{we} have ..1 assumed|underestimated|forgotten|overlooked|missed|neglected
{we} *ed ..8 too early|quickly|soon|late|hastily|fast|long|much
{we} rush*|hurried
{we} lose*|lost|waste* ..3 time|hours|minutes|hour
{we} run|ran ..2 this|the|it ..8 not as|on|in|with the
our ..2 mistake|mistakes|failure|fault|oversight|negligence|carelessness|error|misunderstanding|assumption|ignorance|inexperience|lack [info]

// made a mess of
fat-finger*|fumble*|botch*|bungle*|blunder*|flub*|butcher*|mangle*|goof*|flunk*|garble*|fluff*
mess*|screw*|muck*|foul*|cock*|fuck*|balls* up|it|this|things|everything|the [others]
slip*|trip* up
trip*|stumble*|fall* over #poss|its|the|their|own
make* a|an|the|another|this|that|some|same|our|several|one|#number ..3 mistake|mistakes|error|errors|blunder|typo|typos|mess|hash|slip|misjudgement|misjudgment|miscalculation|oversight|gaffe|misstep|pig's|balls|dog's|howler|hames
make* heavy|hard|short|poor weather|work|fist|job [others]
make* matters|things|it|everything worse|impossible|harder [others]
commit* a|an|the ..2 error|blunder|mistake|sin|faux
drop* the|a|this ..2 ball|clanger
drop* the ..1 case|ticket [others]
introduce*|inject* a|an|the|this|another ..3 bug|regression|defect|error|typo|fault|flaw|leak|vulnerability|problem|bugs [others]
struggle* to #diligence|understand|explain|keep|follow [others]
manage* to ..4 #fault_act [others]
contrive* to|a [others]
proceed* to #fault_act [others]
go* on to #fault_act [others]
succeed* in ..2 #fault_ing [others]
overdo* it
overload*|overwhelm*|swamp*|flood* the|our|us [others]
undermine*|subvert*|defeat* the|our [others]
over-react*|overreact*|under-estimate*|overestimate*|undertest*|underprepare*|oversimplify*|overcomplicate*
cobble*|hack*|throw*|slap*|bodge*|cram* ..3 together|up|in [others]
copy-paste*|copypaste* [others]
copy*|paste* ..9 without|blindly|verbatim|into ..1 prod|production|wrong [others]
lump*|saddle*|land*|burden* us|everyone|the ..5 with [others]

do* nothing !wrong|to|else|but
pass* over
overwrite* the|our|all|a|it|everything|every|both [others deliberate excused]
disable*|switch* the|a|an|every|all ..3 guard|check|checks|alert|alarm|safety|lock|interlock|validation|protection|monitor|monitoring ..1 off? [others deliberate excused]
not so much as
so much as #diligence|glance*|look*|open*
can|could not ..1 follow|agree|count|spell|manage|cope [excused]
can|could not ..1 find|do|run|write|read|tell|keep|handle ..2 #poss|its|own|simple|basic|sums|maths|instructions|map|clock|deadline|payroll|safe|three|two [excused]
tend* to #fault_act|panic|rush|forget|ignore
throw* ..4 over the wall
hang* up on
keep* #fault_ing|guessing|clicking|insisting|typing|pushing|entering|getting|doing ..8 until|anyway|wrong|regardless|although|though
still insist*|left|had|took|thought|believe*|refuse*|deny|denies

// hurried, careless, absent
cut* corners
cut* a ..2 corner
jump* the gun
rush* ..8 out|in|through|into|ahead|to|without [others]
rush* the|a|an|this|it|that|his|her|their [others]
hurry*|hurried ..3 out|through|the|off [others]
fall* asleep
doze*|daydream*|snooze*|dither*|dawdle*|procrastinate*|dally*|waver*|waffle*|loiter*
oversleep*
sleep* through|on|past [others]
wander*|swan*|nip*|slope*|pop*|disappear*|vanish*|bunk*|skive* off|out|home [others]
panic*|flail*
drag* #poss|our|its feet|heels
sit* on|idle|idly|back [others]
stand* idly|by|around [others]
look* the other way
look* on [others]
turn* a|their blind|deaf|back eye|ear|on
turn* #poss back|nose
bury* #poss head|heads
stare* at|past|straight [others]
walk*|sail*|scroll*|click*|drive*|blow*|breeze*|steam*|stroll*|coast*|go* ..1 straight|right|past|clean|blithely past|through|over|by|into [others]
click*|tab*|skip*|page*|scroll*|swipe* ..2 past|through|away [others]
drive*|steer*|run* it|us|the|this ..3 into|aground|off [others]
guess*|gamble*|wing* [others]
fly* blind|solo
take* ..3 for granted
take* ..4 at face value [others]
take* ..4 on trust [others]
take* the|a|some ..1 easy|lazy|shortcut|shortcuts|liberties|gamble|punt|chance|chances|risk|risks [others]
take* its|#poss|their|our|far|too ..2 time|eye|eyes|long ..1 off|over|about|to [others]
take* #poss eye|eyes|mind off
take* an|the|over|#number ..2 hour|hours|days|weeks|minutes|ages|eternity to [others]
take* it upon|on #self [others]
take* matters into
wrongly|mistakenly|incorrectly|falsely|naively assume*|believe*|think*|presume*|conclude*|suppose* 
just|simply|blindly|merely assume*|presume*|copy*|copied|guess*|trust*|hope* [others]
assume* without|wrongly|incorrectly|mistakenly|falsely|blindly
plough*|plow*|barge*|blunder*|charge*|forge*|wade*|press*|push*|barrel*|steam* ahead|on|in|into|through [others]
go* ahead|off|behind|straight anyway|without|regardless|script|piste|and|to|home|quiet|dark|the [others]
go* awol|rogue|off-script|missing|silent|quiet|home|dark|freelance|solo [others]
be* ..3 too busy|lazy|proud|slow|eager|hasty|quick|impatient|stubborn|trusting|timid|junior|inexperienced|tired|keen|scared|late|comfortable|cautious|confident|distracted|clever|optimistic|focused|focussed|engrossed|absorbed|hurried [others]
be* ..2 #careless|distracted|half-asleep|sloppy|lazy|naive|unprepared|flustered|engrossed|daydreaming|elsewhere|absent-minded|nonchalant|dismissive|evasive|defensive|uncooperative|unhelpful|obstructive [others]
be* asleep at|on|through [others]
be* ..2 in a|too|such ..1 hurry|rush|mood|much [others]
be* not|never paying|watching|looking|listening|thinking|concentrating|up|interested|bothered|competent|qualified|fit|awake|careful|thorough|even|forthcoming [others]
be* ..2 out of #poss|its|the depth|line|office|loop [others]
be* ..2 slow to|in|off [others excused]
be* ..3 late to|in|with [others excused]
be* ..2 at fault
be* ..2 nowhere to|near [others]
be* ..2 wrong to|about|in [others]
be* ..2 unwilling|reluctant|loath|content|happy|quick to [others]
be* ..1 busy|off|out|away #act|playing|chatting|celebrating|tweeting|gossiping|lunching|shopping|golfing|drinking|texting|scrolling|napping|watching|admiring|congratulating|arguing|polishing [others]
react*|respond*|act*|move*|reply* ..2 too|far|so|very ..1 late|slowly|slow [others]
react*|respond*|act*|reply* late|slowly|hours [others]
let* ..9 slip|lapse|expire|through|slide|rot|fester|linger|run|sit|fill|happen|drift|pass|past|loose|pile|by|die|languish|escape|stand|out|wither|decay|moulder|molder|stagnate|loose|overrun|stew|simmer|wait|deteriorate|go|balloon|grow
let* #obj|us|everyone|everybody|customers|#det ..2 down [others]
leave* ..9 #state [others deliberate excused]
leave* ..5 on $|,|overnight|after|.|and|; [others excused]
leave* it ..3 to|for ..1 us|others|everyone|somebody|someone [others]
leave* ..6 in place|production|prod|debug [others]
leave* ..6 to rot|others|chance|fester|expire|moulder|fill|run|fend|die|stew|crash|burn|overflow|mop|clean|pick [others]
leave* the|a|an|it|us|them|everyone|everybody|customers|our|prod|production|engineering|support ..6 without|holding|dangling|wide|high|stranded [others]
leave* out !of
leave* early|work|town|for lunch|the ..1 office|building|keyboard !to|at [others]
leave* it|this|that|everything|things until|till|to|for ..3 last|late|others|minute|somebody|someone|monday|morning|next [others]
never|not bother*|care*
not|never #have? bother*|give*|given|lift*|stir*|budge*|blink*
can|could not be bothered
not lift ..1 finger
lift* no finger
not know* #poss|its|which|one ..4 from
not trouble|deign|condescend #self|to
not #diligence !receive [excused]
had not #diligence !receive [excused]
not think|stop|occur !it|this|they|we|so|to
not|never #have? think*|thought|stop*|pause* ..1 of|about|through|ahead|to|before|twice|that
not|never #have? take* ..4 time|trouble|care|account|seriously|snapshot|backup|precautions|look|moment|responsibility|ownership|notice|heed
not make sure|certain
not|never do|did|done ..1 #poss|the|any|our|its ..1 homework|due|job|diligence|part|checks|research|duty|work
not|never pay*|paying|paid ..2 attention|heed
not|never keep*|kept ..5 date|loop|informed|updated|eye|pace|up
not|never give*|gave|given ..4 thought|notice|warning|heads-up|courtesy|chance
not|never write*|wrote|written ..3 down|test|tests|runbook|documentation|tests
not|never back*|backed ..2 up
not|never clean* up
not|never finish*|complete*|schedule*|maintain* ..5 migration|upgrade|job|work|cleanup|rollout|task|documentation|handover|tests|training|checklist|review|runbook
not|never escalate*|rotate*|renew*|page*|rehearse*|practise*|practice* [excused]
not|never know*|knew|understand*|understood how|what|about|enough|where|anything|the ..2 to|does|did|it|was|is|difference|system|code|impact|consequences|basics|happens|happened|implications
not|never read|open|look ..1 the|it|at|a|past|beyond|further|properly
not get|gotten round|around to
have|has|had yet to #diligence|learn|understand|read|fix|own|reply [others]
had not ..1 !been|received|arrived|finished|started|reached|come|begun|yet|had|got *ed [others excused]
never #diligence|tested|checked|told|read|asked|looked|verified|wrote|ran|updated|opened|learned|learnt|bothered|followed|rehearsed|reviewed|documented|announced|questioned|thought|considered|noticed|replied|answered|mentioned|warned|informed|came|turned|got|understood|knew|cleaned|finished|raised|tried|showed|saw|removed|owned|fixed|cared|learn|got
without #diligence_ing [others]
without so|even much|as|a|bothering|looking [others]
#act|run*|use*|write*|put*|make*|hand*|give*|take* ..12 without #diligence_ing|telling|even|bothering|waiting|permission|approval|review|testing|backups|authorisation|authorization|consulting|informing|reading|thinking|warning|notice|consultation|understanding|clearance|asking|looking|announcement|agreement|sign-off|oversight|supervision [others]
#act|run*|use*|write*|put*|make*|hand*|give*|take* ..10 without a|any|the|so|much|#poss ..3 permit|ticket|licence|license|approval|review|test|tests|backup|thought|care|warning|notice|word|look|glance|check|plan|permission|heads-up|dry|rollback|mandate|peer|second|as [others]
#act|run*|use*|write*|put*|go* ..10 unannounced|unreviewed|untested|unapproved|unchecked|blind|regardless|unsupervised|unasked|uninvited|anyway [others]
#rashly #act|run*|use*|put*|write*|assume*|accept*|trust*|hit*|click*|press*|ignore*|believe*|think*|copy* [others]
#wrongly #act|run*|use*|put*|write*|assume*|take*|send*|hit*|click*|press*|cause*|break*|delete*|leave*|left|trigger*|create*|block*|include*|expose*|lock*|believe*|think*|set*|overwrite*|destroy*|lose*|introduce*|connect*|give*|make*|swap*|unplug*|label*|discard*
#wrongly [others]
#act|run*|send*|use* ..9 by mistake|accident
#act|run*|send*|use* ..9 in error
#ship ..3 #bad !node|cable|disk|volume|host|drive|optic|switch|unit|power|one|part|replica|release|version|link|card|module [others excused deliberate]
#act|run*|type*|use*|write* ..6 wrong|incorrect [others]
#act|type*|put*|write*|say* ..8 when|where ..1 meant|mean* [others]
#act|type*|write* ..6 instead of [others]
#act|run* ..7 on|against|in|to|at prod|production instead
send*|reply*|give*|hand*|hang*|scan*|upload*|sign* ..4 the ..1 wrong|incorrect [others]
send* us|everyone|the|them ..5 off|chasing|looking|down|on ..4 chase|goose|shadows|rabbit|path|trail|direction [others]

// against advice, rules and colleagues
override*|overrule*|silence* the|a|an|every|all|both|#number ..4 warning|warnings|guard|gate|check|checks|prompt|lock|alert|review|safety|safeguard|alarm|confirmation|objections|objection [others excused deliberate]
violate*|breach* the|our|a|every|company ..3 #procedure
deviate*|stray*|depart* from [others]
overstep*|overreach*|meddle*|tamper*|tinker*
fiddle*|muck*|interfere*|mess*|monkey*|toy*|play*|faff* with|around|about [others]
refuse* to [others]
decline* to #diligence|help|look|join|admit|own|explain [others]
choose*|decide*|opt*|elect*|prefer* to|not ..1 ignore|skip|bypass|override|gamble [others]
choose*|decide*|opt*|elect*|prefer* not ..1 to #diligence [others excused]
decide*|think*|thought|reckon*|figure*|believe*|deem* ..1 #poss|he|she|they|that|it ..2 know*|was|could ..1 better|enough|safe|fine|unnecessary|handle [others]
insist* on|that [others]
cling* to [others]
hide*|conceal* !error|errors|the [others]
hide*|conceal*|bury* ..3 mistake|error|problem|failure|fact|behind|log|logs|warning|from [others]
lie*|lied about|to
pretend*|feign*|bluff*|fib*|dodge*|duck*|weasel*|prevaricate*|stonewall*|equivocate* [others]
keep* it|this|that|us|them|everyone|customers ..3 to|in|waiting ..1 #self|dark
keep* ..4 quiet|mum|secret|waiting [others]
keep* ..3 insisting|ignoring|refusing|pushing|breaking|forgetting|restarting|silent|blaming|missing|changing|deleting|hammering [others]
withhold*|withheld [others]
cover* up
cover* #poss|the tracks|traces
pass* the buck
wash* #poss hands
point* ..2 fingers|finger
blame* [others]
dump*|offload*|foist*|palm*|shove* ..9 on|onto|off [others]
fob* ..2 off
talk*|bully*|pressure*|pressurise*|browbeat*|bounce*|goad*|cajole* ..4 into [others]
abandon*|desert* [others]
waste*|squander*|fritter* [others]
deprive*|rob* #det|us ..3 of [others]
promise*|assure*|swear*|tell*|told|claim* us|everyone|everybody|customers|management ..1 twice|repeatedly|that|it|otherwise ..12 but|only|yet|though [others]
assure*|swear* ..2 us|everyone|everybody|customers|management [others]
cry* wolf
play* fast|cowboy|hero|down|dumb|god|games|for [others]
wave* ..9 through|off|away|past [others]
nod* ..6 through
rubber-stamp*|rubberstamp*
rubber stamp*
shrug* off|it|them
shrug* the|this|her|his|that ..5 off
brush* off|aside|over
brush* ..5 aside|off
fall* short|foul|for of|the|a [others]
bring* ..3 on|upon #self|ourselves

// broke, caused
break* production|prod|everything|it|checkout|billing|things|master|main|builds|login|search [others deliberate]
break* the|our|all|every|a ..2 #system|build|deploy|pipeline [others deliberate]
cause* the|a|an|this|our|it|that|#problem|major|massive|serious [others]
cause* ..5 #problem [others]
trigger*|spark*|provoke*|precipitate* the|a|an|this|our ..3 #problem [others]
take* down !to|at|a|notes|note|for [others deliberate excused]
take* ..4 #system|cluster|region|api ..1 down|offline [others deliberate excused]
take* out ..3 #system|cluster|sandbox|region [others deliberate]
bring* down the|our|prod|production|checkout|everything|#system [others deliberate excused]
bring* the|our|all|both|every|half ..4 #system|cluster|region|platform ..1 down [others deliberate excused]
bring* ..6 to ..1 its|their|knees|halt|standstill|grinding [others]
knock* ..6 over|out|offline|down [others]
crash*|wreck*|ruin*|cripple*|clobber*|trash*|torch*|tank*|sabotage*|jeopardise*|jeopardize*|endanger*|trample*|paralyse*|paralyze*|scupper*|derail*|imperil*|sever* [others]
nuke* [others deliberate]
destroy*|corrupt*|wipe*|obliterate*|erase* the|our|all|a|out|every|everything|both|three|two|customer [others deliberate]
kill* prod|production|the|our ..2 #system [others deliberate]
blow* ..4 up|away [others]
lock* ..6 out [others deliberate]
cut* ..6 off [others deliberate]
isolate*|cordon*|strand*|starve*|orphan* the|our|every|all|half ..3 #system|cluster|storage|region|array|node|workers|customers [others deliberate]
black-hole*|blackhole*|brick* [others]
inflict*|wreak*|unleash* [others]
cost* us|the|our|everyone|customers|#number [others]
hamstring*|delay*|hold*|stall* the|our|a|this|up|us ..3 #problem|fix|recovery|rollback|response|mitigation|release|restore|resolution [others]
prolong*|worsen*|exacerbate*|aggravate*|compound* [others]
set* ..5 back|alight [others]
set* fire to
fire* off [others]
hit*|press*|smash*|mash*|bash* enter|send|return|delete|merge|every|all|random|buttons|deploy [others]
"""
