"""Many issues in one question: GraphQL by aliases, grouped by project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opslog.forges.forge import Field, Forge
from opslog.forges.reference import Reference

Path = tuple[str, str]
"""The alias of the project, and that of the issue within it."""


class Question(NamedTuple):
    """A query, its variables, and where in the answer each reference stands."""

    query: str
    variables: Mapping[str, str | int]
    paths: Mapping[Reference, Path]


def write_question(references: Iterable[Reference], forge: Forge) -> Question:
    """Ask for every reference at once. Whatever stands in a record is a variable, and never part of the query."""
    projects: dict[str, list[Reference]] = {}
    for reference in references:
        projects.setdefault(reference.project, []).append(reference)
    declared: list[str] = []
    variables: dict[str, str | int] = {}
    paths: dict[Reference, Path] = {}
    lines = []
    for number, group in enumerate(projects.values()):
        project = f"p{number}"
        lines.append(f"  {_call(project, forge.project(group[0]), declared, variables)} {{")
        for reference in group:
            issue = f"i{len(paths)}"
            paths[reference] = (project, issue)
            field = forge.issue(reference)
            lines.append(f"    {_call(issue, field, declared, variables)} {{ {field.selection} }}")
        lines.append("  }")
    return Question("\n".join((f"query({', '.join(declared)}) {{", *lines, "}")), variables, paths)


def _call(alias: str, field: Field, declared: list[str], variables: dict[str, str | int]) -> str:
    given = []
    for name, kind, value in field.arguments:
        variable = f"{alias}_{name}"
        declared.append(f"${variable}: {kind}")
        variables[variable] = value
        given.append(f"{name}: ${variable}")
    return f"{alias}: {field.name}({', '.join(given)})"
