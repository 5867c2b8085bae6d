"""Comparing words, and lists of words: bounded, since texts may have been written to be slow to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST = 400
"""Words that may differ between two texts before they count as different as a whole."""

Stretch = tuple[int, int, int, int]
"""From and to in the one text, from and to in the other."""


def distance(one: str, other: str) -> int:
    """Count the slips between two words: letters added, left out, replaced, or swapped with their neighbour.

    The optimal string alignment distance: en.wikipedia.org/wiki/Damerau-Levenshtein_distance.
    """
    above: list[int] = []
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, last, row = last, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]


def edits_of(was: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    """Find the stretches in which two lists of words differ, by the fewest words (Myers 1986, An O(ND) Algorithm)."""
    start = 0
    shorter = min(len(was), len(now))
    while start < shorter and was[start] == now[start]:
        start += 1
    end = 0
    while end < shorter - start and was[-1 - end] == now[-1 - end]:
        end += 1
    first, second = was[start : len(was) - end], now[start : len(now) - end]
    for i, to_i, j, to_j in _stretches(first, second):
        yield start + i, start + to_i, start + j, start + to_j


def _stretches(was: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    """Join the steps from one text to the other into stretches."""
    if not was and not now:
        return
    steps = _steps(was, now)
    if steps is None:
        yield 0, len(was), 0, len(now)
        return
    i = j = from_i = from_j = 0
    for to_i, to_j in [*steps, (len(was), len(now))]:
        # Between two steps the texts are the same; a step is one word taken out or put in.
        if to_i - i == to_j - j > 0:
            if (from_i, from_j) != (i, j):
                yield from_i, i, from_j, j
            from_i, from_j = to_i, to_j
        i, j = to_i, to_j
    if (from_i, from_j) != (i, j):
        yield from_i, i, from_j, j


def _steps(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]] | None:
    """Find the corners of the shortest way from one text to the other; None where it is too long."""
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for cost in range(min(MOST, len(was) + len(now)) + 1):
        trail.append(dict(furthest))
        for diagonal in range(-cost, cost + 1, 2):
            down = diagonal == -cost or (diagonal != cost and furthest[diagonal - 1] < furthest[diagonal + 1])
            i = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            while i < len(was) and 0 <= i - diagonal < len(now) and was[i] == now[i - diagonal]:
                i += 1
            furthest[diagonal] = i
            if i >= len(was) and i - diagonal >= len(now):
                return _way_back(trail, len(was), len(now))
    return None


def _way_back(trail: Sequence[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    corners = [(i, j)]
    for cost in range(len(trail) - 1, 0, -1):
        furthest, diagonal = trail[cost], i - j
        down = diagonal == -cost or (diagonal != cost and furthest[diagonal - 1] < furthest[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        i_before = furthest[before]
        j_before = i_before - before
        after = (i_before, j_before + 1) if down else (i_before + 1, j_before)
        corners += [after, (i_before, j_before)]
        i, j = i_before, j_before
    return corners[::-1]
