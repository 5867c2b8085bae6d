"""A folder over HTTP, for those who write and read on this machine, and word of every new build to the open pages."""

from __future__ import annotations

import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from opslog.errors import OpslogError
from opslog_site.policy import HEADERS

SCRIPT, NEWS = "/_opslog/reload.js", "/_opslog/news"
ANY_HOST = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on
THIS_HOST = frozenset({"localhost", "127.0.0.1", "::1"})
SILENCE = 15.0
"""Seconds after which a waiting page is sent a sign of life; one that is gone is noticed by that."""
KINDS = {
    # What the system says of a file's kind differs from machine to machine; browsers are strict about these.
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


class Builds:
    """Which build is shown; pages wait for the next one."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.version = str(time.time_ns())

    def announce(self) -> None:
        """Say that there is another build."""
        with self.changed:
            self.version = str(time.time_ns())
            self.changed.notify_all()

    def after(self, version: str, seconds: float) -> str:
        """Wait for another build than this one; gives the one that there is when the time is over."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, seconds)
            return self.version


class SiteServer(ThreadingHTTPServer):
    """Serves the files of a folder. With `builds`, pages are loaded anew when there is another one."""

    daemon_threads = True

    def __init__(self, host: str, port: int, folder: Path, builds: Builds | None = None) -> None:
        self.folder = folder
        self.builds = builds
        self.hosts = None if host in ANY_HOST else THIS_HOST | {host.lower()}
        try:
            super().__init__((host, port), _Answer)
        except OSError as error:
            raise OpslogError(
                f"{host}:{port}: cannot listen there: {error.strerror}. Another program may have the port; "
                f"take another one: --address {host}:{port + 1 if 0 < port < 65535 else 8001}"
            ) from error
        except OverflowError as error:
            raise OpslogError(f"{host}:{port}: there is no such port; take one from 1 to 65535") from error

    @property
    def address(self) -> str:
        """The address of the site, with a slash at the end."""
        host = str(self.server_address[0])
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that have left for another page."""


@contextmanager
def answering(server: SiteServer) -> Iterator[SiteServer]:
    """Serve, in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def file_for(folder: Path, path: str) -> Path | None:
    """Find the file of an address; None where there is none, or where it lies outside of the folder."""
    parts = [part for part in path.split("/") if part]
    if any(part in (".", "..") or set(part) & {"\\", "\0", ":"} for part in parts):
        return None
    try:
        found = folder.joinpath(*parts, *(["index.html"] if path.endswith("/") else [])).resolve(strict=True)
        inside = found.is_relative_to(folder.resolve()) and found.is_file()
    except (OSError, RuntimeError):  # links in a circle are no OSError before Python 3.13
        return None
    return found if inside else None


class _Answer(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "opslog", ""
    timeout = 60

    def do_GET(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            self._answer()

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        builds = self.server.builds
        if not self._is_meant():
            # A page of another host could have its name lead here, and read what this machine keeps to itself.
            self._send(HTTPStatus.MISDIRECTED_REQUEST, ".txt", f"opslog serves {self.server.address} only\n".encode())
        elif builds and path == NEWS:
            self._tell(builds)
        elif builds and path == SCRIPT:
            self._send(HTTPStatus.OK, ".js", files("opslog_site").joinpath("assets/reload.js").read_bytes())
        elif file := file_for(self.server.folder, path):
            self._send(HTTPStatus.OK, file.suffix.lower(), file.read_bytes())
        elif file_for(self.server.folder, f"{path}/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, ".txt", b"", Location=quote(f"/{path.strip('/')}/"))
        else:
            missing = file_for(self.server.folder, "/404.html")
            self._send(HTTPStatus.NOT_FOUND, ".html", missing.read_bytes() if missing else b"There is no such page.")

    def _is_meant(self) -> bool:
        hosts = self.server.hosts
        return hosts is None or urlsplit(f"//{self.headers.get('Host', '')}").hostname in hosts

    def _send(self, status: HTTPStatus, suffix: str, content: bytes, **more: str) -> None:
        if suffix == ".html" and self.server.builds:
            script = f'<script src="{SCRIPT}?{self.server.builds.version}"></script>'.encode()
            before, end, after = content.rpartition(b"</body>")
            content = before + script + end + after if end else after + script
        kind = KINDS.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(content))} | more)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _tell(self, builds: Builds) -> None:
        self.close_connection = True
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        version = ""
        while self.command != "HEAD":
            now = builds.after(version, SILENCE)
            self.wfile.write(b":\n\n" if now == version else f"data: {now}\n\n".encode())
            version = now

    def _begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (HEADERS | headers | {"Cache-Control": "no-store"}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal belongs to what is wrong with a record."""
