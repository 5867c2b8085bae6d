"""When to ask again, and when to give up: what a forge says about its limits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from opslog.forges.http import Answer, NoAnswerError

TRIES = 4
SECONDS = re.compile(r"\d{1,10}\Z")
LIMITED_WITHOUT_A_TIME = 60.0
"""docs.github.com, rate limits of the GraphQL API: wait at least a minute where no header says how long."""
RATE_LIMITED = frozenset({"RATE_LIMITED", "RATE_LIMIT"})


T = TypeVar("T")


class StoppedError(Exception):
    """Why a host is asked nothing more: words for a person."""


class LaterError(Exception):
    """The next try may do better, after the `seconds` that the host asks to wait, if it does."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class Patience(NamedTuple):
    """How many seconds to wait for a forge that asks to be asked later, and for an answer (GitHub needs 10 at most)."""

    longest: float = 60.0
    answer: float = 30.0
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.time


def ask_patiently(name: object, ask: Callable[[], T], patience: Patience) -> T:
    """Ask a host again where that may help, a few times, each after a short wait. Raises StoppedError."""
    for attempt in range(TRIES):
        try:
            return ask()
        except LaterError as later:
            reason = later.reason
            seconds = later.seconds
            if seconds is None:
                seconds = min(wait_before(attempt), patience.longest)
            elif seconds > patience.longest:
                now = patience.clock()
                raise StoppedError(f"{name} asks to wait until {clock_time(now + seconds, now)}") from None
        if attempt + 1 < TRIES:
            patience.sleep(seconds)
    raise StoppedError(f"{name}: {reason}, {TRIES} times")


def answered(send: Callable[[], Answer], cannot: str) -> Answer:
    """Get any answer but one that a later try may better. Raises LaterError, and StoppedError that begins `cannot`."""
    try:
        return send()
    except NoAnswerError as none:
        if none.again:
            raise LaterError(none.reason) from None
        raise StoppedError(f"{cannot}: {none.reason}") from None


def check_limits(answer: Answer, message: str, patience: Patience) -> None:
    """Raise LaterError where a host has trouble or is asked too often."""
    if answer.status >= 500:
        raise LaterError(f"answered with HTTP {answer.status}", wait_asked(answer, patience.clock()))
    if is_limit(answer, message):
        raise limited(answer, patience)


def limited(answer: Answer, patience: Patience) -> LaterError:
    """Say how long to wait for a host that asks to be asked less often."""
    seconds = wait_asked(answer, patience.clock())
    return LaterError("asked to be asked less often", LIMITED_WITHOUT_A_TIME if seconds is None else seconds)


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
