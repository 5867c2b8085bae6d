"""Our stand-in for GitHub and our reading of it, against what GitHub publishes: its OpenAPI, its examples of events."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from npm_package import npm_package, read_member
from opslog.forges.pulls import STATES, read_review
from opslog.review.request import read_event
from review_server import PROJECT, Pulls

OPENAPI = "@octokit/openapi@23.0.2"
EVENTS = "@octokit/webhooks-examples@7.6.1"
PACKAGES = {
    OPENAPI: "pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
    EVENTS: "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==",
}
PULL = f"/repos/{PROJECT}/pulls/88"
PATHS = {
    PULL: "/repos/{owner}/{repo}/pulls/{pull_number}",
    f"{PULL}/files": "/repos/{owner}/{repo}/pulls/{pull_number}/files",
    f"{PULL}/reviews": "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
}


def published(name: str, member: str) -> Any:
    """Read a document out of a package."""
    return json.loads(read_member(npm_package(name, PACKAGES[name]), member))


@pytest.fixture(scope="session")
def faults() -> Callable[[str, Any], list[str]]:
    """Give what GitHub's OpenAPI finds wrong with an answer."""
    document = published(OPENAPI, "generated/api.github.com.json")
    registry: Registry[Any] = Registry().with_resource("urn:github", DRAFT4.create_resource(document))

    def check(path: str, answer: Any) -> list[str]:
        answered = document["paths"][PATHS[path]]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = json.loads(json.dumps(answered).replace('"#/', '"urn:github#/'))
        return [error.message for error in OAS30Validator(schema, registry=registry).iter_errors(answer)]

    return check


@pytest.fixture
def pulls() -> Pulls:
    pulls = Pulls(files={"incidents/a.md": "1" * 40})
    pulls.review("grace")
    pulls.review("lin", "CHANGES_REQUESTED", day=2)
    pulls.review(None, "DISMISSED", day=3)
    return pulls


@pytest.mark.parametrize("path", PATHS)
def test_our_stand_in_answers_in_the_shapes_of_github(
    path: str, pulls: Pulls, faults: Callable[[str, Any], list[str]]
) -> None:
    assert faults(path, pulls.answer(path)) == []


def test_a_wrong_shape_would_be_noticed(pulls: Pulls, faults: Callable[[str, Any], list[str]]) -> None:
    del pulls.reviews[0]["state"]
    pulls.reviews[1]["user"] = "grace"

    assert len(faults(f"{PULL}/reviews", pulls.answer(f"{PULL}/reviews"))) == 2


def test_events_that_github_gives_as_examples_are_read(tmp_path: Path) -> None:
    examples = published(EVENTS, "api.github.com/index.json")
    read = 0
    for kind in examples:
        for number, payload in enumerate(kind["examples"]):
            file = tmp_path / f"{kind['name']}-{number}.json"
            file.write_text(json.dumps(payload), encoding="utf-8")
            event = read_event(file)
            assert (event is not None) == (isinstance(payload, dict) and "pull_request" in payload), kind["name"]
            if event is None:
                continue
            read += 1
            pull = payload["pull_request"]
            assert event.request.number == pull["number"]
            assert (event.head, event.base) == (pull["head"]["sha"], pull["base"]["sha"])
            assert event.author == f"@{pull['user']['login']}"
            assert event.request.project == payload["repository"]["full_name"]
            if kind["name"] == "pull_request_review":
                assert event.review is not None
                assert event.review.state in {*STATES.values()}
                assert event.review.commit == payload["review"]["commit_id"]
                assert event.review.by == f"@{payload['review']['user']['login']}"

    assert read > 20


def test_every_state_that_github_knows_is_read() -> None:
    """REST writes them in capitals, events in small letters."""
    for written in ("APPROVED", "approved", "CHANGES_REQUESTED", "changes_requested", "DISMISSED", "dismissed"):
        found = read_review({"state": written, "user": {"login": "grace"}})
        assert found is not None
        assert found.state == written.lower().replace("_", "-")
    assert read_review({"state": "PENDING", "user": {"login": "grace"}}) is None
