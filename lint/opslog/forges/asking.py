"""Asking a host about all its issues, in as few questions as it allows, and keeping what was learned when it stops."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from opslog.forges.forge import Forge, Node, text_of
from opslog.forges.host import Host
from opslog.forges.http import Answer, post
from opslog.forges.patience import (
    RATE_LIMITED,
    Patience,
    StoppedError,
    answered,
    ask_patiently,
    check_limits,
    limited,
)
from opslog.forges.question import Path, Question, write_question
from opslog.forges.reference import Reference
from opslog.tracked import Tracked


class Learned(NamedTuple):
    """What a host told: the issues, why it kept single ones to itself, and why it was not asked to the end."""

    issues: Mapping[Reference, Tracked]
    refused: Mapping[Reference, str]
    stopped: str = ""


def ask(host: Host[Forge], references: Sequence[Reference], day: date, patience: Patience) -> Learned:
    """Ask a host about its issues; `day` is the day on which that is."""
    issues: dict[Reference, Tracked] = {}
    refused: dict[Reference, str] = {}
    most = host.forge.most_at_once
    for start in range(0, len(references), most):
        question = write_question(references[start : start + most], host.forge)
        try:
            answer = ask_patiently(host, partial(_ask_once, host, question, patience), patience)
        except StoppedError as stop:
            asked = f"; {start} of {len(references)} asked so far, the rest keeps what was known" if start else ""
            return Learned(issues, refused, f"{stop}{asked}")
        told, kept = _read(host, question, answer, day)
        issues |= told
        refused |= kept
    return Learned(issues, refused)


def _ask_once(host: Host[Forge], question: Question, patience: Patience) -> Node:
    sent = {"query": question.query, "variables": question.variables}
    answer = answered(lambda: post(host, sent, patience.answer), f"{host} cannot be asked at {host.api}")
    document = _document(answer)
    check_limits(answer, text_of(document or {}, "message"), patience)
    if answer.status != 200:
        raise StoppedError(_refusal(host, answer, document or {}))
    if document is None:
        raise StoppedError(f"{host}: what came from {host.api} is not an answer of a GraphQL API")
    errors = _errors(document)
    if any(text_of(error, "type") in RATE_LIMITED for error in errors):
        raise limited(answer, patience)
    if not isinstance(document.get("data"), dict):
        raise StoppedError(f"{host} could not answer: {_message(host, errors)}")
    return document


def _refusal(host: Host[Forge], answer: Answer, document: Node) -> str:
    """Say why a status other than 200 ends it."""
    if 300 <= answer.status < 400:
        return f"{host}: {host.api} leads elsewhere (HTTP {answer.status}); write its true address into `tracker.api`"
    if answer.status == 401:
        refused = f"does not accept the token in {host.token_variable}" if host.token else "asks for a token"
        return f"{host} {refused} (HTTP 401)"
    if answer.status == 404:
        return f"{host}: there is no GraphQL API at {host.api} (HTTP 404); its address belongs into `tracker.api`"
    errors = _errors(document) or [document]
    return f"{host} refuses (HTTP {answer.status}): {_message(host, errors)}"


def _document(answer: Answer) -> Node | None:
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _errors(document: Node) -> list[Node]:
    errors = document.get("errors")
    return [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


def _message(host: Host[Forge], errors: Sequence[Node]) -> str:
    written = next((text_of(error, "message") for error in errors if text_of(error, "message")), "")
    return host.plain(written) or "it does not say why"


def _read(
    host: Host[Forge], question: Question, document: Node, day: date
) -> tuple[dict[Reference, Tracked], dict[Reference, str]]:
    """Sort an answer: what was told, what is missing, and what was kept back with the reason given for that."""
    told: dict[Reference, Tracked] = {}
    kept: dict[Reference, str] = {}
    errors = _errors(document)
    for reference, path in question.paths.items():
        node, is_null = _find(document["data"], path)
        issue = host.forge.read(node, day) if node is not None else None
        about = [error for error in errors if _is_about(error, path)]
        if issue is not None:
            told[reference] = issue._replace(title=host.plain(issue.title))
        elif is_null and (not about or any(text_of(error, "type") == "NOT_FOUND" for error in about)):
            told[reference] = Tracked("missing", day)
        else:
            kept[reference] = _message(host, about) if about else "the answer is not what was asked for"
    return told, kept


def _find(data: object, path: Path) -> tuple[Node | None, bool]:
    """Find an issue in an answer; where it is not, say whether that is because the forge answered null."""
    node: object = data
    for name in path:
        if not isinstance(node, dict) or name not in node:
            return None, False
        node = node[name]
        if node is None:
            return None, True
    return (node, False) if isinstance(node, dict) else (None, False)


def _is_about(error: Node, path: Path) -> bool:
    """Say whether an error tells about an issue or what it stands in; one that names no place is about everything."""
    place = error.get("path")
    return not isinstance(place, list) or tuple(place[: len(path)]) == path[: len(place)]
