"""A team's own phrases: words it does not want in its records, each with what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.blame.heads import Sentence
from opslog.blame.matching import match_at
from opslog.blame.pattern import Pattern, PatternError, compile_pattern
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.tokens import tokenize
from opslog.errors import OpslogError
from opslog.prose import cut

LONGEST = 200
"""Characters of a phrase, and of what to write instead."""
HAS_LETTER = re.compile(r"[^\W\d_]")


class HousePhrase(NamedTuple):
    """Words to look for, in the language of `opslog.blame.pattern`, and what to write instead."""

    pattern: Pattern
    instead: str


class Met(NamedTuple):
    """A phrase that was met: its words as written, from which to which character of the text."""

    phrase: HousePhrase
    words: str
    start: int
    end: int


def read_phrases(path: Path) -> tuple[HousePhrase, ...]:
    """Read a TOML file of `"words" = "what to write instead"`. Raises OpslogError that names the line of words."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OpslogError(f"{path}: the house phrases cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OpslogError(f"{path}: this is not valid TOML: {error}") from error
    return tuple(_phrase(words, instead, path) for words, instead in raw.items())


def _phrase(words: str, instead: object, path: Path) -> HousePhrase:
    if not isinstance(instead, str) or not instead.strip():
        raise OpslogError(f'{path}: `{words}`: write "{words}" = "what to write instead"')
    if len(words) > LONGEST or len(instead) > LONGEST:
        raise OpslogError(f"{path}: `{words[:40]}…`: a phrase and its advice have at most {LONGEST} characters each")
    if not HAS_LETTER.search(words):
        raise OpslogError(f"{path}: `{words}`: a phrase has at least one word")
    try:
        return HousePhrase(compile_pattern(words.lower()), " ".join(instead.split()))
    except (PatternError, ValueError) as error:
        raise OpslogError(f"{path}: `{words}` is no phrase: {error}") from error


def phrases_in(text: str, phrases: Sequence[HousePhrase]) -> Iterator[Met]:
    """Find the phrases in a text, each once a sentence; what somebody else said is left alone."""
    text = without_quotations(text)
    for start, end in cut(text):
        tokens = tokenize(text[start:end])
        sentence = Sentence.of(tokens, People.of(()))
        words = set(tokens.lower)
        for phrase in phrases:
            if phrase.pattern.anchor.isdisjoint(words):
                continue
            places = (at for at, word in enumerate(tokens.lower) if word in phrase.pattern.anchor)
            match = next((found for at in places if (found := match_at(phrase.pattern, sentence, at))), None)
            if match is not None:
                first, last = tokens.starts[match.start], tokens.ends[match.end]
                yield Met(phrase, sentence.words(match.start, match.end), start + first, start + last)
