"""`opslog followups`: the ledger of the work that incidents leave behind."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True)
def command() -> None:
    """List the follow-ups of every record."""
