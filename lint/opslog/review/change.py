"""What changed between two versions of a record, and whether it is more than slips of the pen.

An approval still stands when all that changed is slips: one word became one other word, and

- both are five letters or longer, all of them small letters: no digit, no name, no code, no address;
- they begin with the same letter, and one of a typist's slips leads from one to the other: a letter too many, one
  missing, one wrong, or two neighbours swapped; two slips in words of ten letters or more;
- neither turns a sentence into its opposite (never, without, nobody, …);
- there are no more than three of them since the approval.

Anything else ends it: any fact, a word added or taken out, a number, a section moved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from opslog.review.digest import Said
from opslog.review.words import distance, edits_of

MOST_SLIPS = 3
LONG = 10
SLIP = re.compile(r"(?P<before>[(\[\"'“‘*_]{0,3})(?P<word>[^\W\d_]{5,60})(?P<after>[)\].,;:!?\"'”’*_]{0,4})\Z")
OPPOSITES = frozenset(
    "never neither nobody nothing nowhere without cannot except unless hardly barely false wrong failed".split()
)
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]*_]{0,3}\Z")
CONTEXT = 6


class FactChange(NamedTuple):
    """A fact before and after; None where it was not given."""

    name: str
    was: str | None
    now: str | None


class Edit(NamedTuple):
    """A stretch of words that became another, with the words around it."""

    before: tuple[str, ...]
    was: tuple[str, ...]
    now: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def slips(self) -> int:
        """Count the words in it that were only misspelt; 0 where anything else changed."""
        if len(self.was) != len(self.now) or not all(map(is_slip, self.was, self.now)):
            return 0
        return len(self.was)


class SectionChange(NamedTuple):
    """What changed in a section: `kind` is edited, added or removed; `sentences` counts those of the new text."""

    title: str
    kind: str
    sentences: int = 0
    edits: tuple[Edit, ...] = ()

    @property
    def words(self) -> str:
        """Say it."""
        title = self.title or "the text above the first section"
        if self.kind != "edited":
            return f"{title} was {self.kind}"
        return f"{self.sentences} sentence{'s' if self.sentences != 1 else ''} of {title} changed"


class Change(NamedTuple):
    """All that changed between two versions of a record."""

    facts: tuple[FactChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    moved: bool = False

    @property
    def is_small(self) -> bool:
        """Whether nothing changed but the spelling of a few words."""
        if self.facts or self.moved or any(each.kind != "edited" for each in self.sections):
            return False
        slips = [edit.slips for each in self.sections for edit in each.edits]
        return all(slips) and sum(slips) <= MOST_SLIPS

    @property
    def words(self) -> str:
        """Say what changed: `times.resolved changed, 2 sentences of Impact changed`."""
        names = dict.fromkeys(_short(fact.name) for fact in self.facts)
        parts = [f"{name} changed" for name in names]
        parts += [each.words for each in self.sections]
        return ", ".join([*parts, *(["sections were moved"] if self.moved else [])])


def changes(approved: Said, present: Said) -> Change:
    """Compare what two versions of a record say."""
    names = sorted({**approved.facts, **present.facts})
    facts = (FactChange(name, approved.facts.get(name), present.facts.get(name)) for name in names)
    before, after = _numbered(approved), _numbered(present)
    common = [key for key in before if key in after]
    return Change(
        tuple(fact for fact in facts if fact.was != fact.now),
        tuple(_sections(before, after)),
        common != [key for key in after if key in before],
    )


def is_slip(was: str, now: str) -> bool:
    """Say whether a word became another by no more than a slip of the pen.

    >>> is_slip("recieved", "received"), is_slip("deleted", "delayed"), is_slip("12:30", "12:40")
    (True, False, False)
    """
    first, second = SLIP.match(was), SLIP.match(now)
    if not first or not second or first["before"] != second["before"] or first["after"] != second["after"]:
        return False
    one, other = first["word"], second["word"]
    if not (one.islower() and other.islower()) or one[0] != other[0] or {one, other} & OPPOSITES:
        return False
    allowed = 2 if min(len(one), len(other)) >= LONG else 1
    return 0 < distance(one, other) <= allowed


def _sections(
    before: Mapping[tuple[str, int], tuple[str, ...]], after: Mapping[tuple[str, int], tuple[str, ...]]
) -> Iterator[SectionChange]:
    for key in {**before, **after}:
        title = key[0]
        if key not in after:
            yield SectionChange(title, "removed")
        elif key not in before:
            yield SectionChange(title, "added")
        elif before[key] != after[key]:
            yield _edited(title, before[key], after[key])


def _edited(title: str, was: tuple[str, ...], now: tuple[str, ...]) -> SectionChange:
    number_of = []
    sentence = 0
    for word in now:
        number_of.append(sentence)
        sentence += bool(SENTENCE_END.search(word))
    edits = []
    touched: set[int] = set()
    for i, to_i, j, to_j in edits_of(was, now):
        edits.append(Edit(now[max(0, j - CONTEXT) : j], was[i:to_i], now[j:to_j], now[to_j : to_j + CONTEXT]))
        touched |= set(number_of[j:to_j] or number_of[j : j + 1] or number_of[-1:])
    return SectionChange(title, "edited", max(1, len(touched)), tuple(edits))


def _numbered(said: Said) -> dict[tuple[str, int], tuple[str, ...]]:
    """Tell sections of the same title apart by their number."""
    seen: Counter[str] = Counter()
    numbered = {}
    for title, words in said.sections:
        seen[title] += 1
        numbered[title, seen[title]] = words
    return numbered


def _short(name: str) -> str:
    """Name a fact as people do: `times.resolved`, and `roles` for the third hand-off in it."""
    first, _, rest = name.partition(".")
    return first if not rest or rest[0].isdigit() else f"{first}.{rest.split('.')[0]}"
