"""`opslog review`: who approved a record, and whether that is enough."""

from __future__ import annotations

import click

from opslog.commands.review_check import check
from opslog.commands.review_record import record


@click.group()
def command() -> None:
    """Senior review: check its evidence, and write it into records."""


command.add_command(check)
command.add_command(record)
