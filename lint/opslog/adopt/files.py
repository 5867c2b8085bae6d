"""The files to adopt: found among files and folders, read with care, never through a link that leads out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.files import is_inside, printable
from opslog.source import MAX_BYTES, source_of

MARKUPS = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".qmd": "markdown", ".rmd": "markdown", ".txt": "text", ".text": "text", "": "markdown", ".html": "html",
    ".htm": "html", ".erb": "markdown", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".rst": "rst",
}  # fmt: skip
"""What a file is written in, by how its name ends; other files are not looked at."""
ENDING = re.compile(r"\.[A-Za-z]{1,8}\Z")
NOT_ACCOUNTS = frozenset(
    "readme index contributing license licence copying changelog codeowners makefile dockerfile template "
    "security code_of_conduct notice authors summary".split()
)
NOT_FOLDERS = frozenset({"node_modules", "_site", "_build", "_layouts", "_includes", "_data", "_sass", "__pycache__"})
MOST_FILES = 20_000


class SourceFile(NamedTuple):
    """A file to adopt: where it is, the folder it was found in, how it is named to people, what it is written in."""

    path: Path
    root: Path
    shown: str
    markup: str


class SourceText(NamedTuple):
    """The lines of a file and its bytes; `problem` says why there are none."""

    lines: tuple[str, ...]
    raw: bytes = b""
    problem: str = ""


def find_sources(paths: Iterable[Path], records: Path) -> list[SourceFile]:
    """Find the files to adopt, in the order of their paths; what lies among the records is adopted already.

    Raises OpslogError where there are none.
    """
    found: dict[Path, SourceFile] = {}
    for path in paths:
        if not path.exists():
            raise OpslogError(f"{path}: there is no such file or folder")
        for source in _in_folder(path) if path.is_dir() else (_single(path),):
            if not source.path.resolve().is_relative_to(records.resolve()):
                found.setdefault(source.path.absolute(), source)
            if len(found) > MOST_FILES:
                raise OpslogError(f"{path}: more than {MOST_FILES:,} files; name the folder with the postmortems")
    if not found:
        where = f"outside {records}: text files (.md, .html, .adoc, .rst, .txt or without ending)"
        raise OpslogError(f"there is nothing to adopt {where}")
    return sorted(found.values(), key=lambda source: os.fsencode(source.path))


def _single(path: Path) -> SourceFile:
    return SourceFile(path, path.parent, printable(os.fspath(path)), markup_of(path.name) or "markdown")


def _in_folder(folder: Path) -> Iterator[SourceFile]:
    for where, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if name[0] != "." and name not in NOT_FOLDERS)
        for name in sorted(names):
            markup = markup_of(name)
            if markup and name[0] != "." and stem_of(name).casefold().strip("_") not in NOT_ACCOUNTS:
                path = Path(where, name)
                yield SourceFile(path, folder, printable(os.fspath(path)), markup)


def markup_of(name: str) -> str | None:
    """Tell by a file's name what it is written in; None for what is no account of anything."""
    ending = ENDING.search(name)
    suffix = ending[0].casefold() if ending else ""
    if suffix == ".erb":
        return markup_of(name[: -len(suffix)])
    return MARKUPS.get(suffix)


def stem_of(name: str) -> str:
    """Take the endings off a file's name that say what it is written in."""
    while (ending := ENDING.search(name)) and ending[0].casefold() in MARKUPS:
        name = name[: ending.start()]
    return name


def read_text(source: SourceFile) -> SourceText:
    """Read a file; one that cannot be read comes back with the reason and its place."""
    if source.path.is_symlink() and not is_inside(source.path, source.root):
        return SourceText((), problem="this is a link that leads out of the folder, and is not followed")
    try:
        if not source.path.is_file():
            return SourceText((), problem="this is no file")
        with source.path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return SourceText((), problem=f"this file cannot be read: {error.strerror}")
    read = source_of(raw)
    if not read.readable:
        first = read.problems[0]
        return SourceText((), raw, f"line {first.span.line}, column {first.span.column}: {first.message}")
    return SourceText(read.lines, raw)
