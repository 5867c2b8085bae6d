"""The labelled sentences: our own beside this file, and those of `../shared`, split by id into tuned and untouched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from opslog.config import Config, fold_heading
from opslog.prose import cut, prose_of
from opslog.reading import read_record

OWN = Path(__file__).with_name("sentences")
SHARED = Path(__file__).parents[3] / "shared"
HELD_OUT = ("held-out",)
"""Sets of our own that nothing was learned from or tuned on."""
SECTIONS = {"lessons": "lessons-learned", "causes": "what-happened", "contributing-factors": "what-happened"}


class Labelled(NamedTuple):
    """One labelled sentence: blame, hindsight, soft or ok."""

    text: str
    label: str
    people: tuple[str, ...] = ()
    section: str | None = None
    category: str = ""
    tuned: bool = True


def own_sentences(*, held_out: bool) -> list[Labelled]:
    """Read our own sentences: those for learning, or those held out."""
    found: list[Labelled] = []
    for path in sorted(OWN.glob("*.jsonl")):
        if (path.stem in HELD_OUT) == held_out:
            found.extend(_labelled(row, tuned=not held_out) for row in _rows(path))
    return found


def shared_sentences(name: str) -> list[Labelled]:
    """Read `authored` (split by pairs, so that no pair is torn) or `real` (by id); empty where they are absent."""
    path = SHARED / "blame" / f"{name}.jsonl"
    if not path.is_file():
        return []
    config = Config()
    found = []
    for row in _rows(path):
        number = int(str(row["pair"])[1:]) if "pair" in row else int(str(row["id"]), 16)
        found.append(_labelled(row, tuned=number % 2 == 0, names=config.section_names))
    return found


def corpus_sentences() -> Iterator[tuple[str, str]]:
    """Yield the sentences of the real documents in `../shared/corpus`: the document's path and the sentence."""
    config = Config()
    for path in sorted((SHARED / "corpus").rglob("*")):
        if not path.is_file() or path.suffix == ".tsv":
            continue
        for passage in prose_of(read_record(path, config).body):
            text = passage.text
            for start, end in cut(text):
                yield str(path.relative_to(SHARED / "corpus")), text[start:end]


def squeezed(text: str) -> str:
    """Give the letters of a sentence, to find the same one again in other markup."""
    return re.sub(r"\W+", "", text)[:60]


def _labelled(row: Mapping[str, Any], *, tuned: bool, names: Mapping[str, str] | None = None) -> Labelled:
    context = row.get("context")
    section = SECTIONS.get(context, context) if context else None
    if names is not None and "section" in row:
        section = names.get(fold_heading(row["section"]))
    return Labelled(row["text"], row["label"], tuple(row.get("people", ())), section, row.get("category", ""), tuned)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
