"""`opslog review`: what a reviewer wants to know first, who approved a record, and whether that is enough."""

from __future__ import annotations

import click

from opslog.commands.review_brief import brief
from opslog.commands.review_check import check
from opslog.commands.review_record import record


@click.group()
def command() -> None:
    """Senior review: a page to begin with, its evidence, and that evidence in records."""


command.add_command(brief)
command.add_command(check)
command.add_command(record)
