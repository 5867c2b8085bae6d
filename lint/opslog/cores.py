"""Work on two cores, where there are two and the work is worth it."""

from __future__ import annotations

import os
import pickle
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

WORTH_IT = 200
"""Below this many items, starting a process costs more than it saves."""


def on_two_cores(make: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """Make one thing of each item, in order, half of them in a forked process.

    A fork needs no copy of the log to be sent, and nothing but what was made comes back. Where forking is not possible
    or not safe (another thread may hold a lock), and where the other process fails, all is made here: then an error
    has its traceback.
    """
    half = len(items) // 2
    if len(items) < WORTH_IT or not hasattr(os, "fork") or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return [make(item) for item in items]
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                pickle.dump([make(item) for item in items[half:]], answer)
                answer.flush()
                failed = 0
            finally:
                os._exit(failed)
        first = [make(item) for item in items[:half]]
        _, status = os.waitpid(child, 0)
        if status != 0:
            return first + [make(item) for item in items[half:]]
        answer.seek(0)
        rest: list[Made] = pickle.load(answer)  # noqa: S301 - written by our own process, into a file without a name
    return first + rest
