"""A sentence as words: lower case, contractions opened (`didn't` is `did not`), each knowing where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile(r"(?:[A-Z]\.){2,3}(?!\w)|@?[^\W_](?:[\w]|[-.'’@/](?=[^\W_]))*+|[^\w\s]|_")
NOT_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
ENDINGS = {"'ve": "have", "'re": "are", "'ll": "will", "'d": "'d", "'m": "am", "'s": "'s"}
DOUBLE_QUOTES = frozenset("“”‘’«»")
DASHES = frozenset("—–")
QUOTES = frozenset("\"'“”‘’`«»")
SIGNS = DASHES | DOUBLE_QUOTES | {"'"}
CONTRACTION = re.compile("['’]|cannot", re.IGNORECASE)
CLOSERS = frozenset(".!?;:—–()")
"""Signs at which a clause ends."""


class Tokens(NamedTuple):
    """The words of one sentence: `text` as written, `lower` for matching, `starts` and `ends` in characters."""

    text: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(sentence: str) -> Tokens:
    """Cut a sentence into words and signs."""
    found = list(WORD.finditer(sentence))
    if CONTRACTION.search(sentence):
        return _opened(found)
    text = [one[0] for one in found]
    lower = [word.lower() for word in text]
    _mark_signs(lower)
    return Tokens(text, lower, [one.start() for one in found], [one.end() for one in found])


def _opened(all_found: list[re.Match[str]]) -> Tokens:
    """Open the contractions among words."""
    text: list[str] = []
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(written: str, word: str, start: int, end: int) -> None:
        text.append(written)
        lower.append(word)
        starts.append(start)
        ends.append(end)

    for found in all_found:
        written = found[0]
        word = written.lower()
        start, end = found.span()
        if len(word) == 1 or not ("'" in word or "’" in word or word == "cannot"):
            add(written, word, start, end)
            continue
        word = word.replace("’", "'")
        if word == "cannot":
            add(written[:3], "can", start, start + 3)
            add(written[3:], "not", start + 3, end)
            continue
        opened = False
        pieces: list[tuple[str, str, int, int]] = []
        while True:  # should + n't + 've
            if word.endswith("n't") and len(word) > 3:
                cut = len(word) - 3
                pieces.append((written[cut:], "not", start + cut, start + len(word)))
            else:
                ending = next((one for one in ENDINGS if word.endswith(one) and len(word) > len(one)), None)
                if ending is None:
                    break
                cut = len(word) - len(ending)
                pieces.append((written[cut:], ENDINGS[ending], start + cut, start + len(word)))
            word, written, opened = word[:cut], written[:cut], True
        first = NOT_CONTRACTED.get(word, word) if opened and pieces[-1][1] == "not" else word
        add(written, first, start, start + len(written))
        for piece in reversed(pieces):
            add(*piece)
    _mark_signs(lower)
    return Tokens(text, lower, starts, ends)


def _mark_signs(lower: list[str]) -> None:
    """Write every dash as — and every quotation mark as ": single ones only where two stand around one or two words."""
    if SIGNS.isdisjoint(lower):
        return
    for at, word in enumerate(lower):
        if word in DASHES:
            lower[at] = "—"
        elif word in DOUBLE_QUOTES:
            lower[at] = '"'
        elif word == "'":
            closing = next((end for end in (at + 2, at + 3) if end < len(lower) and lower[end] == "'"), None)
            if closing is not None:
                lower[at] = lower[closing] = '"'
