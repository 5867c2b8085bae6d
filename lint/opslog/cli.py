"""The command line: arguments in, exit code out. What a command does stands in the module it names.

Imports stand inside the commands: `opslog lint` is run on every save and every push, and pays only for what it uses.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opslog import __version__
from opslog.errors import OpslogError
from opslog.finding import LEVELS

if TYPE_CHECKING:
    from opslog.config import Config

CLEAN, FOUND, COULD_NOT_LOOK = 0, 1, 2

FilePath = click.Path(path_type=Path)


class Commands(click.Group):
    """Turns what a person did wrong into one line and exit code 2; our own bugs keep their traceback.

    Beside the commands below it knows those under commands/, and imports one only when it is asked for.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        from pkgutil import iter_modules

        from opslog import commands

        return sorted((*super().list_commands(ctx), *(module.name for module in iter_modules(commands.__path__))))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command by its name."""
        known = super().get_command(ctx, cmd_name)
        if known is not None or cmd_name not in self.list_commands(ctx):
            return known
        from importlib import import_module

        command: click.Command = import_module(f"opslog.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OpslogError as error:
            click.echo(f"opslog: {error}", err=True)
            ctx.exit(COULD_NOT_LOOK)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="opslog")
def main() -> None:
    """Postmortems and an ops log, as code."""


def config_option(command: Any) -> Any:
    """Add --config."""
    return click.option(
        "--config", "config_file", type=FilePath, help="Use this configuration file, not the nearest one."
    )(command)


@main.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: codes, families or names, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Report this level and louder ones.")
@click.option(
    "--output-format", default="text", metavar="FORMAT", help="text, json or github.", envvar="OPSLOG_OUTPUT_FORMAT"
)
def lint(
    paths: tuple[Path, ...],
    config_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: str,
    output_format: str,
) -> None:
    """Check records: files, or folders of them; by default the configured records folder.

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
    config = _config(paths, config_file)
    files = find_files(paths or (_shown(config.records_folder),))
    records, findings = check_files(files, config, Selection(_listed(select), _listed(ignore), level))
    click.echo(report_of(output_format)(findings), nl=False)
    click.echo(summary(len(records), findings), err=output_format == "json")
    if not all(record.readable for record in records):
        raise SystemExit(COULD_NOT_LOOK)
    raise SystemExit(FOUND if findings else CLEAN)


def known_format(name: str) -> None:
    """Refuse a report format there is not."""
    from opslog.reports import formats
    from opslog.suggestion import did_you_mean

    if name not in formats():
        raise OpslogError(f"--output-format: there is no format `{name}`; {did_you_mean(name, formats())}")


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a rule: what it catches, why it matters, what to write instead."""
    from opslog.rule import all_rules, find_rules
    from opslog.suggestion import did_you_mean

    found = find_rules(rule)
    if not found:
        known = [*all_rules(), *(one.name for one in all_rules().values())]
        near = did_you_mean(rule, known)
        raise OpslogError(
            f"there is no rule `{rule}`; {near if near.startswith('did') else '`opslog rules` lists them'}"
        )
    pages = [f"{one.code} {one.name} ({one.family}, {one.level})\n\n{one.page}\n" for one in found]
    click.echo("\n\n".join(pages), nl=False)


@main.command()
def rules() -> None:
    """List the rules."""
    from opslog.rule import all_rules

    for one in all_rules().values():
        click.echo(f"{one.code}  {one.level:<7}  {one.name:<28}  {one.summary}")


@main.command()
@click.option("--title", help="One line that a stranger understands.")
@click.option("--severity", help="How bad it is, by the configured criteria.")
@click.option("--status", default="open", show_default=True, help="How far the record is.")
@click.option("--services", help="What is affected, by comma.")
@click.option("--criteria", help="Which identification criteria apply, by comma.")
@click.option("--started", help="When it began: 2022-12-25 12:32. Left out: now.")
@click.option("--who", help="Who declares: @handle or a name. Holds every role until handed over.")
@click.option("--slug", help="The words of the file name. Left out: from the title.")
@config_option
def new(config_file: Path | None, **options: str | None) -> None:
    """Write a new record, asking for what the options leave out."""
    from opslog.new import current_minute, read_answers, write_record
    from opslog.questions import ask

    config = _config((), config_file)
    path = write_record(read_answers(ask(options, config), config, current_minute()), config)
    click.echo(f"Wrote {_shown(path)}\nNext: opslog lint {_shown(path)}")


@main.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@click.option("--site-dir", type=FilePath, help="Where to put the site. Left out: site/ beside mkdocs.yml.")
@click.option("--strict", is_flag=True, help="Fail when anything is amiss.")
def build(config_file: Path | None, records: Path | None, site_dir: Path | None, *, strict: bool) -> None:
    """Build the site."""
    from opslog.site import run_engine

    arguments = [*(("--site-dir", str(site_dir.absolute())) if site_dir else ()), *(("--strict",) if strict else ())]
    raise SystemExit(run_engine("build", arguments, _config((), config_file), records))


@main.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(config_file: Path | None, records: Path | None, address: str) -> None:
    """Build the site, serve it, and build it again when a record changes."""
    from opslog.site import run_engine

    # mkdocs 1.6.1 with click 8.3 and later does not reload unless told to.
    raise SystemExit(run_engine("serve", ["--dev-addr", address, "--livereload"], _config((), config_file), records))


@main.command(name="settings")
def print_settings() -> None:
    """Print every setting with its meaning and default, as markdown."""
    from opslog.reference import settings_page

    click.echo(settings_page(), nl=False)


@main.command(name="fields")
def print_fields() -> None:
    """Print every field of a record with its meaning, as markdown."""
    from opslog.reference import fields_page

    click.echo(fields_page(), nl=False)


def _config(paths: tuple[Path, ...], file: Path | None) -> Config:
    from opslog.settings import load_config

    return load_config(paths[0] if paths else Path(), file)


def _listed(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.replace(",", " ").split())


def _shown(path: Path) -> Path:
    """Write a path as seen from here, where that is shorter."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path
