"""What somebody else said is evidence: quotations of three words and more are blanked out before any rule looks."""

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


def without_quotations(text: str) -> str:
    """Blank out quotations, each by as many characters, so that columns stay true."""
    return QUOTED.sub(_blanked, text) if MARK.search(text) else text


def _blanked(found: re.Match[str]) -> str:
    words = found[0]
    return "X".ljust(len(words)) if len(words.split()) >= FEWEST_WORDS else words
