"""BL207: the whole record, where one person carries the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from opslog.blame.agents import agent_at, is_adverb
from opslog.blame.heads import NAMED, PRONOUN, ROLE, SOMEONE, Sentence
from opslog.blame.people import People
from opslog.blame.quotes import without_quotations
from opslog.blame.reader import everybody
from opslog.blame.tokens import tokenize
from opslog.config import Config
from opslog.finding import Remark
from opslog.prose import cut, prose_of
from opslog.record import Record, Section
from opslog.rule import rule

LEFT_OUT = frozenset(("timeline", "follow-ups", "summary", "impact"))
"""Sections that say who did what when, or what work is left: names belong there."""
FEWEST_SENTENCES, MOST_SHARE = 5, 0.4
"""From how many sentences about the same person, and from which share of all, a story is that person's."""


@rule("BL207", "person-centred-story", "info")
def person_centred_story(record: Record, config: Config) -> Iterator[Remark]:
    """The story of a record is one person's: the same somebody is the subject of more than two sentences in five.

    Roles instead of names do not cure that. Summary, impact, timeline and follow-ups are not counted.

    ## Why it matters

    Each sentence may be fair, and together they still say that it was this person. What the next person needs is the
    system that stood around this one.

    ## What to write instead

    For each sentence: which tool, screen or agreement would it be about?

    ## Example

        The import tool reads an empty filter as "everything". Its preview shows ten rows, whatever the filter.
        The queue took all 40,000 jobs without asking.
    """
    people = People.of(everybody(record))
    told: Counter[str] = Counter()
    count = 0
    for section in record.sections:
        if section.name in LEFT_OUT:
            continue
        for who in _subjects(section, people):
            count += 1
            told[who] += bool(who)
    told.pop("", None)
    if told:
        who, times = told.most_common(1)[0]
        if times >= FEWEST_SENTENCES and times / count > MOST_SHARE:
            yield Remark(
                record.place("title"),
                f"{times} of {count} sentences here are about {who}",
                "Which tool, screen or agreement would each of these sentences be about?",
            )


def _subjects(section: Section, people: People) -> Iterator[str]:
    """Name the somebody that each sentence of a section is about; nobody is empty."""
    last = ""
    for passage in prose_of(section.lines):
        text = without_quotations(passage.text)
        for start, end in cut(text):
            sentence = Sentence.of(tokenize(text[start:end]), people)
            at = 0
            lower = sentence.tokens.lower
            while at < len(lower) and (not lower[at][0].isalnum() or is_adverb(lower[at])):
                at += 1
            agent = agent_at(sentence, at) if at < len(lower) else None
            if agent is None or agent.kind not in (NAMED, PRONOUN, ROLE, SOMEONE):
                yield ""
                continue
            if agent.kind == PRONOUN:
                yield last
                continue
            last = f"“{sentence.words(agent.start, agent.end)}”"
            yield last
