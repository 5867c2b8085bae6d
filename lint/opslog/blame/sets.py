"""The sets of words that patterns name: `#diligence`, `#act`, `#procedure`."""

from __future__ import annotations

from functools import cache

from opslog.blame.morphology import forms, gerund, participles, pasts, third_person
from opslog.blame.words import DETERMINERS, EVERYBODY, GROUPS, NUMBERS, PEOPLE, ROLES, VENDORS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DILIGENCE = (
    "check test verify validate confirm read notice follow ask tell alert inform warn notify communicate document "
    "escalate realise realize consider think bother look respond answer acknowledge review double-check cross-check "
    "coordinate consult mention announce raise report share recognise recognize catch spot see heed "
    "listen care stop ensure hand renew monitor watch act intervene comply respect attend engage understand "
    "proofread rehearse inspect examine compare contact brief update wait question investigate challenge scrutinise "
    "scrutinize assess measure rotate record log flag register appreciate grasp explain involve "
    "prepare plan account factor discuss clarify query seek request obtain sign pause care"
)


def _finite_forms(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in (*pasts(verb), third_person(verb)))


def _forms_of(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in forms(verb))


@cache
def sets() -> dict[str, frozenset[str]]:
    """Give the sets that patterns name: made when the first pattern is compiled."""
    return {
        "det": DETERMINERS,
        "number": NUMBERS | _words("several many few couple") | frozenset(str(number) for number in range(2, 61)),
        "not": _words("not never"),
        "have": _words("has have had having 'd"),
        "poss": _words("his her their"),
        "obj": _words("him her them"),
        "self": _words("himself herself themselves"),
        "person": ROLES | PEOPLE,
        "roles": ROLES | GROUPS | VENDORS,
        "people": EVERYBODY,
        "diligence": _forms_of(_DILIGENCE),
        "diligence_ing": frozenset(gerund(verb) for verb in _DILIGENCE.split()),
        "diligence_ed": frozenset(form for verb in _DILIGENCE.split() for form in pasts(verb) | participles(verb)),
        "wrongly": _words(
            "accidentally inadvertently mistakenly unintentionally erroneously wrongly incorrectly unwittingly "
            "unknowingly absentmindedly absent-mindedly unthinkingly improperly inappropriately falsely"
        ),
        "rashly": _words(
            "hastily blindly blithely hurriedly impatiently prematurely rashly mindlessly foolishly stupidly "
            "idiotically carelessly negligently recklessly thoughtlessly sloppily lazily irresponsibly naively "
            "clumsily heedlessly casually cavalierly needlessly blissfully obliviously happily cheerfully gleefully "
            "brazenly wilfully willfully knowingly deliberately stubbornly inexplicably half-heartedly unforgivably "
            "unprofessionally incompetently ineptly arrogantly complacently airily breezily confidently merrily "
            "nonchalantly single-handedly"
        ),
        "careless": _words(
            "careless negligent reckless incompetent idiotic inept irresponsible unprofessional amateurish "
            "thoughtless heedless foolish moronic slapdash slipshod lackadaisical cavalier complacent clueless "
            "feckless hapless oblivious inattentive absent-minded scatterbrained ham-fisted cack-handed clumsy "
            "slovenly inexcusable unforgivable unconscionable boneheaded dim-witted hare-brained harebrained "
            "ill-disciplined undisciplined half-asleep trigger-happy gung-ho bumbling blundering hot-headed "
            "pig-headed short-sighted overconfident over-confident cocksure"
        ),
        "carelessness": _words(
            "shoddiness slovenliness slapdashness nonchalance half-heartedness fecklessness heedlessness slackness "
            "carelessness negligence recklessness incompetence stupidity idiocy sloppiness laziness ineptitude "
            "irresponsibility thoughtlessness inattention inattentiveness complacency ignorance arrogance hubris "
            "foolishness folly naivety naivete haste impatience clumsiness unprofessionalism indifference apathy "
            "amateurism overconfidence over-confidence cluelessness indiscipline cowardice incuriosity "
            "forgetfulness absent-mindedness malpractice dereliction"
        ),
        "fault": _words(
            "fault mistake blunder negligence oversight error failing failings lapse slip slip-up omission misstep "
            "transgression wrongdoing neglect misjudgement misjudgment miscalculation misdeed"
        ),
        "problem": _words(
            "outage incident failure downtime disruption breach leak loss mess problem fault accident disaster "
            "fiasco debacle breakage degradation catastrophe regression delay blackout shambles chaos havoc damage "
            "crash corruption"
        ),
        "procedure": _words(
            "process processes procedure procedures policy policies protocol protocols runbook runbooks playbook "
            "checklist checklists guideline guidelines rule rules instruction instructions convention conventions "
            "standard standards practice practices documentation docs guide guidance manual orders steps discipline"
        ),
        "bad": _words(
            "bad broken faulty untested unreviewed buggy wrong half-baked half-tested half-finished incorrect invalid "
            "unverified unsigned unapproved unvetted flawed botched defective malformed stale outdated"
        ),
        "fault_act": _forms_of(
            "break miss delete wipe lose drop forget ignore overlook knock lock corrupt destroy crash cordon drain "
            "ruin confuse cause overwrite skip fail misread violate blow leave expose leak hide disable burn"
        ),
        "fault_ing": _words(
            "breaking deleting wiping losing confusing locking dropping forgetting ignoring overlooking crashing "
            "ruining causing overwriting skipping failing leaving leaking exposing hiding killing missing"
        ),
        "scare": _words(
            "fix fixes fixed fixing test tests tested testing review reviews reviewed reviewing handle handled "
            "handling expert experts expertise help helped helping helpful plan planned planning improve improved "
            "improvement improvements improving solution solutions solved clean-up cleanup cleaned optimised "
            "optimized optimisation optimization quick temporary careful carefully senior engineer engineering "
            "engineers monitored monitoring approved approve approval verified verify verification documented "
            "documentation communicated urgent professional professionals specialist specialists supported "
            "supporting qualified trained experienced skilled innovation innovative creative harmless safe safely "
            "simple trivial minor routine emergency leadership responsible investigate investigated investigating "
            "analysis analysed analyzed checked checking diligence maintained managed managing priority learned "
            "experiment coordinated tweak tweaks tweaked tidied tidying hotfix contribution rescue rescued "
            "recovered restored debugged debugging understood wizard guru genius agile thorough thoroughly watching "
            "awake working worked repaired refactored strategy brilliant clever smart tuned tuning hardened "
            "oversight quality craftsmanship unavailable sick see seen"
        ),
        "ship": _forms_of(
            "deploy push merge ship release commit approve publish upload apply enter paste load run use sign"
        ),
        "harm": _finite_forms(
            "break cause take bring crash kill knock wipe corrupt starve cut cost sink ruin flood overload trigger "
            "delete destroy lock isolate sever strand saturate exhaust stall freeze disrupt paralyse paralyze "
            "cripple blind silence expose leak trash wreck prolong delay double-charge lose erase topple fell"
        ),
        "mis": _forms_of(
            " ".join(
                prefix + verb
                for prefix in ("mis", "mis-")
                for verb in "key type read label configure set tag address apply assign calculate charge "
                "communicate count "
                "date diagnose direct enter estimate file handle hear identify inform interpret judge lay lead "
                "manage measure name order paste perceive place plan program quote remember render report represent "
                "route scope sell spell state step time translate treat trust understand use wire".split()
            )
        ),
        "system": _words(
            "site production prod checkout billing payments api database db service services cluster region "
            "platform website app login system systems everything primary network store dns queue pipeline ingress "
            "frontend backend gateway search tenant customers fleet"
        ),
        "act": _forms_of(
            "deploy push merge ship release run execute apply approve change edit delete drop remove restart "
            "upgrade install enable disable switch flip roll launch commit force reboot promote migrate rename "
            "modify turn rotate revoke close publish update truncate purge start stop kill move order cancel sign "
            "fail go proceed carry begin unplug pull reset drain patch schedule swap rewrite copy paste type enter "
            "select pick click choose pass point route send grant shut scan book key punch wire quote bill hang "
            "plug sign give hand mail e-mail dispatch load fill label set format detach mount restore overwrite set "
            "wire add hit press bump tag upload rebuild reconfigure configure provision unmount decommission accept"
        ),
        "state": _words(
            "open enabled disabled running behind unattended unlocked unpatched undocumented untested unanswered "
            "unread exposed lying hanging half-done unfinished unprotected unmonitored unreviewed unresolved "
            "unfixed unassigned broken rotting half-finished readable writable unencrypted unsecured stale pending "
            "dangling unmaintained"
        ),
    }
