"""`opslog export`: the log for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import COULD_NOT_LOOK, FilePath, config_for, config_option, shown_path
from opslog.errors import OpslogError
from opslog.vocabulary import VISIBILITIES

if TYPE_CHECKING:
    from opslog.incident import Incident


@click.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option(
    "--format",
    "form",
    required=True,
    metavar="FORMAT",
    help="json, jsonl, csv, sqlite, statuspage, ics, atom, jsonfeed or icco.",
)
@click.option("-o", "--output", type=FilePath, help="Write to this file, once all of it is there.")
@click.option(
    "--visibility",
    type=click.Choice((*VISIBILITIES, "all")),
    help="Only records of this visibility. Left out: all; for statuspage public.",
)
@click.option("--service", "services", multiple=True, metavar="NAME", help="Only incidents of this service.")
@click.option("--severity", "severities", multiple=True, metavar="NAME", help="Only incidents of this severity.")
@click.option("--since", metavar="DATE", help="Only incidents from this day on, by the date in their id: 2026-01-01.")
def command(
    paths: tuple[Path, ...],
    config_file: Path | None,
    form: str,
    output: Path | None,
    visibility: str | None,
    services: tuple[str, ...],
    severities: tuple[str, ...],
    since: str | None,
) -> None:
    """Write the incidents for other programs, newest first: of files, of folders, or of the configured records folder.

    No network is used. Exits with 0, and with 2 when a record cannot be read: it is named, and the others are written.
    """
    from opslog.exports import format_of, formats, written
    from opslog.extracting import Choice, extract_of
    from opslog.suggestion import did_you_mean
    from opslog.writing import replace_by

    if form not in formats():
        raise OpslogError(f"--format: there is no format `{form}`; {did_you_mean(form, formats())}")
    config, chosen = config_for(paths, config_file), format_of(form)
    choice = Choice(visibility or chosen.visibility, services, severities, since or "")
    reasons: list[str] = []
    extract = extract_of(paths or (shown_path(config.records_folder),), config, choice, reasons)
    counted = Counted(extract.incidents)
    pieces = written(chosen.export(extract._replace(incidents=counted)))
    if output:
        replace_by(output, pieces)
    else:
        _print(pieces)
    click.echo(f"{counted.number:,} record{'s' if counted.number != 1 else ''} chosen.", err=output is None)
    for reason in reasons:
        click.echo(f"opslog: {reason}; it is left out", err=True)
    if reasons:
        raise SystemExit(COULD_NOT_LOOK)


class Counted:
    """Passes incidents on and counts them."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self.incidents = incidents
        self.number = 0

    def __iter__(self) -> Iterator[Incident]:
        """Pass on one after the other."""
        for incident in self.incidents:
            self.number += 1
            yield incident


def _print(pieces: Iterator[bytes]) -> None:
    """Write to the standard output, byte for byte; a terminal is spared what is not text. Raises OpslogError."""
    for piece in pieces:
        if b"\0" in piece and sys.stdout.isatty():
            raise OpslogError("this format is no text; name a file with -o, or send it to another program")
        click.echo(piece, nl=False)
