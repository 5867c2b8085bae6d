"""When to ask again, and when to give up: what a forge says about its limits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from opslog.forges.http import Answer

TRIES = 4
SECONDS = re.compile(r"\d{1,10}\Z")
LIMITED_WITHOUT_A_TIME = 60.0
"""docs.github.com, rate limits of the GraphQL API: wait at least a minute where no header says how long."""
RATE_LIMITED = frozenset({"RATE_LIMITED", "RATE_LIMIT"})


class Patience(NamedTuple):
    """How many seconds to wait for a forge that asks to be asked later, and for an answer (GitHub needs 10 at most)."""

    longest: float = 60.0
    answer: float = 30.0
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.time


def wait_before(attempt: int) -> float:
    """Wait 1, 2, 4 seconds before asking again where nobody says how long."""
    return float(2**attempt)


def is_limit(answer: Answer, message: str) -> bool:
    """Say whether a refusal means "too many questions" and not "not for you"."""
    if answer.status == 429:
        return True
    limited = "retry-after" in _small(answer.headers) or _remaining(answer.headers) == 0
    return answer.status == 403 and (limited or "rate limit" in message.lower())


def wait_asked(answer: Answer, now: float) -> float | None:
    """Read how many seconds a forge asks to wait; None where it does not say."""
    headers = _small(answer.headers)
    after = _number(headers.get("retry-after"))
    if after is not None:
        return float(after)
    reset = _number(headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset"))
    if reset is not None and _remaining(answer.headers) == 0:
        return max(reset - now, 0.0) + 1
    return None


def clock_time(moment: float, now: float) -> str:
    """Write a moment (seconds since 1970) as a time in UTC, with its day where that is another one."""
    then, today = datetime.fromtimestamp(moment, UTC), datetime.fromtimestamp(now, UTC).date()
    return f"{then:%H:%M} UTC" if then.date() == today else f"{then:%Y-%m-%d %H:%M} UTC"


def _remaining(headers: Mapping[str, str]) -> int | None:
    small = _small(headers)
    return _number(small.get("x-ratelimit-remaining") or small.get("ratelimit-remaining"))


def _small(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _number(text: str | None) -> int | None:
    return int(text) if text and SECONDS.match(text.strip()) else None
