"""`opslog review check`: is there evidence enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option, shown_path

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.files import RecordFile
    from opslog.record import Record
    from opslog.review.evidence import Checked


def request_options(command: Any) -> Any:
    """Add what says which request to ask about."""
    for option in (
        click.option(
            "--wait",
            type=click.FloatRange(0, 3600),
            default=60,
            show_default=True,
            metavar="SECONDS",
            help="How long to wait, at a time, for a forge that asks to be asked later.",
        ),
        click.option("--repository", default="", help="Its repository: owner/name, on another host host/owner/name."),
        click.option("--pr", type=click.IntRange(1), metavar="N", help="The pull or merge request to ask about."),
        config_option,
        click.argument("records", nargs=-1, type=FilePath),
    ):
        command = option(command)
    return command


@click.command()
@request_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Lines, or JSON.")
def check(
    records: tuple[Path, ...], config_file: Path | None, pr: int | None, repository: str, wait: float, form: str
) -> None:
    """Check that records are approved by those whose approval it takes.

    RECORDS are files or folders. Left out: what the pull request changes, else all records. Judged is what says
    `status: approved`, and every record that is named.

    Evidence is looked for in this order, and no further than needed: `reviews:` in the record; `Reviewed-by:` trailers
    of the commit that brought it; GitHub, GitLab or Forgejo. The request to ask about is --pr, that of the event file
    (GITHUB_EVENT_PATH), or that of a `PR-URL:` trailer. Where the forge cannot be asked, the event file speaks.

    An approval counts for the version it was given for. Tokens come from the environment, as for `opslog followups
    sync`; public projects are told about without one.

    Exits with 0 when there is enough, 1 when not, 2 when it cannot be said.
    """
    from opslog.review.evidence import Result
    from opslog.review.telling import as_json, is_judged, lines

    config = config_for(records, config_file)
    _, checked = gather(records, config, pr, repository, wait)
    judge_all = bool(records)
    if form == "json":
        click.echo(as_json(checked, judge_all=judge_all))
    else:
        for line in lines(checked, judge_all=judge_all):
            click.echo(line)
    results = {one.result for one in checked if is_judged(one, judge_all=judge_all)}
    if Result.NOT_ENOUGH in results:
        raise SystemExit(FOUND)
    raise SystemExit(COULD_NOT_LOOK if Result.UNKNOWN in results else CLEAN)


def gather(
    paths: tuple[Path, ...], config: Config, pr: int | None, repository: str, wait: float
) -> tuple[list[RecordFile], list[Checked]]:
    """Read the records that are meant, and look for the evidence of each."""
    import os

    from opslog.files import find_files, read_file
    from opslog.forges.patience import Patience
    from opslog.review.evidence import asker
    from opslog.review.evidence import check as check_record
    from opslog.review.request import find_request

    event = _event()
    request = find_request(pr, repository, event, config, os.environ)
    ask = asker(config, os.environ, event, Patience(wait))
    files = find_files(paths or (shown_path(config.records_folder),))
    records = [read_file(file, config) for file in files]
    if not paths and request is not None:
        told = ask(request).told
        meant = [_is_changed(record, told.files if told else None) for record in records]
    else:
        meant = [bool(paths) or record.facts.status == "approved" for record in records]
    chosen = [file for file, is_meant in zip(files, meant, strict=True) if is_meant]
    return chosen, [
        check_record(record, request, config, ask) for record, is_meant in zip(records, meant, strict=True) if is_meant
    ]


def _is_changed(record: Record, files: Any) -> bool:
    """Say whether a request changes a record; where nobody knows, what claims to be approved is looked at."""
    from opslog.review.evidence import name_of

    return record.facts.status == "approved" if files is None else name_of(record) in files


def _event() -> Any:
    """Read the event file of the pipeline; one that is none, or of another repository, is told and left aside."""
    import os

    from opslog.errors import OpslogError
    from opslog.review.request import read_event

    file = os.environ.get("GITHUB_EVENT_PATH")
    if not file:
        return None
    try:
        event = read_event(Path(file))
    except OpslogError as error:
        click.echo(f"opslog: {error}; it was left aside", err=True)
        return None
    here = os.environ.get("GITHUB_REPOSITORY", "")
    if event and here and event.request.project.casefold() != here.casefold():
        click.echo("opslog: the event file is of another repository; it was left aside", err=True)
        return None
    return event
