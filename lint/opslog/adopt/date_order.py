"""Whether a team writes the month or the day first: proven by what it wrote, or told by a person, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import NamedTuple

from opslog.adopt.written_times import Day, proven_order

DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)")


class Proof(NamedTuple):
    """What proves an order: the day as written, in which file, on which line."""

    order: str
    written: str
    shown: str
    line: int


class FoundDay(NamedTuple):
    """A day that stands in a file, and its line."""

    day: Day
    line: int


class Orders:
    """Tells the order of days for each file: by itself, by the files beside it, by the whole set."""

    def __init__(self, told: str | None) -> None:
        self.told = told
        self._of_file: dict[Path, tuple[Proof, ...]] = {}
        self._of_folder: dict[Path, dict[str, Proof]] = {}

    def learn(self, path: Path, shown: str, days: Sequence[FoundDay], own_date: date | None) -> None:
        """Take up the days of one file; `own_date` is one that the file's name or text gives beyond doubt."""
        proofs = tuple(_proofs(days, shown, own_date))
        self._of_file[path] = proofs
        for folder in path.absolute().parents:
            known = self._of_folder.setdefault(folder, {})
            for proof in proofs:
                known.setdefault(proof.order, proof)

    def order_for(self, path: Path) -> tuple[str | None, Proof | None]:
        """Give the order for a file and what proves it; None where nothing does, or where proofs disagree."""
        if self.told:
            return self.told, None
        own = {proof.order: proof for proof in self._of_file.get(path, ())}
        nearest: Iterable[Mapping[str, Proof]] = (
            own,
            *(self._of_folder.get(one, {}) for one in path.absolute().parents),
        )
        for proofs in nearest:
            if len(proofs) == 1:
                order, proof = next(iter(proofs.items()))
                return order, proof
            if proofs:
                return None, None
        return None, None


def _proofs(days: Sequence[FoundDay], shown: str, own_date: date | None) -> Iterable[Proof]:
    for found in days:
        if found.day.either is None:
            continue
        order = proven_order(found.day.either)
        if (order and found.day.either[0] != found.day.either[1]) or (
            own_date and found.day.is_ambiguous and (order := _nearer(found.day, own_date))
        ):
            yield Proof(order, found.day.written, shown, found.line)


def _nearer(day: Day, own_date: date) -> str | None:
    """Say which reading is the very date that the file has elsewhere, where the other is far from it."""
    readings = {order: read for order in ("mdy", "dmy") if (read := day.in_order(order, own_date))}
    exact = [order for order, read in readings.items() if read == own_date]
    others = [read for order, read in readings.items() if order not in exact]
    return exact[0] if len(exact) == 1 and all(abs((read - own_date).days) > 1 for read in others) else None


def date_in_name(path: PurePath) -> date | None:
    """Find the day in a file's name, or in the names of the file and its folder together: `2022-10/04-25-x.md`."""
    for name in (path.name, f"{path.parent.name}-{path.name}"):
        for match in reversed(list(DATE_IN_NAME.finditer(name))):
            try:
                return date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError:
                continue
    return None
