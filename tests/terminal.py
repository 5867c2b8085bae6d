"""A terminal of its own for a command, and somebody who types into it."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from conftest import environment


def at_a_terminal(folder: Path, typed: Sequence[str], *arguments: str, **variables: str) -> tuple[int, str]:
    """Run a command in a folder and type lines into it; give its exit code and all that was on the screen."""
    screen, terminal = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "opslog", *arguments],
        cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal, env=environment(**variables),
    )  # fmt: skip
    os.close(terminal)
    os.write(screen, "".join(f"{line}\n" for line in typed).encode())
    said = b""
    with contextlib.suppress(OSError):  # Linux ends a pseudo-terminal with an error
        while chunk := os.read(screen, 4096):
            said += chunk
    os.close(screen)
    return asking.wait(), said.decode().replace("\r\n", "\n")
