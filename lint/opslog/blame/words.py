"""The words that say who somebody is, and the small words of grammar."""

from __future__ import annotations

from opslog.blame.morphology import IRREGULAR_PASTS, forms


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _plurals(text: str) -> frozenset[str]:
    singular = text.split()
    return frozenset(singular) | {_plural(word) for word in singular}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


# ---- who ----

ROLES = _plurals(
    "admin administrator analyst apprentice approver architect assistant associate auditor author boss caller "
    "captain ceo ciso clerk coder colleague commander committer consultant contributor coo coworker co-worker cto "
    "dba deployer designer developer dev director electrician employee engineer executive expert freelancer fresher "
    "graduate human hire implementer instructor intern joiner junior lead maintainer manager mentor newcomer newbie "
    "novice officer on-call oncall operator owner pilot practitioner principal professor programmer proponent "
    "deputy liaison on-caller releaser requester researcher responder reviewer rookie scientist "
    "secretary senior specialist sponsor sre staffer starter student supervisor submitter sysadmin sysop teammate "
    "techie technician temp tester trainee trainer vp webmaster nurse doctor pharmacist cashier teacher mechanic "
    "librarian trader courier foreman steward porter receptionist accountant janitor signaller surveyor lecturer "
    "scribe undergraduate postdoc pm sub-contractor"
) | {"staff", "personnel", "tech", "mate"}
"""Nouns for one person at work. Words that more often mean a machine (worker, agent, leader, host) are left out."""

PEOPLE = _plurals("bloke chap dude guy individual lad man newcomer somebody fellow woman person") | _words(
    "someone somebody anyone anybody whoever"
)
NOBODY = _words("nobody no-one noone")
GROUPS = _plurals(
    "board brigade bunch committee crew department desk firm gang group guild helpdesk leadership lot "
    "management office "
    "outfit squad team"
) | _words("staff ops devops qa noc soc shift hr procurement leadership management")
DEPARTMENTS = _words(
    "support security networking engineering marketing sales finance legal product operations platform infrastructure "
    "infra storage compliance procurement leadership management design research analytics billing accounts payments "
    "facilities growth hosting data dba sre"
)
"""Departments, which are groups of people only where they are written like names: `Networking had assured us`."""
VENDORS = _plurals(
    "agency carrier colo consultancy contractor distributor hoster integrator isp manufacturer outsourcer partner "
    "provider registrar reseller subcontractor supplier telco telecom vendor"
)
ANYBODY = _words("people folk folks everyone everybody those others persons humans")
"""Everybody in general: what they do or leave undone is told of nobody, unless a rule says which verb."""
CUSTOMERS = _plurals(
    "attendee buyer citizen customer guest merchant patient player resident student subscriber tenant "
    "traveller user viewer visitor"
)

SINGULAR_PRONOUNS = _words("he she")
OBJECT_PRONOUNS = _words("him her them himself herself themselves")
POSSESSIVES = _words("his her their")

MACHINE_BEFORE = _words(
    "kubernetes k8s prometheus helm flink kafka postgres etcd strimzi package cluster session connection resource "
    "memory certificate queue transaction device lock volume cache window file task process job boot display "
    "secrets secret traffic download module state context thread pool custom ocsp comparison ternary bitwise "
    "minus plus logical join spread null-coalescing concatenation controller-runtime olm cert-manager key "
    "password configuration dependency identity access request message event lifecycle update patch network "
    "pvc service-account"
)
"""What makes an operator, a manager or a responder a piece of software."""
NEEDS_ARTICLE = _words("dev devs lead leads hire hires human humans senior seniors associate expert")
"""Roles that are people only after an article or another noun of people: `in dev`, `those paths lead to`."""
BEFORE_LEAD = _words(
    "the a an our their his her this that team tech technical ops shift incident release engineering project product "
    "on-call support platform area squad backend frontend mobile security network data qa test communications junior "
    "senior new some every each another whichever database infra storage"
)
AGENTS_BEFORE = _words("support service booking sales call desk helpdesk ticket travel field claims care")
"""`the support agent`: an agent who is a person."""
MACHINE_ROLES = _words("operator operators manager managers responder responders dispatcher dispatchers")

AFTER_HEAD = _words("who whom that which on in at of from with by and or but for")
COMPOUNDS = _words(
    "one two three four some any many most all none several half both few couple member members each number"
)

NOT_GROUPS = _words(
    "consumer security resource target placement autoscaling scaling node instance subnet log parameter replica a user "
    "availability server disk volume process thread control c shard quorum option widget "
)
"""`the consumer group failed`: software; `a lot`: a quantity."""
NOT_VENDORS = _words("dns identity terraform service data metrics state storage oidc saml auth secrets content")
"""`the identity provider failed`: software."""
AMBIGUOUS_DEPARTMENTS = _words(
    "storage hosting data billing accounts platform infrastructure infra growth analytics payments product design "
    "research legal"
)
PLAIN_DEPARTMENTS = _words("management leadership procurement engineering marketing sales finance facilities")
"""Departments that are people even in small letters."""
AFTERTHOUGHTS = _words("concerned responsible involved themselves himself herself")
"""`the engineer concerned`: what may stand after the head."""
TAKING_PEOPLE = _words("paging asking telling appointing training hiring calling alerting notifying waking replacing")

# ---- grammar ----

DETERMINERS = _words(
    "the a an this that these those our your my his her its their some any each every no another one two three four "
    "five several many both few all various certain which what"
)
ARTICLES = _words("the a an our your my his its their every no")
PREPOSITIONS = _words(
    "of in on at by for with from to into onto over under about against between through during without within across "
    "behind beyond upon off near per via toward towards among around inside outside"
)
CONJUNCTIONS = _words(
    "and but or so yet nor because since as while when whenever where whereas although though unless until till before "
    "after if whether that than once lest like then how why what except whereupon because"
)
AUXILIARIES = _words(
    "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "ought 'd 'm ca wo sha"
)
ADVERBS = _words(
    "also then just simply still even once again yet already only always ever often sometimes actually really quite "
    "rather somehow apparently perhaps maybe later soon first finally eventually too though however instead somewhat "
    "almost nearly both all himself herself themselves ourselves myself itself never not n't twice thrice meanwhile "
    "further next now seldom rarely please evidently indeed somewhere once well either neither long merrily ahead "
    "promptly thereby therefore thus hence anyway anyhow nonetheless nevertheless sort kind best"
)
NOT_ADVERBS = _words(
    "family reply supply apply rely ally july assembly anomaly fly multiply comply imply friendly italy belly bully "
    "jelly rally tally poly monopoly homily lily gully ply sly unly"
)
MODALS = _words("can could may might will would must shall should to ca wo")
NEGATIONS = _words("not never no nobody none nothing neither nor without hardly")

NUMBERS = _words("one two three four five six seven eight nine ten a")

COMMON = frozenset(
    form
    for verb in "add apply ask be become begin bring build call change check come create cut deploy do drop "
    "fail find fix "
    "follow get give go have hold keep know lead leave let look lose make merge miss move need open page pay point "
    "push put read release remove restart roll run say see seem send set ship show sit start stop take tell test "
    "think try turn update use wait want work write cause review report close delete restore notice".split()
    for form in forms(verb)
) | _words("time times way out up down off on away through first second more most enough much time again last")
"""Words so frequent that a pattern looks for another one if it has another one."""
GRAMMAR = (
    DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | ADVERBS
    | NEGATIONS
    | SINGULAR_PRONOUNS
    | _words("it we i you they who , ' 's \" ? ! our my your his her")
)
SMALL = (
    DETERMINERS
    | PREPOSITIONS
    | AUXILIARIES
    | SINGULAR_PRONOUNS
    | _words("and but or so that then not no it we i they as if when , ' 's also all")
)


def commonness(alternatives: frozenset[str]) -> int:
    """Estimate how often one of these words stands in a text: what a rare word adds is 1."""
    return sum(200 if word in SMALL else 12 if word in COMMON else 5 if word in GRAMMAR else 1 for word in alternatives)


VERBS = (
    COMMON
    | frozenset(
        form
        for verb in "accept act admit announce approve assume blame break bypass claim click commit confirm copy crash "
        "decide declare destroy disable dismiss enable enter escalate execute expect explain force forget guess handle "
        "happen ignore insist introduce join kill launch learn lie lock log manage mistake neglect notify omit "
        "overlook "
        "overwrite pass pick press proceed promise refuse reply respond ring rush save select shut skip sleep "
        "spend switch "
        "trigger trust type understand upgrade upload violate wave wipe".split()
        for form in forms(verb)
    )
    | IRREGULAR_PASTS
)
"""Verbs that may follow a person: what follows "the engineer" is one of these, or "engineer" is part of a compound."""

EVERYBODY = ROLES | GROUPS | PEOPLE | VENDORS | CUSTOMERS | ANYBODY - _words("those others")
"""Words for somebody, or for people in general."""
