"""`opslog ack`: I am on it."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, who_option


@click.command()
@live_options
@who_option
def command(record: str | None, at: str | None, config_file: Path | None, who: str | None, *, as_json: bool) -> None:
    """Say “I am on it”, so that everybody knows who has it.

    The first one who does sets `times.acknowledged`. A second time nothing changes, and you hear who already is.
    """
    from opslog.live.actor import actor
    from opslog.live.response import acknowledge

    path, config = find_record(record, config_file)
    acting = actor(who, config)
    tell(path, config, lambda found: acknowledge(found, config, acting, at), as_json=as_json)
