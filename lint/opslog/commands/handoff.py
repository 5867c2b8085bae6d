"""`opslog handoff`: a role moves."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, text_of


@click.command()
@click.argument("role")
@click.argument("who")
@click.argument("text", nargs=-1)
@live_options
def command(
    role: str,
    who: str,
    text: tuple[str, ...],
    record: str | None,
    at: str | None,
    config_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Give ROLE (ic, comms or ops) to WHO, once WHO has said yes. TEXT tells in what state.

    The time of the one ends where that of the other begins: nobody holds a role twice, and it is never without.
    """
    from opslog.live.actor import person
    from opslog.live.holders import hand_over, read_role

    held, taker, words = read_role(role), person(who, "WHO"), text_of(text)
    path, config = find_record(record, config_file)
    tell(path, config, lambda found: hand_over(found, config, held, taker, at, words), as_json=as_json)
