"""`opslog lint`: check records and report."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option, listed, shown_path
from opslog.errors import OpslogError
from opslog.finding import LEVELS

if TYPE_CHECKING:
    from opslog.fixing import Fixed
    from opslog.report import Report

FORMATS = "text, concise, json, json-lines, github, gitlab, sarif, junit or rdjson."


@click.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: codes, families or names, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Report this level and louder ones.")
@click.option("--output-format", default="text", metavar="FORMAT", help=FORMATS, envvar="OPSLOG_OUTPUT_FORMAT")
@click.option("-o", "--output-file", type=FilePath, metavar="FILE", help="Write the report to this file.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead.")
@click.option("--fix", is_flag=True, help="Put right what is marked [*], then report the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when something was found.")
def command(
    paths: tuple[Path, ...],
    config_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: str,
    output_format: str,
    output_file: Path | None,
    *,
    statistics: bool,
    fix: bool,
    diff: bool,
    exit_zero: bool,
) -> None:
    """Check records: files, or folders of them; by default the configured records folder.

    What only tidies (other headings, other ways to write a time) is of level info: --level info --fix.

    Exits with 0 when nothing was found, 1 when something was (with --diff: would be fixed), 2 when it could not look.
    """
    from opslog.check import check_files
    from opslog.files import find_files
    from opslog.fixing import plan_fixes
    from opslog.report import Report, repository_root
    from opslog.selection import Selection
    from opslog.summary import summary

    known_format(output_format)
    # What is read is kept until the end, which is soon. Looking for garbage among it took a tenth of the time.
    gc.disable()
    config = config_for(paths, config_file)
    files = find_files(paths or (shown_path(config.records_folder),))
    selection = Selection(listed(select), listed(ignore), level)
    planned = [plan_fixes(file, config, selection) for file in files] if fix or diff else []
    if diff:
        raise SystemExit(_exit_code(_show_diff(planned), all(each.readable for each in planned), exit_zero))
    fixed = _fix(planned)
    records, findings = check_files(files, config, selection)
    by_path = {record.path: file for record, file in zip(records, files, strict=True)}
    report = Report(findings, by_path, repository_root(Path()))
    words = summary(len(records), findings, fixed)
    _publish(report, words, output_format, output_file, statistics=statistics)
    raise SystemExit(_exit_code(bool(findings), all(record.readable for record in records), exit_zero))


def known_format(name: str) -> None:
    """Refuse a report format there is not."""
    from opslog.reports import formats
    from opslog.suggestion import did_you_mean

    if name not in formats():
        raise OpslogError(f"--output-format: there is no format `{name}`; {did_you_mean(name, formats())}")


def _exit_code(found: bool, readable: bool, exit_zero: bool) -> int:
    if not readable:
        return COULD_NOT_LOOK
    return FOUND if found and not exit_zero else CLEAN


def _fix(planned: list[Fixed]) -> int:
    """Write what was planned, and say how many findings that puts right."""
    from opslog.fixing import write_fixes

    for each in planned:
        if each.path.is_symlink():
            click.echo(f"{each.shown}: links are not written to; fix the file itself", err=True)
        elif each.fixes:
            write_fixes(each)
    return sum(each.fixes for each in planned)


def _show_diff(planned: list[Fixed]) -> bool:
    """Print the diff of every file that would change, and say whether there is one."""
    from opslog.fixing import diff_of

    changes = [each for each in planned if each.fixes]
    _say("".join(diff_of(each) for each in changes), of_records=True)
    number, files = sum(each.fixes for each in changes), len(changes)
    words = f"Would fix {number:,} {'finding' if number == 1 else 'findings'} in {files:,} of {len(planned):,} records."
    click.echo(words if changes else "Nothing to fix.", err=True)
    return bool(changes)


def _publish(report: Report, words: str, output_format: str, output_file: Path | None, *, statistics: bool) -> None:
    """Print the report or write it to its file, and the sum beside it."""
    from opslog.reports import FOR_PEOPLE, write_report

    if statistics:
        from opslog.tally import write_tally

        text = write_tally(report.findings, output_format)
    else:
        text = write_report(report, output_format)
    if output_file:
        from opslog.writing import replace_file

        replace_file(output_file.resolve(), text.encode())
    else:
        _say(text, of_records=output_format in {"text", "concise"})
    click.echo(words, err=output_file is None and output_format not in FOR_PEOPLE)
    summary_file = os.environ.get("GITHUB_STEP_SUMMARY")
    if output_format == "github" and summary_file:
        from opslog.step_summary import step_summary
        from opslog.writing import append_text

        append_text(Path(summary_file), step_summary(report, words))


def _say(text: str, *, of_records: bool) -> None:
    """Print a text as it is; to GitHub's runner words of a record may look like commands, so it is told to wait."""
    if of_records and text and os.environ.get("GITHUB_ACTIONS") == "true":
        from secrets import token_hex

        token = token_hex(16)
        text = f"::stop-commands::{token}\n{text}::{token}::\n"
    # Without `color`, click takes out of a pipe what looks like a colour: a diff would no longer apply.
    click.echo(text, nl=False, color=True)
