"""What only somebody at fault does: the predicates that BL201, BL202, BL203, BL601 and BL901 share.

Who does it decides which of these rules speaks; a system that "failed to", "ignored" or "dropped" something is nobody.
"""

from __future__ import annotations

# Each line stands after a subject; see `pattern` for the language.
FAULTS = """
forget*
neglect*
overlook*
omit*
misread*|mistype*|misspell*|misunderstand*|misjudge*|miscalculate*|misinterpret*|misremember*|misplace*|misdiagnose*
misconfigure*|mishandle*|mismanage*|misapply*|mislabel*|miscommunicate*|mislay*|misuse*|mistake*|misapprehend*|misconstrue*
misestimate*|misroute*|mismatch*|misreport*|mislead*|misinform*|misdirect*|misassign*|misname*|misquote*
fat-finger*|fumble*|botch*|bungle*|blunder*|flub*|butcher*|mangle*|goof*|flunk*|garble*
mess* up?|things?
screw*|muck*|foul*|slip*|cock*|goof*|trip* up
make* a|an|the|another|this|that|some|same|our|several|#number ..3 mistake|mistakes|error|errors|blunder|typo|mess|hash|slip|misjudgement|misjudgment|miscalculation|oversight|gaffe|misstep|pig's
commit* a|an|the ..2 error|blunder|mistake|sin|faux
drop* the ball
drop* a|the|this ..2 clanger|ball
cut* corners|a
jump* the gun
fall* asleep
doze*|daydream*|snooze*|dither*|dawdle*|procrastinate*|overslept|slumber*
oversleep*
sleep* through|on
panic*
rush* ..8 out|in|through|into|ahead|to|without
rush* the|a|this|it
drag* #poss|our|its feet|heels
sit* on|by|idle
stand* idly|by
look* the other way
turn* a blind|deaf eye|ear
stare* at
shrug* off|it|them
shrug* the|this|her|his ..4 off
brush* off|aside
brush* ..5 aside|off
wave* ..9 through|off|away|past|on
nod* ..6 through
rubber-stamp*|rubberstamp*
rubber stamp*
gloss* over
ignore*|disregard*|dismiss*
pay* no|little|scant attention|heed
take* no notice|account|care|precaution|precautions|interest
give* no|little thought|warning|notice|heed
give* #det|no ..3 thought
fail* to #not?
fail* at|in|the ..6
miss* the|a|an|this|that|it|them|two|three|both|what|how|every|all|several|our|her|his|their|#number
skip*|bypass*|circumvent*|sidestep*|flout*|disobey*|contravene*|evade*|shirk*
override* the|a|an|every|all|both ..3 warning|warnings|guard|gate|check|checks|prompt|lock|alert|review|safety|safeguard|alarm|confirmation
violate*|breach* the|our|a|every|company ..3 #procedure
deviate*|stray*|depart* from
break* the|our|a|all|every|production|prod|everything|it|checkout|billing|things|things|master|main|main|builds|login|search|this
break* ..3 #system|build|deploy|pipeline
cause* the|a|an|this|our|it|that|#problem|major|massive|serious
cause* ..5 #problem
trigger* the|a|an|this|our ..3 #problem
take* down
take* ..6 down|offline|out
bring* down
bring* ..6 down|to its|a|their knees|halt|standstill
knock* ..6 over|out|offline|down
crash*|wreck*|ruin*|cripple*|clobber*|trash*|torch*|nuke*|tank*|sabotage*|jeopardise*|jeopardize*|endanger*|trample*
destroy*|corrupt*|wipe* the|our|all|a|out|every|everything|both|three|two|customer
kill* prod|production|the|our ..2 #system
blow* ..4 up|away
lock* ..6 out
black-hole*|blackhole*|brick*
leave* ..9 #state
leave* ..6 in place|production|prod|debug
leave* ..6 to rot|others|chance|fester|us|expire
leave* the|a|an|it|us|them|everyone|everybody|customers|our ..6 without|with
leave* out
let* ..7 slip|lapse|expire|through|slide|rot|fester|linger|go|run|sit|fill|happen|drift|pass|past|grow|loose|drop|pile|by|die|languish|escape|stand|out
refuse* to
decline* to #diligence|help|look
choose*|decide*|opt*|elect* to ignore|skip|bypass|override|leave|gamble
choose*|decide*|opt*|elect* not to #diligence|use|page
make* no effort|attempt|mention|provision
see* no need|reason to|for
never bother*|care*
not bother*|care*
could not be bothered
can not be bothered
not have|has|had the courtesy|decency|sense|wit|presence|foresight|faintest|first
lack* the|any|basic|enough ..2 courtesy|decency|sense|foresight|skill|skills|experience|knowledge|competence|judgement|judgment|care|rigour|discipline|understanding
not #diligence
not #have? #diligence
never #have? #diligence
not take ..4 time|trouble|care|account|seriously|snapshot|backup|precautions|look|moment
not make sure|certain
not do|does|did #poss|the|any|our homework|due|job|diligence|part|checks
not pay|paying|paid ..2 attention|heed
not keep ..5 date|loop|informed|updated|eye
not give ..4 thought|notice|warning|heads-up
not write ..3 down|test|tests
not back ..2 up
not clean up
not finish|complete|perform|carry|conduct|schedule|implement|enforce|enable|set|configure|run|include|add|update|apply|maintain|use|escalate|page
never tested|checked|told|read|asked|looked|verified|wrote|ran|updated|opened|learned|learnt|bothered|followed|rehearsed|reviewed|documented|announced|questioned
not know|understand how|what|that|about|the|enough|why|where|anything
not|never think|stop|occur to|of|about|through|ahead
without #diligence_ing
without so|even much|as|a|bothering|looking
without ..2 warning|notice|permission|approval|authorisation|authorization|consultation|asking|announcement|thought|thinking
#rashly #act
#wrongly #act
#wrongly
#act ..9 by mistake|accident
#act ..9 in error
#act ..3 #bad
#act ..6 wrong|incorrect
#act|run*|use*|write*|put*|make* ..12 without #diligence_ing|telling|even|bothering|waiting|permission|approval|review|testing|backups|authorisation|authorization|consulting|informing|reading
#act|run*|use*|write*|put*|go* ..10 unannounced|unreviewed|untested|unapproved|unchecked|blind|anyway|regardless|unsupervised
#act|run*|use*|write*|type*|put*|say* ..8 when|where ..1 meant|mean*
#act|run* ..7 on|against|in|to|at prod|production instead
send*|reply* ..5 to the wrong
introduce*|inject*|create* a|an|the|this|another ..3 bug|regression|defect|error|typo|fault|flaw|leak|vulnerability|problem|bugs
sneak*|smuggle*|slip* a|an|the|it|in|past|through
hide*|conceal*|bury* the|this|it|that|from|behind|a
lie*|lied about|to
pretend*|feign*|bluff*|fib*|dodge*|duck*|weasel* 
keep* it|this|that|quiet ..3 #self|quiet|secret|to
keep* ..3 insisting|ignoring|refusing|pushing|breaking|forgetting|asking|restarting|missing|silent|blaming
keep* on #act
withhold*|withheld
insist* on|that
cling* to
guess*|gamble*|wing*|fluff*
gamble* on|with
wrongly|mistakenly|incorrectly|falsely|just|simply|blindly|naively assume*|believe*|think*|thought|presume*|conclude*
assume* without|wrongly|incorrectly|mistakenly|falsely|blindly
take* it for granted
take* ..3 at face value
take* it upon|on
take* matters into
take* the|a|some easy|lazy|shortcut|shortcuts|liberties|gamble
tamper*|meddle*|fiddle*|tinker*|muck*|mess*|interfere* with|around|about
plough*|plow*|barge*|blunder*|charge*|forge*|wade*|press*|push*|barrel* ahead|on|in|into|through
go* rogue|awol|ahead|off|behind|straight anyway|without|regardless|script|piste|and|to|home|quiet|dark|the
go* awol|rogue|off-script|missing|silent
overstep*|overreach*
fly* blind|solo
play* fast|cowboy|hero|with|down|dumb
waste*|squander*|fritter*
abandon*|desert*
lose* track|sight|the|#poss|interest|patience|nerve|count|concentration|focus|plot|key|only
confuse* ..6 with|and
mix* ..5 up
mix* up
copy-paste*|copypaste*
paste* ..9 into
cobble*|hack*|throw*|slap*|bodge*|cram*|patch* ..3 together|up|in
waltz*|stroll*|swan*|breeze*|saunter*|sail* in|into|through|past|off
err*
stumble* into|through|over|on
fall* short|behind|for|foul
get* it|this|that|things|the|them ..3 wrong|backwards|muddled|mixed
get* carried|lazy|sloppy|careless|cold|distracted|confused|impatient|complacent
become* complacent|distracted|careless|lazy|impatient
grow* complacent|lax|lazy|careless
struggle* to #diligence|understand|explain|keep|follow
manage* to ..4 #fault_act
contrive* to|a
proceed* to #fault_act
succeed* in ..2 #fault_ing
be* ..3 too busy|lazy|proud|slow|eager|hasty|quick|impatient|stubborn|trusting|timid|junior|inexperienced|tired|keen|scared|late|comfortable|cautious|confident|distracted
be* ..2 #careless|asleep|distracted|half-asleep|sloppy|lazy|naive|unprepared|absent|nowhere|unaware_
be* ..2 in a|too|such hurry|rush|much
be* not|never paying|watching|looking|listening|thinking|concentrating|up|monitoring|interested|bothered|competent|qualified|ready|prepared|capable|trained|fit|awake|careful|thorough
be* ..2 out of #poss|its|the depth|line|office|loop
be* ..2 slow to|in|off
be* ..3 late to|in|with
be* ..2 at fault
be* ..2 nowhere to|near
be* ..2 wrong to|about|in
be* ..2 unable|unwilling|reluctant|loath|content|happy to
dump*|offload*|foist* ..9 on|onto
pass* the buck
wash* #poss hands
point* fingers|the
cover* up
cover* #poss tracks
react*|respond*|act*|move*|reply* ..2 too|far|so|very late|slowly|slow|hours
over-react*|overreact*|under-estimate*|underestimate*|overestimate*|under-test*|undertest*
undermine*|subvert*|defeat* the|our
deprive*|rob* #det|us ..3 of
inflict*|wreak*|unleash*
cost* us|the|our|everyone|customers|#number
fail* ..3 #poss|its|their|in|basic|most|duty|duties
fail* us|customers|everyone|miserably
hamstring*|delay*|hold* the|our|a|this|up|us ..3 #problem|fix|recovery|rollback|response|mitigation
prolong*|worsen*|exacerbate*|aggravate*|compound*
set* ..5 back|fire|alight
fire* off
hit* enter|send|return|delete|the|merge
smash*|mash*|bash* 
poke* at|around
hammer*
let* #obj|us|everyone|everybody|customers|#det down
make* ..4 worse|impossible|harder
overload*|overwhelm*|swamp*|flood* the|our
"""
