"""`opslog pages`: the pages that the site has."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import FilePath, config_for, config_option, shown_path


@click.group()
def command() -> None:
    """Name pages of the site."""


@command.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@click.option("--diff-base", required=True, metavar="REF", help="A commit, branch or tag to compare with.")
@click.option("--url", default="", help="Where the preview can be read; addresses are then complete.")
@click.option("--output-format", type=click.Choice(("text", "markdown")), default="text", show_default=True)
def changed(config_file: Path | None, records: Path | None, diff_base: str, url: str, output_format: str) -> None:
    """Name the pages that the records changed since REF: new, changed or gone, those of records first.

    Addresses are those of `opslog build --preview`. Compared is with the commit where the present one and REF parted.
    """
    from opslog.before import records_before
    from opslog.changed_pages import FORMATS
    from opslog.site import changed_pages

    config = config_for((), config_file)
    folder = shown_path(records or config.records_folder)
    with records_before(diff_base, folder) as before:
        pages = changed_pages(before, config, folder)
    click.echo(FORMATS[output_format](pages, url.rstrip("/") + "/" if url else ""), nl=False)
