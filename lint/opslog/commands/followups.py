"""`opslog followups`: the ledger of the work that incidents leave behind."""

from __future__ import annotations

import click

from opslog.commands.followups_sync import sync


@click.group(invoke_without_command=True)
def command() -> None:
    """List the follow-ups of every record."""


command.add_command(sync)
