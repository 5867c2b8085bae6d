"""What is asked about the reviews of a pull or merge request, and of which hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from opslog.forges.forge import Node, text_of
from opslog.forges.host import Host
from opslog.forges.patience import Patience
from opslog.git import COMMIT
from opslog.record import Review
from opslog.shapes import WEB_ADDRESS
from opslog.times import Moment

LOGIN = re.compile(r"[A-Za-z0-9][\w.-]{0,99}(?:\[bot\])?\Z", re.ASCII)
NODE: Node = {}


class Told(NamedTuple):
    """What a forge tells of a pull or merge request.

    `head` is its last commit. `files` are those it changes, each with its git blob where the forge says which.
    `unsaid` is what the forge does not tell, in words.
    """

    author: str
    head: str
    url: str
    files: Mapping[str, str]
    reviews: tuple[Review, ...]
    unsaid: tuple[str, ...] = ()


class ReviewForge(NamedTuple):
    """A kind of forge that can be asked about reviews; `request` is its word for what is reviewed."""

    name: str
    request: str
    token_variables: tuple[str, ...]
    api: Callable[[str], str]
    ask: Callable[[Host[ReviewForge], str, int, Patience], Told]
    needs_token: bool = False  # public projects answer everybody


def login_of(node: Node, name: str = "login") -> str:
    """Take somebody's handle out of an answer; empty where there is none, as for a deleted account, or for a robot."""
    login = text_of(node, name)
    return f"@{login}" if LOGIN.match(login) and text_of(node, "type") != "Bot" else ""


def object_of(node: Node, name: str) -> Node:
    """Take an object out of an answer; an empty one where there is none."""
    value = node.get(name)
    return value if isinstance(value, dict) else NODE


def commit_of(node: Node, name: str) -> str:
    """Take the name of a commit out of an answer; empty where there is none."""
    commit = text_of(node, name)
    return commit if COMMIT.match(commit) else ""


def address_of(node: Node, name: str) -> str | None:
    """Take a web address out of an answer."""
    address = text_of(node, name)
    return address if len(address) < 1000 and WEB_ADDRESS.match(address) and address.isprintable() else None


def moment_of(node: Node, name: str) -> Moment | None:
    """Take a moment out of an answer."""
    try:
        at = datetime.fromisoformat(text_of(node, name)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
    return Moment(at, at)
