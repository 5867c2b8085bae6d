"""Our questions against the schema that GitHub publishes, from the package that its Octokit team keeps current."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    parse,
    validate,
)

from forge_server import Forge, github_root, running, schema_of
from opslog.forges.github import GITHUB
from opslog.forges.gitlab import GITLAB
from opslog.forges.question import write_question
from opslog.forges.reference import Reference
from runner import SCRIPTS
from test_forges import CLOSED, TOKEN, asking

PACKAGE = "@octokit/graphql-schema@15.26.1"
SHA512 = "RFDC2MpRBd4AxSRvUeBIVeBU7ojN/SxDfALUd7iVYOSeEK3gZaqR2MGOysj4Zh2xj2RY5fQAUT+Oqq7hWTraMA=="
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "opslog-tests"
EXCERPT = schema_of("github")
OURS = sorted(name for name in EXCERPT.type_map if not name.startswith("__"))
PROJECTS = ("example/shop", "example/other")
ISSUES = [Reference("github", "github.com", project, number) for project in PROJECTS for number in (1, 2)]


@pytest.fixture(scope="session")
def published() -> GraphQLSchema:
    """Fetch the schema once, check that it is the one we pinned, and keep it in the user's cache."""
    archive = CACHE / "octokit-graphql-schema-15.26.1.tgz"
    if not archive.exists():
        _fetch(archive)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == SHA512, f"{archive} is not {PACKAGE}"
    with tarfile.open(archive) as files:
        member = files.extractfile("package/schema.graphql")
        assert member is not None
        # It defines two fields of EnterpriseOwnerInfo twice and has other faults, none of them in what we ask for.
        return build_schema(member.read().decode(), assume_valid=True, assume_valid_sdl=True)


def _fetch(archive: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here: the published schema of GitHub stays untried")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        call = [npm, "pack", PACKAGE, "--pack-destination", folder, "--silent"]
        try:
            fetched = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("npm does not answer: the published schema of GitHub stays untried")
        found = list(Path(folder).glob("*.tgz"))
        if not found:
            pytest.skip(f"npm cannot fetch {PACKAGE}: {fetched.stderr.strip()[-200:]}")
        found[0].replace(archive)


def test_our_question_is_valid(published: GraphQLSchema) -> None:
    question = write_question(ISSUES, GITHUB)

    assert validate(published, parse(question.query)) == []
    assert question.variables["p1_name"] == "other"


def test_the_question_of_the_action_is_valid(published: GraphQLSchema) -> None:
    found = re.search(r"question='(.*?)'$", SCRIPTS["Brief the reviewer"], re.MULTILINE | re.DOTALL)

    assert found is not None
    assert validate(published, parse(found[1])) == []


def test_a_published_schema_would_refuse_a_slip(published: GraphQLSchema) -> None:
    query = write_question(ISSUES, GITHUB).query.replace("changeState: state", "state")

    assert validate(published, parse(query)) != []


@pytest.mark.parametrize("name", OURS)
def test_the_part_we_keep_is_part_of_it(published: GraphQLSchema, name: str) -> None:
    ours, theirs = EXCERPT.type_map[name], published.type_map[name]

    assert type(ours) is type(theirs)
    assert members(ours) <= members(theirs)
    if not isinstance(ours, GraphQLObjectType):  # a state or a kind that we did not know would go unread
        assert members(ours) == members(theirs)


def members(kind: GraphQLNamedType) -> set[str]:
    """Write what a type is made of: fields with their arguments and types, words, kinds of object."""
    if isinstance(kind, GraphQLObjectType):
        fields = {name: (field.type, sorted(field.args.items())) for name, field in kind.fields.items()}
        return {
            f"{name}({[(arg, str(given.type)) for arg, given in args]}): {of}" for name, (of, args) in fields.items()
        }
    if isinstance(kind, GraphQLEnumType):
        return set(kind.values)
    return {each.name for each in kind.types} if isinstance(kind, GraphQLUnionType) else {kind.name}


def test_what_it_answers_is_understood(published: GraphQLSchema) -> None:
    issues = {project: {"1": CLOSED} for project in PROJECTS}
    with running(Forge(published, github_root, issues, token=TOKEN)) as forge:
        learned, _ = asking(forge, ISSUES)

    assert [issue.state for issue in learned.issues.values()] == ["closed", "missing", "closed", "missing"]


def test_our_question_to_gitlab_is_valid() -> None:
    """Against the part of its schema that we wrote by hand after its reference: it publishes no package of it."""
    references = [Reference("gitlab", "gitlab.com", "group/shop", 1, is_change=each) for each in (False, True)]

    assert validate(schema_of("gitlab"), parse(write_question(references, GITLAB).query)) == []
