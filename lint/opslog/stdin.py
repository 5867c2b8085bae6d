"""Standard input as a record: what an editor has on its screen and not yet on the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from opslog.check import Looked, check
from opslog.config import Config
from opslog.files import printable
from opslog.reading import parse_record
from opslog.selection import Selection
from opslog.source import MAX_BYTES


def check_stdin(name: Path | None, config: Config, selection: Selection) -> Looked:
    """Check the record on standard input as if it were the file `name`; without one, its name is not looked at."""
    if name is None:
        # What has no name cannot be named wrongly.
        selection = selection._replace(ignore=(*selection.ignore, "file-name"))
    text = sys.stdin.buffer.read(MAX_BYTES + 1)
    record = parse_record(text, printable(os.fspath(name or Path("-"))), config)
    findings = check([record], config, selection)
    return Looked([record], findings, findings, {record.path: (name or Path("-"), None)})
