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
from collections.abc import Iterator
from pathlib import Path

from benchmarks.blame.data import corpus_sentences, own_sentences, shared_sentences, squeezed
from benchmarks.blame.judge import judge
from benchmarks.generate import SEED, incident_of, record_of
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.weigh import BIAS, SCALE, features, spoken
from opslog.config import Config
from opslog.prose import cut, masked, prose_of
from opslog.reading import parse_record, read_record

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "lint" / "opslog" / "blame" / "weights.json"
COST, INNOCENT_COST = 0.05, 0.2
ROUNDS = 60
INVENTED = 60
FEWEST_SENTENCES = 2
SMALLEST_WEIGHT = 12

Example = tuple[frozenset[str], bool]


def examples() -> tuple[list[Example], list[Example]]:
    """Gather what is learned from: our sentences, and the prose of real documents."""
    own = []
    for one in own_sentences(held_out=False):
        words = spoken(without_quotations(masked(one.text)), People.of(one.people))
        if words is not None and one.label != "hindsight":
            own.append((frozenset(features(words)), one.label == "blame"))
    labelled = {squeezed(one.text) for one in shared_sentences("real")}
    nobody = People.of(())
    prose = []
    for text in (*(text for _, text in corpus_sentences()), *invented_sentences(), *documentation()):
        words = spoken(without_quotations(text), nobody)
        if words is None or not 30 < len(text) < 400 or squeezed(text) in labelled:
            continue
        if not judge(text, (), None, weighed=False):
            prose.append((frozenset(features(words)), False))
    return own, prose


def invented_sentences() -> Iterator[str]:
    """Yield the prose of invented records, in which people note what machines do: the machines are nobody."""
    for number in range(INVENTED):
        text = record_of(incident_of(number, SEED), number, SEED)
        for passage in prose_of(parse_record(text, f"{number}.md", Config()).body):
            yield from (passage.text[start:end] for start, end in cut(passage.text))


def documentation() -> Iterator[str]:
    """Yield the prose of our own documentation and sample records: much of it says what people are to do."""
    for path in sorted((*ROOT.glob("docs/**/*.md"), *ROOT.glob("incidents/**/*.md"), *ROOT.glob("*.md"))):
        for passage in prose_of(read_record(path, Config()).body):
            yield from (passage.text[start:end] for start, end in cut(passage.text))


def learn(own: list[Example], prose: list[Example]) -> dict[str, int]:
    """Learn a weight for every feature that stands in enough sentences."""
    counted = Counter(feature for each, _ in (*own, *prose) for feature in each)
    known = {feature for feature, count in counted.items() if count >= FEWEST_SENTENCES}
    rows = [([*sorted(each & known), BIAS], 1.0 if blames else -1.0, COST) for each, blames in own]
    rows += [([*sorted(each & known), BIAS], -1.0, INNOCENT_COST) for each, _ in prose]
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


def digest(own: list[Example], prose: list[Example]) -> str:
    """Name what was learned from, so that a test can tell whether it has the same before it."""
    listed = "\n".join(f"{blames} {' | '.join(sorted(each))}" for each, blames in (*own, *prose))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def written(weight: dict[str, int], name: str) -> str:
    """Give the weights as the text that the package keeps, the heaviest first."""
    heaviest = dict(sorted(weight.items(), key=lambda each: (-each[1], each[0])))
    told = "python -m benchmarks.blame.learn; do not edit"
    return json.dumps({"made by": told, "digest": name, "weights": heaviest}, ensure_ascii=False, indent=0) + "\n"


def main() -> None:
    """Learn, and write."""
    own, prose = examples()
    weight = learn(own, prose)
    TARGET.write_text(written(weight, digest(own, prose)), encoding="utf-8")
    print(f"{len(weight):,} weights from {len(own):,} sentences of ours and {len(prose):,} of real documents")


if __name__ == "__main__":
    main()
