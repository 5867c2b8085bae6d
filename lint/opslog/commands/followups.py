"""`opslog followups`: the ledger of the work that incidents leave behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import FilePath, config_option, exit_for_unreadable, shown_path, write_file
from opslog.commands.followups_sync import sync
from opslog.errors import OpslogError
from opslog.vocabulary import FOLLOW_UP_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.config import Config
    from opslog.ledger import Ledger, LedgerEntry
    from opslog.record import Record

LISTING = "list"


class ListUnlessTold(click.Group):
    """Takes what does not name one of its commands as said to `list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` in front, where it is meant."""
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [LISTING, *args]
        return super().parse_args(ctx, args)


@click.group(cls=ListUnlessTold)
def command() -> None:
    """List the follow-ups of every record, and what else can be done with them.

    `opslog followups PATHS… --overdue` is short for `opslog followups list PATHS… --overdue`.
    """


@command.command(LISTING)
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--overdue", is_flag=True, help="Only those that should be done by now.")
@click.option("--open/--all", "only_open", default=True, help="Those to do (default), or also those done, and ideas.")
@click.option("--owner", metavar="WHO", help="Only those of @handle, a name or team:name.")
@click.option("--service", metavar="NAME", help="Only those from incidents of this service.")
@click.option("--kind", type=click.Choice(tuple(FOLLOW_UP_KINDS)), help="Only those of this kind.")
@click.option("--format", "form", default="text", metavar="FORMAT", help="text, json, csv or ics.")
@click.option("-o", "--output", type=FilePath, help="Write to this file.")
def list_follow_ups(
    paths: tuple[Path, ...],
    config_file: Path | None,
    owner: str | None,
    service: str | None,
    kind: str | None,
    form: str,
    output: Path | None,
    *,
    overdue: bool,
    only_open: bool,
) -> None:
    """List follow-ups, most pressing first: of files, of folders of them, or of the configured records folder.

    A follow-up without a date is due when the policy of its severity says so. No network is used: what the tracker
    says is what `sync` last wrote down. Exits with 0, however much is overdue, and with 2 when a record cannot be read.
    """
    from opslog.ledger_reports import Listing, formats, report_of
    from opslog.suggestion import did_you_mean

    if form not in formats():
        raise OpslogError(f"--format: there is no format `{form}`; {did_you_mean(form, formats())}")
    records, ledger = _read(paths, config_file)
    listed = ledger.overdue if overdue else ledger.to_do if only_open else ledger.listed
    entries = [
        entry
        for entry in listed
        if (owner is None or _is(entry.follow_up.owner, owner))
        and (service is None or service in entry.record.facts.services)
        and (kind is None or entry.follow_up.kind == kind)
    ]
    readable = [record for record in records if record.readable]
    text = report_of(form)(Listing(entries, ledger.today, len(readable)))
    if output:
        write_file(output, text)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)  # as bytes: no line end is changed
    click.echo(_summary(entries, len(readable)), err=form != "text" and output is None)
    exit_for_unreadable(records)


@command.command()
@click.argument("record")
@config_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="text or json.")
def before(record: str, config_file: Path | None, form: str) -> None:
    """Ask which follow-ups of earlier incidents were open when RECORD began, and might have prevented it.

    RECORD is the id of a record, or its file. For each is said why it was chosen; at the end stand the lines for the
    record's frontmatter that answer whether it would have prevented this.
    """
    from opslog.backlog_report import as_json, as_text
    from opslog.log import Log
    from opslog.prevention import Backlog

    records, ledger = _read((), config_file)
    found = Log.of(records).find(record)
    candidates = Backlog(ledger).before(found)
    text = as_json(found, candidates, ledger.today) if form == "json" else as_text(found, candidates)
    click.echo(text, nl=False)
    exit_for_unreadable(records)


def _read(paths: tuple[Path, ...], config_file: Path | None) -> tuple[Sequence[Record], Ledger]:
    from opslog.files import read_records
    from opslog.ledger import ledger_of
    from opslog.log import Log
    from opslog.settings import load_config
    from opslog.today import today
    from opslog.tracked import read_tracked

    config: Config = load_config(paths[0] if paths else Path(), config_file)
    records = read_records(paths or (shown_path(config.records_folder),), config)
    return records, ledger_of(Log.of(records).records, config, today(), read_tracked(config))


def _is(owner: str | None, wanted: str) -> bool:
    """Whether an owner is meant: in any case, with or without `@` or `team:`."""
    return owner is not None and wanted.casefold() in {
        owner.casefold(),
        owner.casefold().removeprefix("@"),
        owner.casefold().removeprefix("team:"),
    }


def _summary(entries: Sequence[LedgerEntry], records: int) -> str:
    from opslog.words import counted

    late = sum(entry.state == "overdue" for entry in entries)
    read, listed = counted(records, "record"), counted(len(entries), "follow-up")
    return f"{read} read: {listed} listed{f', {late:,} overdue' if late else ''}."


command.add_command(sync)
