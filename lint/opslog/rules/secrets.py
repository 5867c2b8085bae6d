"""Secrets: passwords and tokens that a record must not hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import rule
from opslog.secret import find_secrets
from opslog.span import Span

INSTEAD = "Take it out, and change it where it is used: who can read this file, or its history in git, has it."


@rule("SE101", "secret-in-record", "error")
def secret_in_record(record: Record, config: Config) -> Iterator[Remark]:
    """What looks like a password or a token stands in a record.

    Keys and tokens of AWS, GitHub, GitLab, Slack, Google, Stripe and others, private keys, JSON web tokens, `Bearer …`,
    `password=…`, and passwords in addresses such as `postgres://app:…@db/shop`. The finding says what it looks like
    and where, and never repeats it. Placeholders such as `***`, `$TOKEN` or `<password>` are fine.

    ## Why it matters

    A record is read by many, published, quoted in pull requests, and stays in git for ever. In the middle of the night
    a token is pasted quickly, with the command that needed it.

    ## What to write instead

    The command without it. Then make a new password or token: to delete the line does not take it out of the history.

    ## Example

        - 12:50 — @jun restarts the worker: `curl -H "Authorization: Bearer $TOKEN" https://deploy.example.com/restart`
    """
    title = record.facts.title or ""
    for secret in find_secrets(title):
        yield Remark(record.place("title"), _message(secret.name), INSTEAD)
    if not record.body:
        return
    text = "\n".join(line.text for line in record.body)
    starts = list(accumulate((len(line.text) + 1 for line in record.body), initial=0))
    for secret in find_secrets(text):
        index = bisect_right(starts, secret.start) - 1
        line = record.body[index]
        column = secret.start - starts[index]
        length = min(secret.end - secret.start, len(line.text) - column)
        yield Remark(Span.on_line(line.number, column + 1, length), _message(secret.name), INSTEAD)


def _message(name: str) -> str:
    return f"this looks like {name}"
