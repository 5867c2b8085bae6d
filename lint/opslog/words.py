"""The words of a text, folded so that they can be compared: for what is told twice, and for what is told alike."""

from __future__ import annotations

import re
from functools import lru_cache

from opslog.files import printable
from opslog.prose import ADDRESS, LINK_TARGET

WORD = re.compile(r"[^\W_]{1,100}(?:['’][^\W_]{1,9})?")
LABELLED = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{1,800}\)")
EMPHASIS = re.compile(r"\*{2,3}|__")
SHORTEST = 3
"""Fewer letters tell next to nothing about what a text is about."""
STOP_WORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any anybody anyone anything are
    around as at away back be became because become been before began behind being below beside besides between both but
    by came can can't cannot come could did didn't different do does doesn't doing don't done down due during each
    either else enough even ever every everything few first for found from further gave get gets getting give given go
    goes going gone got had has hasn't have having he hence her here hers him his how however i if in instead into is
    isn't it it's its itself just keep kept last late later least less let like long longer made make makes making many
    may me might more most much must my near need needed needs neither never new next no nobody none nor not nothing now
    of off often on once one only onto or other others our ours out over own part per perhaps possible put quite rather
    really said same saw see seen set several shall she should since small so some somebody someone something sometimes
    soon still such take taken than that that's the their them then there therefore these they thing things this those
    though three through thus time times to together told too took toward two under until up upon us use used using
    usually very via want was wasn't way we well went were what when where whether which while who whole whom whose why
    will with within without won't would yet you your
    add allow available avoid bad better big case cases cause caused causes causing change changes check consider create
    day days describe discuss document ensure error errors fail failed failing failure failures find fix follow-up found
    good happen happened handle hour hours implement improve incident incidents investigate issue issues learn link look
    minute minutes node number people possible problem problems process proper properly record remove responsible
    responsibility responsibilities result review run running see service services show start started starting state
    stop stopped system systems team teams test tests think trigger triggered try update updated useful user users wait
    work worked working write wrong
    """.split()
)
"""Words of every text, and of every incident and follow-up: that two share one says nothing."""


def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of a markdown text in order, case folded, without the addresses its links lead to.

    >>> plain_words("Alert on **memory**, see [#12](https://example.com/12)")
    ('alert', 'on', 'memory', 'see', '12')
    """
    return tuple(WORD.findall(ADDRESS.sub(" ", LINK_TARGET.sub("] ", text)).casefold()))


def telling_words(text: str) -> tuple[str, ...]:
    """Give the words that tell what a text is about.

    >>> telling_words("Add alerts for the registry's 12 volumes")
    ('alerts', 'registry', 'volumes')
    """
    words = (word.removesuffix("'s").removesuffix("’s") for word in plain_words(text))
    return tuple(word for word in words if len(word) >= SHORTEST and word not in STOP_WORDS and not word.isdecimal())


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Take a plural's ending off: the S-stemmer of Harman (1991), “How effective is suffixing?”, JASIS 42(1), table 1.

    >>> singular("queries"), singular("alerts"), singular("access"), singular("status")
    ('query', 'alert', 'access', 'status')
    """
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def one_line(text: str) -> str:
    """Write a markdown text as a line to read: of a link its label, and no signs of emphasis.

    >>> one_line("Alert on **memory**, see [the issue](https://example.com/12)")
    'Alert on memory, see the issue'
    """
    return printable(" ".join(EMPHASIS.sub("", LABELLED.sub(r"\1", text)).split()))


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    >>> counted(1, "entry", "entries"), counted(2, "word")
    ('1 entry', '2 words')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
