"""Debian's chromium, driven by playwright, over a site served from this process."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from loopback import on_loopback

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="chromium is not installed here"
)
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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # the browser has left for another page
            super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yields its address with a slash at the end."""
    with on_loopback(functools.partial(_Quiet, directory=str(folder))) as address:
        yield f"{address}/"


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
