"""The people of a record, and where a sentence names them: in full, by first or last name, by handle or initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from opslog.blame.tokens import tokenize

ACRONYMS = frozenset(
    "ac ad ai am ap api asn aws az bgp ca cd ci cm cp cpu cve db dc dns dr ec er es eu fs gc gh gid gp gpu ha hr hw ia "
    "iam id ie io ip is it jit js kb lb lan md ml ms mx nat nfs ns ny oom os pc pm pr prs ps pv qa qps ram rc rds rpc "
    "rx sa sd se ses sim sla slo sli so sql sre ssh ssl sso sw tb tcp tls to tx ui uk un us utc ux vip vm vpc vpn"
    " waf wal xml".split()
)
"""Letters that mean something else far more often than somebody's initials."""
ACCENTED = re.compile(r"[^\W\d_A-Za-z]")
PARTICLES = frozenset("al bin da de del della den der di dos du el ibn la le mac ten ter van von y".split())


class People(NamedTuple):
    """Names by their first word, each a tuple of words as a sentence has them; and the first words with a full stop."""

    names: dict[str, tuple[tuple[str, ...], ...]]
    dotted: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> People:
        """Take the names a record lists: full names or handles."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            for words in _spellings(name):
                found.setdefault(words[0], set()).add(words)
        names_by_first = {first: tuple(sorted(words, key=len, reverse=True)) for first, words in found.items()}
        return cls(names_by_first, tuple(first for first in found if "." in first))

    def are_in(self, present: set[str], text: str) -> bool:
        """Whether one of them may be named among the words of a text. Quick, and never too seldom."""
        if not self.names.keys().isdisjoint(present):
            return True
        if self.dotted and any(name in text.lower() for name in self.dotted):
            return True
        if text.isascii() or not ACCENTED.search(text):
            return False
        folded = _folded(text)
        return any(name in folded for name in self.names)

    def mentions(self, text: list[str]) -> dict[int, int]:
        """Find the names in a sentence's words: where each ends → where it starts."""
        if not self.names:
            return {}
        folded = [word.lower() if word.isascii() else _folded(word) for word in text]
        if self.names.keys().isdisjoint(folded):
            return {}  # as nearly always
        found: dict[int, int] = {}
        index = 0
        while index < len(text):
            for words in self.names.get(folded[index], ()):
                end = index + len(words) - 1
                if folded[index : end + 1] == list(words) and _looks_like_a_name(text[index]):
                    found[end] = index
                    index = end
                    break
            index += 1
        return found


@lru_cache(maxsize=4096)
def _spellings(name: str) -> frozenset[tuple[str, ...]]:
    name = name.removeprefix("team:").strip()
    if not name or len(name) > 100:
        return frozenset()
    if name.startswith("@"):
        return frozenset(((_folded(name),), (_folded(name[1:]),)) if len(name) > 3 else ((_folded(name),),))
    words = [word for word in tokenize(name).text if word[0].isalnum()]
    folded = [_folded(word) for word in words]
    if not folded:
        return frozenset()
    spellings = {tuple(folded)}
    if len(words) > 1:
        spellings |= {(word,) for word in folded if word not in PARTICLES and len(word) > 1}
        initials = "".join(word[0] for word in folded)
        if len(initials) < 4 and initials not in ACRONYMS:
            spellings |= {(initials,), (".".join(initials) + ".",)}
    return frozenset(spellings)


def _looks_like_a_name(word: str) -> bool:
    """Names are capitalised, initials too; handles start with @ or hold no capital but are too odd to be a word."""
    return word[0] == "@" or word[0].isupper() or not word[0].isalpha() or not word.isascii() or not word.isalpha()


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return bare.casefold()
