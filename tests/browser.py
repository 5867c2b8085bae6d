"""Debian's chromium, driven by playwright, over a site served from this process."""

from __future__ import annotations

import atexit
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host is reached, from whatever machine the tests run on.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # the browser has left for another page
            super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yields its address with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium_page(**context: Any) -> Iterator[Page]:
    """Open a page in a fresh browser."""
    browser = chromium_browser()
    try:
        yield browser.new_context(**context).new_page()
    finally:
        browser.close()


def chromium_browser() -> Browser:
    """Start a browser."""
    return _playwright().chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@functools.cache
def _playwright() -> Playwright:
    """Start the driver, once: a second one in the same process refuses to work."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright
