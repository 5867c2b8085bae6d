"""The site while its records are written: served from this machine, and built again when something changes.

    python -m opslog_site.serve SITE_FILE HOST:PORT

Exit codes: 0 when it was ended, 1 when it could not begin.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from opslog.cache import FOLDER_VARIABLE, cache_for
from opslog.errors import OpslogError
from opslog.settings import load_config
from opslog.today import today
from opslog_site.build import build, watched_by
from opslog_site.server import Builds, SiteServer, answering
from opslog_site.watching import look_at

PAUSE = 0.2
"""Seconds between two looks at the files."""


def serve(engine: str, site_file: str, host: str, port: int) -> None:
    """Build, serve, and build again, until it is interrupted. Raises OpslogError where it cannot begin."""
    builds = Builds()
    with _kept_somewhere() as kept, ExitStack() as until_the_end:
        server = SiteServer(host, port, kept, builds)
        # Its own folder for each port: two of these do not get in each other's way, and the next finds it filled.
        server.folder = kept / f"served-{server.server_port}"
        server.folder.mkdir(exist_ok=True)
        arguments = ["--site-dir", str(server.folder)]
        seen = None
        while True:
            now = _look(engine, site_file, arguments)
            if now != seen:
                # What changes while the site is built is seen as changed by the next look.
                build(engine, site_file, arguments, builds.announce)
                if seen is None:
                    # Not before the first build, which uses two cores where no thread is running.
                    until_the_end.enter_context(answering(server))
                    _say(f"Serving {server.address} (Ctrl-C ends it)")
                seen = now
            time.sleep(PAUSE)


def _look(engine: str, site_file: str, arguments: list[str]) -> tuple[object, ...]:
    """Look at all that a site is made from; the day is a part of it, for at midnight what is due gets overdue."""
    try:
        watched = watched_by(engine, site_file, arguments)
    except OpslogError as error:
        # A configuration that cannot be read at this moment: the build says so, and its next change is noticed.
        return str(error), look_at([Path(site_file).parent])
    return today(), look_at(watched)


@contextmanager
def _kept_somewhere() -> Iterator[Path]:
    """Give the folder of what builds keep; one for the time being where nothing is to be kept for longer."""
    root = load_config(Path()).root
    kept = cache_for(root)
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="opslog-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        yield cache_for(root) or Path(folder)


def _say(words: str) -> None:
    print(f"INFO    -  {words}", file=sys.stderr)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdecimal():
        raise OpslogError(f"--address {text}: write it as 127.0.0.1:8000, or a port alone: 8000")
    return host.strip("[]") or "127.0.0.1", int(port)


def main() -> int:
    """Serve."""
    engine, site_file, address = sys.argv[1:]
    try:
        serve(engine, site_file, *_address(address))
    except OpslogError as error:
        print(f"opslog: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
