"""Which pull or merge request is meant: by an option, an event file, what a pipeline sets, or a trailer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.forges.forge import Node, text_of
from opslog.forges.host import Host, open_at
from opslog.forges.merge_requests import GITLAB
from opslog.forges.pulls import FORGEJO, GITHUB, read_review
from opslog.forges.reference import PROJECTS, forge_of
from opslog.forges.reviews import ReviewForge, address_of, commit_of, login_of, object_of
from opslog.record import Review

FORGES = {"github": GITHUB, "gitlab": GITLAB, "forgejo": FORGEJO}
LONGEST_EVENT = 30 * 1024 * 1024
"""docs.github.com, webhook events and payloads: 25 MB at most."""
IN_ADDRESS = re.compile(r"/(?P<project>.{1,1000}?)(?:/-)?/(?:pull|pulls|merge_requests)/(?P<number>[1-9]\d{0,8})/?\Z")


class Request(NamedTuple):
    """A pull or merge request of a project on a host."""

    host: str
    project: str
    number: int

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.project}#{self.number}"


class Event(NamedTuple):
    """What an event file tells: the request, its author, its last commit and what it starts from, and a review."""

    request: Request
    author: str
    head: str
    base: str
    url: str
    review: Review | None


def read_event(file: Path) -> Event | None:
    """Read the file that GITHUB_EVENT_PATH names; None for an event that is about no pull request.

    Raises OpslogError for what is no event at all.
    """
    try:
        if file.stat().st_size > LONGEST_EVENT:
            raise OpslogError(f"the event file is longer than {LONGEST_EVENT // 1024**2} MB")
        document = json.loads(file.read_bytes())
    except OSError as error:
        raise OpslogError(f"the event file cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise OpslogError("the event file is no JSON") from error
    if not isinstance(document, dict):
        raise OpslogError("the event file is no event")
    return _event(document)


def _event(document: Node) -> Event | None:
    pull, repository = object_of(document, "pull_request"), object_of(document, "repository")
    number, project = pull.get("number"), text_of(repository, "full_name")
    host = urlsplit(address_of(repository, "html_url") or "").netloc.lower()
    head = commit_of(object_of(pull, "head"), "sha")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1 or not head or not host:
        return None
    if not re.fullmatch(PROJECTS["forgejo"], project, re.ASCII):
        return None
    review = object_of(document, "review")
    return Event(
        Request(host, project, number),
        login_of(object_of(pull, "user")),
        head,
        commit_of(object_of(pull, "base"), "sha"),
        address_of(pull, "html_url") or "",
        read_review(review) if review else None,
    )


def find_request(
    number: int | None, repository: str, event: Event | None, config: Config, environment: Mapping[str, str]
) -> Request | None:
    """Find the request that options, the event and the pipeline mean; None where none of them names one.

    Raises OpslogError for a repository that is none, or that is on a host we know nothing of.
    """
    meant = number or (event.request.number if event else None)
    meant = meant or _number(environment.get("CI_MERGE_REQUEST_IID", ""))
    if meant is None:
        return None
    if not repository and event:
        return event.request._replace(number=meant)
    host, project = _home(repository, config, environment)
    forge = forge_of(host, config.tracker)
    if not project:
        raise OpslogError("which repository? give --repository owner/name, or set `tracker.repository`")
    if forge is None:
        raise OpslogError(f"what runs on {host}? Write it into `tracker.hosts`: github, gitlab or forgejo")
    if not re.fullmatch(PROJECTS[forge], project, re.ASCII):
        raise OpslogError(f"`{project[:100]}` is not the name of a repository on {host}; write owner/name")
    return Request(host, project, meant)


def request_at(address: str, config: Config) -> Request | None:
    """Find the request that a web address means, as in a `PR-URL:` trailer."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    found = IN_ADDRESS.match(parts.path)
    forge = forge_of(parts.netloc.lower(), config.tracker)
    if not found or not forge or not re.fullmatch(PROJECTS[forge], found["project"], re.ASCII):
        return None
    return Request(parts.netloc.lower(), found["project"], int(found["number"]))


def open_request(request: Request, config: Config, environment: Mapping[str, str]) -> Host[ReviewForge]:
    """Look up how to ask about a request. Raises OpslogError for a host we know nothing of, or an unsafe address."""
    forge = FORGES.get(forge_of(request.host, config.tracker) or "")
    if forge is None:
        raise OpslogError(f"what runs on {request.host}? Write it into `tracker.hosts`: github, gitlab or forgejo")
    api = (config.review.api.get(request.host) or forge.api(request.host)).rstrip("/")
    return open_at(request.host, forge, api, "review.api", config.tracker, environment)


def _home(repository: str, config: Config, environment: Mapping[str, str]) -> tuple[str, str]:
    """Give host and project of a repository written `owner/name`, `host/owner/name` or as an address."""
    written = repository
    if not written and environment.get("GITHUB_REPOSITORY"):
        written = f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{environment['GITHUB_REPOSITORY']}"
    elif not written and environment.get("CI_PROJECT_PATH"):
        written = f"{environment.get('CI_SERVER_HOST', 'gitlab.com')}/{environment['CI_PROJECT_PATH']}"
    written = (written or config.tracker.repository).removeprefix("https://").removeprefix("http://").strip("/")
    first, _, rest = written.partition("/")
    if "/" in rest and (forge_of(first.lower(), config.tracker) or "." in first):
        return first.lower(), rest
    return "github.com", written


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) else None
