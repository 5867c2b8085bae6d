"""What an announcement had better not say, or not leave out: found in its plain text, wherever that stands.

After PagerDuty's guidelines for external communication (incident-response-docs): no time by which it is repaired, no
names of machines, "outage" only for a full one, the next update named, the fate of data told at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opslog.announcements.blanks import BLANK
from opslog.brief.words import DATA, FATE
from opslog.communication import SAYS_OVER
from opslog.promises import read_promise
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

    @property
    def speaks_of_data(self) -> bool:
        """Whether it says what became of data."""
        return speaks_of_data(self.text)


class Flaw(NamedTuple):
    """Something amiss between two characters of a text, and what to write instead."""

    start: int
    end: int
    message: str
    instead: str


WELL = re.compile(
    r"fix|repair|resol|restor|solv|solut|recover|operational|back|online|working|running|normal|eta\b", re.IGNORECASE
)
SOON = re.compile(
    r"\d|day|morrow|night|noon|hour|minute|mins?\b|eod|o['’]clock|\b(?:this|next|end\sof)\s", re.IGNORECASE
)
"""A quick look: without a word of each there is no promise, and the patterns need not be loaded."""

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
        if not (WELL.search(sentence) and SOON.search(sentence)):
            continue
        from opslog.announcements.repairs import repair_time

        found = repair_time(sentence, over=bool(told.over))
        if found:
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
    if told.says_over and not told.speaks_of_data:
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


CHECKS: dict[str, Callable[[Announcement], Iterator[Flaw]]] = {
    "AN101": promised_repairs,
    "AN102": machine_names,
    "AN103": untold_fate,
    "AN104": unnamed_update,
    "AN105": partial_outages,
    "AN106": blanks_left,
}
"""What looks at a text, by the rule that speaks for it: in `opslog lint` and in `opslog announce`."""
