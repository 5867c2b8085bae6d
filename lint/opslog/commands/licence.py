"""`opslog licence`: a temporary licence keeps a customer working."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.commands.live_options import find_record, live_options, tell, who_option


@click.command()
@click.option("--customer", required=True, metavar="NAME", help="Who it was issued to.")
@click.option("--days", type=int, metavar="N", help="How long it is valid. Left out: 7, the most.")
@click.option("--valid-until", metavar="TIME", help="Until when, instead: 2022-12-31, or 2022-12-31 12:50.")
@who_option
@live_options
def command(
    customer: str,
    days: int | None,
    valid_until: str | None,
    who: str | None,
    record: str | None,
    at: str | None,
    config_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write down that a temporary licence was issued, so that a customer can work. --at says when it was issued.

    Anybody on the team may issue one, for 7 days at most. The key is never written down.
    """
    from opslog.live.actor import actor
    from opslog.live.licensing import issue_licence

    path, config = find_record(record, config_file)
    issuer = actor(who, config)
    tell(
        path,
        config,
        lambda found: issue_licence(found, config, customer, issuer, at, days, valid_until),
        as_json=as_json,
    )
