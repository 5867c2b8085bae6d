"""The forms of an English verb, from its base form: regular ones by rule, the others from a table."""

from __future__ import annotations

import re

IRREGULAR = {
    line.split()[0]: tuple(form.split("/") for form in line.split()[1:])
    for line in """
        be was/were been
        become became become
        begin began begun
        bite bit bitten
        blow blew blown
        break broke broken
        bring brought brought
        build built built
        burn burned/burnt burned/burnt
        burst burst burst
        buy bought bought
        catch caught caught
        choose chose chosen
        cling clung clung
        come came come
        cost cost cost
        cut cut cut
        do did done
        draw drew drawn
        drive drove driven
        eat ate eaten
        fall fell fallen
        feel felt felt
        find found found
        forbid forbade forbidden
        foresee foresaw foreseen
        forget forgot forgotten/forgot
        get got got/gotten
        give gave given
        go went gone
        grow grew grown
        hang hung hung
        have had had
        hear heard heard
        hide hid hidden
        hit hit hit
        hold held held
        keep kept kept
        know knew known
        lead led led
        learn learned/learnt learned/learnt
        leave left left
        let let let
        lose lost lost
        make made made
        mean meant meant
        mislay mislaid mislaid
        mislead misled misled
        misread misread misread
        misspell misspelled/misspelt misspelled/misspelt
        mistake mistook mistaken
        misunderstand misunderstood misunderstood
        oversee oversaw overseen
        oversleep overslept overslept
        override overrode overridden
        overthrow overthrew overthrown
        panic panicked panicked
        overwrite overwrote overwritten
        pay paid paid
        rewrite rewrote rewritten
        put put put
        quit quit quit
        read read read
        ride rode ridden
        ring rang rung
        rip ripped ripped
        rise rose risen
        run ran run
        say said said
        see saw seen
        sell sold sold
        send sent sent
        set set set
        shake shook shaken
        shoot shot shot
        shut shut shut
        sink sank sunk
        sit sat sat
        sleep slept slept
        slide slid slid
        speak spoke spoken
        spend spent spent
        spill spilled/spilt spilled/spilt
        stand stood stood
        steal stole stolen
        stick stuck stuck
        strike struck struck
        swear swore sworn
        sweep swept swept
        take took taken
        teach taught taught
        tear tore torn
        tell told told
        think thought thought
        throw threw thrown
        understand understood understood
        undo undid undone
        wake woke woken
        wear wore worn
        write wrote written
        """.splitlines()
    if line.strip()
}
PARTICIPLES = frozenset(form for _, participle in IRREGULAR.values() for form in participle)
IRREGULAR_PASTS = frozenset(form for past, _ in IRREGULAR.values() for form in past)
DOUBLED = frozenset(
    "admit bar chat chop clap cram ban bat beg bet cap chug clog commit confer cop crop dab dim dip dog drag drip "
    "drop fit flag flap flip flop flub fob gab grab hug jam jog jot kid knit lag lap lob log map mar nag nap nod "
    "occur omit pat permit pin plan plod plot plug pop prefer prod quip ram refer regret rig rip rob rub sag scan "
    "scrap scrub ship shrug shun skim skip slam slap slip slot snag snap snip sob spot stab step stir stop strip "
    "strap submit swap tap tip top trap transfer trim trip tug tag unplug wag whip wrap zap zip".split()
)
"""Verbs of one stressed syllable at the end: their last consonant is doubled (`skip`, `skipped`)."""

VOWEL = re.compile(r"[aeiou]")


def forms(base: str) -> frozenset[str]:
    """Give every form of a verb: base, -s, past, participle, -ing. A base in two words inflects its first."""
    head, space, rest = base.partition(" ")
    if head == "be":
        return frozenset(f"{form}{space}{rest}" for form in "be is are am was were been being".split())
    stem, hyphen, tail = head.partition("-")
    if hyphen and stem in {"re", "pre", "double", "fat", "hard", "rubber", "copy", "cherry", "over", "under"}:
        return frozenset(f"{stem}-{form}{space}{rest}" for form in forms(tail))
    past, participle = past_forms(head)
    found = {head, third_person(head), *past, *participle, gerund(head)}
    return frozenset(f"{form}{space}{rest}" for form in found)


def third_person(verb: str) -> str:
    """`forget` → `forgets`, `miss` → `misses`, `hurry` → `hurries`."""
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if _consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + "s"


def past_forms(verb: str) -> tuple[list[str], list[str]]:
    """Give the past forms and the participles."""
    if verb in IRREGULAR:
        past, participle = IRREGULAR[verb]
        return past, participle
    if verb.endswith("e"):
        regular = verb + "d"
    elif _consonant_y(verb):
        regular = verb[:-1] + "ied"
    elif verb in DOUBLED:
        regular = verb + verb[-1] + "ed"
    else:
        regular = verb + "ed"
    return [regular], [regular]


def gerund(verb: str) -> str:
    """`forget` → `forgetting`, `leave` → `leaving`, `lie` → `lying`."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    if verb == "panic":
        return "panicking"
    if verb in DOUBLED or verb in GERUND_DOUBLED:
        return verb + verb[-1] + "ing"
    return verb + "ing"


GERUND_DOUBLED = frozenset("begin bet cut forget get hit let put quit run set shut sit undersell upset".split())


def participles(base: str) -> frozenset[str]:
    """Give the forms that stand after `have` or `be`."""
    return frozenset(past_forms(base)[1])


def pasts(base: str) -> frozenset[str]:
    """Give the forms that tell what was done."""
    return frozenset(past_forms(base)[0])


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and not VOWEL.match(verb[-2:-1])
