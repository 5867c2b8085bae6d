"""`opslog log`: a line in the timeline."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, text_of
from opslog.errors import OpslogError


@click.command()
@click.argument("text", nargs=-1)
@click.option("--decision", "kinds", flag_value="decision", multiple=True, help="A choice was made.")
@click.option("--action", "kinds", flag_value="action", multiple=True, help="Something was done to the system.")
@click.option("--comms", "kinds", flag_value="comms", multiple=True, help="Somebody was told.")
@click.option("--finding", "kinds", flag_value="finding", multiple=True, help="Something was learned.")
@click.option(
    "--known", metavar="'TIME WHAT'", help="When something was learned, if that is later: '14:20 the digest differs'."
)
@live_options
def command(
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    known: str | None,
    record: str | None,
    at: str | None,
    config_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write TEXT into the timeline, with the time. `-` reads it from standard input.

    Code, links and emphasis stay markdown. Whatever else TEXT holds becomes one entry that says just that.
    """
    from opslog.live.response import log

    if len(kinds) > 1:
        raise OpslogError(f"one entry is of one kind, and this names {' and '.join(kinds)}")
    words = text_of(text)
    if words is None:
        raise OpslogError('there is nothing to write: opslog log "what happened", or - for standard input')
    path, config = find_record(record, config_file)
    kind = kinds[0] if kinds else None
    tell(path, config, lambda found: log(found, config, words, kind, at, known), as_json=as_json)
