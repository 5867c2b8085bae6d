"""Asking a host's REST interface: one document, or a list page by page."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import NamedTuple

from opslog.forges.forge import Node, text_of
from opslog.forges.host import Asked, Host
from opslog.forges.http import Answer, get
from opslog.forges.patience import Patience, StoppedError, answered, ask_patiently, check_limits

MOST_PAGES = 40
"""Of a hundred each: GitHub shows 3,000 files of a pull request at most."""
NEXT = re.compile(r"<(?P<address>[^<>\s]{1,2000})>\s*;[^,<>]{0,200}?\brel=\"?next\"?")


class Question(NamedTuple):
    """Where to ask below the host's interface, and what about, in words."""

    path: str
    about: str


def ask_object(host: Host[Asked], question: Question, patience: Patience) -> Node:
    """Ask for one object. Raises StoppedError."""
    document, _ = ask_patiently(
        host, partial(_ask_once, host, f"{host.api}{question.path}", question, patience), patience
    )
    if not isinstance(document, dict):
        raise StoppedError(_no_answer(host, question))
    return document


def ask_list(host: Host[Asked], question: Question, patience: Patience) -> list[Node]:
    """Ask for a list of objects, to its last page. Raises StoppedError, also where a page leads to another host."""
    address = f"{host.api}{question.path}"
    found: list[Node] = []
    for _ in range(MOST_PAGES):
        document, following = ask_patiently(host, partial(_ask_once, host, address, question, patience), patience)
        if not isinstance(document, list):
            raise StoppedError(_no_answer(host, question))
        found += [item for item in document if isinstance(item, dict)]
        if not following:
            return found
        if not following.startswith(f"{host.api}/"):
            raise StoppedError(f"{host}: the next page of {question.about} is elsewhere; it was not asked for")
        address = following
    raise StoppedError(f"{host}: {question.about} has more than {MOST_PAGES} pages")


def _ask_once(host: Host[Asked], address: str, question: Question, patience: Patience) -> tuple[object, str]:
    answer = answered(lambda: get(host, address, patience.answer), f"{host} cannot be asked at {host.api}")
    document = _document(answer)
    message = text_of(document, "message") if isinstance(document, dict) else ""
    check_limits(answer, message, patience)
    if answer.status != 200:
        raise StoppedError(_refusal(host, answer.status, host.plain(message), question))
    links = next((value for name, value in answer.headers.items() if name.lower() == "link"), "")
    following = NEXT.search(links[:10_000])
    return document, following["address"] if following else ""


def _document(answer: Answer) -> object:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _refusal(host: Host[Asked], status: int, message: str, question: Question) -> str:
    if 300 <= status < 400:
        return f"{host}: {question.about} is elsewhere (HTTP {status}); was the repository renamed?"
    if status == 401:
        refused = f"does not accept the token in {host.token_variable}" if host.token else "asks for a token"
        return f"{host} {refused} (HTTP 401)"
    if status == 404:
        return f"{host} knows no {question.about}, or does not show it to us (HTTP 404)"
    return f"{host} refuses to tell about {question.about} (HTTP {status}): {message or 'it does not say why'}"


def _no_answer(host: Host[Asked], question: Question) -> str:
    return f"{host}: what came for {question.about} is not an answer of its REST interface"
