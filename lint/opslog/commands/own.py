"""`opslog own`: who sees it through."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, text_of


@click.command()
@click.argument("who")
@click.argument("text", nargs=-1)
@live_options
def command(
    who: str, text: tuple[str, ...], record: str | None, at: str | None, config_file: Path | None, *, as_json: bool
) -> None:
    """Name WHO resolution owner: the one who finds and removes the cause. TEXT tells in what state."""
    from opslog.live.actor import person
    from opslog.live.holders import own

    taker, words = person(who, "WHO"), text_of(text)
    path, config = find_record(record, config_file)
    tell(path, config, lambda found: own(found, config, taker, at, words), as_json=as_json)
