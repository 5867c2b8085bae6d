"""`opslog status`: how it stands."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import config_for, config_option
from opslog.commands.live_options import find_record, record_option, say


@click.command()
@record_option
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON, for a bot.")
@config_option
def command(record: str | None, config_file: Path | None, *, as_json: bool) -> None:
    """Say how every open incident stands: who holds what, how long it lasts, what is due, what nobody has done yet.

    With --record, or OPSLOG_RECORD in the environment, it says so of that one.
    """
    import os

    from opslog.live import standing_report
    from opslog.live.choice import VARIABLE, open_records
    from opslog.live.standing import standing_of
    from opslog.reading import read_record
    from opslog.today import now

    if record or os.environ.get(VARIABLE):
        path, config = find_record(record, config_file)
        records = [read_record(path, config)]
    else:
        config = config_for((), config_file)
        records = [found for _, found in open_records(config)]
    standings = [standing_of(one, config, now()) for one in records]
    say(standing_report.as_json(standings) if as_json else standing_report.as_text(standings, config))
