"""What somebody else said is evidence, and blanked out before any rule looks.

That is a quotation of three words and more, and an entry of a timeline that is one: `12:40 — Amara: “on it”`.
"""

from __future__ import annotations

import re

LONGEST = 400
QUOTED = re.compile(
    rf"\"[^\"]{{1,{LONGEST}}}+\""
    rf"|“[^“”]{{1,{LONGEST}}}+”"
    rf"|«[^«»]{{1,{LONGEST}}}+»"
    rf"|(?<!\w)'(?:[^']|'(?=\w)){{1,{LONGEST}}}+'(?!\w)"
    rf"|(?<!\w)‘(?:[^‘’]|’(?=\w)){{1,{LONGEST}}}+’(?!\w)"
)
MARK = re.compile("[\"“«'‘]")
FEWEST_WORDS = 3
"""One or two words in quotation marks are no quotation but a distance taken: BL501 looks at them."""
SPOKEN = re.compile(
    rf"(?P<time>(?:\d{{4}}-\d\d-\d\d[ T])?\d{{1,2}}:\d\d\S{{0,16}} — )?(?:[ \[][a-z]{{1,20}}\] )?[^:“”]{{1,80}}: "
    rf"(?=“[^“”]{{1,{LONGEST}}}”(?: \(.{{1,1000}}\))?\Z)"
)
"""An entry of a timeline that is nothing but what somebody said, `12:40 — Amara: “on it”`, however short."""


def without_quotations(text: str, *, in_timeline: bool = False) -> str:
    """Blank out quotations, each by as many characters, so that columns stay true."""
    if not MARK.search(text):
        return text
    return QUOTED.sub(_all_blanked if is_said(text, in_timeline=in_timeline) else _blanked, text)


def is_said(text: str, *, in_timeline: bool = False) -> bool:
    """Say whether a passage is an entry of a timeline that is nothing but what somebody said.

    The time of an entry may stand apart from its words `in_timeline`, in another cell or in the heading.
    """
    spoken = SPOKEN.match(text) if ": “" in text else None
    return spoken is not None and (in_timeline or spoken["time"] is not None)


def _blanked(found: re.Match[str]) -> str:
    words = found[0]
    return _all_blanked(found) if len(words.split()) >= FEWEST_WORDS else words


def _all_blanked(found: re.Match[str]) -> str:
    return "X".ljust(len(found[0]))
