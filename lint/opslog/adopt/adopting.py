"""A whole set of accounts: read together, because files prove things to each other, then written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.account import Account, read_account, vocabulary_of
from opslog.adopt.adopted import ASIDE, Adopted
from opslog.adopt.date_order import Orders
from opslog.adopt.files import SourceFile
from opslog.adopt.images import Picture
from opslog.adopt.making import Place, make_record
from opslog.adopt.manifest import Known, digest, read_manifest, source_key, write_manifest
from opslog.adopt.map_file import Map
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import find_records
from opslog.writing import create_file, replace_file

WRITTEN = frozenset({"new", "updated", "set-aside"})
"""The states in which a file is written."""


class Set(NamedTuple):
    """The accounts of one run, before they become records."""

    accounts: list[Account]
    orders: Orders
    map: Map


def read_set(sources: Sequence[SourceFile], own: Map, config: Config) -> Set:
    """Read all accounts, and learn from them in which order they write days."""
    words = vocabulary_of(own, config)
    orders = Orders(own.date_order)
    accounts = [read_account(source, words) for source in sources]
    for account in accounts:
        if not account.problem:
            orders.learn(account.source.path, account.source.shown, account.days, account.own_date)
    return Set(accounts, orders, own)


def adopt(read: Set, folder: Path, config: Config) -> list[Adopted]:
    """Make the records, each with the state it would be in; nothing is written."""
    words = vocabulary_of(read.map, config)
    manifest = read_manifest(folder)
    places = _Places(folder, manifest)
    made = []
    for account in read.accounts:
        key = source_key(account.source.path, folder)
        known = manifest.get(key)
        place = Place(partial(places.path_for, known=known), places.is_taken)
        one = make_record(account, read.orders, words, place)
        for picture in one.pictures:
            places.pictures[picture.target] = picture.source
        made.append(one if one.path is None else one._replace(state=_state(one, known, folder)))
    return made


def write(made: Sequence[Adopted], folder: Path) -> None:
    """Write records, pictures and the list of what was adopted. Raises OpslogError."""
    manifest = read_manifest(folder)
    for one in made:
        if one.path is None or one.state not in (*WRITTEN, "unchanged"):
            continue
        key = source_key(one.source.path, folder)
        before = manifest.get(key)
        if one.state != "unchanged":
            _write_record(one.path, one.text)
            for picture in one.pictures:
                _copy(picture)
        relative = one.path.relative_to(folder).as_posix()
        manifest[key] = Known(relative, digest(one.raw), digest(one.text.encode()))
        if before and before.record != relative:
            _take_back(folder / before.record, before)
    if manifest:
        write_manifest(folder, manifest)


class _Places:
    """Gives every account a path of its own; one that was adopted keeps the path it has."""

    def __init__(self, folder: Path, manifest: dict[str, Known]) -> None:
        self.folder = folder
        self.ids = {Path(known.record).stem for known in manifest.values()} | _ids_in(folder)
        self.pictures: dict[Path, Path] = {}

    def path_for(self, name: str, *, known: Known | None) -> Path:
        dated = name[:4].isdigit() and name[4:5] == "-" and name[7:8] == "-"
        if known and (dated != known.record.startswith(f"{ASIDE}/")):
            return self.folder / known.record
        subfolder = name[:4] if dated else ASIDE
        for number in range(1, 10_000):
            record_id = name if number == 1 else f"{name}-{number}"
            path = self.folder / subfolder / f"{record_id}.md"
            if record_id not in self.ids and not path.exists():
                self.ids.add(record_id)
                return path
        raise OpslogError(f"{self.folder}: ten thousand records are called {name}")

    def is_taken(self, path: Path, picture: Path) -> bool:
        """Say whether another picture has a place, or a file with other bytes stands there."""
        if path in self.pictures:
            return self.pictures[path].resolve() != picture.resolve()
        try:
            return path.exists() and path.read_bytes() != picture.read_bytes()
        except OSError:
            return True


def _ids_in(folder: Path) -> set[str]:
    """Name the records that a folder has already."""
    return {path.stem for path, _ in find_records(folder)} if folder.exists() else set()


def _state(one: Adopted, known: Known | None, folder: Path) -> str:
    """Say what is to be done with a record: nothing that somebody wrote since is ever written over."""
    if one.path is None or known is None or folder / known.record != one.path:
        return one.state
    try:
        now = digest(one.path.read_bytes())
    except OSError:
        return "deleted"
    if now == digest(one.text.encode()):
        return "unchanged"
    if now == known.written:
        return "set-aside" if one.is_aside else "updated"
    return "kept" if digest(one.raw) == known.source else "both-changed"


def _write_record(path: Path, text: str) -> None:
    if path.exists():
        replace_file(path, text.encode())
    else:
        create_file(path, text)


def _copy(picture: Picture) -> None:
    try:
        raw = picture.source.read_bytes()
        if picture.target.exists() and picture.target.read_bytes() == raw:
            return
        picture.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OpslogError(f"{picture.target}: the picture cannot be copied: {error.strerror}") from error
    replace_file(picture.target, raw)


def _take_back(path: Path, before: Known) -> None:
    """Take away the text that was set aside and has a date now, unless somebody worked on it."""
    try:
        if path.parent.name == ASIDE and digest(path.read_bytes()) == before.written:
            path.unlink()
    except OSError:
        return
