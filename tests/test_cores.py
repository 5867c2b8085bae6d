"""Two cores make what one makes, in the same order, and fail as it fails."""

from __future__ import annotations

import os

import pytest

from opslog.cores import WORTH_IT, on_two_cores


def test_the_order_and_the_things_are_the_same() -> None:
    items = range(WORTH_IT + 1)

    assert on_two_cores(lambda item: item * item, items) == [item * item for item in items]


def test_both_processes_work() -> None:
    makers = on_two_cores(lambda _: os.getpid(), range(WORTH_IT))

    assert len(set(makers)) in (1, 2)
    assert makers[0] == os.getpid()


def test_a_few_are_made_here() -> None:
    assert set(on_two_cores(lambda _: os.getpid(), range(WORTH_IT - 1))) == {os.getpid()}


def test_an_error_in_the_other_process_is_raised_here() -> None:
    def make(item: int) -> int:
        return 1 // (WORTH_IT - 1 - item)

    with pytest.raises(ZeroDivisionError):
        on_two_cores(make, range(WORTH_IT))
