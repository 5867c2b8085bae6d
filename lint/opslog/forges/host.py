"""A host to ask: its address and its token, both checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
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


@dataclass(frozen=True, slots=True)
class Host:
    """A host, the forge that runs on it, the address of its GraphQL, and the token for it (empty: none)."""

    name: str
    forge: Forge
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


def open_host(name: str, config: TrackerConfig, environment: Mapping[str, str]) -> Host:
    """Look up how to ask a host. Raises OpslogError for an unsafe address and where a token is needed or is none."""
    forge = FORGES[forge_of(name, config) or ""]
    api = config.api.get(name) or forge.api(name)
    if not is_safe(api):
        raise OpslogError(f"`tracker.api` of {name}: {api!r} is not an https:// address; nothing was sent there")
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


def _token_variables(name: str, forge: Forge, config: TrackerConfig) -> tuple[str, ...]:
    if name in config.tokens:
        return (config.tokens[name],)
    return forge.token_variables if name in PUBLIC_HOSTS else ()


def _token_is_needed(name: str, forge: Forge, variables: tuple[str, ...]) -> str:
    where = f"put one that may read the issues into {' or '.join(variables)}"
    if not variables:
        where = f"name the environment variable that holds one in `tracker.tokens`, for {name}"
    return f"{forge.name} answers nobody without a token: {where}"
