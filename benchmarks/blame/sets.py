"""What opslog says of the labelled sentences: by set and level, by label and category, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from benchmarks.blame.data import Labelled, own_sentences, shared_sentences
from benchmarks.blame.judge import remarks
from benchmarks.blame.scores import Aim, Score, Share, score, verdicts
from benchmarks.measure import table
from opslog.finding import LEVELS
from opslog.rule import all_rules

LABELS = ("blame", "hindsight", "soft", "ok")
TOLD = {"error": "errors", "warning": "errors and warnings", "info": "all levels"}
"""The levels as the tables name them: each one with those that are louder."""
AIMS = {"authored": (Aim(0.95, 0.75), Aim(0.97, 0.90)), "real": (Aim(0.85, 0.70), Aim(0.93, 0.90))}
AIMED_AT = {"authored": "warning", "real": "info"}
"""Real reports hardly blame: most of what is labelled in them is hindsight, which opslog notes at level info."""


class LabelledSet(NamedTuple):
    """Labelled sentences that are measured together; `wanted` are the labels that are to be flagged."""

    family: str
    half: str
    sentences: tuple[Labelled, ...]
    wanted: frozenset[str]

    @property
    def name(self) -> str:
        """The set and its half."""
        return f"{self.family}, {self.half}" if self.half else self.family

    @property
    def compared(self) -> list[Labelled]:
        """The sentences that precision and recall are of: those that are wanted, and those that are ok."""
        return [one for one in self.sentences if one.label in self.wanted or one.label == "ok"]

    @property
    def sizes(self) -> str:
        """How many are wanted, and how many ok."""
        wanted = sum(one.label in self.wanted for one in self.sentences)
        return f"{wanted} / {len(self.compared) - wanted}"


@cache
def labelled_sets() -> tuple[LabelledSet, ...]:
    """Gather the sets that are here."""
    wanted = {"authored": frozenset(("blame",)), "real": frozenset(("blame", "hindsight"))}
    found = []
    for family, labels in wanted.items():
        sentences = shared_sentences(family)
        for half, tuned in (("tuned", True), ("untouched", False)) if sentences else ():
            of_half = tuple(one for one in sentences if one.tuned == tuned)
            found.append(LabelledSet(family, half, of_half, labels))
    found.append(LabelledSet("our own, held out", "", tuple(own_sentences(held_out=True)), frozenset(("blame",))))
    return tuple(found)


@cache
def said(one: Labelled, *, weighed: bool = True) -> tuple[tuple[str, str], ...]:
    """Give code and level of everything said of a sentence."""
    return tuple(remarks(one.text, one.people, one.section, weighed=weighed))


def is_flagged(one: Labelled, level: str, *, weighed: bool = True) -> bool:
    """Whether something at this level or louder is said of a sentence."""
    loud = LEVELS[: LEVELS.index(level) + 1]
    return any(told in loud for _, told in said(one, weighed=weighed))


def scored(of: LabelledSet, level: str, *, weighed: bool) -> Score:
    """Hold what is said against the labels."""
    return score((one.label in of.wanted, is_flagged(one, level, weighed=weighed)) for one in of.compared)


def print_scores(*, weighed: bool) -> None:
    """Print precision, recall and F1 of each set at each level."""
    rows = []
    for each in labelled_sets():
        for level in LEVELS:
            reached = scored(each, level, weighed=weighed)
            aimed = each.half == "untouched" and AIMED_AT[each.family] == level
            aim = verdicts(reached, AIMS[each.family]) if aimed else ""
            rows.append((each.name, each.sizes, TOLD[level], *reached.cells, aim))
    print(f"Opslog on labelled sentences{'' if weighed else ', the second reader (BL505) off'}\n")
    print(table(("set", "wanted / ok", "level", "precision", "recall", "F1", "aims"), rows), end="\n\n")


def print_labels() -> None:
    """Print which share of the sentences of each label is flagged."""
    rows = []
    for each in labelled_sets():
        for level in LEVELS:
            shares = []
            for label in LABELS:
                of_label = [one for one in each.sentences if one.label == label]
                flagged = sum(is_flagged(one, level) for one in of_label)
                shares.append(_percent(Share(flagged, len(of_label))))
            rows.append((each.name, TOLD[level], *shares))
    print(f"Share of sentences flagged, by label\n\n{table(('set', 'level', *LABELS), rows)}\n")


def print_categories() -> None:
    """Print how many sentences of each category of blame in `authored` are flagged."""
    halves = [each for each in labelled_sets() if each.family == "authored"]
    categories = sorted({one.category for each in halves for one in each.sentences if one.label == "blame"})
    if not categories:
        return
    rows = [(each, *(_recall(half.sentences, each) for half in halves)) for each in categories]
    header = ("category of blame in authored", *(f"recall, {half.half}" for half in halves))
    print(f"Errors and warnings, by category\n\n{table(header, rows)}\n")


def print_rules() -> None:
    """Print how often each rule spoke, by the label of the sentence."""
    fired = Counter(
        (code, one.label)
        for each in labelled_sets()
        for one in each.sentences
        for code in {code for code, _ in said(one)}
    )
    rows = [
        (f"{code} {rule.name}", *(str(fired[code, label] or "") for label in LABELS))
        for code, rule in all_rules().items()
        if code.startswith("BL")
    ]
    header = ("rule", *LABELS)
    print(f"How often each rule spoke in all sets together, whatever its level\n\n{table(header, rows)}\n")


def _recall(sentences: Sequence[Labelled], category: str) -> str:
    of_category = [one for one in sentences if one.category == category and one.label == "blame"]
    return f"{sum(is_flagged(one, 'warning') for one in of_category)} of {len(of_category)}"


def _percent(share: Share) -> str:
    return f"{share.value:.0%} of {share.whole:g}" if share.whole else ""
