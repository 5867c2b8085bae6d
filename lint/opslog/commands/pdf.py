"""`opslog pdf`: a record on paper."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import FilePath, config_option, shown_path
from opslog.commands.live_options import config_near


@click.command()
@click.argument("record")
@click.option("-o", "--output", type=FilePath, help="The file to write. Left out: RECORD.pdf, here.")
@config_option
def command(record: str, output: Path | None, config_file: Path | None) -> None:
    """Write the page of a record, named by its id or file, as a PDF.

    It takes Chromium or Chrome, found by name or by OPSLOG_CHROMIUM in the environment, and no network.
    """
    from opslog.live.choice import record_file
    from opslog.site import run_engine

    config = config_near(record, config_file)
    name = record_file(record, config, "RECORD").stem
    out = (output or Path(f"{name}.pdf")).absolute()
    ended = run_engine("pdf", [name, str(out)], config, None)
    if ended:
        raise SystemExit(ended)
    click.echo(f"Wrote {shown_path(out)}")
