"""The questions `opslog new` and `opslog declare` ask at a terminal for what their options left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.vocabulary import DETECTORS


def ask(given: Mapping[str, str | None], config: Config) -> dict[str, str | None]:
    """Fill in title, severity, services and criteria; where nobody can be asked, the first two must be given."""
    answers = dict(given)
    if not sys.stdin.isatty():
        for option in ("title", "severity"):
            if not answers.get(option):
                raise OpslogError(f"--{option} is needed where nobody can be asked")
        return answers
    if not answers.get("title"):
        answers["title"] = click.prompt("What happened, in one line")
    if not answers.get("severity"):
        for name, criteria in config.severities.items():
            click.echo(f"  {name}: {criteria}")
        answers["severity"] = click.prompt("Severity", type=click.Choice(list(config.severities)))
    if answers.get("services") is None:
        known = f" ({', '.join(config.services)})" if config.services else ""
        answers["services"] = click.prompt(f"Services affected, by comma{known}", default="", show_default=False)
    if answers.get("criteria") is None:
        click.echo("What makes it an incident? One yes is enough.")
        yes = [name for name, question in config.identification.items() if click.confirm(f"  {question}")]
        answers["criteria"] = ",".join(yes)
    return answers


def ask_about_now(given: Mapping[str, str | None]) -> dict[str, str | None]:
    """Ask besides what is known while it goes on: since when, and who or what noticed. Enter leaves either open."""
    answers = dict(given)
    if not sys.stdin.isatty():
        return answers
    if not answers.get("started"):
        answers["started"] = click.prompt("Since when (12:32, -10m; Enter: now)", default="", show_default=False)
    if answers.get("detected_by") is None:
        known = ", ".join(DETECTORS)
        answers["detected_by"] = click.prompt(f"Noticed by ({known}; Enter: not known)", default="", show_default=False)
    return answers


def goes_on_without_criteria(given: Mapping[str, str | None]) -> bool:
    """Where none of the criteria applies, say what it may be instead; at a terminal ask whether it is declared."""
    if given.get("criteria") != "":
        return True
    click.echo(
        "None of the criteria applies, so it may be an ordinary ticket. If it nearly hurt somebody, record it with\n"
        "  opslog new --kind near-miss\nIf you are in doubt, declare it: a needless declaration costs a few minutes.",
        err=True,
    )
    return not sys.stdin.isatty() or click.confirm("Declare it", default=True)
