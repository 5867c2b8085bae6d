"""Who a word means: the people of a record, roles, groups, vendors, customers, pronouns; nobody where it is a thing."""

from __future__ import annotations

from typing import NamedTuple

from opslog.blame import words
from opslog.blame.people import People
from opslog.blame.tokens import Tokens

NAMED, PRONOUN, THEY, ROLE, GROUP, VENDOR, CUSTOMER, SOMEONE, NOBODY, WE, ME, YOU, UNKNOWN = (
    "named pronoun they role group vendor customer someone nobody we i you unknown".split()
)
OTHERS = frozenset((NAMED, PRONOUN, THEY, ROLE, GROUP, VENDOR, SOMEONE))
"""Kinds that are other people than the writer."""
ANYBODY = OTHERS | {CUSTOMER, WE, ME, YOU, NOBODY, UNKNOWN}


class Agent(NamedTuple):
    """Somebody in a sentence: what kind of somebody, and from which word to which (inclusive)."""

    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """The words of a sentence, the people named in it, and whether `they` can mean people here."""

    tokens: Tokens
    names: dict[int, int]
    people_before: bool = False

    @classmethod
    def of(cls, tokens: Tokens, people: People, people_before: bool = False) -> Sentence:
        """Read a sentence's words against the people of its record."""
        return cls(tokens, people.mentions(tokens.text), people_before)

    def words(self, start: int, end: int) -> str:
        """Give words `start` to `end` (inclusive) as one text."""
        tokens = self.tokens
        text = ""
        for index in range(start, end + 1):
            gap = index > start and tokens.starts[index] > tokens.ends[index - 1]
            text += (" " if gap else "") + tokens.text[index]
        return text


def head_kind(sentence: Sentence, at: int) -> str | None:
    """Say what kind of somebody the word at `at` names as the head of a phrase; None for things."""
    tokens = sentence.tokens
    word = tokens.lower[at]
    if at in sentence.names or (word[0] == "@" and len(word) > 1):
        return NAMED
    if word in PLAIN_KINDS:
        return None if word == "i" and _is_numeral(tokens, at) else PLAIN_KINDS[word]
    before = tokens.lower[at - 1] if at else ""
    if word in words.ANYBODY:
        return GROUP if _is_a_certain_group(tokens.lower, at) else CUSTOMER
    if word in words.ROLES or word in ("agent", "agents"):
        return None if _is_a_machine(tokens, at, word, before) else ROLE
    if word in words.GROUPS:
        thing = (word in ("group", "groups") and before in words.NOT_GROUPS) or (word == "lot" and before == "a")
        return None if thing else GROUP
    if (word in words.DEPARTMENTS or tokens.text[at] == "IT") and _is_a_department(sentence, at):
        return GROUP
    if word in words.VENDORS:
        return None if before in words.NOT_VENDORS else VENDOR
    if word in words.CUSTOMERS:
        return CUSTOMER
    return UNKNOWN if _looks_like_a_name(sentence, at) else None


def _is_numeral(tokens: Tokens, at: int) -> bool:
    """Find the "I" of `Phase I`."""
    return at > 0 and tokens.text[at - 1][0].isupper() and tokens.text[at - 1].isalpha()


def _is_a_machine(tokens: Tokens, at: int, word: str, before: str) -> bool:
    """Find roles that are software here: `the Kubernetes operator`, `in dev`, `the sync agent`."""
    if word in ("agent", "agents"):
        return before not in words.AGENTS_BEFORE
    if word in words.NEEDS_ARTICLE and before not in words.BEFORE_LEAD:
        return True
    named = at > 1 and tokens.text[at - 1][0].isupper() and tokens.text[at][0].isupper()
    return word in words.MACHINE_ROLES and (named or before in words.MACHINE_BEFORE)


def _looks_like_a_name(sentence: Sentence, at: int) -> bool:
    """Find what is written like a name and nobody the record knows: of it only what no machine does counts."""
    written = sentence.tokens.text[at]
    return len(written) > 2 and written[0].isupper() and written.isalpha() and written.lower() not in words.GRAMMAR


def _is_a_certain_group(lower: list[str], at: int) -> bool:
    """Tell `the network people` and `our database folks` from people in general."""
    return lower[at] in ("people", "folks", "folk") and at > 1 and lower[at - 2] in ("the", "our", "those", "these")


PRONOUNS = {"they": THEY, "we": WE, "i": ME, "you": YOU}
PLAIN_KINDS = {
    **dict.fromkeys(words.PEOPLE, SOMEONE),
    **dict.fromkeys(words.NOBODY, NOBODY),
    **dict.fromkeys(words.SINGULAR_PRONOUNS, PRONOUN),
    **PRONOUNS,
}
"""Words that mean the same kind of somebody wherever they stand."""


KIND_OF: dict[str, str] = {
    **dict.fromkeys(words.PLAIN_DEPARTMENTS, GROUP),
    **dict.fromkeys(words.CUSTOMERS | words.ANYBODY, CUSTOMER),
    **dict.fromkeys(words.VENDORS, VENDOR),
    **dict.fromkeys(words.GROUPS, GROUP),
    **dict.fromkeys(words.ROLES | {"agent", "agents"}, ROLE),
    **PLAIN_KINDS,
    **dict.fromkeys(("his", "her", "him", "himself", "herself"), PRONOUN),
    **dict.fromkeys(("their", "them", "themselves"), THEY),
    **dict.fromkeys(("our", "us"), WE),
    **dict.fromkeys(("my", "me"), ME),
    **dict.fromkeys(("who", "whose", "whom"), SOMEONE),
    "your": YOU,
}
"""What kind of somebody a word can mean, wherever it stands."""
LOOSE_KIND_OF = {**dict.fromkeys(words.DEPARTMENTS, GROUP), **KIND_OF}
"""The same with the departments, which a first look cannot tell from what they work on."""


def _is_a_department(sentence: Sentence, at: int) -> bool:
    """`Networking had assured us`: written like a name. At the start of a sentence every word is, so it needs help."""
    written = sentence.tokens.text[at]
    if not written[0].isupper():
        return written in words.PLAIN_DEPARTMENTS
    if at and sentence.tokens.lower[at - 1] in words.DETERMINERS:
        return False
    # Words that name as often a machine or an activity as the people need more than a capital at the start,
    # and none within a name: `Continuous Delivery Platform`.
    if written.isupper() or sentence.tokens.lower[at] not in words.AMBIGUOUS_DEPARTMENTS:
        return True
    return at == 1 or (at > 1 and not sentence.tokens.text[at - 1][0].isupper())
