"""The text of one record file, read with care: the file may come from anybody."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opslog.problem import Problem
from opslog.span import START, Span

MAX_BYTES = 8 * 1024 * 1024
"""No record that a person wrote is larger; a log dump pasted into one is, and would stall every reader."""

BYTE_ORDER_MARK = "\ufeff"


class Source(NamedTuple):
    """The lines of a record without their line ends, and what was wrong with the file itself."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    readable: bool = True


def read_source(path: Path) -> Source:
    """Read a file; one that cannot be read comes back empty, with the reason as its problem."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return _too_large(size)
        raw = path.read_bytes()
    except OSError as error:
        return _unreadable(f"this file cannot be read: {error.strerror}", "Check that it exists and who may read it.")
    return source_of(raw)


def source_of(raw: bytes) -> Source:
    """Decode the bytes of a record: UTF-8, any line ends, a byte order mark noted and dropped."""
    if len(raw) > MAX_BYTES:
        return _too_large(len(raw))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(raw, error)
    problems = []
    if text.startswith(BYTE_ORDER_MARK):
        text = text[1:]
        problems.append(
            Problem(
                "byte-order-mark",
                START,
                "the file starts with an invisible byte order mark",
                "Save it as UTF-8 without BOM: other readers of frontmatter see no frontmatter behind it.",
            )
        )
    # Not splitlines(): it also splits at U+2028, form feeds and others, which editors do not count as lines.
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if "\0" in text:
        line = next(number for number, line in enumerate(lines, 1) if "\0" in line)
        column = lines[line - 1].index("\0") + 1
        return _unreadable(
            "a NUL byte stands here: this is not a text file", "Save the record as UTF-8 text.", line, column
        )
    return Source(lines, tuple(problems))


def _too_large(size: int) -> Source:
    return _unreadable(
        f"this file is {size / 1024**2:.1f} MB, and a record may be {MAX_BYTES // 1024**2} MB at most",
        "Move logs and dumps into files of their own and link to them.",
    )


def _undecodable(raw: bytes, error: UnicodeDecodeError) -> Source:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable("this file is encoded as UTF-16", "Save it as UTF-8.")
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return _unreadable(
        f"byte 0x{raw[error.start]:02X} is not UTF-8 (perhaps the file is Latin-1)", "Save it as UTF-8.", line, column
    )


def _unreadable(message: str, instead: str, line: int = 1, column: int = 1) -> Source:
    problem = Problem("unreadable-file", Span.on_line(line, column, 1), message, instead)
    return Source((), (problem,), readable=False)
