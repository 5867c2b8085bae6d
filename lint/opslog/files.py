"""Which files are records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.problem import Problem
from opslog.reading import read_record
from opslog.record import Record
from opslog.source import read_source
from opslog.span import START

RecordFile = tuple[Path, Path | None]
"""A file, and the folder in which it was found, if it was."""
NOT_RECORDS = frozenset({"readme.md", "index.md", "contributing.md"})


def read_records(paths: Iterable[Path], config: Config) -> list[Record]:
    """Read every record among files and folders, in the order of their paths.

    Raises OpslogError where a path does not exist or there is nothing to read: silence must never look like success.
    """
    return [read_file(file, config) for file in find_files(paths)]


def find_files(paths: Iterable[Path]) -> list[RecordFile]:
    """Find every record file among files and folders, in the order of their paths. Raises OpslogError as above."""
    paths = list(paths)
    found = list(dict.fromkeys(file for path in paths for file in find_records(path)))
    if not found:
        where = ", ".join(str(path) for path in paths)
        raise OpslogError(f"no records found in {where}; a record is a file such as 2022/2022-12-25-corrupt-image.md")
    return found


def find_records(path: Path) -> Iterator[RecordFile]:
    """Find the record files in a folder, each with that folder; a path that is a file is taken as it is.

    Left out: hidden files, those that start with `_` (templates), and readme, index and contributing pages.
    """
    if not path.exists() and not path.is_symlink():
        raise OpslogError(f"{path}: there is no such file or folder")
    if not path.is_dir():
        yield path, None
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if name[0] not in "._")
        for name in sorted(names):
            if names_record(name):
                yield Path(folder, name), path


def is_record(file: Path, folder: Path) -> bool:
    """Say whether a file would be found as a record in a folder, if it were there: an editor may not have saved it."""
    try:
        *subfolders, name = file.resolve().relative_to(folder.resolve()).parts
    except (OSError, RuntimeError, ValueError):
        return False
    return names_record(name) and not any(subfolder[0] in "._" for subfolder in subfolders)


def names_record(name: str) -> bool:
    """Say whether a file of this name is a record."""
    return name.endswith(".md") and name[0] not in "._" and name.casefold() not in NOT_RECORDS


def read_file(found: RecordFile, config: Config) -> Record:
    """Read a file that was found; a link that leads out of its folder is noted and not followed."""
    file, _ = found
    shown = printable(os.fspath(file))
    if leads_out(found):
        message = "this file is a link that leads out of the records folder, and is not followed"
        problem = Problem("unreadable-file", START, message, "Put the record itself here.")
        return Record(shown, file.stem, problems=(problem,), readable=False, has_facts=False)
    return read_record(file, config, shown)


def read_lines(found: RecordFile) -> tuple[str, ...]:
    """Read the lines of a file that was found, and nothing else of it; none where it cannot be read."""
    return () if leads_out(found) else read_source(found[0]).lines


def leads_out(found: RecordFile) -> bool:
    """Say whether a file is a link that leads out of the folder in which it was found."""
    file, folder = found
    return folder is not None and file.is_symlink() and not is_inside(file, folder)


def is_inside(file: Path, folder: Path) -> bool:
    """Say whether a file, all links followed, lies in a folder."""
    try:
        return file.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def real_path(path: Path) -> Path:
    """Follow all links of a path; one that leads back to itself is followed as far as it goes."""
    return Path(os.path.realpath(path))


def printable(text: str) -> str:
    """Show what a terminal would act on (escape codes, line ends, undecodable bytes) as its escape."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in text
    )
