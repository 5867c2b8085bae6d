"""Who does it: the agent before a verb, after `by`, or before `'s`. The head of the phrase decides.

No parser: from the verb the words are walked leftwards over auxiliaries, adverbs and what is put in between, to the
head of the subject; "the engineer's account", "the team channel" and "the alert for the operator" are things.
"""

from __future__ import annotations

from typing import NamedTuple

from opslog.blame import words
from opslog.blame.people import People
from opslog.blame.tokens import DASHES, QUOTES, Tokens

NAMED, PRONOUN, THEY, ROLE, GROUP, VENDOR, CUSTOMER, SOMEONE, NOBODY, WE, ME, YOU, UNKNOWN = (
    "named pronoun they role group vendor customer someone nobody we i you unknown".split()
)
OTHERS = frozenset((NAMED, PRONOUN, THEY, ROLE, GROUP, VENDOR, SOMEONE))
"""Kinds that are other people than the writer."""
ANYBODY = OTHERS | {CUSTOMER, WE, ME, YOU, NOBODY, UNKNOWN}
LONGEST_PHRASE = 9
LONGEST_INTERPOSED = 16


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
    if word in words.SINGULAR_PRONOUNS:
        return PRONOUN
    if word in PRONOUNS:
        numeral = word == "i" and at > 0 and tokens.text[at - 1][0].isupper() and tokens.text[at - 1].isalpha()
        return None if numeral else PRONOUNS[word]
    if word in words.NOBODY:
        return NOBODY
    if word in words.PEOPLE:
        return SOMEONE
    before = tokens.lower[at - 1] if at else ""
    if word in words.ANYBODY:
        return GROUP if _is_a_certain_group(tokens.lower, at) else CUSTOMER
    if word in words.NEEDS_ARTICLE and before not in words.BEFORE_LEAD:
        return None
    if word in ("agent", "agents"):
        return ROLE if before in words.AGENTS_BEFORE else None
    if word in words.ROLES:
        machine = before in words.MACHINE_BEFORE and word in words.MACHINE_ROLES
        named = word in words.MACHINE_ROLES and at > 1 and tokens.text[at - 1][0].isupper() and tokens.text[at][0].isupper()
        return None if machine or named else ROLE
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


def _looks_like_a_name(sentence: Sentence, at: int) -> bool:
    """`Storage dragged its feet`: written like a name, and nobody the record knows: only what no machine does counts."""
    written = sentence.tokens.text[at]
    return len(written) > 2 and written[0].isupper() and written.isalpha() and written.lower() not in words.GRAMMAR


def _is_a_certain_group(lower: list[str], at: int) -> bool:
    """`the network people`, `our database folks`: not people in general."""
    return lower[at] in ("people", "folks", "folk") and at > 1 and lower[at - 2] in ("the", "our", "those", "these")


PRONOUNS = {"they": THEY, "we": WE, "i": ME, "you": YOU}


KIND_OF: dict[str, str] = {
    **dict.fromkeys(words.PLAIN_DEPARTMENTS, GROUP),
    **dict.fromkeys(words.CUSTOMERS | words.ANYBODY, CUSTOMER),
    **dict.fromkeys(words.VENDORS, VENDOR),
    **dict.fromkeys(words.GROUPS, GROUP),
    **dict.fromkeys(words.ROLES | {"agent", "agents"}, ROLE),
    **dict.fromkeys(words.NOBODY, NOBODY),
    **dict.fromkeys(words.PEOPLE, SOMEONE),
    **dict.fromkeys(words.SINGULAR_PRONOUNS | {"his", "her", "him", "himself", "herself"}, PRONOUN),
    **dict.fromkeys(("their", "them", "themselves"), THEY),
    **dict.fromkeys(("our", "us"), WE),
    **dict.fromkeys(("my", "me"), ME),
    **dict.fromkeys(("who", "whose", "whom"), SOMEONE),
    "your": YOU,
    **PRONOUNS,
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
    # Words that name as often a machine or an activity as the people need more than a capital at the start.
    return at > 0 or written.isupper() or sentence.tokens.lower[at] not in words.AMBIGUOUS_DEPARTMENTS


def subject_of(sentence: Sentence, verb: int, *, shared: bool = True) -> tuple[Agent | None, tuple[str, ...]]:
    """Find who does what the word at `verb` says, and the auxiliaries, adverbs and negations in between."""
    lower = sentence.tokens.lower
    between: list[str] = []
    at = verb - 1
    while at >= 0:
        word = lower[at]
        if at in sentence.names:
            return agent_ending(sentence, at), tuple(between)
        if word in words.AUXILIARIES or word == "not" or is_adverb(word) or word == "-":
            between.append(word)
            at -= 1
        elif word == "to":
            between.append(word)
            return None, tuple(between)
        elif word == "who":
            return _antecedent(sentence, at), tuple(between)
        elif word == "that" or word == "which":
            found = _antecedent(sentence, at)
            fits = found is not None and (found.kind in (GROUP, VENDOR) or (word == "that" and found.kind in (ROLE, SOMEONE)))
            return (found if fits else None), tuple(between)
        elif word == ")":
            at = _opening(lower, at) - 1
        elif word == "," or word in DASHES:
            return _beyond_comma(sentence, at, verb, shared), tuple(between)
        elif word in SHARING:
            return (_first_subject(sentence, at) if shared else None), tuple(between)
        elif word in QUOTES:
            at -= 1
        else:
            return agent_ending(sentence, at), tuple(between)
    if at < 0 and lower[verb].endswith("ing"):
        return _after_comma(sentence, verb), tuple(between)
    return None, tuple(between)


def _after_comma(sentence: Sentence, verb: int) -> Agent | None:
    """`Misreading the graph, the operator failed over`: the subject comes after the comma."""
    lower = sentence.tokens.lower
    for at in range(verb, min(len(lower) - 1, verb + LONGEST_INTERPOSED)):
        if lower[at] == ",":
            return agent_at(sentence, at + 1)
    return None


SHARING = frozenset(("and", "but", "or", "then"))


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in words.ADVERBS or (word.endswith("ly") and len(word) > 3 and word not in words.NOT_ADVERBS)


def _opening(lower: list[str], at: int) -> int:
    for index in range(at - 1, max(-1, at - LONGEST_INTERPOSED), -1):
        if lower[index] == "(":
            return index
    return at


def _antecedent(sentence: Sentence, at: int) -> Agent | None:
    """Find whom `who` or `that` at `at` stands for."""
    before = at - 1
    if before >= 0 and sentence.tokens.lower[before] == ",":
        before -= 1
    if before < 0:
        return Agent(SOMEONE, at, at) if sentence.tokens.lower[at] == "who" else None
    return agent_ending(sentence, before, as_object=True)


def _beyond_comma(sentence: Sentence, comma: int, verb: int, shared: bool) -> Agent | None:
    """`Grace, who was on call, sat on it`: find the subject before what stands between two commas or dashes."""
    lower = sentence.tokens.lower
    sign = lower[comma]
    for at in range(comma - 1, max(0, comma - LONGEST_INTERPOSED), -1):
        if lower[at] == sign and at:
            found = agent_ending(sentence, at - 1)
            if found is not None and not _follows_preposition(sentence, found):
                return found
            break
    if comma and shared and verb - comma > 0:
        return _first_subject(sentence, comma)
    return None


def _first_subject(sentence: Sentence, before: int) -> Agent | None:
    """`The reviewer saw the flag and ignored it`: find the subject that the clause before `before` starts with."""
    lower = sentence.tokens.lower
    start = before
    while start > 0 and lower[start - 1] not in CLAUSE_STARTS:
        start -= 1
    found = agent_at(sentence, _after_opening(sentence, start, before))
    if found is None or found.end + 1 >= before:
        if start > 1 and lower[start - 1] in (",", "and", "but", "then", "—", "–"):
            return _first_subject(sentence, start - 1)
        return None
    following = lower[found.end + 1]
    if following in words.PREPOSITIONS and following not in ("on", "of", "in", "at", "from"):
        return None
    return found


CLAUSE_STARTS = frozenset(
    ": ; — – , ( because since when while where after before until although though if that and but so then".split()
)


def _after_opening(sentence: Sentence, start: int, end: int) -> int:
    """Skip a clock time, a bullet's dash and adverbs at the start of a clause."""
    lower = sentence.tokens.lower
    while start < end and (lower[start][0].isdigit() or lower[start] in "-—:,[]()~utc" or is_adverb(lower[start])):
        start += 1
    return start


def agent_ending(sentence: Sentence, end: int, *, as_object: bool = False) -> Agent | None:
    """Read the phrase that ends at `end`, and say who it is; None where its head is a thing."""
    lower = sentence.tokens.lower
    if end < 0:
        return None
    if lower[end] in ("'s", "'") or lower[end] in words.PREPOSITIONS:
        return None
    if lower[end] in words.ARTICLES:
        return None
    if lower[end] in words.AFTERTHOUGHTS and end:
        return agent_ending(sentence, end - 1, as_object=as_object)
    kind = head_kind(sentence, end)
    if kind is None:
        return _head_before_preposition(sentence, end)
    start = phrase_start(sentence, end)
    agent = Agent(kind, start, end)
    if as_object:
        return agent
    before = lower[start - 1] if start else ""
    if before == "of":
        if start > 1 and lower[start - 2] in words.COMPOUNDS:
            return Agent(SOMEONE if lower[start - 2] in ("one", "some", "any") and kind == GROUP else kind, start - 2, end)
        return _head_before_preposition(sentence, end)
    if before in words.PREPOSITIONS:
        return _head_before_preposition(sentence, end) if kind not in (WE, ME, YOU, PRONOUN, THEY) else agent
    if start and before.endswith("ing") and before in words.TAKING_PEOPLE:
        return None
    return agent


def _follows_preposition(sentence: Sentence, agent: Agent) -> bool:
    return agent.start > 0 and sentence.tokens.lower[agent.start - 1] in words.PREPOSITIONS


def _head_before_preposition(sentence: Sentence, end: int) -> Agent | None:
    """`the engineer on duty`, `a member of the team`: the head stands before the preposition."""
    lower = sentence.tokens.lower
    for at in range(end, max(0, end - LONGEST_PHRASE), -1):
        word = lower[at]
        if word in words.PREPOSITIONS:
            kind = head_kind(sentence, at - 1)
            if kind is None or kind in (ME, WE, YOU):
                continue
            if word not in ("on", "of", "in", "at", "from", "behind", "with", "for", "responsible", "over"):
                return None
            head = agent_ending(sentence, at - 1)
            return Agent(head.kind, head.start, end) if head else None
        if word in words.CONJUNCTIONS or word in words.AUXILIARIES or not (word[0].isalnum() or word in "-'@&/" or word == "'s"):
            return None
    return None


def phrase_start(sentence: Sentence, end: int) -> int:
    """Walk from the head of a phrase to its first word: its determiner, or the last adjective."""
    start = sentence.names.get(end, end)
    lower = sentence.tokens.lower
    if head_kind(sentence, end) in (NAMED, PRONOUN, THEY, WE, ME, YOU, NOBODY):
        return start
    while start > 0 and end - start < LONGEST_PHRASE:
        word = lower[start - 1]
        if word in words.DETERMINERS:
            return start - 1
        if not word[0].isalnum() and word not in ("'s", "-", "&"):
            return start
        if word in words.PREPOSITIONS or word in words.CONJUNCTIONS or word in words.AUXILIARIES or word in PRONOUNS:
            return start
        if word in words.ADVERBS or word == "not" or word in words.SINGULAR_PRONOUNS:
            return start
        start -= 1
    return start


def agent_at(sentence: Sentence, start: int) -> Agent | None:
    """Read the phrase that starts at `start`, and say who it is; None where its head is a thing."""
    lower = sentence.tokens.lower
    at = start
    last: Agent | None = None
    while at < len(lower) and at - start < LONGEST_PHRASE:
        word = lower[at]
        if not (word[0].isalnum() or word[0] == "@" or word in ("'s", "-", "&", "'")):
            break
        if word in ("'s", "'"):
            if last is None:
                at += 1
                continue
            return None if at + 1 < len(lower) and lower[at + 1][0].isalnum() else last
        if word in words.CONJUNCTIONS or word in words.AUXILIARIES or is_adverb(word) and word not in words.PEOPLE:
            break
        if word in words.PREPOSITIONS:
            if word == "of" and last is None and at > start and (lower[at - 1] in words.COMPOUNDS):
                at += 1
                continue
            break
        kind = _kind_at(sentence, at)
        if kind is not None:
            last = Agent(kind, start, at)
            at += 1
            continue
        if last is not None:
            # What follows the head must not make a compound of it: "the engineer account".
            return last if _ends_a_phrase(sentence, at) else None
        at += 1
    return last


def _kind_at(sentence: Sentence, at: int) -> str | None:
    for end, start in sentence.names.items():
        if start <= at <= end:
            return NAMED if at == end else None
    if sentence.tokens.lower[at] in words.OBJECT_PRONOUNS:
        return THEY if sentence.tokens.lower[at].startswith("them") else PRONOUN
    return head_kind(sentence, at)


def _ends_a_phrase(sentence: Sentence, at: int) -> bool:
    """Whether the word after a head goes on with a verb, not with a noun that the head belongs to."""
    word = sentence.tokens.lower[at]
    return (
        word.endswith(("ing", "ed", "en"))
        or word in words.VERBS
        or not word[0].isalpha()
        or word in words.AFTER_HEAD
        or word in words.NUMBERS
    )


def owner_before(sentence: Sentence, at: int) -> Agent | None:
    """Read `Ana's`, `the reviewer's`, `his` that ends before the word at `at`."""
    lower = sentence.tokens.lower
    if at < 1:
        return None
    word = lower[at - 1]
    if word in words.POSSESSIVES:
        return Agent(THEY if word == "their" else PRONOUN, at - 1, at - 1)
    if word in ("our", "my"):
        return Agent(WE if word == "our" else ME, at - 1, at - 1)
    if word == "your":
        return Agent(YOU, at - 1, at - 1)
    if word == "'s" or (word == "'" and at > 1 and lower[at - 2].endswith("s")):
        kind = head_kind(sentence, at - 2) if at > 1 else None
        if kind is None:
            return None
        return Agent(kind, phrase_start(sentence, at - 2), at - 1)
    return None
