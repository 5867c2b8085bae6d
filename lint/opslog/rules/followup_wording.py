"""The words of a follow-up: whether they say when it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.markdown import BULLET
from opslog.prose import ADDRESS, LINK_TARGET
from opslog.record import FollowUp, Record
from opslog.rule import rule
from opslog.rules.followups import named

# Words and phrases are sets, not one long pattern: to compile that took longer than to read a record.
MOST_FILLERS = 12
"""So many words that tell nothing a follow-up may begin with; each look takes as long as the text."""
FILLER = frozenset(
    "we i us should must could can will would want like have need needs needed try trying to please also maybe perhaps "
    "possibly let's let probably a an the some further".split()
)
"""What a sentence may begin with before its verb comes."""
ACTIVITY = frozenset(
    " ".join(phrase.split())
    for phrase in """
    investigate, investigating, investigation, look in, look into, look at, look for, looking in, looking into,
    looking at, looking for, consider, considering, discuss, discussing, discussion, think about, think of, think
    through, thinking about, explore, exploring, review, reviewing, revisit, revisiting, evaluate, evaluating,
    assess, assessing, reflect, reflecting, talk, talking, spike, study, research, brainstorm, understand, follow
    up on, follow up with, keep an eye, something about, find way, find a way, find ways, find a better way,
    finding a way, find out, figure out, figuring out, work out, identify why, identify cause, identify the cause,
    identify root cause, identify the root cause, identify reason, identify reasons, identify the reason, identify
    the reasons, see if, see whether, see how, see why, see what, check if, check whether, check how, check why,
    check what, clarify if, clarify whether, clarify how, clarify what, devise a strategy, devise a plan, devise a
    way, come up with a strategy, come up with a plan, come up with a way, come up with ideas, schedule a
    discussion, schedule a meeting, organise a meeting, organize a meeting, hold a discussion, hold a meeting
    """.split(",")
)
"""What heads and meetings do: it can begin, but nothing says when it has ended."""
HOPE = frozenset("improve improving improved improvement better more".split()) | {"be better", "being better"}
"""Any change is a step towards these, and none is the last."""
DEGREE = frozenset(
    "reduce reducing decrease decreasing increase increasing harden hardening minimise minimising minimize "
    "minimizing maximise maximize optimise optimising optimize optimizing strengthen strengthening simplify "
    "simplifying streamline stabilise stabilize enhance tidy encourage".split()
) | {"speed up", "speeding up", "clean up", "cleaning up"}
"""Work of more or less: whether there is enough of it, each reader decides anew."""
MAKING = frozenset({"make", "making", "make sure", "ensure", "ensuring", "handle", "handling"})
ENOUGH = frozenset(
    "more easier faster better safer simpler clearer properly correctly appropriate appropriately sufficient "
    "sufficiently enough robust reliable resilient gracefully adequate adequately".split()
)
"""Behind one of MAKING, these make it work of more or less."""
LONGEST = 5
"""Words of a phrase above."""
VERBS = frozenset(
    "add alert announce answer archive assert automate block build bump cap change close compare configure "
    "convert copy create cut decide define delete deploy deprecate describe disable document drop enable encrypt "
    "enforce expire export file fix forbid implement install introduce limit list lock log lower mark measure "
    "merge migrate move open page pin post prevent publish raise record refuse reject release remove rename "
    "replace report require reset restart restrict retire revert rotate run scale send set ship show shut split "
    "stop store switch tag test turn uninstall update upgrade validate verify warn write".split()
)
"""What changes something that others can see."""
LEADS_ON = re.compile(
    r"(?:\b(?:and|or|then)|[,;:])\s(?:(?:and|or|then|to|either)\s){0,2}(?P<verb>[\w-]{1,30})|\b(?:until|so that|then)\b"
)
"""What the thinking leads to, if its verb is one of VERBS."""
MEASURE = re.compile(
    r"[`0-9]|(?<!for )\bwhen(?:ever)?\b|\b(?:unless|without|instead of|by \w{1,30}ing|with an?|no longer|never|only|"
    r"into an?)\b"
)
"""What can be looked at to say that it is done: a number, the name of a thing, a condition, a means."""
LABEL = re.compile(r"\s{0,9}(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\](?!\()|[A-Z]\w{1,20}:)\s{1,9}")
"""`(Process)`, `[docs]` or `Alerting:` before the words."""
SIGNS = " \t\"'“”‘’*_~()[]-–—"
SENTENCE = re.compile(r"[.!?](?=\s)")
PULL_REQUEST = re.compile(r"/(?:pulls?|merge_requests)/")
ATTENTION = re.compile(r"\b(?:careful|vigilan|diligen|attenti|disciplin|aware|mindful|cautio)")
"""Remedies that rely on attention are BL603's to report."""


@rule("FU104", "vague-follow-up", "warning")
def vague_follow_up(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up begins with thinking or hoping, and does not say what will be different when it is done.

    "Investigate", "look into", "consider", "discuss", "improve", "better" and their like. It is no finding where it
    goes on to an outcome ("and add …", "then …", "so that …", "until …"; for "improve" also a number, a name in
    backticks, or "by adding …"), or to a list of steps.

    ## Why it matters

    Nobody can tell when "look into the proxy" is finished, so nobody finishes it. In 106 public records, one follow-up
    in six begins like this.

    ## What to write instead

    What will be different: "Refuse …", "Alert when …", "Write … into …". Where only looking will tell, name what the
    looking is for and where its answer goes: "Measure … and write the result into this record". What nobody has decided
    yet is an idea: put it under `### Ideas`.

    ## Example

        - [ ] Measure the pool's memory for a week and set its limit above the peak — @jun, due 2023-01-20, #132
    """
    for item in record.open_follow_ups:
        said = _said(item)
        thought = _beginning(said, ACTIVITY)
        begins = thought or _beginning(said, HOPE)
        if not begins:
            continue
        if not (_has_outcome(said, len(begins)) if thought else _can_be_tested(said, len(begins))):
            message = f"{named(item)} begins with “{begins}” and does not say what will be different when it is done"
            yield Remark(
                item.span, message, "Name the change: “… and add”, “… so that”, “… until”; or move it to `### Ideas`."
            )


@rule("FU105", "no-test-of-done", "info")
def no_test_of_done(record: Record, config: Config) -> Iterator[Remark]:
    """An open follow-up wants more or less of something, and does not say how much is enough.

    "Reduce", "speed up", "harden", "simplify", "make … more robust", "ensure … properly". It is no finding with a
    number, the name of a thing in backticks, a condition ("when", "until", "so that") or a means ("by …", "instead of
    …"), or where a pull request is linked: that is done when it is merged.

    ## Why it matters

    Two people will disagree on whether it is done, a year later, when it has broken again.

    ## What to write instead

    A number, a threshold, or the case that must work afterwards.

    ## Example

        - [ ] Speed up the restore of `orders` to under 20 minutes — @lee, mitigate, due 2023-02-03, example/shop#140
    """
    for item in record.open_follow_ups:
        said = _said(item)
        begins = _beginning(said, DEGREE) or _making_more(said)
        if begins and not _can_be_tested(said, len(begins)) and not PULL_REQUEST.search(item.tracker or ""):
            message = f"{named(item)} does not say how much is enough"
            yield Remark(item.span, message, "Add a number, a name in backticks, or “so that …”, “until …”, “by …”.")


def _beginning(said: str, phrases: frozenset[str]) -> str:
    """Find the phrase that a text begins with; empty where it begins with none."""
    words = [word.rstrip(SIGNS + ",.;:?!") for word in said.split(" ", LONGEST)[:LONGEST]]
    return next((some for n in range(len(words), 0, -1) if (some := " ".join(words[:n])) in phrases), "")


def _making_more(said: str) -> str:
    """Find the beginning of `make the hub more robust`."""
    begins = _beginning(said, MAKING)
    clause = re.split(r"[,;.]", said, maxsplit=1)[0]
    return begins if ENOUGH.intersection(clause.split()) else ""


def _has_outcome(said: str, start: int) -> bool:
    """Whether a text goes on to something that will be different."""
    return any(found["verb"] is None or found["verb"] in VERBS for found in LEADS_ON.finditer(said, start))


def _can_be_tested(said: str, start: int) -> bool:
    """Whether the first sentence goes on to say how one can see that it is done."""
    end = SENTENCE.search(said, start)
    sentence = said[: end.start()] if end else said
    return _has_outcome(sentence, start) or MEASURE.search(sentence, start) is not None


def _said(item: FollowUp) -> str:
    """Reduce a follow-up to what is looked at: one line from its first telling word on, case folded.

    Empty for one with steps below it, which say what is to be done, and for one that BL603 reports.
    """
    lines = item.text.split("\n")
    if any(BULLET.match(line.lstrip()) for line in lines[1:]) or ATTENTION.search(item.text.casefold()):
        return ""
    text = ADDRESS.sub(" ", LINK_TARGET.sub("] ", item.text))
    label = LABEL.match(text)
    said = " ".join(text[label.end() if label else 0 :].split()).casefold().lstrip(SIGNS)
    for _ in range(MOST_FILLERS):
        first, _, rest = said.partition(" ")
        if first.rstrip(",") not in FILLER:
            break
        said = rest.lstrip(SIGNS)
    return said
