"""How far a long build is."""

from __future__ import annotations

import io

import pytest

from opslog.cores import WORTH_IT, on_two_cores
from opslog_site.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "items", "shows"), [
    (Terminal(), WORTH_IT, True),
    (Terminal(), WORTH_IT - 1, False),
    (io.StringIO(), WORTH_IT, False),
])  # fmt: skip
def test_long_work_shows_a_bar_at_a_terminal_and_nowhere_else(
    stream: io.StringIO, items: int, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    with progress("Writing pages", items) as told:
        told(items // 2)
    assert ("Writing pages" in stream.getvalue()) is shows
    assert ("50%" in stream.getvalue()) is shows


def test_work_on_two_cores_says_how_far_it_is() -> None:
    heard: list[int] = []
    assert on_two_cores(lambda number: number + 1, range(1000), heard.append) == [*range(1, 1001)]
    assert heard == sorted(heard)
    assert all(0 < done <= 1000 for done in heard)
