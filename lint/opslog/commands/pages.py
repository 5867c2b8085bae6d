"""`opslog pages`: the pages of the site, before any engine renders them."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import FilePath, config_for, config_option, shown_path


@click.group()
def command() -> None:
    """Write the pages of the site as markdown, or name those that change."""


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


@command.command()
@config_option
@click.option("--records", type=FilePath, help="Another records folder.")
@click.option("--out", type=FilePath, required=True, help="A folder of their own; what is in it is replaced.")
@click.option("--no-directory-urls", is_flag=True, help="Your engine renders a.md as a.html, not as a/index.html.")
def write(config_file: Path | None, records: Path | None, out: Path, *, no_directory_urls: bool) -> None:
    """Write every page as plain markdown, and the files beside them: for a site engine of your own.

    Pictures, styles, feeds and data come with them. Link assets/opslog.css in your engine's pages.
    """
    from opslog.site import write_pages

    config = config_for((), config_file)
    raise SystemExit(write_pages(out.absolute(), config, records, directory_urls=not no_directory_urls))
