"""`opslog serve`: what it gives away and what not, and that a page follows its record."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from browser import chromium_page, needs_chromium
from conftest import Opslog, environment, record_text
from opslog_site.policy import HEADERS
from opslog_site.server import Builds, SiteServer, answering

RECORD = "incidents/2022/2022-12-25-a"
PATIENCE = 120.0
"""Seconds after which a build that should have come is given up; far above what one takes on a busy machine."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    folder = tmp_path / "site"
    (folder / "inner").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "index.html").write_text("<body>home</body>", encoding="utf-8")
    (folder / "404.html").write_text("<body>nowhere</body>", encoding="utf-8")
    (folder / "inner" / "index.html").write_text("<body>inner</body>", encoding="utf-8")
    (folder / "page.html").symlink_to(tmp_path / "secret.html")
    (folder / "out").symlink_to(tmp_path)
    (folder / "round").symlink_to(folder / "round")
    with answering(SiteServer("127.0.0.1", 0, folder)) as serving:
        yield serving


def ask(server: SiteServer, path: str, method: str = "GET", host: str = "localhost") -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    given = answer.status, answer.read().decode(), dict(answer.headers)
    connection.close()
    return given


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.html", "/%2e%2e/secret.html", "/inner/../../secret.html", "/..%2fsecret.html"),
        *("/..\\secret.html", "/%5c..%5csecret.html", "//../secret.html", "/C:/secret.html", "/index.html%00"),
        *("/page.html", "/out/secret.html", "/out/", "/round", "/inner/nothing", "/%ff%fe", f"/{'x' * 5000}"),
    ],
)
def test_nothing_outside_of_the_folder_is_given_away(server: SiteServer, path: str) -> None:
    status, content, _ = ask(server, path)

    assert (status, content) == (404, "<body>nowhere</body>")


def test_every_answer_has_the_headers_of_a_host(server: SiteServer) -> None:
    for path, status in (("/", 200), ("/inner", 301), ("/nothing", 404)):
        for method in ("GET", "HEAD"):
            answer = ask(server, path, method)
            assert answer[0] == status
            assert HEADERS.items() <= answer[2].items()
            assert method == "GET" or answer[1] == ""


def test_a_folder_is_sent_to_its_page_and_never_to_another_host(server: SiteServer) -> None:
    assert ask(server, "/inner")[2]["Location"] == "/inner/"
    assert ask(server, "//inner")[2]["Location"] == "/inner/"


def test_a_name_that_another_host_lets_lead_here_is_not_answered(server: SiteServer) -> None:
    assert ask(server, "/", host="evil.example")[:2] == (421, f"opslog serves {server.address} only\n")
    assert ask(server, "/", host=f"127.0.0.1:{server.server_port}")[0] == 200
    assert ask(server, "/", host="[::1]:80")[0] == 200


def test_pages_wait_for_news_only_where_there_will_be_some(server: SiteServer) -> None:
    assert ask(server, "/")[1] == "<body>home</body>"
    assert ask(server, "/_opslog/news")[0] == 404

    with answering(SiteServer("127.0.0.1", 0, server.folder, Builds())) as waiting:
        assert ask(waiting, "/")[1].startswith('<body>home<script src="/_opslog/reload.js?')
        assert "EventSource" in ask(waiting, "/_opslog/reload.js")[1]


class Served(NamedTuple):
    """A log that is served: the process, its records, and where its words and its pages are."""

    process: subprocess.Popen[str]
    folder: Path
    terminal: Path
    address: str

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    def page(self, path: str = "") -> str:
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            connection.request("GET", f"/{path}")
            return connection.getresponse().read().decode()
        finally:
            connection.close()


def comes_true(question: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def ctrl_c_heard_by_children() -> Iterator[None]:
    """Let processes that start now hear SIGINT: under a shell that put this run in the background they would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("log")
    record = folder / f"{RECORD}.md"
    record.parent.mkdir(parents=True)
    record.write_text(record_text("## Summary\n\nIt broke.\n"), encoding="utf-8")
    (folder / "opslog.toml").touch()
    terminal = folder / "terminal.txt"
    with terminal.open("w", encoding="utf-8") as words, ctrl_c_heard_by_children():
        call = [sys.executable, "-m", "opslog", "serve", "--address", "127.0.0.1:0"]
        process = subprocess.Popen(
            call, cwd=folder, env=environment(PYTHONUNBUFFERED="1"), stderr=words, stdout=words, text=True,
            start_new_session=True,
        )  # fmt: skip
    try:
        assert comes_true(lambda: "Serving http://" in terminal.read_text() or process.poll() is not None)
        address = terminal.read_text().partition("Serving http://")[2].partition("/")[0]
        assert address, terminal.read_text()
        yield Served(process, folder, terminal, address)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_page_follows_its_record_and_a_record_that_breaks_is_named(log: Served) -> None:
    record = log.folder / f"{RECORD}.md"
    assert "It broke." in log.page(f"{RECORD}/")
    assert not (log.folder / "site").exists()

    record.write_text(record_text("## Summary\n\nIt broke twice.\n"), encoding="utf-8")
    assert comes_true(lambda: "It broke twice." in log.page(f"{RECORD}/"))

    record.write_text("---\na: b: c\n---\n", encoding="utf-8")
    assert comes_true(lambda: "2022-12-25-a.md:2:5: this is not valid YAML" in log.said())
    (log.folder / "opslog.toml").write_text("recrods = 'x'\n", encoding="utf-8")
    assert comes_true(lambda: "did you mean `records`?" in log.said())

    (log.folder / "opslog.toml").write_text("", encoding="utf-8")
    record.write_text(record_text("## Summary\n\nIt is mended.\n"), encoding="utf-8")
    assert comes_true(lambda: "It is mended." in log.page(f"{RECORD}/"))
    assert "Traceback" not in log.said()


@pytest.mark.browser
@needs_chromium
def test_an_open_page_is_loaded_anew_under_its_policy(log: Served) -> None:
    record = log.folder / f"{RECORD}.md"
    with chromium_page() as page:
        seen: list[str] = []
        page.on("console", lambda it: seen.append(it.text) if it.type in {"error", "warning"} else None)
        page.goto(f"http://{log.address}/{RECORD}/")
        record.write_text(record_text("## Summary\n\nSeen without a key pressed.\n"), encoding="utf-8")
        expect(page.get_by_text("Seen without a key pressed.")).to_be_visible(timeout=PATIENCE * 1000)
        assert seen == []


def test_a_port_that_is_taken_is_named_and_ctrl_c_ends_it(log: Served, opslog: Opslog) -> None:
    second = opslog("serve", "--address", log.address, cwd=log.folder)
    assert second.returncode == 1
    assert f"{log.address}: cannot listen there" in second.stderr
    assert "take another one: --address 127.0.0.1:" in second.stderr
    assert "write it as 127.0.0.1:8000" in opslog("serve", "--address", "here", cwd=log.folder).stderr

    os.killpg(log.process.pid, signal.SIGINT)
    assert log.process.wait(PATIENCE) == 0
    assert "Traceback" not in log.said()
