"""`opslog init`: the shape of an ops log."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import FilePath, shown_path


@click.command()
@click.argument("folder", type=FilePath, default=Path())
@click.option("--title", default="Ops log", show_default=True, help="What the ops log is called.")
@click.option("--timezone", default="UTC", show_default=True, help="The zone of your clocks: Europe/Berlin.")
@click.option("--ci", "forge", type=click.Choice(["github", "gitlab", "none"]), help="Left out: where git pushes to.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
def command(folder: Path, title: str, timezone: str, forge: str | None, *, dry_run: bool) -> None:
    """Write the shape of an ops log into FOLDER. Files that are there stay as they are."""
    from opslog.init import HOOK, Wish, forge_of, write_shape
    from opslog.site import SITE_FILE
    from opslog.today import today

    wish = Wish(" ".join(title.split()) or "Ops log", timezone, forge or forge_of(folder), today())
    done = write_shape(folder, wish, dry_run=dry_run)
    for path, kept in done:
        shown = shown_path(path)
        if not kept:
            click.echo(f"{'Would write' if dry_run else 'Wrote'} {shown}")
        elif path.name == SITE_FILE:
            click.echo(f"Kept  {shown}, which is yours. Add `hooks: [{HOOK}]` to it, if it is not there.")
        else:
            click.echo(f"Kept  {shown}, which is yours.")
    away = folder.resolve() != Path.cwd()
    steps = ("opslog lint", "opslog serve", 'opslog declare "What is wrong, in one line"')
    click.echo("\nNext:")
    for step in (f"cd {shown_path(folder)}", *steps) if away else steps:
        click.echo(f"  {step}")
