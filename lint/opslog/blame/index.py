"""What the patterns look for, worked out beforehand: compiling them all would take longer than the rest of a lint.

`python -m opslog.blame.index` writes it beside this file, and CI fails if that changes anything. It holds no pattern,
only the words at which to try each and what must be in a text besides. A pattern is compiled when it may match.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict
from zlib import crc32

from opslog.blame.heads import ANYBODY, KIND_OF, LOOSE_KIND_OF
from opslog.blame.pattern import Pattern, compile_pattern, pattern_lines
from opslog.blame.registry import BlameRule, blame_rules

FILE = Path(__file__).with_name("index.json")
PHRASES = Path(__file__).with_name("phrases")
SIGNS = frozenset('",?')
"""Signs that a first look looks for as well."""
COMPILED_FROM = ("heads.py", "morphology.py", "pattern.py", "sets.py", "words.py")
BITS = {kind: 1 << place for place, kind in enumerate(sorted(ANYBODY))}
DEPARTMENT = 1 << len(BITS)
"""The bit of a word that may be a department, and as often is none."""
FIRST_SET = len(BITS) + 1
"""The bit of the first set of words: those of the kinds of somebody stand below it."""


Sources = dict[str, list[BlameRule]]
"""Patterns as written, each with the rules that share it."""


class Entry(NamedTuple):
    """A pattern, the rules that share it, and the bits of what must be in a text before it is worth a try there.

    Of the sets of words whose bits are in `needed` each must be met; of each of the `kinds` one bit must be.
    """

    source: str
    rules: tuple[BlameRule, ...]
    needed: int
    kinds: tuple[int, ...]

    @property
    def pattern(self) -> Pattern:
        """The pattern, compiled on first use."""
        return compile_pattern(self.source)


class Index(TypedDict):
    """The file. Beside a word stand the numbers of what it is in, as text: most words are never asked for."""

    digest: int
    needed: dict[str, str]  # word → sets of words that some pattern needs
    tried: dict[str, str]  # word → entries to try there
    entries: list[tuple[list[int], list[int]]]  # sets and kinds that each pattern needs


class Meanings(dict[str, int]):
    """What a word means, as bits: the sets it is in, and the kind of somebody it can be. Made when asked for."""

    def __init__(self, needed: dict[str, str]) -> None:
        super().__init__()
        self.needed = needed

    def __missing__(self, word: str) -> int:
        made = 0
        for number in self.needed.get(word, "").split():
            made |= 1 << (FIRST_SET + int(number))
        if word in LOOSE_KIND_OF:
            made |= BITS[KIND_OF[word]] if word in KIND_OF else DEPARTMENT
        self[word] = made
        return made


class Tries(dict[str, list[Entry]]):
    """The entries to try at a word, for the rules with some codes. Made when asked for."""

    def __init__(self, known: Index, found: Sources, codes: frozenset[str]) -> None:
        super().__init__()
        self.known = known
        self.codes = codes
        self.sources = list(found.items())
        self.made: dict[int, Entry | None] = {}

    def __missing__(self, word: str) -> list[Entry]:
        entries = map(self._entry, map(int, self.known["tried"][word].split()))
        made = self[word] = [entry for entry in entries if entry is not None]
        return made

    def _entry(self, number: int) -> Entry | None:
        """Make the entry with a number; None where none of its rules was asked for."""
        if number not in self.made:
            source, sharing = self.sources[number]
            rules = tuple(rule for rule in sharing if rule.code in self.codes)
            told = 0
            for rule in rules:
                told |= bits(rule.kinds or ANYBODY)
            sets, kinds = self.known["entries"][number]
            needed = sum(1 << (FIRST_SET + each) for each in set(sets))
            self.made[number] = Entry(source, rules, needed, tuple(each & told for each in kinds)) if rules else None
        return self.made[number]


class Lexicon(NamedTuple):
    """What the words of a text mean, and what to try at them: the words that mean something, and those to try at."""

    telling: frozenset[str]
    meanings: Meanings
    anchors: frozenset[str]
    tries: Tries


@cache
def bits(kinds: frozenset[str]) -> int:
    """Pack kinds of somebody into a number, so that two sets are compared in one step."""
    return sum(BITS[kind] for kind in kinds)


def sources() -> Sources:
    """Give every pattern with the rules that share it, in the order of the rules."""
    found: Sources = {}
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
    """Give what words mean, and the entries to try at each for the rules with these codes."""
    found = sources()
    known = _read(found)
    telling = frozenset(known["needed"]).union(LOOSE_KIND_OF)
    return Lexicon(telling, Meanings(known["needed"]), frozenset(known["tried"]), Tries(known, found, codes))


def _read(found: Sources) -> Index:
    """Read the file; where patterns or words were edited since, work it out anew."""
    if FILE.is_file():
        known: Index = json.loads(FILE.read_bytes())
        if known["digest"] == _digest(found):
            return known
    return build(found)


def build(found: Sources) -> Index:
    """Work out what each pattern looks for. Raises PatternError for one that cannot be compiled."""
    patterns = [compile_pattern(source) for source in found]
    needed = [_needed(pattern) for pattern in patterns]
    # Large sets come first: what many words are in has a short number.
    sets = sorted({words for each in needed for words in each}, key=lambda words: (-len(words), sorted(words)))
    numbers = {words: number for number, words in enumerate(sets)}
    entries = [
        ([numbers[words] for words in each], [bits(kinds) for kinds in pattern.needed_kinds])
        for pattern, each in zip(patterns, needed, strict=True)
    ]
    tried: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for word in pattern.anchor:
            tried.setdefault(word, []).append(number)
    within: dict[str, list[int]] = {}
    for words, number in numbers.items():
        for word in words:
            within.setdefault(word, []).append(number)
    return Index(digest=_digest(found), needed=_as_text(within), tried=_as_text(tried), entries=entries)


def _needed(pattern: Pattern) -> list[frozenset[str]]:
    """Give the sets of words that a first look can look for."""
    needed = [words for words in pattern.needed_words if _are_words(words)]
    return [*needed, frozenset("?")] if "question" in pattern.flags else needed


def _as_text(numbers: dict[str, list[int]]) -> dict[str, str]:
    return {word: " ".join(map(str, numbers[word])) for word in sorted(numbers)}


def _are_words(alternatives: frozenset[str]) -> bool:
    """Whether a first look, which knows no signs, can look for them."""
    return all(word[0].isalnum() or word in SIGNS for word in alternatives)


def _digest(found: Sources) -> int:
    """Sum up what the file is made of: a check against forgetting, so a quick one is enough."""
    told = crc32("\n".join(found).encode())
    for name in COMPILED_FROM:
        told = crc32(FILE.with_name(name).read_bytes(), told)
    return told


def main() -> None:
    """Write the file."""
    from opslog.rule import all_rules

    all_rules()
    FILE.write_text(json.dumps(build(sources()), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
