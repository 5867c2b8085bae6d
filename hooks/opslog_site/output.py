"""The folder of a site: what is written into it, what stays because it is the same, and what goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from opslog.cores import on_two_cores
from opslog.errors import OpslogError
from opslog_site.digests import of_bytes
from opslog_site.progress import progress
from opslog_site.store import Store, Written

A_FULL_BUILD = 50
"""So many files that are no pages are written anew only where nearly all are, and some of them take seconds."""


class Output(NamedTuple):
    """A file to be: its path in the site, what makes its bytes, and all that it depends on as one text."""

    path: str
    make: Callable[[], bytes]
    key: str


def given(path: str, content: bytes) -> Output:
    """Take a file that is made already."""
    return Output(path, lambda: content, of_bytes(content))


class Delivered(NamedTuple):
    """How many files a site has, and how many of them were written anew."""

    files: int
    written: int


def deliver(
    outputs: Sequence[Output], out: Path, store: Store, apart: str = "", shown: Callable[[], None] = lambda: None
) -> Delivered:
    """Make a folder hold these files and nothing else. Raises OpslogError where it cannot be written.

    The folder `apart` in it is left alone: it is delivered for itself. A file stays as it is where it was made from the
    same, and nobody touched it since. `shown` is called when something new can be looked at: pages are written first.
    """
    before = store.written(out)
    write = partial(_write, out)
    wanted = {output.path: output for output in outputs}
    stale = [
        output for output in wanted.values() if not _stands(out / output.path, before.get(output.path), output.key)
    ]
    try:
        _clear(out, wanted, apart)
        pages = [output for output in stale if output.path.endswith(".html")]
        others = [output for output in stale if not output.path.endswith(".html")]
        with progress("Writing pages", len(pages)) as told:
            made = on_two_cores(write, pages, told)
        if pages:
            shown()
        made += on_two_cores(write, others, worth_it=A_FULL_BUILD)
        if others and not pages:
            shown()
    except OSError as error:
        raise OpslogError(f"{error.filename or out}: the site cannot be written: {error.strerror}") from error
    written = dict(zip((output.path for output in (*pages, *others)), made, strict=True))
    store.note_written(out, written, before.keys() - wanted)
    return Delivered(len(wanted), len(stale))


def _stands(path: Path, written: Written | None, key: str) -> bool:
    if written is None or written.key != key:
        return False
    try:
        seen = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return (seen.st_size, seen.st_mtime_ns) == (written.size, written.mtime)


def _write(out: Path, output: Output) -> Written:
    path = out / output.path
    content = output.make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    seen = path.stat()
    return Written(output.key, seen.st_size, seen.st_mtime_ns)


def _clear(out: Path, wanted: Iterable[str], apart: str) -> None:
    """Take away what is no part of the site: pages of records that are gone, and what a folder or link hides."""
    files = set(wanted)
    folders = {""}
    for path in files:
        while path := path.rpartition("/")[0]:
            if path in folders:
                break
            folders.add(path)
    if out.is_dir():
        _clear_folder(out, "", files, folders, apart)


def _clear_folder(folder: Path, prefix: str, files: set[str], folders: set[str], apart: str) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if name == apart:
                    continue
                _clear_folder(Path(entry.path), f"{name}/", files, folders, apart)
                if name not in folders:
                    Path(entry.path).rmdir()
            elif name not in files or entry.is_symlink():
                Path(entry.path).unlink()
