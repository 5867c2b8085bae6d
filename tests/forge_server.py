"""A forge on this machine: it executes the GraphQL it is sent, and misbehaves in the ways forges do when told to."""

from __future__ import annotations

import contextlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLError, GraphQLSchema, Node, build_schema, graphql_sync, parse, visit
from graphql.language import Visitor

from loopback import on_loopback

SCHEMAS = Path(__file__).parent / "forges"
Issues = dict[str, dict[str, Any]]
"""What stands in a forge: project → number → its fields, or the error that asking for it gives."""


def schema_of(name: str) -> GraphQLSchema:
    return build_schema((SCHEMAS / f"{name}.graphql").read_text(encoding="utf-8"))


class Reply(NamedTuple):
    """An answer instead of the real one: `delay` before it and `trickle` before each of its bytes, in seconds.

    `{authorization}` in it becomes the header that was sent. A status of 0 sends the body bare, and hangs up.
    """

    status: int
    body: str = ""
    headers: Mapping[str, str] = {}
    delay: float = 0
    trickle: float = 0
    reason: str = ""


class ForgeError(Exception):
    """An error that a forge gives for one field, with GitHub's word for its type."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass
class Forge:
    """Its data, what it was asked, and what it will answer before it comes to itself."""

    schema: GraphQLSchema
    root: Callable[[Issues], Any]
    issues: Issues = field(default_factory=dict)
    replies: deque[Reply] = field(default_factory=deque)
    token: str | None = None
    most_complex: int = 10**9
    asked: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    address: str = ""

    def answer(self, document: dict[str, Any]) -> dict[str, Any]:
        """Execute a question, with errors in GitHub's shape: a type, and the path of what is null for it."""
        score = complexity(document["query"])
        if score > self.most_complex:
            message = f"Query has complexity of {score}, which exceeds max complexity of {self.most_complex}"
            return {"errors": [{"message": message}]}
        done = graphql_sync(self.schema, document["query"], self.root(self.issues), None, document["variables"])
        answer: dict[str, Any] = {"data": done.data}
        if done.errors:
            answer["errors"] = [_shape(error) for error in done.errors]
        return answer


def _shape(error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error
    kind = {"type": cause.kind} if isinstance(cause, ForgeError) else {}
    return {**kind, "path": error.path, "message": error.message} if error.path else {"message": error.message}


def complexity(query: str) -> int:
    """Count as GitLab does (app/graphql/types/base_field.rb): a field 1, `mergedAt` 5."""

    class Counter(Visitor):
        total = 0

        def enter_field(self, node: FieldNode, *_: Any) -> Node | None:
            self.total += 5 if node.name.value == "mergedAt" else 1
            return None

    counter = Counter()
    visit(parse(query), counter)
    return counter.total


def github_root(issues: Issues) -> Any:
    def repository(_: Any, owner: str, name: str, **__: Any) -> Any:
        project = issues.get(f"{owner}/{name}")
        if project is None:
            raise ForgeError("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")

        def issue(_: Any, number: int) -> Any:
            found = project.get(str(number))
            if found is None:
                message = f"Could not resolve to an issue or pull request with the number of {number}."
                raise ForgeError("NOT_FOUND", message)
            if isinstance(found, ForgeError):
                raise found
            return found

        return {"issueOrPullRequest": issue}

    return {"repository": repository}


def gitlab_root(issues: Issues) -> Any:
    """Answers null, without an error, for what is not there or not shown: as GitLab does."""

    def project(_: Any, fullPath: str) -> Any:  # noqa: N803
        found = issues.get(fullPath)
        if found is None:
            return None
        return {
            "issue": lambda _, iid, **__: found.get(f"#{iid}"),
            "mergeRequest": lambda _, iid: found.get(f"!{iid}"),
        }

    return {"project": project}


class Handler(BaseHTTPRequestHandler):
    forge: Forge

    def do_POST(self) -> None:
        document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.forge.asked.append(document)
        sent = self.headers.get("Authorization")
        self.forge.authorizations.append(sent)
        if self.forge.replies:
            self.send(self.forge.replies.popleft(), sent)
        elif self.forge.token and sent != f"Bearer {self.forge.token}":
            self.send(Reply(401, '{"message": "Bad credentials", "status": "401"}'), sent)
        else:
            self.send(Reply(200, json.dumps(self.forge.answer(document))), sent)

    def do_GET(self) -> None:
        self.forge.asked.append({"query": f"GET {self.path}"})
        self.forge.authorizations.append(self.headers.get("Authorization"))
        self.send(Reply(200, "{}"), None)

    def send(self, reply: Reply, sent: str | None) -> None:
        time.sleep(reply.delay)
        with contextlib.suppress(ConnectionError):
            if reply.status:
                self.send_reply(reply, sent or "")
            else:
                self.wfile.write(reply.body.replace("{authorization}", sent or "").encode())

    def send_reply(self, reply: Reply, sent: str) -> None:
        body = reply.body.replace("{authorization}", sent).encode()
        self.send_response(reply.status, reply.reason.replace("{authorization}", sent) or None)
        for name, value in ({"Content-Type": "application/json"} | dict(reply.headers)).items():
            self.send_header(name, value.replace("{authorization}", sent))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for piece in (body[at : at + 1] for at in range(len(body))) if reply.trickle else (body,):
            time.sleep(reply.trickle)
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def running(forge: Forge) -> Iterator[Forge]:
    """Serve a forge until the block ends."""
    with on_loopback(type("ForgeHandler", (Handler,), {"forge": forge})) as address:
        forge.address = f"{address}/graphql"
        yield forge
