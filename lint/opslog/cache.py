"""The folder where builds of a log keep what they worked out; safe to delete, and never needed.

What lies there is trusted, so it is the user's own: not in the repository, where a pull request could bring it along,
and not where others can write.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

FOLDER_VARIABLE = "OPSLOG_CACHE"
"""Another folder for what builds keep; `off`: nothing is kept."""


def cache_for(root: Path) -> Path | None:
    """Make the folder for the log of a configuration; None where nothing is to be kept, or can be."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named == "off":
        return None
    base = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "opslog"
    folder = base / hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:16]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours(folder) and _is_ours(base) else None
    except OSError:
        return None


def _is_ours(folder: Path) -> bool:
    """Say whether nobody else can write into a folder."""
    if not hasattr(os, "getuid"):
        return True
    seen = folder.stat()
    return seen.st_uid == os.getuid() and not seen.st_mode & 0o022
