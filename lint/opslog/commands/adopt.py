"""`opslog adopt`: existing postmortems become records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.adopt.adopted import Adopted


@click.command()
@click.argument("sources", nargs=-1, required=True, type=FilePath)
@click.option("--to", "folder", type=FilePath, help="The folder for the records. Left out: the configured one.")
@click.option(
    "--map", "map_file", type=FilePath, metavar="FILE", help="What your team's own words mean (YAML or TOML)."
)
@click.option("--date-order", type=click.Choice(("mdy", "dmy")), help="Which comes first in 3/4/2021.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@click.option("--baseline", "baseline_file", type=FilePath, help="Where the findings of adopted records are noted.")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", show_default=True)
@config_option
def command(
    sources: tuple[Path, ...],
    folder: Path | None,
    map_file: Path | None,
    date_order: str | None,
    baseline_file: Path | None,
    output_format: str,
    config_file: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Read the postmortems you have, and write them as records.

    The words stay as they are. What the text does not say, no record says: the report names it. Exit code 1 when
    somebody has to decide something, 2 when a file could not be read.
    """
    from opslog.adopt.adopted import needs_somebody
    from opslog.adopt.adopting import adopt, read_set, write
    from opslog.adopt.files import find_sources
    from opslog.adopt.map_file import Map, read_map
    from opslog.adopt.settling import settle
    from opslog.adopt.telling import as_json, as_text

    config = config_for((folder,) if folder else (), config_file)
    target = folder or config.records_folder
    own = read_map(map_file, config) if map_file else Map()
    own = own._replace(date_order=date_order) if date_order else own
    read = read_set(find_sources(sources, target), own, config)
    made = adopt(read, target, config)
    notes: list[str] = []
    if not dry_run:
        answer = _ask_order(made)
        if answer:
            read = read_set([account.source for account in read.accounts], own._replace(date_order=answer), config)
            made = adopt(read, target, config)
        notes = settle(lambda: write(made, target), made, target, config, baseline_file)
    if output_format == "json":
        click.echo(as_json(made, config), nl=False)
    else:
        click.echo(as_text(made, config, dry=dry_run), nl=False)
    for note in notes:
        click.echo(note, err=output_format == "json")
    if not all(one.is_readable for one in made):
        raise SystemExit(COULD_NOT_LOOK)
    raise SystemExit(FOUND if needs_somebody(made) else CLEAN)


def _ask_order(made: Sequence[Adopted]) -> str | None:
    """Ask which number is the month, where nothing in the set says it and somebody is there."""
    unclear = next((one for one in made if one.ambiguous), None)
    if unclear is None or not sys.stdin.isatty():
        return None
    written, line = unclear.ambiguous[0]
    click.echo(f"{unclear.source.shown}, line {line}: `{written}` may be month first or day first.", err=True)
    answer = click.prompt("Which comes first", type=click.Choice(("month", "day", "skip")), default="skip", err=True)
    return {"month": "mdy", "day": "dmy"}.get(answer)
