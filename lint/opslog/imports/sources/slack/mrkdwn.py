"""Slack's own markup, as plain text with the little markdown that an importer may use.

Slack writes `<…>` around mentions, channels, dates and addresses, also within code, and `&amp;`, `&lt;`, `&gt;` for the
three signs themselves (docs.slack.dev, "Formatting message text").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

CODE = re.compile(r"```(?:.|\n){0,40000}?```|`[^`\n]{1,2000}`")
REFERENCE = re.compile(r"<(?P<target>[^\s<>|][^<>|\n]{0,3000})(?:\|(?P<label>[^<>\n]{0,3000}))?>")
BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,400})(?<=\S)\*(?![\w*])")
STRUCK = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]{1,400})(?<=\S)~(?![\w~])")
WEB = ("https://", "http://")
SIGNS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
SIGN = re.compile("|".join(SIGNS))
BRACKETS = str.maketrans("[]", "()")


class Names(NamedTuple):
    """What ids stand for: people and channels."""

    people: Mapping[str, str]
    channels: Mapping[str, str]


def plain(text: str, names: Names) -> str:
    """Read a text of Slack.

    >>> plain("*<@U1>* see <https://a.example|this> &amp; `a &lt; b`", Names({"U1": "Amara"}, {}))
    '**Amara** see [this](https://a.example) & `a < b`'
    """
    written, start = "", 0
    for code in CODE.finditer(text):
        written += _words(text[start : code.start()], names) + _resolved(code[0], names, _bare)
        start = code.end()
    return written + _words(text[start:], names)


def _words(text: str, names: Names) -> str:
    marked = STRUCK.sub(r"~~\1~~", BOLD.sub(r"**\1**", text)) if "*" in text or "~" in text else text
    return _resolved(marked, names, _linked)


def _resolved(text: str, names: Names, address: Callable[[str, str], str]) -> str:
    """Replace what stands in angle brackets, and the three signs beside it."""
    written, start = "", 0
    for found in REFERENCE.finditer(text):
        written += _signs(text[start : found.start()]) + _meaning(found, names, address)
        start = found.end()
    return written + _signs(text[start:])


def _meaning(found: re.Match[str], names: Names, address: Callable[[str, str], str]) -> str:
    target, label = _signs(found["target"]), _signs(found["label"] or "")
    sign, rest = target[:1], target[1:]
    if sign == "@":
        return names.people.get(rest) or label or f"somebody ({rest})"
    if sign == "#":
        return f"#{label or names.channels.get(rest, rest)}"
    if sign == "!":
        return label or (f"@{rest}" if rest in {"here", "channel", "everyone"} else f"@{rest.partition('^')[0]}")
    if target.casefold().startswith(WEB):
        return address(target, label)
    return label or target.removeprefix("mailto:")


def _linked(target: str, label: str) -> str:
    """Write an address for a sentence; where its label is the address itself, once."""
    if not label or target.endswith(label.rstrip("…/")) or not label.strip():
        return f"<{target}>"
    return f"[{label.translate(BRACKETS)}]({target.replace('(', '%28').replace(')', '%29')})"


def _bare(target: str, label: str) -> str:
    """Write an address within code, as it was typed."""
    return label or target


def _signs(text: str) -> str:
    return SIGN.sub(lambda sign: SIGNS[sign[0]], text) if "&" in text else text
