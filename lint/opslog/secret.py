"""What looks like a password or a token: one list, for what is imported and for what is linted.

The shapes are those their makers publish and scanners such as gitleaks look for. A long random word that bears no
mark of its maker is not found: no list replaces care. Every repeat is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

REMOVED = "[secret removed]"


class Shape(NamedTuple):
    """One kind of secret: its name in a sentence, what a text with one contains in lower case, and how it looks.

    What the group `secret` or `told` matches is to go; without such a group, all of it is.
    """

    name: str
    signs: tuple[str, ...]
    pattern: str
    spans_lines: bool = False


class Secret(NamedTuple):
    """A secret in a text: what it is, and from where to where it stands. It never holds the secret."""

    name: str
    start: int
    end: int


def _shape(name: str, signs: str, pattern: str, *, spans_lines: bool = False) -> Shape:
    return Shape(name, tuple(signs.split()), pattern, spans_lines)


_KEYS = (
    r"pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|api[_-]?key|auth[_-]?token|"
    r"(?:access|private|secret|encryption|signing)[_-]?(?:access[_-]?)?key|client[_-]?secret|account[_-]?key"
)
_WITHIN_NAMES = r"password|passwd|passphrase|secret|token|api[_-]?key"
"""Of these, those that names such as `PGPASSWORD` end with."""
_LABEL = r"(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?"
_VALUE = r"[^\s\"'`,;<>(){}\[\]|&\\]"
SHAPES = (
    _shape(
        "a private key",
        "private",
        rf"-----BEGIN {_LABEL}-----"
        rf"(?:(?:[^-]|-(?!----)){{0,20000}}+-----END {_LABEL}-----"
        r"|(?:[\s\\n]{1,6}[A-Za-z0-9+/=]{20,100}){0,400}+)",
        spans_lines=True,
    ),
    _shape("an AWS key", "akia asia abia acca", r"(?<![A-Za-z0-9])A(?:KI|SI|BI|CC)A[A-Z2-7]{16}(?![A-Za-z0-9])"),
    _shape(
        "a GitHub token",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        r"(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,251}|github_pat_[A-Za-z0-9_]{22,251})",
    ),
    _shape(
        "a GitLab token",
        "glpat- glptt- gldt- glrt- glcbt- glft- glsoat- glimt- glagent- gloas- glffct-",
        r"(?<![A-Za-z0-9])gl(?:pat|ptt|dt|rt|cbt|ft|soat|imt|agent|oas|ffct)-(?:[\w-]|\.(?=\w)){18,320}",
    ),
    _shape(
        "a Slack token", "xox xapp-", r"(?<![A-Za-z0-9])(?:xox[a-z]-(?:[\w-]|\.(?=\w)){10,300}|xapp-\d-[\w-]{10,300})"
    ),
    _shape(
        "the address of a webhook",
        "hooks.slack.com/ /api/webhooks/",
        r"(?i:hooks\.slack\.com/(?:services|workflows|triggers)/|discord(?:app)?\.com/api/webhooks/)"
        r"(?P<secret>[\w/-]{16,200})",
    ),
    _shape("a Google key", "aiza", r"(?<![A-Za-z0-9])AIza[\w-]{35}"),
    _shape("a Stripe key", "k_live_ k_test_", r"(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}"),
    _shape(
        "a token",
        "npm_ pypi- sg. sk- hvs. dop_v1_ shpat_ rubygems_ dckr_pat_",
        r"(?<![A-Za-z0-9._-])(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,1000}|SG\.[\w-]{16,64}\.[\w-]{16,64}"
        r"|sk-(?=[\w-]{0,60}\d)[\w-]{32,250}|hvs\.[\w-]{20,300}|dop_v1_[a-f0-9]{64}|shpat_[a-f0-9]{32}"
        r"|rubygems_[a-f0-9]{48}|dckr_pat_[\w-]{20,60})",
    ),
    _shape("a JSON web token", "eyj", r"(?<![A-Za-z0-9])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}(?:\.[\w-]{0,2000})?"),
    _shape(
        "what lets somebody in",
        "bearer basic authorization",
        r"(?i:(?<![a-z])(?:bearer[ \t]{1,3}|authorization[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?"
        r"(?:bearer|basic|token)[ \t]{1,3}))(?P<secret>(?=[\w.~+/-]{0,100}\d)[\w.~+/-]{12,4000}={0,2})",
    ),
    _shape(
        "a password in an address",
        "://",
        r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s:/@<>\"'`]{0,100}:"
        r"(?P<secret>(?!\d{1,5}/)[^\s/@<>\"'`]{1,200})@",
    ),
    _shape(
        "a password",
        "--pass --pwd --token --secret --api",
        rf"(?i:--(?:{_KEYS}))[ \t]{{1,3}}[\"'`]?(?P<secret>(?!-){_VALUE}{{4,400}})",
    ),
    _shape(
        "a password",
        "pass pwd secret token credential key",
        rf"(?:(?i:{_WITHIN_NAMES})|(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?i:{_KEYS}))"
        rf"(?:[\"'`]{{0,2}}[ \t]{{0,3}}(?::=|=>?)[ \t]{{0,3}}[\"'`]?(?P<secret>{_VALUE}{{4,400}})"
        rf"|[\"'`*]{{0,2}}[ \t]{{0,3}}(?::|[ \t]is:?[ \t])[*`]{{0,2}}[ \t]{{0,3}}[\"'`]?"
        rf"(?P<told>(?={_VALUE}{{0,60}}\d)(?={_VALUE}{{0,60}}[A-Za-z]){_VALUE}{{6,400}}))",
    ),
)
PLACEHOLDER = (
    r"(?i:[*x•.…_#-]{1,400}|\$.{0,400}|%.{0,400}|\[?(?:redacted|removed|masked|hidden|secret|censored)\]?"
    r"|(?:your|my|the|some|new|old)[_-].{0,400}|none|null|nil|undefined|true|false|yes|no|empty|unset|example|changeme"
    r"|pass(?:word|wd|phrase)?|pwd|token|key|user|\d{1,6}|(?:https?|file|s3|gs|vault|arn):.{0,400}|/.{0,400})"
)
"""What stands where a secret would, and is none."""


def find_secrets(text: str) -> tuple[Secret, ...]:
    """Find what looks like a secret, in order; two that overlap are one, named as the first.

    >>> find_secrets("the db is postgres://app:hunter2@db/shop")
    (Secret(name='a password in an address', start=25, end=32),)
    """
    folded = text.lower()
    likely = [shape for shape in SHAPES if any(sign in folded for sign in shape.signs)]
    found = sorted((one for shape in likely for one in _of_shape(shape, text)), key=lambda one: (one.start, -one.end))
    apart: list[Secret] = []
    for secret in found:
        if apart and secret.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, secret.end))
        else:
            apart.append(secret)
    return tuple(apart)


def without_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the secrets out of a text; say what each of them was.

    >>> without_secrets("password=hunter2 works")
    ('password=[secret removed] works', ('a password',))
    """
    found = find_secrets(text)
    for secret in reversed(found):
        text = f"{text[: secret.start]}{REMOVED}{text[secret.end :]}"
    return text, tuple(secret.name for secret in found)


def _of_shape(shape: Shape, text: str) -> Iterator[Secret]:
    pattern = re.compile(shape.pattern)  # here, and not where the list stands: most runs need none of them
    groups = [name for name in ("secret", "told") if name in pattern.groupindex]
    for start, end in ((0, len(text)),) if shape.spans_lines else _lines_with(shape.signs, text):
        for match in pattern.finditer(text, start, end):
            group = next((name for name in groups if match[name]), 0)
            if not groups or not re.fullmatch(PLACEHOLDER, match[group].rstrip(".,:!?")):
                yield Secret(shape.name, *match.span(group))


def _lines_with(signs: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """Say where the lines with one of the signs stand: to look for them is quicker than to look for the pattern."""
    start = 0
    for line in text.split("\n"):
        folded = line.lower()
        if any(sign in folded for sign in signs):
            yield start, start + len(line)
        start += len(line) + 1
