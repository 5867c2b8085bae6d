"""Learns the weights of the second reader (`opslog.blame.weigh`) and writes them into the package.

    .venv/bin/python -m benchmarks.blame.learn

Blame: the sentences of ours that are labelled so. Innocent: ours labelled ok or soft; the prose of invented records, of
our documentation, and of the real documents in `../shared/corpus`, where somebody is in a sentence. Left out are the
sentences of `real.jsonl` (they are measured with) and what the rules report (it may be blame). Only sums of words are
kept, no sentence.

A support vector machine with squared hinge loss, trained by dual coordinate descent (Hsieh et al., 2008): additions and
multiplications in a fixed order, so that the same sentences give the same weights everywhere.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.blame.data import corpus_sentences, own_sentences, shared_sentences, squeezed
from benchmarks.blame.judge import judge
from benchmarks.generate import SEED, incident_of, record_of
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.weigh import BIAS, SCALE, features, spoken
from opslog.config import Config
from opslog.prose import cut, masked, prose_of
from opslog.reading import parse_record, read_record
from opslog.record import Record

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "lint" / "opslog" / "blame" / "weights.json"
COST, INNOCENT_COST = 0.05, 0.4
ROUNDS = 60
INVENTED = 60
FEWEST_SENTENCES = 2
SMALLEST_WEIGHT = 12

PROCESS_DOCS, SAMPLES = "docs/process/*.md", "incidents/**/*.md"


class Example(NamedTuple):
    """What stands in a sentence, whether it blames, and what it costs to be wrong about it."""

    features: frozenset[str]
    blames: bool
    cost: float


def our_examples() -> list[Example]:
    """Gather what is learned from our own sentences, invented records, and documentation."""
    found = []
    for one in own_sentences(held_out=False):
        words = spoken(without_quotations(masked(one.text)), People.of(one.people))
        if words is not None and one.label != "hindsight":
            found.append(Example(frozenset(features(words)), one.label == "blame", COST))
    return [*found, *_innocent((*invented_sentences(), *documentation()))]


def corpus_examples() -> list[Example]:
    """Gather what is learned from real documents; nothing where they are absent."""
    labelled = {squeezed(one.text) for one in shared_sentences("real")}
    return [*_innocent(text for _, text in corpus_sentences() if squeezed(text) not in labelled)]


def _innocent(sentences: Iterable[str]) -> Iterator[Example]:
    nobody = People.of(())
    for text in sentences:
        words = spoken(without_quotations(text), nobody) if 30 < len(text) < 400 else None
        if words is not None and not judge(text, (), None, weighed=False):
            yield Example(frozenset(features(words)), blames=False, cost=INNOCENT_COST)


def invented_sentences() -> Iterator[str]:
    """Yield the prose of invented records, in which people note what machines do: the machines are nobody."""
    for number in range(INVENTED):
        text = record_of(incident_of(number, SEED), number, SEED)
        yield from _sentences(parse_record(text, f"{number}.md", Config()))


def documentation() -> Iterator[str]:
    """Yield the prose of our own process pages and sample records: much of it says what people are to do."""
    for path in (*sorted(ROOT.glob(PROCESS_DOCS)), *sorted(ROOT.glob(SAMPLES))):
        yield from _sentences(read_record(path, Config()))


def _sentences(record: Record) -> Iterator[str]:
    for passage in prose_of(record.body):
        yield from (passage.text[start:end] for start, end in cut(passage.text))


def learn(examples: Sequence[Example]) -> dict[str, int]:
    """Learn a weight for every feature that stands in enough sentences."""
    counted = Counter(feature for one in examples for feature in one.features)
    known = {feature for feature, count in counted.items() if count >= FEWEST_SENTENCES}
    rows = [([*sorted(one.features & known), BIAS], 1.0 if one.blames else -1.0, one.cost) for one in examples]
    weight = dict.fromkeys((*sorted(known), BIAS), 0.0)
    alpha = [0.0] * len(rows)
    order = list(range(len(rows)))
    shuffle = random.Random(7)  # noqa: S311 - the order of training, no secret
    for _ in range(ROUNDS):
        shuffle.shuffle(order)
        for index in order:
            row, sign, cost = rows[index]
            diagonal = 1.0 / (2.0 * cost)
            gradient = sign * sum(weight[feature] for feature in row) - 1.0 + diagonal * alpha[index]
            changed = max(alpha[index] - gradient / (len(row) + diagonal), 0.0)
            step = (changed - alpha[index]) * sign
            if step:
                alpha[index] = changed
                for feature in row:
                    weight[feature] += step
    rounded = {feature: round(value * SCALE) for feature, value in weight.items()}
    return {feature: value for feature, value in rounded.items() if abs(value) >= SMALLEST_WEIGHT or feature == BIAS}


def digest(examples: Sequence[Example]) -> str:
    """Name what was learned from, so that a test can tell whether it has the same before it."""
    listed = "\n".join(f"{one.blames} {' | '.join(sorted(one.features))}" for one in examples)
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def learned() -> str:
    """Learn, and give the text that the package keeps: the weights, the heaviest first."""
    ours, real = our_examples(), corpus_examples()
    weight = learn([*ours, *real])
    kept = {
        "made by": "python -m benchmarks.blame.learn; do not edit",
        "ours": digest(ours),
        "real": digest(real),
        "weights": dict(sorted(weight.items(), key=lambda each: (-each[1], each[0]))),
    }
    return json.dumps(kept, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TARGET.write_text(learned(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)} written")
