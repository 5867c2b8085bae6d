"""What opslog says of real documents, and how much of what it calls an error is one.

`judged.json` holds a verdict for each, by a digest of document, code and sentence: the sentences themselves stay where
they are. `true` is what a fair facilitator would ask the author to write otherwise: blame or hindsight about people, by
`../shared/blame/GUIDELINE.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.blame.data import SHARED, squeezed
from benchmarks.measure import table
from opslog.check import check
from opslog.config import Config
from opslog.finding import LEVELS, Finding
from opslog.reading import read_record
from opslog.selection import Selection

CORPUS = SHARED / "corpus"
JUDGED = Path(__file__).with_name("judged.json")


class Judgement(NamedTuple):
    """What a person who read the sentence in its document says of a finding."""

    path: str
    code: str
    verdict: str
    reason: str


class Told(NamedTuple):
    """One finding in a document, and the digest it is judged under."""

    finding: Finding
    digest: str


class Heard(NamedTuple):
    """All that is said of the corpus, and the words it is said of."""

    findings: tuple[Told, ...]
    words: int


def judgements() -> dict[str, Judgement]:
    """Read the verdicts by digest."""
    known = json.loads(JUDGED.read_text(encoding="utf-8"))
    return {digest: Judgement(**each) for digest, each in known.items()}


def listen() -> Heard:
    """Let the blame rules look at every document, as the command does: one finding for a sentence."""
    found: list[Told] = []
    words = 0
    for path in documents():
        text = path.read_text(encoding="utf-8", errors="replace")
        words += len(text.split())
        found.extend(_in_document(path, text.splitlines()))
    return Heard(tuple(found), words)


def documents() -> list[Path]:
    """Find the documents; their index is none."""
    return sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.suffix != ".tsv")


def print_corpus() -> None:
    """Print findings per 1,000 words, and of those that are errors how many are false."""
    if not CORPUS.is_dir():
        print("The real documents (../shared/corpus) are not here: nothing to say of them.\n")
        return
    heard = listen()
    print(f"Real documents: {len(documents())} with {heard.words:,} words\n")
    counted = Counter(told.finding.level for told in heard.findings)
    rows = [(level, str(counted[level]), _rate(counted[level], heard.words)) for level in LEVELS]
    print(table(("level", "findings", "per 1,000 words"), rows), end="\n\n")
    _print_verdicts(heard)


def _print_verdicts(heard: Heard) -> None:
    known = judgements()
    errors = [told for told in heard.findings if told.finding.level == "error"]
    unknown = [told for told in errors if told.digest not in known]
    counted = Counter(known[told.digest].verdict for told in errors if told.digest in known)
    rows = [
        (f"judged {verdict}", str(counted[verdict]), _rate(counted[verdict], heard.words))
        for verdict in ("true", "false")
    ]
    rows.append(("not judged yet", str(len(unknown)), _rate(len(unknown), heard.words)))
    print(table(("errors", "findings", "per 1,000 words"), rows), end="\n\n")
    for told in errors:
        judged = known.get(told.digest)
        if judged is not None and judged.verdict == "false":
            print(f"- judged false: {_place(told)}: {judged.reason}")
    for told in unknown:
        print(f"- not judged yet: {_place(told)}, {told.digest}")
    gone = len(known.keys() - {told.digest for told in errors})
    print(f"- {gone} judged before and no longer found\n")


def _in_document(path: Path, lines: list[str]) -> Iterator[Told]:
    shown = path.relative_to(CORPUS).as_posix()
    for finding in check([read_record(path, Config(), shown)], Config(), Selection(("BL",), level="info")):
        text = f"{shown}\0{finding.code}\0{squeezed(_sentence(finding, lines))}"
        yield Told(finding, hashlib.sha256(text.encode()).hexdigest()[:12])


def _sentence(finding: Finding, lines: list[str]) -> str:
    """Give the sentence a finding is about, as written; columns count from 1, ends are exclusive."""
    span = finding.within or finding.span
    part = lines[span.line - 1 : span.end_line]
    if part:
        part[-1] = part[-1][: span.end_column - 1]
        part[0] = part[0][span.column - 1 :]
    return "\n".join(part)


def _place(told: Told) -> str:
    finding = told.finding
    return f"{finding.path}:{finding.span.line}: {finding.code} {finding.name}"


def _rate(count: int, words: int) -> str:
    return f"{1000 * count / words:.3f}" if words else "-"
