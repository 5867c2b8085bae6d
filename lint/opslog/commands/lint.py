"""`opslog lint`: check records and report."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option, listed, shown_path
from opslog.errors import OpslogError
from opslog.finding import LEVELS


@click.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: codes, families or names, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Report this level and louder ones.")
@click.option(
    "--output-format", default="text", metavar="FORMAT", help="text, json or github.", envvar="OPSLOG_OUTPUT_FORMAT"
)
@click.option("--diff-base", metavar="REF", help="Only what changed since the present commit and REF parted.")
@click.option("--baseline", "baseline_file", type=FilePath, help="Do not report the findings that this file knows.")
@click.option("--update-baseline", is_flag=True, help="Write all findings of the log into the baseline.")
def command(
    paths: tuple[Path, ...],
    config_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: str,
    output_format: str,
    diff_base: str | None,
    baseline_file: Path | None,
    *,
    update_baseline: bool,
) -> None:
    """Check records: files, or folders of them; by default the configured records folder.

    With --diff-base: findings on lines that changed, in new records, and those that a change brought about elsewhere.

    Exits with 0 when nothing was found, 1 when something was, 2 when it could not look.
    """
    from opslog.adoption import known_findings
    from opslog.check import check_all
    from opslog.files import printable
    from opslog.reports import report_of
    from opslog.selection import Selection
    from opslog.summary import summary

    known_format(output_format)
    # What is read is kept until the end, which is soon. Looking for garbage among it took a tenth of the time.
    gc.disable()
    config = config_for(paths, config_file)
    where, chosen = paths or (shown_path(config.records_folder),), Selection(listed(select), listed(ignore), level)
    if diff_base is None:
        looked, against = check_all(where, config, chosen), ""
    else:
        from opslog.diff_base import check_changed

        looked = check_changed(where, config, chosen, diff_base)
        against = f"{printable(diff_base)} ({len(looked.log):,} in the log)"
    if baseline_file is None and config.lint.baseline:
        baseline_file = shown_path(config.root / config.lint.baseline)
    known = known_findings(looked, where, config, chosen, baseline_file, update=update_baseline)
    findings = known.left
    click.echo(report_of(output_format)(findings), nl=False)
    click.echo(summary(len(looked.records), findings, against, known.covered), err=output_format == "json")
    if known.note:
        click.echo(known.note, err=True)
    if not all(record.readable for record in looked.records):
        raise SystemExit(COULD_NOT_LOOK)
    raise SystemExit(FOUND if findings else CLEAN)


def known_format(name: str) -> None:
    """Refuse a report format there is not."""
    from opslog.reports import formats
    from opslog.suggestion import did_you_mean

    if name not in formats():
        raise OpslogError(f"--output-format: there is no format `{name}`; {did_you_mean(name, formats())}")
