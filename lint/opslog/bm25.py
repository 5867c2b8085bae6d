"""What the words of texts weigh when one is looked for by another: BM25.

Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), with the customary k1 = 1.2 and b = 0.75. The query is a whole story, so its words are
weighted by how often they stand there: Manning, Raghavan and Schütze (2008), "Introduction to Information Retrieval",
section 11.4.3, with k3 = 2.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from opslog.words import singular, telling_words

K1, B, K3 = 1.2, 0.75, 2.0
ENOUGH = 100
"""Fewer texts cannot tell which words are rare, and are weighed as if they were so many."""


@dataclass(frozen=True)
class Collection:
    """The texts among which one is looked for: how many, how long on average, and how many hold each word."""

    size: int
    mean: float
    holding: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[Counter[str]]) -> Collection:
        """Count the texts, each given as the counts of its words."""
        mean = sum(counts.total() for counts in texts) / max(1, len(texts))
        return cls(len(texts), mean, Counter(word for counts in texts for word in counts))

    def rarity(self, holding: int) -> float:
        """Weigh a word by how few hold it; one is added to the fraction so that no word counts against a text."""
        return math.log(1 + (max(self.size, ENOUGH) - holding + 0.5) / (holding + 0.5))

    @cached_property
    def rarities(self) -> Mapping[str, float]:
        """The rarity of every word."""
        return {word: self.rarity(holding) for word, holding in self.holding.items()}

    def weights(self, counts: Counter[str], words: Iterable[str], asked: Mapping[str, int]) -> dict[str, float]:
        """Weigh words that one of the texts and a query share; `counts` and `asked` say how often each has them."""
        dampened = K1 * (1 - B + B * counts.total() / (self.mean or 1))
        return {
            word: self.rarities[word] * count / (dampened + count) * (K3 + 1) * times / (K3 + times)
            for word, count, times in (
                (word, counts[word], asked[word]) for word in sorted(words)
            )  # sums come out alike
        }


def word_counts(text: str) -> Counter[str]:
    """Count the telling words of a text, in the singular."""
    return Counter(map(singular, telling_words(text)))
