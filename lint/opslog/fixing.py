"""Writing the fixes of findings into their files: those places and no other byte, whole files or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from opslog.check import find_fixes
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import RecordFile, leads_out, printable
from opslog.fix import Fix
from opslog.positions import Offsets
from opslog.reading import parse_record
from opslog.selection import Selection
from opslog.source import MAX_BYTES
from opslog.writing import replace_file

LINES = re.compile(r"[^\n]*\n|[^\n]+")
"""Lines as `patch` and git count them: a lone carriage return ends none."""
NO_LINE_END = "\\ No newline at end of file\n"


class Fixed(NamedTuple):
    """A file as it stands and as it would stand, and by how many fixes; the same bytes where there are none."""

    path: Path
    shown: str
    before: bytes = b""
    after: bytes = b""
    fixes: int = 0
    readable: bool = True


def plan_fixes(file: RecordFile, config: Config, selection: Selection) -> Fixed:
    """Work out what the fixes of a file would make of it; of a link, and of what cannot be read, nothing.

    Raises OpslogError for a rule there is not.
    """
    path, _ = file
    shown = printable(str(path))
    if path.is_symlink():
        return Fixed(path, shown, readable=not leads_out(file))
    try:
        if path.stat().st_size > MAX_BYTES:
            return Fixed(path, shown, readable=False)
        raw = path.read_bytes()
    except OSError:
        return Fixed(path, shown, readable=False)
    record = parse_record(raw, shown, config)
    fixes = [finding.fix for finding in find_fixes(record, config, selection) if finding.fix]
    after, number = with_fixes(raw, fixes)
    return Fixed(path, shown, raw, after, number, record.readable)


def with_fixes(raw: bytes, fixes: Iterable[Fix]) -> tuple[bytes, int]:
    """Make the fixes, and say how many: of two that overlap only the first. No other byte changes."""
    offsets = Offsets(raw)
    parts: list[bytes] = []
    done = number = 0
    for fix in sorted(fixes, key=lambda fix: fix.span):
        start = offsets.of(fix.span.line, fix.span.column)
        if start < done:
            continue
        parts += [raw[done:start], fix.text.encode()]
        done = offsets.of(fix.span.end_line, fix.span.end_column)
        number += 1
    return b"".join((*parts, raw[done:])), number


def write_fixes(fixed: Fixed) -> None:
    """Write a file with its fixes. Raises OpslogError, and leaves the file as it is."""
    try:
        if fixed.path.read_bytes() != fixed.before:
            raise OpslogError(f"{fixed.shown}: somebody is writing to the file; run this again")
    except OSError as error:
        raise OpslogError(f"{fixed.shown}: cannot be read: {error.strerror}") from error
    replace_file(fixed.path, fixed.after)


def diff_of(fixed: Fixed) -> str:
    """Write what the fixes change as a unified diff."""
    before, after = (LINES.findall(raw.decode()) for raw in (fixed.before, fixed.after))
    lines = unified_diff(before, after, fixed.shown, fixed.shown)
    return "".join(line if line.endswith("\n") else f"{line}\n{NO_LINE_END}" for line in lines)
