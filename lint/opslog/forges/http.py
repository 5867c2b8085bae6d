"""One POST of JSON, or one GET. Nothing is followed, all is bounded, and no message holds what a server wrote."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, OpenerDirector, ProxyHandler, Request, build_opener

from opslog import __version__
from opslog.forges.host import Asked, Host, is_this_machine

LONGEST_ANSWER = 10 * 1024 * 1024
PIECE = 64 * 1024


class Answer(NamedTuple):
    """What came back: any status, also one that means an error."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswerError(Exception):
    """Why there is none; `again` where the next try may do better."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class _EveryAnswer(HTTPErrorProcessor):
    """Hands over every answer as it is. So no redirect is followed, and the token goes nowhere else."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:  # noqa: ARG002
        return response

    https_response = http_response


def post(host: Host[Asked], document: Mapping[str, object], seconds: float) -> Answer:
    """Send a JSON document to a host and wait `seconds` for each sign of life. Raises NoAnswerError."""
    body = json.dumps(document).encode()
    headers = _headers() | {"Content-Type": "application/json"}
    return _send(host, Request(host.api, body, headers, method="POST"), seconds)  # noqa: S310 (see is_safe)


def get(host: Host[Asked], address: str, seconds: float) -> Answer:
    """Ask for what is at an address below the host's interface, as `post` does. Raises NoAnswerError."""
    if not address.startswith(f"{host.api}/"):
        raise NoAnswerError("this address is not the host's own; nothing was sent there")
    return _send(host, Request(address, headers=_headers(), method="GET"), seconds)  # noqa: S310 (see is_safe)


def _send(host: Host[Asked], request: Request, seconds: float) -> Answer:
    if host.token:
        request.add_unredirected_header("Authorization", f"Bearer {host.token}")
    deadline = time.monotonic() + 2 * seconds
    try:
        with _opener(host).open(request, timeout=seconds) as response:
            return Answer(response.status, response.headers, _read(response, deadline))
    except URLError as error:
        raise _no_answer(error.reason) from None
    except (OSError, HTTPException) as error:
        raise _no_answer(error) from None


def _headers() -> dict[str, str]:
    return {
        "Accept": "application/json",
        "User-Agent": f"opslog/{__version__}",
    }


def _opener(host: Host[Asked]) -> OpenerDirector:
    here = is_this_machine(urlsplit(host.api).hostname or "")
    return build_opener(_EveryAnswer, ProxyHandler({} if here else None))


def _read(response: HTTPResponse, deadline: float) -> bytes:
    """Read an answer piece by piece, so that one that trickles in or never ends is given up."""
    pieces = []
    length = 0
    while piece := response.read1(PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_ANSWER:
            raise NoAnswerError(f"the answer is longer than {LONGEST_ANSWER // 1024**2} MB")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def _no_answer(reason: object) -> NoAnswerError:
    if isinstance(reason, TimeoutError):
        return NoAnswerError("no answer in time", again=True)
    if isinstance(reason, ConnectionResetError | HTTPException):
        return NoAnswerError("the connection broke off", again=True)
    return NoAnswerError((isinstance(reason, OSError) and reason.strerror) or "no connection")
