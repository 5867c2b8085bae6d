"""A host to ask: its address and its token, both checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from opslog.config import TrackerConfig
from opslog.errors import OpslogError
from opslog.forges.forge import Forge
from opslog.forges.github import GITHUB
from opslog.forges.gitlab import GITLAB
from opslog.forges.reference import forge_of
from opslog.vocabulary import PUBLIC_HOSTS

FORGES = {"github": GITHUB, "gitlab": GITLAB}
TOKEN = re.compile(r"[\x21-\x7e]{1,4096}\Z")
LONGEST_TEXT = 200


class Asked(Protocol):
    """What a forge is to the one who knocks: its name, where its token may stand, whether it answers without one."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def token_variables(self) -> tuple[str, ...]:
        """The environment variables that hold its token."""

    @property
    def needs_token(self) -> bool:
        """Whether it answers nobody without one."""


AskedT = TypeVar("AskedT", bound=Asked)
AskedT_co = TypeVar("AskedT_co", bound=Asked, covariant=True)


@dataclass(frozen=True, slots=True)
class Host(Generic[AskedT_co]):
    """A host, the forge that runs on it, the address of its interface, and the token for it (empty: none)."""

    name: str
    forge: AskedT_co
    api: str
    token: str = field(default="", repr=False)
    token_variable: str = ""

    def __str__(self) -> str:
        """Name it for people."""
        return self.forge.name if self.name in PUBLIC_HOSTS else f"{self.forge.name} at {self.name}"

    def plain(self, text: str) -> str:
        """Make what a server wrote fit to be shown and kept: one short line, no control characters, no token."""
        if self.token:
            text = text.replace(self.token, f"[{self.token_variable}]")
        line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"


def open_host(name: str, config: TrackerConfig, environment: Mapping[str, str]) -> Host[Forge]:
    """Look up how to ask a host about issues. Raises OpslogError as `open_at` does."""
    forge = FORGES[forge_of(name, config) or ""]
    return open_at(name, forge, config.api.get(name) or forge.api(name), "tracker.api", config, environment)


def open_at(
    name: str, forge: AskedT, api: str, setting: str, config: TrackerConfig, environment: Mapping[str, str]
) -> Host[AskedT]:
    """Find the token of a host whose interface is at `api`, which `setting` names.

    Raises OpslogError for an unsafe address and where a token is needed or is none.
    """
    if not is_safe(api):
        raise OpslogError(f"`{setting}` of {name}: {api!r} is not an https:// address; nothing was sent there")
    variables = _token_variables(name, forge, config)
    variable = next((each for each in variables if environment.get(each, "").strip()), "")
    token = environment.get(variable, "").strip()
    if token and not TOKEN.match(token):
        raise OpslogError(f"{variable} holds characters that no token has; nothing was sent to {name}")
    if forge.needs_token and not token:
        raise OpslogError(_token_is_needed(name, forge, variables))
    return Host(name, forge, api, token, variable)


def is_safe(api: str) -> bool:
    """Say whether a token may be sent to an address: over https, or to this very machine."""
    try:
        parts = urlsplit(api)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not api.isascii() or not api.isprintable() or " " in api or "@" in parts.netloc or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))


def is_this_machine(host: str) -> bool:
    """Say whether a host name or address means the machine we run on."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _token_variables(name: str, forge: Asked, config: TrackerConfig) -> tuple[str, ...]:
    if name in config.tokens:
        return (config.tokens[name],)
    return forge.token_variables if name in PUBLIC_HOSTS else ()


def _token_is_needed(name: str, forge: Asked, variables: tuple[str, ...]) -> str:
    where = f"put one that may read the issues into {' or '.join(variables)}"
    if not variables:
        where = f"name the environment variable that holds one in `tracker.tokens`, for {name}"
    return f"{forge.name} answers nobody without a token: {where}"
