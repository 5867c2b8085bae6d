"""What the patterns look for, worked out beforehand: compiling them all would take longer than the rest of a lint.

`python -m opslog.blame.index` writes it beside this file, and CI fails if that changes anything. It holds no pattern,
only the words at which to try each and what must be in a text besides. A pattern is compiled when it may match.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from opslog.blame.agents import ANYBODY
from opslog.blame.pattern import Pattern, compile_pattern, pattern_lines
from opslog.blame.registry import BlameRule, blame_rules

FILE = Path(__file__).with_name("index.json")
PHRASES = Path(__file__).with_name("phrases")
SIGNS = frozenset("\",?")
"""Signs that a first look looks for as well."""
COMPILED_FROM = ("agents.py", "morphology.py", "pattern.py", "words.py")
BITS = {kind: 1 << place for place, kind in enumerate(sorted(ANYBODY))}


class Entry(NamedTuple):
    """A pattern with the rules that share it, and what must be in a text before it is worth a try there."""

    source: str
    rules: tuple[BlameRule, ...]
    words: tuple[int, ...]
    kinds: tuple[int, ...]

    @property
    def pattern(self) -> Pattern:
        """The pattern, compiled on first use."""
        return compile_pattern(self.source)


class WordSets(dict[int, frozenset[str]]):
    """Sets of words by their number, made of text when one is first asked for: most never are."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts

    def __missing__(self, number: int) -> frozenset[str]:
        made = self[number] = frozenset(self.texts[number].split())
        return made


class Lexicon(NamedTuple):
    """The entries to try at each word, and the sets of words that they mean by number."""

    index: dict[str, list[Entry]]
    sets: WordSets


@cache
def bits(kinds: frozenset[str]) -> int:
    """Pack kinds of somebody into a number, so that two sets are compared in one step."""
    return sum(BITS[kind] for kind in kinds)


def sources() -> dict[str, list[BlameRule]]:
    """Give every pattern with the rules that share it, in the order of the rules."""
    found: dict[str, list[BlameRule]] = {}
    for rule in blame_rules():
        for name in rule.phrases:
            for source in phrases(name):
                found.setdefault(source, []).append(rule)
    return found


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Read the patterns of a file; those of `faults` stand after a subject."""
    text = (PHRASES / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(pattern_lines(text, "{all}" if name == "faults" else ""))


@cache
def lexicon(codes: frozenset[str]) -> Lexicon:
    """Give the entries to try at each word, for the rules with these codes."""
    known = _read()
    sets = WordSets(known["sets"])
    index: dict[str, list[Entry]] = {}
    for (source, sharing), (anchor, needed, kinds) in zip(sources().items(), known["entries"], strict=True):
        rules = tuple(rule for rule in sharing if rule.code in codes)
        if not rules:
            continue
        told = 0
        for rule in rules:
            told |= bits(rule.kinds or ANYBODY)
        entry = Entry(source, rules, tuple(needed), tuple(each & told for each in kinds))
        for word in sets[anchor]:
            index.setdefault(word, []).append(entry)
    return Lexicon(index, sets)


def _read() -> dict[str, list[list[int]] | str]:
    """Read the file; where patterns or words were edited since, work it out anew."""
    if FILE.is_file():
        known = json.loads(FILE.read_text(encoding="utf-8"))
        if known["digest"] == _digest():
            return known
    return build()


def build() -> dict[str, object]:
    """Work out what each pattern looks for. Raises PatternError for one that cannot be compiled."""
    numbers: dict[frozenset[str], int] = {}
    entries = []
    for source in sources():
        pattern = compile_pattern(source)
        needed = [words for words in pattern.needed_words if _are_words(words)]
        if "question" in pattern.flags:
            needed.append(frozenset("?"))
        ids = [numbers.setdefault(words, len(numbers)) for words in (pattern.anchor, *needed)]
        entries.append([ids[0], ids[1:], [bits(kinds) for kinds in pattern.needed_kinds]])
    return {"digest": _digest(), "sets": [" ".join(sorted(words)) for words in numbers], "entries": entries}


def _are_words(alternatives: frozenset[str]) -> bool:
    """Whether a first look, which knows no signs, can look for them."""
    return all(word[0].isalnum() or word in SIGNS for word in alternatives)


def _digest() -> str:
    texts = ["\n".join(sources()), *(FILE.with_name(name).read_text(encoding="utf-8") for name in COMPILED_FROM)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def main() -> None:
    """Write the file."""
    from opslog.rule import all_rules

    all_rules()
    FILE.write_text(json.dumps(build(), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
