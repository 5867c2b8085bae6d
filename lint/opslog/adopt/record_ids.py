"""The id of an adopted record: its day, and a few words that tell it from others."""

from __future__ import annotations

import re

from opslog.adopt.account import Account
from opslog.adopt.titles import words_of_name
from opslog.adopt.written_times import find_days
from opslog.new import slug_of

GENERIC = frozenset(
    "post mortem postmortem pm incident report outage issue downtime the a an of on and in review rca index md "
    "january february march april may june july august september october november december".split()
)
LITTLE = re.compile(
    r"\A(?:(?:the|a|an|of|on|at|in|and|post-?mortem|post|mortem|incident)\b[\s:,-]*)+|(?:[\s,-]*\b(?:the|of|on|at|in|and|from))+\s*\Z",
    re.IGNORECASE,
)


def record_id(account: Account, day: str) -> str:
    """Make an id of the day and the words of the file's name, or of the title where that says nothing."""
    named = slug_of(words_of_name(account.source.path))
    telling = [word for word in named.split("-") if word not in GENERIC and not word.isdigit()]
    slug = named if telling else slug_of(_without_days(account.title.words))
    return f"{day}-{slug}" if day else slug


def _without_days(title: str) -> str:
    """Leave out the days in a title, and the small words that led to them: the id begins with the day."""
    for day, _ in list(find_days(title)):
        title = title.replace(day.written, " ")
    return LITTLE.sub("", title.strip(" ,:-")) or title
