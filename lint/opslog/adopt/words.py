"""No word is lost: what a record does not say of its source is found and put at its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(WORD.findall(text))


def lines_not_carried(source: Iterable[str], record: str) -> list[str]:
    """Name the lines of a source that have a word which its record lacks, or has less often."""
    source = list(source)
    missing = words_in("\n".join(source)) - words_in(record)
    if not missing:
        return []
    out = []
    for line in source:
        lacking = words_in(line) & missing
        if lacking:
            missing -= lacking
            out.append(line)
    return out


def fenced(lines: Sequence[str], language: str) -> list[str]:
    """Put lines into a fence that none of them closes."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    ticks = "`" * max(3, longest + 1)
    return [f"{ticks}{language}", *lines, ticks]
