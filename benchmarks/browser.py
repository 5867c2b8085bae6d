"""A browser before a host of files that packs what hosts pack and counts the bytes that it sends."""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from playwright.sync_api import Page, ViewportSize, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_CHROMIUM = "not measured: there is no chromium here"
FLAGS = ("--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
"""What hosts of files send gzipped. The pieces of Pagefind's index, its program among them, are gzip already."""
LEVEL = 6
"""Of gzip, unless told otherwise."""


class Sent(NamedTuple):
    """A file that a browser fetched, by its path in the site, and how many bytes its body had on the way."""

    path: str
    size: int


class Host(NamedTuple):
    """Where a site is served, and what was sent so far."""

    address: str
    sent: list[Sent]


def packed(content: bytes) -> bytes:
    """Compress as a host would."""
    return gzip.compress(content, LEVEL, mtime=0)


@functools.cache
def body_of(path: Path) -> bytes:
    """Read a file as it is sent; packed once, because hosts keep what they packed."""
    content = path.read_bytes()
    return packed(content) if path.suffix in PACKED else content


@contextmanager
def hosted(folder: Path, delay: float = 0.0) -> Iterator[Host]:
    """Serve a folder on loopback; every answer comes `delay` seconds late."""
    sent: list[Sent] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            time.sleep(delay)
            path = folder / unquote(self.path.partition("?")[0]).lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            body = body_of(path) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            if found and path.suffix in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)
            sent.append(Sent(path.relative_to(folder).as_posix(), len(body)))

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Host(f"http://127.0.0.1:{server.server_port}/", sent)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def new_reader(**options: object) -> Iterator[Page]:
    """Open a page in a browser that was never used: no cache, no compiled script. The options are of its context."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser.new_context(**{"viewport": DESKTOP} | options).new_page()  # type: ignore[arg-type]
        finally:
            browser.close()
