"""Pictures that an account shows: copied beside its record, from inside the source's folder only."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from opslog.adopt.files import SourceFile
from opslog.adopt.rows import Row
from opslog.files import is_inside
from opslog.markdown import CODE

KINDS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
MOST_BYTES = 20 * 1024 * 1024
SHOWN = re.compile(
    r"!\[[^\[\]]{0,300}\]\((?P<angle><)?(?P<target>[^()\s<>]{1,300}(?:\([^()\s]{0,60}\)[^()\s<>]{0,60})?)(?(angle)>)"
    r"|<img\b[^<>]{0,300}?\bsrc=[\"'](?P<source>[^\"'<>]{1,300})[\"']"
    r"|^[ ]{0,3}\[[^\[\]]{1,60}\]:[ ]{1,4}(?P<reference>[^\s<>]{1,300}\.(?:png|jpe?g|gif|webp|avif))"
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\{", re.IGNORECASE)


class Picture(NamedTuple):
    """A picture to copy: from where, to where, and how the account writes its address."""

    source: Path
    target: Path
    written: str


class Pictured(NamedTuple):
    """The rows, their links rewritten where they had to be; pictures to copy; what is wrong with the others."""

    rows: list[Row]
    pictures: tuple[Picture, ...] = ()
    problems: tuple[str, ...] = ()


def bring_pictures(
    rows: Sequence[Row], source: SourceFile, record: Path, is_taken: Callable[[Path, Path], bool]
) -> Pictured:
    """Find the pictures of an account; `is_taken` says whether another file has a place already."""
    pictures: dict[str, Picture] = {}
    problems: list[str] = []
    out = []
    for row in rows:
        if row.kind == CODE or ("](" not in row.text and "<img" not in row.text and "]:" not in row.text):
            out.append(row)
            continue
        text = row.text
        for written in _addresses(row.text):
            if written not in pictures:
                picture, problem = _picture(written, source, record, is_taken)
                if problem:
                    problems.append(f"line {row.number}: {problem}")
                if picture:
                    pictures[written] = picture
            if written in pictures:
                new = Path(os.path.relpath(pictures[written].target, record.parent)).as_posix()
                if new != str(PurePosixPath(unquote(written))):
                    text = text.replace(written, new)
        out.append(row._replace(text=text))
    return Pictured(out, tuple(pictures.values()), tuple(dict.fromkeys(problems)))


def _addresses(text: str) -> Iterator[str]:
    for found in SHOWN.finditer(text):
        address = found["target"] or found["source"] or found["reference"]
        if not ELSEWHERE.match(address):
            yield address


def _picture(
    written: str, source: SourceFile, record: Path, is_taken: Callable[[Path, Path], bool]
) -> tuple[Picture | None, str]:
    """Find one picture and a place for it; else say why it stays where it is."""
    address = unquote(written.partition("?")[0].partition("#")[0])
    if "\0" in address:
        return None, f"`{written}` is no address of a picture"
    relative = PurePosixPath(address.lstrip("/"))
    file = (source.root if address.startswith("/") else source.path.parent) / relative
    if relative.suffix.casefold() not in KINDS:
        return None, ""
    try:
        if not file.exists():
            return None, f"the picture `{written}` is not there; its link was kept"
        if not is_inside(file, source.root):
            return None, f"the picture `{written}` lies outside the folder that is adopted, and was not brought along"
        if file.stat().st_size > MOST_BYTES:
            return None, f"the picture `{written}` is larger than {MOST_BYTES // 1024**2} MB, and was not brought along"
    except (OSError, ValueError):
        return None, f"the picture `{written}` cannot be read; its link was kept"
    plain = ".." not in relative.parts and not address.startswith("/")
    beside = record.parent / relative if plain else record.parent / record.stem / relative.name
    target = record.parent / record.stem / relative.name if is_taken(beside, file) else beside
    return Picture(file, target, written), ""
