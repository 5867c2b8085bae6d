"""Work on two cores, where there are two and the work is worth it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

WORTH_IT = 200
"""Below this many items, starting a process costs more than it saves."""
PARTS = 40
"""The work is cut into so many parts, and who is done with one takes the next: one core may be slower, or busy."""


def on_two_cores(
    make: Callable[[Item], Made],
    items: Sequence[Item],
    told: Callable[[int], None] = lambda _: None,
    worth_it: int = WORTH_IT,
) -> list[Made]:
    """Make one thing of each item, in order, about half of them in a forked process.

    `told` is called from time to time with how many are done. Fewer items than `worth_it` are made here.

    A fork needs no copy of the log to be sent, and nothing but what was made comes back. Where forking is not possible
    or not safe (another thread may hold a lock), and where the other process fails, all is made here: then an error
    has its traceback.
    """
    if len(items) < worth_it or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or _has_threads():
        return [make(item) for item in items]
    import pickle
    import tempfile

    size = -(-len(items) // PARTS)
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    waiting, into = os.pipe()
    os.write(into, bytes(range(1, len(parts))))  # the first part is made here
    os.close(into)
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                for part_made in _made(make, parts, waiting):
                    pickle.dump(part_made, answer, pickle.HIGHEST_PROTOCOL)
                pickle.dump(None, answer)
                answer.flush()
                failed = 0
            finally:
                os._exit(failed)
        try:
            made = {0: [make(item) for item in parts[0]]}
            for number, part in _made(make, parts, waiting):
                made[number] = part
                told(number * size)
        finally:
            os.close(waiting)
            _, status = os.waitpid(child, 0)
        if status == 0:
            answer.seek(0)
            made.update(iter(lambda: pickle.load(answer), None))  # noqa: S301 - our own process wrote this nameless file
    return [one for number, part in enumerate(parts) for one in made.get(number) or map(make, part)]


def _made(
    make: Callable[[Item], Made], parts: Sequence[Sequence[Item]], waiting: int
) -> Iterator[tuple[int, list[Made]]]:
    """Take the number of one part after the other, and make what it says, until none is left."""
    while number := os.read(waiting, 1):
        yield number[0], [make(item) for item in parts[number[0]]]


def _has_threads() -> bool:
    import threading

    return threading.active_count() > 1
