"""Our questions against the schema that GitHub publishes, from the package that its Octokit team keeps current."""

from __future__ import annotations

import re

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
from npm_package import npm_package, read_member
from opslog.forges.github import GITHUB
from opslog.forges.gitlab import GITLAB
from opslog.forges.question import write_question
from opslog.forges.reference import Reference
from runner import SCRIPTS
from test_forges import CLOSED, TOKEN, asking

PACKAGE = "@octokit/graphql-schema@15.26.1"
SHA512 = "RFDC2MpRBd4AxSRvUeBIVeBU7ojN/SxDfALUd7iVYOSeEK3gZaqR2MGOysj4Zh2xj2RY5fQAUT+Oqq7hWTraMA=="
EXCERPT = schema_of("github")
OURS = sorted(name for name in EXCERPT.type_map if not name.startswith("__"))
PROJECTS = ("example/shop", "example/other")
ISSUES = [Reference("github", "github.com", project, number) for project in PROJECTS for number in (1, 2)]


@pytest.fixture(scope="session")
def published() -> GraphQLSchema:
    """Build GitHub's schema."""
    schema = read_member(npm_package(PACKAGE, SHA512), "schema.graphql")
    # It defines two fields of EnterpriseOwnerInfo twice and has other faults, none of them in what we ask for.
    return build_schema(schema, assume_valid=True, assume_valid_sdl=True)


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
