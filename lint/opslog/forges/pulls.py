"""Reviews of pull requests, on GitHub (docs.github.com/rest/pulls) and on Forgejo or Gitea, which answer alike."""

from __future__ import annotations

from opslog.forges.forge import Node, text_of
from opslog.forges.host import Host
from opslog.forges.patience import Patience, StoppedError
from opslog.forges.rest import Question, ask_list, ask_object
from opslog.forges.reviews import (
    DISMISSED,
    ReviewForge,
    Told,
    address_of,
    commit_of,
    login_of,
    moment_of,
    object_of,
)
from opslog.record import Review

STATES = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes-requested",
    "REQUEST_CHANGES": "changes-requested",  # Forgejo's word
    "COMMENTED": "commented",
    "COMMENT": "commented",
    "DISMISSED": DISMISSED,
}
"""Answers write them in capitals, events in small letters. What is pending or asked for is no review yet."""


def ask_pull(host: Host[ReviewForge], project: str, number: int, patience: Patience) -> Told:
    """Ask about a pull request: who wrote it, which files it changes, who reviewed it. Raises StoppedError."""
    path, about = f"/repos/{project}/pulls/{number}", f"pull request {number} of {project}"
    pull = ask_object(host, Question(path, about), patience)
    author, head = login_of(object_of(pull, "user")), commit_of(object_of(pull, "head"), "sha")
    if pull.get("number") != number or not head:
        raise StoppedError(f"{host}: what came for {about} is none")
    files = ask_list(host, Question(f"{path}/files?per_page=100", f"the files of {about}"), patience)
    reviews = ask_list(host, Question(f"{path}/reviews?per_page=100", f"the reviews of {about}"), patience)
    read = [read_review(review) for review in reviews]
    return Told(
        author,
        head,
        address_of(pull, "html_url") or "",
        {text_of(file, "filename"): commit_of(file, "sha") for file in files if text_of(file, "status") != "removed"},
        tuple(review for review in read if review is not None),
    )


def read_review(node: Node) -> Review | None:
    """Read one review; None for one that is none yet, and for one by nobody, such as a robot."""
    state = STATES.get(text_of(node, "state").upper())
    by = login_of(object_of(node, "user"))
    if state is None or not by:
        return None
    if node.get("dismissed") is True:
        state = DISMISSED
    return Review(
        by=by,
        state=state,
        at=moment_of(node, "submitted_at"),
        url=address_of(node, "html_url"),
        commit=commit_of(node, "commit_id") or None,
    )


def _github(host: str) -> str:
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


GITHUB = ReviewForge("GitHub", "pull request", ("GITHUB_TOKEN", "GH_TOKEN"), _github, ask_pull)
FORGEJO = ReviewForge("Forgejo", "pull request", ("FORGEJO_TOKEN",), lambda host: f"https://{host}/api/v1", ask_pull)
