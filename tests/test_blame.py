"""The blame rules as a whole: their phrases, the two tellings, what one sentence gets, hostile text, other readers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from time import process_time
from types import SimpleNamespace

import pytest
from benchmarks.blame.data import shared_sentences
from benchmarks.blame.judge import blame_codes, judge
from benchmarks.blame.learn import corpus_examples, digest, learned, our_examples

from conftest import record_text
from opslog import rule
from opslog.blame import index, weigh
from opslog.blame.pattern import PatternError, compile_pattern
from opslog.blame.people import People
from opslog.blame.registry import blame_rules
from opslog.blame.tokens import ENDINGS, tokenize
from opslog.check import check
from opslog.config import Config, LintConfig
from opslog.finding import Finding, Remark
from opslog.reading import parse_record
from opslog.record import Record
from opslog.selection import Selection
from opslog.span import Span

BLAMEFUL = """
On Tuesday evening the on-call engineer carelessly pushed an untested image to all sites. She ignored the red check
and went home. The registry team never told anybody that the digest check had been switched off. Had anyone bothered to
look at the dashboard, the outage would have been over by seven. Noor Haddad should have known better than to trust the
cache. Once again the night shift slept through the alarm. We will remind everybody to be more careful.
"""
BLAMELESS = """
On Tuesday evening an image that no test had seen was rolled out to all sites. The red check stands below the fold of
the release page, and the button above it was active. The registry's digest check had been off since the move in May;
the move's checklist has no line for it. The dashboard showed the error rate of the old cluster. The cache returned the
image that the previous release had left there. The alarm went to a channel that nobody is paged from. The release page
will refuse an image whose digest the registry does not know.
"""


def findings_in(body: str, *, level: str = "warning", config: Config | None = None) -> list[Finding]:
    text = record_text(f"## Lessons learned\n\n{body.strip()}\n", responders="[Ana Silva, Noor Haddad, Jürgen Groß]")
    used = config or Config()
    return check([parse_record(text, "a.md", used)], used, Selection(select=("BL",), level=level))


def test_every_blameful_sentence_is_found_and_the_blameless_telling_is_silent() -> None:
    sentences = [one for one in BLAMEFUL.replace("\n", " ").split(". ") if one.strip()]

    found = findings_in(BLAMEFUL)

    assert len(found) == len(sentences) == 7
    assert [one.sentence for one in findings_in(BLAMELESS, level="warning")] == []


def test_one_sentence_gets_one_finding_that_names_the_others() -> None:
    (found,) = findings_in("Ana Silva, careless as ever, never bothered to read the runbook.")

    assert found.level == "error"
    assert found.also
    assert found.code not in found.also


def test_what_is_silenced_leaves_what_else_is_said_of_the_sentence() -> None:
    sentence = "Ana Silva, careless as ever, forgot the backup."
    (first,) = findings_in(sentence)
    comment = f"<!-- opslog-disable-next-line {first.code} -- the words of the customer -->"

    (second,) = findings_in(f"{comment}\n{sentence}")

    assert second.code in first.also


@pytest.mark.parametrize(
    "name",
    ["Ana Silva", "Silva", "Ana", "Jürgen Groß", "Groß", "Jurgen", "@ana", "AS"],
)
def test_people_are_found_in_every_form(name: str) -> None:
    people = People.of(["Ana Silva", "@ana", "Jürgen Groß"])

    assert people.mentions(tokenize(f"{name} forgot the key.").text)


def test_names_that_are_words_need_their_capital() -> None:
    people = People.of(["Will Osei", "Grace Oduya"])

    assert not people.mentions(tokenize("The lease has a grace period and will end.").text)
    assert people.mentions(tokenize("Then Will broke the build.").text)


@pytest.mark.parametrize(
    "pattern",
    ["#nosuchset", "{nobodyknows} forget*", "forget* [loudly]", "one ..40 two", "..3", "{who} {all}", "jump*ly"],
)
def test_a_pattern_that_cannot_be_compiled_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


def test_phrases_are_compiled_and_none_stands_twice() -> None:
    blame_codes()
    names = {name for one in blame_rules() for name in one.phrases}

    assert names == {path.stem for path in index.PHRASES.glob("*.txt")}
    for name in names:
        patterns = index.phrases(name)
        assert len(set(patterns)) == len(patterns), name
        assert all(compile_pattern(pattern).anchor for pattern in patterns)


def test_every_word_of_a_pattern_is_one_that_a_sentence_can_have() -> None:
    """A contraction, or two words in one, would never be met: a dead entry."""
    patterns = [compile_pattern(source) for source in index.sources()]
    elements = [element.words for pattern in patterns for element in (*pattern.before, *pattern.after)]
    written = frozenset[str]().union(*elements, *(pattern.anchor for pattern in patterns))

    dead = {word for word in written if word not in tokenize(f"x {word} y").lower and word not in ENDINGS.values()}

    assert not dead


def test_the_index_is_that_of_the_phrases() -> None:
    blame_codes()
    built = index.build(index.sources())

    kept = json.loads(index.FILE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(built)), "run: python -m opslog.blame.index"


def test_the_weights_were_learned_from_these_sentences() -> None:
    kept = json.loads(weigh.FILE.read_text(encoding="utf-8"))

    assert kept["ours"] == digest(our_examples()), "run: python -m benchmarks.blame.learn"
    if kept["real"] != digest(corpus_examples()):
        pytest.skip("../shared/corpus is absent, or not the one that was learned from")
    assert weigh.FILE.read_text(encoding="utf-8") == learned()


def test_shared_sentences_that_nothing_was_tuned_on() -> None:
    """Below what was reached (see benchmarks/README.md), so that a small step back is seen and none is hidden."""
    authored = [one for one in shared_sentences("authored") if not one.tuned]
    if not authored:
        pytest.skip("../shared/blame is absent")
    told = [(one.label, judge(one.text, one.people, one.section)) for one in authored]
    right = sum(flagged for label, flagged in told if label == "blame")
    wrong = sum(flagged for label, flagged in told if label == "ok")

    assert right / (right + wrong) >= 0.95
    assert right / sum(label == "blame" for label, _ in told) >= 0.73


def every_word() -> list[str]:
    """List every word at which a pattern is tried."""
    blame_codes()
    return sorted({word for source in index.sources() for word in compile_pattern(source).anchor})


SECONDS = 60
"""A guard against hangs on a busy machine, no measurement."""


@pytest.mark.parametrize(
    "text",
    [
        " ".join(every_word()),
        " ".join(reversed(every_word())) * 8,
        "had had " * 120_000,
        "Ana Silva, who " * 60_000,
        "should have " * 80_000,
        "not never no " * 80_000,
        "'a 'b \"c “d " * 80_000,
        "the the of of by by " * 50_000,
        "she, he, they, we, you, " * 40_000,
        "why didn't " * 90_000,
        "." * 1_000_000,
        "the team's " * 90_000,
    ],
    ids=range(12),
)
def test_a_line_of_trigger_words_takes_time_by_its_length_only(text: str) -> None:
    start = process_time()

    findings_in(text[:1_000_000])

    assert process_time() - start < SECONDS


def test_another_reader_is_merged_levelled_and_silenced_like_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trained second reader may come as a package: an entry point that gives code and remark."""

    def read(record: Record, config: Config, codes: frozenset[str]) -> Iterable[tuple[str, Remark]]:
        line = next(line for line in reversed(record.sections[0].lines) if line.text.strip())
        whole = Span.on_line(line.number, 1, len(line.text))
        yield "BL501", Remark(whole, "a reader of another package frowns", "Say it plainly.", None, whole, "", 0.8)
        yield "ZZ999", Remark(whole, "a rule that there is not", "")

    class Offered(dict[str, object]):
        names = frozenset(("frown",))

    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda **_: Offered(frown=SimpleNamespace(load=lambda: read))
    )
    rule._installed.cache_clear()
    listening = Config(lint=LintConfig(readers=("frown",)))
    loud = Config(lint=LintConfig(readers=("frown",), levels={"BL501": "error"}))
    quiet = "<!-- opslog-disable-next-line BL501 -- agreed in review -->\nThe queue ran full."

    assert findings_in("The queue ran full.", config=listening) == []
    (found,) = findings_in("The queue ran full.", level="info", config=listening)
    assert (found.code, found.level, found.source, found.confidence) == ("BL501", "info", "frown", 0.8)
    (found,) = findings_in("The queue ran full.", config=loud)
    assert found.level == "error"
    assert findings_in(quiet, level="info", config=listening) == []


def test_a_reader_that_nobody_offers_is_an_error(opslog: object, tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text('[lint]\nreaders = ["nobody"]\n', encoding="utf-8")
    (tmp_path / "2022-12-25-a.md").write_text(record_text("## What happened\n\nIt broke.\n"), encoding="utf-8")

    done = opslog("lint", "2022-12-25-a.md", cwd=tmp_path)  # type: ignore[operator]

    assert done.returncode == 2
    assert "no installed package offers a reader `nobody`" in done.stderr


def test_what_the_linter_says_would_pass_the_linter() -> None:
    for found in findings_in(BLAMEFUL):
        for said in (found.message.partition("”")[2], found.instead):
            assert not judge(said, (), None), said
