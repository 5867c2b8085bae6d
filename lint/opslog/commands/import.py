# ruff: noqa: N999 - the command is called `import`, and commands are found by the names of their modules
"""`opslog import`: what other tools know of an incident, into a record. Each importer is a command below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from opslog.cli import CLEAN, FOUND, FilePath, config_for, shown_path
from opslog.errors import OpslogError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opslog.config import Config
    from opslog.imports.event import Export
    from opslog.imports.recording import Outcome, Wanted

STATUSES = ("open", "draft")


class Importers(click.Group):
    """Knows the importers, and imports one only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Name the importers."""
        from opslog.imports import importers

        return importers()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of an importer."""
        from opslog.imports import importer_of, knows_several

        if cmd_name not in self.list_commands(ctx):
            return None
        importer = importer_of(cmd_name)
        own = [
            click.Option([option.name], help=option.doc, metavar=None if option.flag else option.value,
                         is_flag=option.flag)
            for option in importer.OPTIONS
        ]  # fmt: skip
        if knows_several(importer):
            own.append(click.Option(["--all", "all_of_them"], is_flag=True, help="Write a record of each incident."))
        return click.Command(
            cmd_name,
            help=importer.DOC,
            params=[click.Argument(["path"], type=FilePath), *own, *_options()],
            callback=lambda **given: _run(cmd_name, given),
        )


@click.group(cls=Importers)
def command() -> None:
    """Write what another tool knows of an incident into a record.

    Into a new record, with --title, or with --into RECORD into the timeline of one that is there. What the record tells
    already is not written again. Nothing of what is imported can act: it is shown as it was written. What looks like a
    password or a token is taken out, and told.

    Exits with 0 when all is imported, 1 when something of the export could not be read, 2 when nothing was imported.
    """


def _options() -> list[click.Option]:
    """Make the options of every importer."""
    return [
        click.Option(["--into"], type=FilePath, metavar="RECORD", help="Merge into the timeline of this record."),
        click.Option(["--title"], help="Title of the new record. Left out: the export's."),
        click.Option(["--severity"], help="Severity of the new record. Left out: the export's, if it is configured."),
        click.Option(["--status"], type=click.Choice(STATUSES), default="draft", show_default=True,
                     help="Status of the new record."),
        click.Option(["--started"], metavar="TIME", help="When it began, where the export does not say."),
        click.Option(["--slug"], help="The words of the new file's name. Left out: from the title."),
        click.Option(["--timezone"], metavar="ZONE", help="Zone of times that state none. Left out: the record's, or "
                     "the configured one."),
        click.Option(["--dry-run"], is_flag=True, help="Show what would be written, and write nothing."),
        click.Option(["--json", "as_json"], is_flag=True, help="Say what was done as JSON."),
        click.Option(["--config", "config_file"], type=FilePath,
                     help="Use this configuration file, not the nearest one."),
    ]  # fmt: skip


def _run(name: str, given: dict[str, Any]) -> None:
    from opslog.imports import importer_of
    from opslog.imports.event import Choice
    from opslog.imports.recording import write_into, write_new

    into: Path | None = given["into"]
    for option in ("into", "incident", "title", "started", "slug", "as_json") if given.get("all_of_them") else ():
        if given[option]:
            raise OpslogError(f"--{option.removeprefix('as_')} is for one incident; --all writes a record of each")
    for option in ("title", "severity", "started", "slug") if into else ():
        if given[option]:
            raise OpslogError(f"--{option} is for a new record; with --into, the record keeps its own")
    config = config_for((into,) if into else (), given["config_file"])
    wanted = _wanted(given, config, into)
    if given.get("all_of_them"):
        _run_all(name, given, wanted, config)
    export = importer_of(name).read(given["path"], Choice(wanted.zone, given))
    dry_run: bool = given["dry_run"]
    if into:
        outcome = write_into(into, export, config, dry_run=dry_run)
    else:
        outcome = write_new(export, wanted, config, dry_run=dry_run)
    if given["as_json"]:
        click.echo(_json(outcome, export, dry_run=dry_run))
    else:
        _tell(outcome, dry_run=dry_run)
    for line in _remarks(outcome, export):
        click.echo(f"opslog: {line}", err=True)
    raise SystemExit(FOUND if export.unread else CLEAN)


def _run_all(name: str, given: dict[str, Any], wanted: Wanted, config: Config) -> NoReturn:
    """Write a record of each incident; what cannot be written is told, and the others are."""
    from opslog.files import printable
    from opslog.imports import importer_of, knows_several
    from opslog.imports.recording import write_new

    importer = importer_of(name)
    unwritten = 0
    for incident in importer.incidents(given["path"]) if knows_several(importer) else ():
        try:
            export = incident.read()
            outcome = write_new(export, wanted, config, dry_run=given["dry_run"])
        except OpslogError as error:
            unwritten += 1
            click.echo(f"opslog: {printable(incident.keys[0])[:80]}: {error}", err=True)
            continue
        _tell(outcome, dry_run=given["dry_run"])
        for line in _remarks(outcome, export):
            click.echo(f"opslog: {shown_path(outcome.path)}: {line}", err=True)
    raise SystemExit(FOUND if unwritten else CLEAN)


def _wanted(given: dict[str, Any], config: Config, into: Path | None) -> Wanted:
    from opslog.files import read_file
    from opslog.imports.recording import Wanted
    from opslog.times import TimeError, find_zone, read_moment

    of_record = read_file((into, None), config).facts.timezone if into and into.is_file() else None
    option = "--timezone"
    try:
        zone = find_zone(given["timezone"] or of_record or config.timezone)
        option = "--started"
        started = read_moment(given["started"], zone) if given["started"] else None
    except TimeError as problem:
        raise OpslogError(f"{option}: {problem.message}; {problem.instead}") from problem
    return Wanted(given["title"], given["severity"], given["status"], started, given["slug"], zone.key, zone)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    from difflib import unified_diff

    from opslog.files import printable

    shown = str(shown_path(outcome.path))
    count, known = len(outcome.new), len(outcome.told) - len(outcome.new)
    if dry_run and outcome.before is None:
        click.echo(outcome.after.decode(), nl=False)
    elif dry_run:
        before = (outcome.before or b"").decode("utf-8", "replace").splitlines(keepends=True)
        after = outcome.after.decode("utf-8", "replace").splitlines(keepends=True)
        for line in unified_diff(before, after, shown, shown):
            click.echo(printable(line.rstrip("\r\n")))
    verb = "Would write" if dry_run else "Wrote"
    there = f"; {known} {'is' if known == 1 else 'are'} there already" if known else ""
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    if not count:
        click.echo(f"{shown}: nothing new{there}", err=dry_run)
    elif outcome.before is None:
        click.echo(f"{verb} {shown} with {entries}", err=dry_run)
    else:
        click.echo(f"{verb} {entries} into {shown}{there}", err=dry_run)
    if outcome.before is None and not dry_run:
        click.echo(f"Next: opslog lint {shown}")


def _remarks(outcome: Outcome, export: Export) -> Iterator[str]:
    """Say what a person should look at; never a secret itself."""
    from datetime import UTC

    from opslog.files import printable

    yield from (printable(line) for line in (*export.unread, *export.notes, *outcome.notes))
    for one in outcome.told:
        for secret in one.secrets:
            where = f"{one.event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z ({printable(one.event.source)})"
            yield f"{where}: {secret} was taken out; change it where it is used"


def _json(outcome: Outcome, export: Export, *, dry_run: bool) -> str:
    from json import dumps

    from opslog.imports.entries import kind_of

    new = {one.event.source for one in outcome.new}
    entries = [
        {
            "at": one.event.at.isoformat(timespec="seconds"),
            "kind": kind_of(one.event),
            "text": one.text,
            "source": one.event.source,
            "new": one.event.source in new,
            "secrets": list(one.secrets),
        }
        for one in outcome.told
    ]
    done = {
        "record": str(shown_path(outcome.path)),
        "created": outcome.before is None and not dry_run,
        "written": bool(outcome.new) and not dry_run,
        "entries": entries,
        "notes": [*export.notes, *outcome.notes],
        "unread": list(export.unread),
    }
    return dumps(done, indent=2, ensure_ascii=False)
