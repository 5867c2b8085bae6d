"""A GitHub on this machine that answers about pull requests over REST, in the shapes of its OpenAPI.

Forgejo and GitLab are here too, as far as they answer differently.
"""

from __future__ import annotations

import contextlib
import copy
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from forge_server import Reply
from loopback import on_loopback

EXAMPLES = json.loads((Path(__file__).parent / "forges" / "github-pulls.json").read_text(encoding="utf-8"))
PROJECT = "example/ops-log"


@dataclass
class Pulls:
    """One pull request, and how its host behaves: who is let in, how long a page is, what it answers out of order."""

    number: int = 88
    author: str = "jun"
    head: str = "0" * 40
    files: dict[str, str] = field(default_factory=dict)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    token: str = ""
    page: int = 100
    replies: deque[Reply] = field(default_factory=deque)
    next_page: str = ""
    asked: list[str] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    address: str = ""

    def review(self, by: str | None, state: str = "APPROVED", commit: str = "", day: int = 1, **more: Any) -> None:
        """Add a review; the later the day, the later it was given."""
        review = copy.deepcopy(EXAMPLES["review"])
        number = 2001 + len(self.reviews)
        url = f"https://github.com/{PROJECT}/pull/{self.number}#pullrequestreview-{number}"
        review |= {"id": number, "state": state, "commit_id": commit or self.head, "html_url": url}
        review["submitted_at"] = f"2026-03-{day:02}T10:05:00Z"
        if by is None:
            review["user"] = None
        else:
            review["user"] |= {"login": by, "type": "Bot" if by.endswith("[bot]") else "User"}
        self.reviews.append(review | more)

    def answer(self, path: str) -> Any:
        """Answer a question, or give None for what is not there."""
        base = f"/repos/{PROJECT}/pulls/{self.number}"
        merge_request = f"/projects/{PROJECT}/merge_requests/{self.number}"
        answers = {
            base: self.pull,
            f"{base}/files": lambda: [
                EXAMPLES["file"] | {"filename": name, "sha": sha} for name, sha in self.files.items()
            ],
            f"{base}/reviews": lambda: self.reviews,
            merge_request: self.merge_request,
            f"{merge_request}/diffs": lambda: [{"new_path": name, "deleted_file": False} for name in self.files],
            f"{merge_request}/approvals": self.approvals,
        }
        return answers[path]() if path in answers else None

    def pull(self) -> Any:
        pull = copy.deepcopy(EXAMPLES["pull"])
        pull |= {"number": self.number, "html_url": f"https://github.com/{PROJECT}/pull/{self.number}"}
        pull["user"]["login"] = self.author
        pull["head"]["sha"] = self.head
        return pull

    def merge_request(self) -> Any:
        url = f"https://gitlab.com/{PROJECT}/-/merge_requests/{self.number}"
        return {"iid": self.number, "sha": self.head, "web_url": url, "author": {"username": self.author}}

    def approvals(self) -> Any:
        return {"approved_by": [{"user": {"username": review["user"]["login"]}} for review in self.reviews]}


class Handler(BaseHTTPRequestHandler):
    pulls: Pulls

    def do_GET(self) -> None:
        pulls = self.pulls
        pulls.asked.append(self.path)
        pulls.authorizations.append(self.headers.get("Authorization"))
        if pulls.replies:
            self.send(pulls.replies.popleft())
            return
        if pulls.token and self.headers.get("Authorization") != f"Bearer {pulls.token}":
            self.send(Reply(401, '{"message": "Bad credentials", "status": "401"}'))
            return
        parts = urlsplit(self.path)
        answer = pulls.answer(unquote(parts.path.removeprefix("/api")))
        if answer is None:
            self.send(Reply(404, '{"message": "Not Found", "status": "404"}'))
        elif isinstance(answer, list):
            self.send_page(answer, parts.path, int(parse_qs(parts.query).get("page", ["1"])[0]))
        else:
            self.send(Reply(200, json.dumps(answer)))

    def send_page(self, answer: list[Any], path: str, page: int) -> None:
        size = self.pulls.page
        shown, rest = answer[(page - 1) * size : page * size], answer[page * size :]
        address = (
            self.pulls.next_page or f"{self.pulls.address}{path.removeprefix('/api')}?per_page={size}&page={page + 1}"
        )
        links = {"Link": f'<{self.pulls.address}/first>; rel="first", <{address}>; rel="next"'} if rest else {}
        self.send(Reply(200, json.dumps(shown), links))

    def send(self, reply: Reply) -> None:
        body = reply.body.replace("{authorization}", self.headers.get("Authorization") or "").encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "application/json"} | dict(reply.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(pulls: Pulls) -> Iterator[Pulls]:
    """Serve until the block ends."""
    with on_loopback(type("PullsHandler", (Handler,), {"pulls": pulls})) as address:
        pulls.address = f"{address}/api"
        yield pulls
