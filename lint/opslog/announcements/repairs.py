"""A promise of the time by which something is repaired: `will be fixed by 15:00`, `back within the hour`, `ETA 2 h`."""

from __future__ import annotations

import re

from opslog.promises import ANNOUNCED

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
"""Before a time that is not promised, or was planned."""


def repair_time(sentence: str, *, over: bool) -> re.Match[str] | None:
    """Find the promise of a sentence; where all is `over`, "fixed by noon" tells of the past."""
    found = next((hit for pattern in (*REPAIR_TIMES, ETA) if (hit := pattern.search(sentence))), None)
    if found is None and not over:
        found = FIRST_WORDS.match(sentence)
    if found is None or DENIES.search(sentence[: found.end()]) or ANNOUNCED.search(sentence[: found.end()]):
        return None
    return found
