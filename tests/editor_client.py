"""The smallest editor: speaks the Language Server Protocol with `opslog lsp` over its stdin and stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, Self

from conftest import environment

PATIENCE = 30.0
"""Seconds to wait for an answer before a test fails."""


class Editor:
    """Opens texts, asks, and keeps what it is told. Closed by `quit`, or killed at the end of a `with`."""

    def __init__(self, folder: Path, *encodings: str) -> None:
        self.folder = folder
        self.server = subprocess.Popen(
            [sys.executable, "-m", "opslog", "lsp"],
            cwd="/", env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.said: Queue[dict[str, Any]] = Queue()
        self.asked = 0
        for work in (self._listen, self.server.stderr.read):  # type: ignore[union-attr]
            Thread(target=work, daemon=True).start()
        general = {"positionEncodings": list(encodings)} if encodings else {}
        self.can = self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={"general": general})
        self.tell("initialized")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.kill()
        self.server.communicate()

    def _listen(self) -> None:
        out = self.server.stdout
        assert out is not None
        while header := out.readline():
            if header.startswith(b"Content-Length: "):
                while out.readline().strip():
                    pass
                self.said.put(json.loads(out.read(int(header.split()[1]))))

    def send(self, body: bytes) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.server.stdin.flush()

    def tell(self, method: str, **params: object) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def ask(self, method: str, **params: object) -> Any:
        self.asked += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}).encode())
        answer = self.wait(lambda said: said.get("id") == self.asked)
        assert "error" not in answer, answer
        return answer["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        while not wanted(said := self.said.get(timeout=PATIENCE)):
            pass
        return said

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        self.tell("textDocument/didOpen", textDocument={
            "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text})  # fmt: skip
        return self.diagnostics(name, 1)

    def change(self, name: str, text: str, version: int) -> None:
        self.tell("textDocument/didChange", textDocument={"uri": self.uri(name), "version": version},
                  contentChanges=[{"text": text}])  # fmt: skip

    def diagnostics(self, name: str, version: int) -> list[dict[str, Any]]:
        said = self.wait(lambda said: said.get("params", {}).get("uri") == self.uri(name)
                         and said["params"].get("version") == version)  # fmt: skip
        found: list[dict[str, Any]] = said["params"]["diagnostics"]
        return found

    def ask_at(self, what: str, name: str, line: int, character: int) -> Any:
        return self.ask(f"textDocument/{what}", textDocument={"uri": self.uri(name)},
                        position={"line": line, "character": character})  # fmt: skip

    def quit(self) -> int:
        self.ask("shutdown")
        self.tell("exit")
        return self.server.wait(PATIENCE)
