"""Approvals of merge requests on GitLab (docs.gitlab.com/api/merge_request_approvals)."""

from __future__ import annotations

from urllib.parse import quote

from opslog.forges.forge import text_of
from opslog.forges.host import Host
from opslog.forges.patience import Patience, StoppedError
from opslog.forges.rest import Question, ask_list, ask_object
from opslog.forges.reviews import ReviewForge, Told, address_of, commit_of, login_of, moment_of, object_of
from opslog.record import Review

UNSAID = "GitLab does not tell which version was approved: let it take approvals back when commits are added"


def ask_merge_request(host: Host[ReviewForge], project: str, number: int, patience: Patience) -> Told:
    """Ask about a merge request: who wrote it, which files it changes, who approved it. Raises StoppedError."""
    path = f"/projects/{quote(project, safe='')}/merge_requests/{number}"
    about = f"merge request {number} of {project}"
    request = ask_object(host, Question(path, about), patience)
    author, head = login_of(object_of(request, "author"), "username"), commit_of(request, "sha")
    if request.get("iid") != number or not head:
        raise StoppedError(f"{host}: what came for {about} is none")
    files = ask_list(host, Question(f"{path}/diffs?per_page=100", f"the files of {about}"), patience)
    approvals = ask_object(host, Question(f"{path}/approvals", f"the approvals of {about}"), patience)
    approved = approvals.get("approved_by")
    url = address_of(request, "web_url")
    given = [item for item in approved if isinstance(item, dict)] if isinstance(approved, list) else []
    reviews = tuple(
        Review(by=by, state="approved", at=moment_of(item, "approved_at"), url=url)
        for item in given
        if (by := login_of(object_of(item, "user"), "username"))
    )
    changed = {text_of(file, "new_path"): "" for file in files if file.get("deleted_file") is not True}
    return Told(author, head, url or "", changed, reviews, (UNSAID,) if reviews else ())


GITLAB = ReviewForge(
    "GitLab", "merge request", ("GITLAB_TOKEN",), lambda host: f"https://{host}/api/v4", ask_merge_request
)
