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

LABEL = re.compile(r"\s{0,9}(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\](?!\()|[A-Z]\w{1,20}:)\s{1,9}")
"""`(Process)`, `[docs]` or `Alerting:` before the words."""
FILLER = re.compile(
    r"(?:we|i|us|should|must|could|can|will|would|want|like|have|need|needs|needed|try|trying|to|please|also|maybe|perhaps|"
    r"possibly|let's|let|probably|a|an|the|some|further|\W)(?:\s{1,9}|\Z)|[\"'“”‘’*_~(\[]"
)
"""What a sentence may begin with before its verb comes."""
ACTIVITY = re.compile(
    r"""(?:
    investigat(?:e|ing|ion)|look(?:ing)?\s(?:in(?:to)?|at|for)|consider(?:ing)?|discuss(?:ing|ion)?|
    think(?:ing)?\s(?:about|of|through)|explor(?:e|ing)|review(?:ing)?|revisit(?:ing)?|evaluat(?:e|ing)|assess(?:ing)?|
    (?:see|check|find\sout|ask\sourselves|clarify)\s(?:if|whether|how|why|what)|find(?:ing)?\s(?:(?:a|some|better)\s)?ways?|
    (?:find|figure|figuring|work)\sout|(?:come\sup\swith|devise)\s(?:a\s|some\s)?(?:strateg|plan|idea|way|approach|solution)\w{0,4}|
    reflect(?:ing)?|talk(?:ing)?|spike|study|research|brainstorm|understand|
    identify\s(?:the\s)?(?:(?:root\s)?causes?|reasons?|why)|keep\san\seye|something\sabout|
    (?:schedule|organi[sz]e|hold|have)\s(?:a\s)?(?:discussion|meeting|chat|talk)|follow\sup\s(?:on|with)
    )\b""",
    re.VERBOSE,
)
"""What heads and meetings do: it can begin, but nothing says when it has ended."""
HOPE = re.compile(r"(?:improv(?:e|ed|ing|ement)|be(?:ing)?\sbetter|better|more)\b")
"""Any change is a step towards these, and none is the last."""
DEGREE = re.compile(
    r"""(?:
    reduc(?:e|ing)|decreas(?:e|ing)|increas(?:e|ing)|speed(?:ing)?\sup|harden(?:ing)?|minimi[sz](?:e|ing)|
    maximi[sz](?:e|ing)|optimi[sz](?:e|ing)|strengthen(?:ing)?|simplify(?:ing)?|streamline|stabili[sz]e|enhance|
    clean(?:ing)?\sup|tidy|encourage|(?:make|making)\s[^,;.]{1,60}?\b(?:more|easier|faster|better|safer|simpler|clearer)|
    (?:ensure|make\ssure)\s[^,;.]{1,80}?\b(?:better|properly|correctly|appropriate(?:ly)?|sufficient(?:ly)?|enough|robust|
    reliable|resilient|gracefully|adequate(?:ly)?)|(?:handle|handling)\s[^,;.]{1,80}?\bgracefully
    )\b""",
    re.VERBOSE,
)
"""Work of more or less: whether there is enough of it, each reader decides anew."""
VERBS = (
    "add|alert|announce|answer|archive|assert|automate|block|build|bump|cap|change|close|compare|configure|convert|copy|"
    "create|cut|decide|define|delete|deploy|deprecate|describe|disable|document|drop|enable|encrypt|enforce|expire|export|"
    "file|fix|forbid|implement|install|introduce|limit|list|lock|log|lower|mark|measure|merge|migrate|move|open|page|pin|"
    "post|prevent|publish|raise|record|refuse|reject|release|remove|rename|replace|report|require|reset|restart|restrict|"
    "retire|revert|rotate|run|scale|send|set|ship|show|shut|split|stop|store|switch|tag|test|turn|uninstall|update|upgrade|"
    "validate|verify|warn|write"
)
OUTCOME = re.compile(
    rf"(?:\b(?:and|or|then)|[,;:])\s(?:then\s|to\s|either\s)?(?:{VERBS})\b|\b(?:until|so\sthat|then)\b"
)
"""What the thinking leads to."""
TEST = re.compile(
    rf"{OUTCOME.pattern}|[`0-9]|\b(?:(?<!for )when(?:ever)?|unless|without|instead\sof|by\s\w{{1,30}}ing|with\san?|"
    r"no\slonger|never|only|into\san?)\b"
)
"""What can be looked at to say that it is done: a number, the name of a thing, a condition, a means."""
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
        thought = ACTIVITY.match(said)
        found = thought or HOPE.match(said)
        if found is None:
            continue
        if not (OUTCOME.search(said, found.end()) if thought else _can_be_tested(said, found)):
            message = f"{named(item)} begins with “{found[0]}” and does not say what will be different when it is done"
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
        wanted = DEGREE.match(said)
        if wanted and not _can_be_tested(said, wanted) and not PULL_REQUEST.search(item.tracker or ""):
            message = f"{named(item)} does not say how much is enough"
            yield Remark(item.span, message, "Add a number, a name in backticks, or “so that …”, “until …”, “by …”.")


def _can_be_tested(said: str, beginning: re.Match[str]) -> bool:
    """Whether the first sentence goes on to say how one can see that it is done."""
    end = SENTENCE.search(said, beginning.end())
    return TEST.search(said, beginning.end(), end.start() if end else len(said)) is not None


def _said(item: FollowUp) -> str:
    """Reduce a follow-up to what is looked at: one line from its first telling word on, case folded.

    Empty for one with steps below it, which say what is to be done, and for one that BL603 reports.
    """
    lines = item.text.split("\n")
    if any(BULLET.match(line.lstrip()) for line in lines[1:]) or ATTENTION.search(item.text.casefold()):
        return ""
    text = ADDRESS.sub(" ", LINK_TARGET.sub("] ", item.text))
    label = LABEL.match(text)
    said = " ".join(text[label.end() if label else 0 :].split()).casefold()
    start = 0
    while filler := FILLER.match(said, start):
        start = filler.end()
    return said[start:]
