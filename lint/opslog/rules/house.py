"""HP1xx: the team's own phrases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from opslog.config import Config
from opslog.finding import Remark
from opslog.prose import prose_of, words_beside
from opslog.record import Record
from opslog.rule import rule


@rule("HP101", "house-phrase", "warning")
def house_phrase(record: Record, config: Config) -> Iterator[Remark]:
    """Words that your team decided not to use in its records.

    They stand in a TOML file that the setting `lint.phrases` names, usually `lint/phrases.toml`, each with what to
    write instead: `"prod db" = "the orders database"`. `one|other` is either word, `break*` any form of a verb, `..3`
    up to three words between; capitals do not matter. Quotations and code are left alone.

    ## Why it matters

    Every team has words that newcomers do not know, names that became something else, and phrases it is tired of.

    ## What to write instead

    What stands beside the phrase in your file.

    ## Example

        The orders database refused connections for four minutes.
    """
    phrases = config.house_phrases
    if not phrases:
        return
    from opslog.house import phrases_in

    if record.facts.title:
        for met in phrases_in(record.facts.title, phrases):
            yield Remark(record.place("title"), _message(met.words), met.phrase.instead)
    for passage in chain(prose_of(record.body), words_beside(record.body)):
        for met in phrases_in(passage.text, phrases):
            yield Remark(passage.span(met.start, met.end), _message(met.words), met.phrase.instead)


def _message(words: str) -> str:
    return f"“{words}” is among the phrases that your team avoids"
