"""What is asked of GitLab. Its schema: docs.gitlab.com/api/graphql/reference."""

from __future__ import annotations

from datetime import date

from opslog.forges.forge import Field, Forge, Node, day_of, text_of
from opslog.forges.reference import Reference
from opslog.tracked import Tracked

ISSUE = "state closedAt title moved closedAsDuplicateOf { iid }"
CHANGE = "state mergedAt title"
STATES = {"opened": "open", "locked": "open", "closed": "closed", "merged": "closed"}
"""A merge request is `locked` for the moment in which it is merged."""


def _api(host: str) -> str:
    return f"https://{host}/api/graphql"


def _project(reference: Reference) -> Field:
    return Field("project", (("fullPath", "ID!", reference.project),))


def _issue(reference: Reference) -> Field:
    name, selection = ("mergeRequest", CHANGE) if reference.is_change else ("issue", ISSUE)
    return Field(name, (("iid", "String!", str(reference.number)),), selection)


def _read(node: Node, day: date) -> Tracked | None:
    written = text_of(node, "state")
    state = STATES.get(written)
    if state is None:
        return None
    closed = day_of(node, "mergedAt", "closedAt") if state == "closed" else None
    return Tracked(state, day, closed, text_of(node, "title"), _reason(node) if written == "closed" else "")


def _reason(node: Node) -> str:
    if "mergedAt" in node:
        return "not merged"
    if node.get("moved") is True:
        return "moved to another project"
    return "duplicate" if node.get("closedAsDuplicateOf") else ""


GITLAB = Forge(
    name="GitLab",
    token_variables=("GITLAB_TOKEN",),
    needs_token=False,
    most_at_once=20,  # it refuses a query of complexity above 200; an issue counts 9 at most, with its project
    api=_api,
    project=_project,
    issue=_issue,
    read=_read,
)
