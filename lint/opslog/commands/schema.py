"""`opslog schema`: what editors check frontmatter by, and programs what is exported."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import config_for, config_option


@click.command()
@click.argument("what", type=click.Choice(("record", "incidents")), default="record")
@config_option
def command(what: str, config_file: Path | None) -> None:
    """Print the JSON Schema of a record's frontmatter (default), or of the incidents that `opslog export` writes.

    That of the frontmatter knows the configured severities, criteria and services.
    """
    from opslog import incident_schema, schema

    text = (incident_schema if what == "incidents" else schema).schema_text(config_for((), config_file))
    click.echo(text, nl=False)
