"""Whether a reason is one: “no time”, “n/a” and their like fill a field without answering it."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+(?:['’]\w+)?")
NO_REASONS = frozenset(
    (
        "", "na", "n a", "no", "none", "nope", "nothing", "nil", "null", "yes", "why", "because", "tbd", "tba", "todo",
        "to do", "later", "waived", "skip", "skipped", "reason", "no reason", "a reason", "some reason", "no need",
        "no need for it", "needless", "not needed", "not necessary", "not required", "not applicable", "not relevant",
        "isn't needed", "is not needed", "it is not needed", "it was not needed", "none needed", "none required",
        "unnecessary", "no rollback", "not possible", "too busy", "busy", "we were busy", "we were too busy",
        "everybody was busy", "everyone was busy", "obvious", "see above", "unknown", "not sure", "don't know",
    )
)  # fmt: skip
"""What says no more than the empty field would, as words in lower case."""
NO_TIME = re.compile(
    r"(?:(?:there (?:was|is)|we (?:have|had)|have|had|because of|due to|for) )?(?:a )?"
    r"(?:no|not enough|little|too little|lack of) time(?: (?:for|to)(?: \w{1,20}){1,3})?(?: yet)?\Z"
)


def is_reason(text: str) -> bool:
    """Whether a text says more than that there is no reason.

    >>> is_reason("One person found and fixed it."), is_reason("N/A"), is_reason("No time!")
    (True, False, False)
    """
    words = " ".join(WORD.findall(text.casefold().replace("’", "'")))
    return words not in NO_REASONS and NO_TIME.match(words) is None
