"""What is asked of GitHub. Its schema: docs.github.com/graphql; npm's @octokit/graphql-schema."""

from __future__ import annotations

from datetime import date

from opslog.forges.forge import Field, Forge, Node, day_of, text_of
from opslog.forges.reference import Reference
from opslog.tracked import Tracked

# The states of issues and of pull requests are of two types, and may not share a name.
SELECTION = (
    "__typename ... on Issue { state stateReason closedAt title } "
    "... on PullRequest { changeState: state mergedAt closedAt title }"
)
STATES = {"OPEN": "open", "CLOSED": "closed", "MERGED": "closed"}


def _api(host: str) -> str:
    return "https://api.github.com/graphql" if host == "github.com" else f"https://{host}/api/graphql"


def _project(reference: Reference) -> Field:
    owner, _, name = reference.project.partition("/")
    return Field("repository", (("owner", "String!", owner), ("name", "String!", name)))


def _issue(reference: Reference) -> Field:
    return Field("issueOrPullRequest", (("number", "Int!", reference.number),), SELECTION)


def _read(node: Node, day: date) -> Tracked | None:
    written = text_of(node, "state") or text_of(node, "changeState")
    state = STATES.get(written)
    if state is None:
        return None
    reason = ""
    if state == "closed":
        if "changeState" in node:
            reason = "" if written == "MERGED" else "not merged"
        elif text_of(node, "stateReason") in {"NOT_PLANNED", "DUPLICATE"}:
            reason = text_of(node, "stateReason").lower().replace("_", " ")
    closed = day_of(node, "mergedAt", "closedAt") if state == "closed" else None
    return Tracked(state, day, closed, text_of(node, "title"), reason)


GITHUB = Forge(
    name="GitHub",
    token_variables=("GITHUB_TOKEN", "GH_TOKEN"),
    needs_token=True,
    most_at_once=50,
    api=_api,
    project=_project,
    issue=_issue,
    read=_read,
)
