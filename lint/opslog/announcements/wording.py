"""What an announcement had better not say, or not leave out: found in its plain text, wherever that stands.

After PagerDuty's guidelines for external communication (incident-response-docs): no time by which it is repaired, no
names of machines, "outage" only for a full one, the next update named, the fate of data told at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opslog.announcements.blanks import BLANK
from opslog.brief.words import DATA, FATE
from opslog.communication import SAYS_OVER
from opslog.promises import ANNOUNCED, read_promise
from opslog.prose import cut, masked
from opslog.times import Moment


class Announcement(NamedTuple):
    """A text as it is told: when (`said`), whether to the `outside`, and what is known of the incident.

    `total` says that nothing works at all, `over` that the text says that it is over (None: look at its words).
    """

    text: str
    said: Moment
    outside: bool = True
    total: bool = False
    over: bool | None = None

    @property
    def says_over(self) -> bool:
        """Whether this is the last word on the incident."""
        return announces_end(self.text) if self.over is None else self.over


class Flaw(NamedTuple):
    """Something amiss between two characters of a text, and what to write instead."""

    start: int
    end: int
    message: str
    instead: str


_GAP = r"(?:\s{1,3}(?!not\b|never\b|update\b|next\b|until\b)[\w'’-]{1,20})"
_DAY = (
    r"(?:today|tonight|tomorrow|noon|midday|midnight|eod|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:this|next)\s(?:morning|afternoon|evening|week)|(?:the\s)?end\sof\s(?:the\s|this\s)?(?:day|hour|morning|week))"
)
_CLOCK = r"(?:\d{1,2}(?::\d{2}|\s?[ap]\.?m\b|\so['’]clock))"
_SPAN = (
    r"(?:(?:about|around|approximately|roughly|less\sthan|under|at\smost|the|next|another|an?|one|two|three|few|couple|"
    r"half|of|\d{1,3})\s){0,4}(?:\d{1,3}\s?)?(?:minutes?|mins?|hours?|hrs?|days?)"
)
WHEN = (
    rf"(?:(?:by|before|at|around|no\slater\sthan|on)\s(?:about\s|around\s|the\s)?(?:{_CLOCK}|{_DAY})"
    rf"|(?:with)?in\s{_SPAN}|{_DAY})\b"
)
_FUTURE = (
    r"\b(?:will|shall|should|going\sto|expect(?:s|ed|ing)?|anticipat(?:e|ed|es|ing)|estimat(?:e|ed|es|ing)|"
    r"hop(?:e|es|ing)|aim(?:s|ing)?|plan(?:s|ning)?|promis(?:e|es|ed|ing)|to\sbe)\b|\b\w{1,6}['’]ll\b"
)
_WELL = (
    r"(?:fix(?:ed)?|repair(?:ed)?|resolv(?:ed?|ing)|resolution|restor(?:ed?|ation)|solved|solution|recover(?:ed|y)?|"
    r"operational|back|online|working(?!\s(?:on|with|to|hard|at|through|as)\b)|up\sand\srunning|normal)\b"
)
_REPAIR = r"(?:fix|repair|resolution|restoration|recovery)"
_EXPECTED = r"(?:expected|due|planned|scheduled|promised|available|ready)"
REPAIR_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_FUTURE}){_GAP}{{0,6}}?\s{{1,3}}{_WELL}{_GAP}{{0,3}}?\s{{1,3}}{WHEN}",
        rf"\b{_REPAIR}\b{_GAP}{{0,4}}?\s{{1,3}}{_EXPECTED}{_GAP}{{0,2}}?\s{{1,3}}{WHEN}",
        rf"\b(?:estimated|expected)\s(?:time\s(?:of|to|for)\s)?{_REPAIR}\b[^.!?\n]{{0,30}}?(?:{_CLOCK}|{WHEN}|{_SPAN})",
    )
)
ETA = re.compile(rf"\bETA\b[^.!?\n]{{0,40}}?\b(?:{_CLOCK}|{WHEN}|\d{{1,3}}\s?(?:m|h|d)\w{{0,6}})")
FIRST_WORDS = re.compile(
    rf"(?:(?:fixed|repaired|restored|resolved|back)\sby\s(?:{_CLOCK}|{_DAY})|back(?:\s\w{{1,10}})?\s(?:with)?in\s{_SPAN})\b",
    re.IGNORECASE,
)
"""What promises where a sentence begins with it, and tells where it stands within one: it was fixed by noon."""
DENIES = re.compile(r"\b(?:not?|never|cannot|without|un(?:known|clear))\b|n['’]t\b|\bmaintenance\b", re.IGNORECASE)

NUMBERED = re.compile(r"(?<![\w./:@-])[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,5}-?\d{1,4}(?![\w-]|\.\d)")
MACHINES = frozenset(
    "db sql pg postgres mysql mongo redis memcached cache web app srv server host node vm worker queue kafka broker lb "
    "proxy gw nginx k8s prod staging stage elastic master primary replica shard rack bastion".split()
)
"""What machines are called by: `db-7`, `prod-web-03`."""
PRIVATE = re.compile(
    r"(?<![\w.-])(?:localhost|(?:[a-z0-9_-]{1,63}\.){1,8}(?:internal|intranet|localdomain|local|lan|corp|private|svc|consul|"
    r"home\.arpa))\b(?!\.\w)",
    re.IGNORECASE,
)
IP = re.compile(
    r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:]|\.\d)", re.IGNORECASE
)
LONG_GROUP = 3
"""Hexadecimal digits; `a::b` is more often a name in a program than an address."""
VERSION = re.compile(r"(?:\bversion|\brelease|\bv)\s?\Z", re.IGNORECASE)

OUTAGE = re.compile(r"\boutages?\b", re.IGNORECASE)
QUALIFIED = re.compile(
    r"\b(?:full|total|complete|partial|no|not\san?|power|internet|network|fib(?:re|er)|supplier|provider|upstream|planned|"
    r"scheduled|[a-z]{1,20}['’]s?)\s\Z",
    re.IGNORECASE,
)
"""What stands before "outage" where the word is right, or somebody else's."""
OF_ANOTHER = re.compile(r"\b(?:an?|the)\s[A-Z][\w-]{1,20}\s\Z")
TOTAL = re.compile(
    r"\b(?:nobody|no\sone|none\sof|entire(?:ly)?|completely|totally|every(?:body|one|thing)|"
    r"all\s(?:of\s)?(?:our\s|the\s)?(?:users|customers|services|requests|regions))\b",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    r"\b(?:not|until|once|when|whether|if|before|partly|partially|yet|to|be|being|will|should|expect\w{0,3}|hop(?:e|ing)|"
    r"by|work\w{0,3}|maintenance)\b|n['’]t\b|\b\w{1,6}['’]ll\b",
    re.IGNORECASE,
)
"""What stands before "resolved" in a sentence that does not say that it is."""


def promised_repairs(told: Announcement) -> Iterator[Flaw]:
    """Find a time by which it is promised to be repaired."""
    text = masked(told.text)
    for start, end in cut(text):
        sentence = text[start:end]
        found = next((hit for pattern in (*REPAIR_TIMES, ETA) if (hit := pattern.search(sentence))), None)
        if found is None and not told.over:
            found = FIRST_WORDS.match(sentence)
        if found and not DENIES.search(sentence[: found.end()]) and not ANNOUNCED.search(sentence[: found.end()]):
            yield Flaw(
                start + found.start(),
                start + found.end(),
                f"“{_words(found[0])}” promises a time of repair",
                "Say what is being done, and when the next update comes.",
            )


def machine_names(told: Announcement) -> Iterator[Flaw]:
    """Find names and addresses of machines in what is told outside."""
    if not told.outside:
        return
    hits = [
        *(found.span() for found in PRIVATE.finditer(told.text)),
        *(found.span() for found in NUMBERED.finditer(told.text) if _names_machine(found[0])),
        *(found.span() for found in IP.finditer(told.text) if _is_address(told.text, found)),
    ]
    for start, end in sorted(hits):
        yield Flaw(
            start,
            end,
            f"`{told.text[start:end]}` looks like a machine, in what is told outside",
            "Name what users know: the service, or what they cannot do.",
        )


def untold_fate(told: Announcement) -> Iterator[Flaw]:
    """Find a last word that does not say whether data was lost."""
    if told.says_over and not speaks_of_data(told.text):
        yield Flaw(
            0,
            0,
            "this says that it is over, and not whether data was lost",
            "Add a sentence such as “No data was lost.”, or say which.",
        )


def unnamed_update(told: Announcement) -> Iterator[Flaw]:
    """Find a text that does not say when the next update comes, though there is one to come."""
    if told.says_over or read_promise(told.text, told.said) or BLANK.search(told.text):
        return
    yield Flaw(0, 0, "this does not say when the next update comes", "End with “Next update: 11:45 UTC.”")


def partial_outages(told: Announcement) -> Iterator[Flaw]:
    """Find "outage" where nothing says that it is a full one."""
    if told.total or TOTAL.search(told.text):
        return
    text = masked(told.text)
    for found in OUTAGE.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        if not QUALIFIED.search(before) and not OF_ANOTHER.search(before):
            yield Flaw(
                *found.span(),
                f"“{found[0]}” says that nothing works at all",
                "Say what users cannot do, or “full outage” where it is one.",
            )
            return


def blanks_left(told: Announcement) -> Iterator[Flaw]:
    """Find what nobody filled in."""
    for found in BLANK.finditer(told.text):
        yield Flaw(*found.span(), f"`{found[0]}` is not filled in", "Write it, or take the sentence out.")


def speaks_of_data(text: str) -> bool:
    """Say whether a text says what became of data."""
    return bool(FATE.search(text)) or bool(DATA.search(text) and re.search(r"\bsafe\b", text, re.IGNORECASE))


def announces_end(text: str) -> bool:
    """Say whether a text says that the incident is over: not that it will be, or would be."""
    bare = masked(text)
    for start, end in cut(bare):
        found = SAYS_OVER.search(bare[start:end])
        if found and not NOT_YET.search(bare[start : start + found.start()]):
            return True
    return False


def _names_machine(word: str) -> bool:
    parts = word.split("-")
    return any(part.rstrip("0123456789") in MACHINES for part in parts) and (len(parts) > 1 or word[-2:].isdigit())


def _is_address(text: str, found: re.Match[str]) -> bool:
    if found[0].count(":") == len(found[0]) or VERSION.search(text[max(0, found.start() - 10) : found.start()]):
        return False
    from ipaddress import ip_address  # only where there may be one: `opslog lint` is to start quickly

    try:
        address = ip_address(found[0])
    except ValueError:
        return False
    return address.version == 4 or max(map(len, found[0].split(":"))) >= LONG_GROUP


def _words(text: str) -> str:
    return " ".join(text.split())
