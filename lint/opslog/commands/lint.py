"""`opslog lint`: check records and report."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option, listed, shown_path
from opslog.errors import OpslogError
from opslog.finding import LEVELS

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.finding import Finding
    from opslog.record import Record
    from opslog.selection import Selection

STDIN = Path("-")


@click.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: codes, families or names, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Report this level and louder ones.")
@click.option(
    "--output-format", default="text", metavar="FORMAT", help="text, json or github.", envvar="OPSLOG_OUTPUT_FORMAT"
)
@click.option("--stdin-filename", type=FilePath, metavar="PATH", help="The file that standard input is the text of.")
def command(
    paths: tuple[Path, ...],
    config_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: str,
    output_format: str,
    stdin_filename: Path | None,
) -> None:
    """Check records: files, or folders of them; by default the configured records folder.

    A single - reads one record from standard input. The rest of the log is not looked at then, and without
    --stdin-filename neither is its name.

    Exits with 0 when nothing was found, 1 when something was, 2 when it could not look.
    """
    from opslog.check import check_files
    from opslog.files import find_files
    from opslog.reports import report_of
    from opslog.selection import Selection
    from opslog.summary import summary

    known_format(output_format)
    # What is read is kept until the end, which is soon. Looking for garbage among it took a tenth of the time.
    gc.disable()
    selection = Selection(listed(select), listed(ignore), level)
    if _reads_stdin(paths, stdin_filename):
        config = config_for((stdin_filename,) if stdin_filename else (), config_file)
        records, findings = _check_stdin(stdin_filename, config, selection)
    else:
        config = config_for(paths, config_file)
        files = find_files(paths or (shown_path(config.records_folder),))
        records, findings = check_files(files, config, selection)
    click.echo(report_of(output_format)(findings), nl=False)
    click.echo(summary(len(records), findings), err=output_format == "json")
    if not all(record.readable for record in records):
        raise SystemExit(COULD_NOT_LOOK)
    raise SystemExit(FOUND if findings else CLEAN)


def _reads_stdin(paths: tuple[Path, ...], stdin_filename: Path | None) -> bool:
    if STDIN in paths and len(paths) > 1:
        raise OpslogError("- stands for standard input, and is checked alone")
    if stdin_filename and STDIN not in paths:
        raise OpslogError("--stdin-filename names what - reads, and there is no -")
    return STDIN in paths


def _check_stdin(name: Path | None, config: Config, selection: Selection) -> tuple[list[Record], list[Finding]]:
    import os
    import sys

    from opslog.check import check
    from opslog.files import printable
    from opslog.reading import parse_record
    from opslog.source import MAX_BYTES

    if name is None:
        # What has no name cannot be named wrongly.
        selection = selection._replace(ignore=(*selection.ignore, "file-name"))
    text = sys.stdin.buffer.read(MAX_BYTES + 1)
    record = parse_record(text, printable(os.fspath(name or STDIN)), config)
    return [record], check([record], config, selection)


def known_format(name: str) -> None:
    """Refuse a report format there is not."""
    from opslog.reports import formats
    from opslog.suggestion import did_you_mean

    if name not in formats():
        raise OpslogError(f"--output-format: there is no format `{name}`; {did_you_mean(name, formats())}")
