"""`opslog review brief`: one page for the senior who is asked to approve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import FilePath, config_for, config_option, exit_for_unreadable, shown_path, write_file

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.log import Log
    from opslog.record import Record
    from opslog.review.standing import Standing

WAIT = 60
"""Seconds to wait, at a time, for a forge that asks to be asked later."""


@click.command()
@click.argument("records", nargs=-1, required=True)
@config_option
@click.option("--pr", type=click.IntRange(1), metavar="N", help="Also ask the forge who reviewed this request.")
@click.option("--repository", default="", help="Its repository: owner/name, on another host host/owner/name.")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="The page, or JSON."
)
@click.option("-o", "--output", type=FilePath, help="Write to this file.")
def brief(
    records: tuple[str, ...], config_file: Path | None, pr: int | None, repository: str, form: str, output: Path | None
) -> None:
    """Write a page about each of RECORDS: what can be computed, so that reading can begin with what cannot.

    RECORDS are files or ids. A page holds facts, findings, follow-ups against their policy, similar earlier incidents,
    the questions of a review with what data answer, and what changed since the last review. The markdown is fit for a
    comment on a pull request: it mentions nobody, and its first line is `<!-- opslog-brief -->`, to find it again.

    No network is used, but with --pr. Exits with 0 when all is written, 2 when a record cannot be read.
    """
    from functools import partial

    from opslog.brief.brief import brief_of
    from opslog.brief.json import as_json
    from opslog.brief.markdown import as_markdown
    from opslog.check import check
    from opslog.review.version import version_of
    from opslog.selection import Selection
    from opslog.today import now
    from opslog.tracked import read_tracked

    files = tuple(Path(name) for name in records if Path(name).is_file())
    config = config_for(files, config_file)
    meant, log = _read(records, config)
    readable = [record for record in meant if record.readable]
    chosen = {record.path for record in readable}
    others = [record for record in log.records if record.path not in chosen]
    findings = [one for one in check(readable, config, Selection(level="info"), others) if one.path in chosen]
    tracked = read_tracked(config)
    briefs = [
        brief_of(
            record,
            log,
            config,
            now(),
            [finding for finding in findings if finding.path == record.path],
            tracked,
            _standing(record, config, pr, repository),
            partial(version_of, record, config=config),
        )
        for record in readable
    ]
    text = as_json(briefs, now().date()) if form == "json" else as_markdown(briefs)
    if output:
        write_file(output, text)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)  # as bytes: no line end is changed
    exit_for_unreadable(meant)


def _read(names: tuple[str, ...], config: Config) -> tuple[list[Record], Log]:
    """Read the log, and find the records that are meant; a file from elsewhere stands in the log too."""
    from opslog.files import find_records, read_file
    from opslog.log import Log

    folder = shown_path(config.records_folder)
    files = list(find_records(folder)) if folder.is_dir() else []
    known = {file.resolve(): file for file, _ in files}
    named = {name: Path(name).resolve() for name in names if Path(name).is_file()}
    files += [(Path(name), None) for name, place in named.items() if place not in known]
    records = {file.resolve(): read_file((file, inside), config) for file, inside in files}
    log = Log.of(records.values())
    meant = [records[named[name]] if name in named else log.find(name) for name in names]
    return list({record.path: record for record in meant}.values()), log


def _standing(record: Record, config: Config, pr: int | None, repository: str) -> Standing:
    """Say how the reviews of a record stand; with a request, as its forge tells."""
    from functools import partial

    from opslog.commands.review_check import gather
    from opslog.files import printable
    from opslog.review.standing import standing_of
    from opslog.review.version import version_of

    if pr is None:
        return standing_of(record, record.facts.reviews, config, partial(version_of, record, config=config))
    _, checked = gather((Path(record.path),), config, pr, repository, WAIT)
    if checked[0].why:
        click.echo(f"opslog: {record.path}: {printable(checked[0].why)}", err=True)
    return checked[0].standing
