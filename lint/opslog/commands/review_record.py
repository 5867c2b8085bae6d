"""`opslog review record`: write the evidence into records."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, config_for
from opslog.commands.review_check import gather, request_options


@click.command()
@request_options
@click.option("--dry-run", is_flag=True, help="Tell, and write nothing.")
def record(
    records: tuple[Path, ...], config_file: Path | None, pr: int | None, repository: str, wait: float, *, dry_run: bool
) -> None:
    """Write approvals into `reviews:` of the records they are for.

    What is asked, and of whom, is what `opslog review check` asks. Each entry gets the link, the commit and a digest of
    what was approved, so that a later change shows. Approvals of an earlier version are not written, nor those that do
    not count. Only lines of `reviews:` change; a second run changes nothing.

    Entries of named RECORDS that have no digest get one: that of the version in their `commit`, else the present one.

    Exits with 0 when all is written, 1 when a record could not be written, 2 when the forge could not be asked.
    """
    from opslog.errors import OpslogError
    from opslog.files import printable
    from opslog.review.evidence import Result
    from opslog.review.frontmatter_edit import write_reviews
    from opslog.review.recording import entries_for, seals_for

    config = config_for(records, config_file)
    files, checked = gather(records, config, pr, repository, wait)
    failed = False
    for file, one in zip(files, checked, strict=True):
        found = entries_for(one, config)
        places = {entry.place for entry in found}
        found += [seal for seal in seals_for(one.record, config) if records and seal.place not in places]
        if not found:
            why = one.why or ("nothing new" if one.result is Result.ENOUGH else one.standing.words)
            click.echo(printable(f"{one.record.path}: nothing to write: {why}"))
            continue
        try:
            if not dry_run:
                write_reviews(file, one.record, found, config)
        except OpslogError as error:
            click.echo(f"opslog: {printable(str(error))}", err=True)
            failed = True
            continue
        names = ", ".join(f"{entry.review.by} {entry.review.state}" for entry in found)
        click.echo(printable(f"{one.record.path}: {'would write' if dry_run else 'wrote'} {names}"))
    if failed:
        raise SystemExit(FOUND)
    unknown = any(one.result is Result.UNKNOWN for one in checked) and not records
    raise SystemExit(COULD_NOT_LOOK if unknown else CLEAN)
