"""The questions `opslog new` asks at a terminal for what its options left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from opslog.config import Config
from opslog.errors import OpslogError


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
