"""`opslog resolve`: the cause is gone."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, text_of


@click.command()
@click.argument("text", nargs=-1)
@live_options
def command(
    text: tuple[str, ...], record: str | None, at: str | None, config_file: Path | None, *, as_json: bool
) -> None:
    """Say that the cause is gone, no stopgap holds it, and nobody has to watch. TEXT tells what resolved it.

    The record stays open for what recovery takes. `opslog postmortem` comes after that.
    """
    from opslog.live.ending import resolve

    words = text_of(text)
    path, config = find_record(record, config_file)
    tell(path, config, lambda found: resolve(found, config, at, words), as_json=as_json)
