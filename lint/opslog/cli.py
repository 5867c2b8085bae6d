"""The command line: arguments in, exit code out. What a command does stands in the module it names.

Imports stand inside the commands: `opslog lint` is run on every save and every push, and pays only for what it uses.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opslog import __version__
from opslog.errors import OpslogError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.config import Config
    from opslog.record import Record

CLEAN, FOUND, COULD_NOT_LOOK = 0, 1, 2

FilePath = click.Path(path_type=Path)


class Commands(click.Group):
    """Turns what a person did wrong into one line and exit code 2; our own bugs keep their traceback.

    Beside the commands below it knows those under commands/, and imports one only when it is asked for. A module with
    an underscore in its name holds a command below another.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        from pkgutil import iter_modules

        from opslog import commands

        names = (module.name for module in iter_modules(commands.__path__) if "_" not in module.name)
        return sorted((*super().list_commands(ctx), *names))

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


def engine_option(command: Any) -> Any:
    """Add --engine."""
    from opslog.vocabulary import ENGINES

    return click.option("--engine", type=click.Choice([*ENGINES]), help="What renders the pages, not `site.engine`.")(
        command
    )


def config_option(command: Any) -> Any:
    """Add --config."""
    return click.option(
        "--config", "config_file", type=FilePath, help="Use this configuration file, not the nearest one."
    )(command)


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
    pages = [f"{one.code} {one.name} ({one.standing})\n\n{one.page}\n" for one in found]
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
@click.option("--status", default="draft", show_default=True, help="How far the record is.")
@click.option("--kind", help="incident (left out), near-miss, false-alarm or exercise.")
@click.option("--services", help="What is affected, by comma.")
@click.option("--criteria", help="Which identification criteria apply, by comma.")
@click.option("--started", help="When it began: 2022-12-25 12:32. Left out: now.")
@click.option("--who", help="Who led: @handle or a name. Held every role, unless you write who took over.")
@click.option("--slug", help="The words of the file name. Left out: from the title.")
@config_option
def new(config_file: Path | None, **options: str | None) -> None:
    """Write the record of something that is over, asking for what the options leave out.

    What is still going on is declared: `opslog declare`.
    """
    from opslog.live.when import this_minute
    from opslog.new import read_answers, write_record
    from opslog.questions import ask
    from opslog.times import find_zone

    config = config_for((), config_file)
    if options["status"] == "open":
        raise OpslogError("--status: what is still going on is declared: `opslog declare`")
    now = this_minute(find_zone(config.timezone))
    path = write_record(read_answers(ask(options, config), config, now), config)
    click.echo(f"Wrote {shown_path(path)}\nNext: opslog lint {shown_path(path)}")


@main.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@click.option("--site-dir", type=FilePath, help="Where to put the site. Left out: site/ beside mkdocs.yml.")
@engine_option
@click.option("--strict", is_flag=True, help="Fail when anything is amiss.")
@click.option(
    "--preview",
    default="",
    metavar="OF",
    help="Say on every page that this is a preview, for example of “pull request 12”. It can be opened from a folder.",
)
def build(
    config_file: Path | None,
    records: Path | None,
    site_dir: Path | None,
    engine: str | None,
    preview: str,
    *,
    strict: bool,
) -> None:
    """Build the site."""
    from opslog.site import run_engine

    arguments = [*(("--site-dir", str(site_dir.absolute())) if site_dir else ()), *(("--strict",) if strict else ())]
    raise SystemExit(
        run_engine("build", arguments, _with_engine(config_for((), config_file), engine), records, preview)
    )


@main.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@engine_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(config_file: Path | None, records: Path | None, engine: str | None, address: str) -> None:
    """Build the site, serve it, and build it again when a record changes.

    Open pages show the new build by themselves. It is served as it will be published: its pages run no script that is
    not its own. Only this machine can see it, unless --address says otherwise.
    """
    from opslog.site import run_engine

    config = _with_engine(config_for((), config_file), engine)
    raise SystemExit(run_engine("serve", [address], config, records))


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


def config_for(paths: tuple[Path, ...], file: Path | None) -> Config:
    """Load the configuration that is named, or else the one nearest to what a command is given."""
    from opslog.settings import load_config

    return load_config(paths[0] if paths else Path(), file)


def _with_engine(config: Config, engine: str | None) -> Config:
    """Take the engine that an option names, where it names one."""
    from dataclasses import replace

    return replace(config, site=replace(config.site, engine=engine)) if engine else config


def listed(values: tuple[str, ...]) -> tuple[str, ...]:
    """Split what an option was given, by comma or space."""
    return tuple(name for value in values for name in value.replace(",", " ").split())


def shown_path(path: Path) -> Path:
    """Write a path as seen from here, where that is shorter."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path


def write_file(path: Path, text: str) -> None:
    """Write what a command says into the file that was asked for. Raises OpslogError."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise OpslogError(f"{path}: cannot be written: {error.strerror}") from error


def exit_for_unreadable(records: Sequence[Record]) -> None:
    """Name the records that could not be read, and exit with 2 if there are any."""
    unreadable = [record for record in records if not record.readable]
    for record in unreadable:
        why = record.problems[0].message if record.problems else "it cannot be read"
        click.echo(f"opslog: {record.path}: {why}", err=True)
    if unreadable:
        raise SystemExit(COULD_NOT_LOOK)
