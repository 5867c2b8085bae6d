"""The people that a statement such as "Authors: Amara Okafor and @lee" names."""

from __future__ import annotations

import re

LINK = re.compile(r"\[([^\[\]]{1,100})\]\([^()\s]{0,300}\)")
ADDRESS = re.compile(r"<[^<>\s]{1,200}>|\(?\b[\w.+-]{1,60}@[\w.-]{1,80}\b\)?")
BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b|\+)\s*")
HANDLE = re.compile(r"@[A-Za-z0-9](?:[\w.-]{0,38}\w)?\Z")
NAME = re.compile(r"(?:the )?[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_(][\w.'’()-]{0,30}){0,4}\Z")
NOBODY = frozenset(
    "none n/a na tbd tba todo unknown ? - nobody unassigned everyone all various several the a an resolved".split()
)
IN_TEXT = re.compile(r"(?<![\w@/.`])@[A-Za-z][\w-]{0,38}(?![\w/.]*[@/])(?!\.[a-z])")


def people_in(value: str) -> tuple[str, ...]:
    """List the people in a value; what does not look like a name or a handle is nobody.

    >>> people_in("Amara Okafor <amara@example.com>, [Lee](https://example.com/lee) and @jun")
    ('Amara Okafor', 'Lee', '@jun')
    """
    plain = ADDRESS.sub(lambda found: found[0] if HANDLE.match(found[0]) else "", LINK.sub(r"\1", value)).strip("*_. ")
    if "://" in plain:
        return ()
    names = (name.strip("*_`[]. ") for name in BETWEEN.split(plain))
    found = (
        name for name in names if name and name.casefold() not in NOBODY and (HANDLE.match(name) or NAME.match(name))
    )
    return tuple(dict.fromkeys(found))


def handles_in(text: str) -> tuple[str, ...]:
    """List the handles that a text names, in order."""
    return tuple(dict.fromkeys(found[0] for found in IN_TEXT.finditer(text)))
