"""`opslog schema`: what editors check frontmatter by."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import config_for, config_option


@click.command()
@config_option
def command(config_file: Path | None) -> None:
    """Print the JSON Schema of the frontmatter, with the configured severities, criteria and services."""
    from opslog.schema import schema_text

    click.echo(schema_text(config_for((), config_file)), nl=False)
