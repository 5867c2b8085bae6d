"""`opslog lint`: check records and report."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, FilePath, config_for, config_option, listed, shown_path
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.finding import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.check import Looked
    from opslog.config import Config
    from opslog.fixing import Fixed
    from opslog.report import Report
    from opslog.selection import Selection


STDIN = Path("-")
FORMATS = "text, concise, json, json-lines, github, gitlab, sarif, junit or rdjson."


@click.command()
@click.argument("paths", nargs=-1, type=FilePath)
@config_option
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: codes, families or names, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Report this level and louder ones.")
@click.option("--stdin-filename", type=FilePath, metavar="PATH", help="The file that standard input is the text of.")
@click.option("--diff-base", metavar="REF", help="Only what changed since the present commit and REF parted.")
@click.option("--baseline", "baseline_file", type=FilePath, help="Do not report the findings that this file knows.")
@click.option("--update-baseline", is_flag=True, help="Write all findings of the log into the baseline.")
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
    stdin_filename: Path | None,
    diff_base: str | None,
    baseline_file: Path | None,
    output_format: str,
    output_file: Path | None,
    *,
    update_baseline: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
    exit_zero: bool,
) -> None:
    """Check records: files, or folders of them; by default the configured records folder.

    A single - reads one record from standard input; the rest of the log is not looked at then, and without
    --stdin-filename neither is its name.

    With --diff-base: findings on lines that changed, in new records, and those that a change brought about elsewhere.

    What only tidies (other headings, other ways to write a time) is of level info: --level info --fix.

    Exits with 0 when nothing was found, 1 when something was (with --diff: would be fixed), 2 when it could not look.
    """
    from opslog.adoption import known_findings
    from opslog.report import Report, repository_root
    from opslog.selection import Selection
    from opslog.summary import summary

    known_format(output_format)
    # What is read is kept until the end, which is soon. Looking for garbage among it took a tenth of the time.
    gc.disable()
    from_stdin = _reads_stdin(paths, stdin_filename)
    if from_stdin and (fix or diff or diff_base or update_baseline):
        raise OpslogError("--fix, --diff, --diff-base and --update-baseline are for files, not for standard input")
    config = config_for((stdin_filename,) if stdin_filename else () if from_stdin else paths, config_file)
    selection = Selection(listed(select), listed(ignore), level)
    where = paths or (shown_path(config.records_folder),)

    looked = _look(where, config, selection, stdin_filename, diff_base)
    planned = _plan(looked, config, selection) if fix or diff else []
    if diff:
        raise SystemExit(_exit_code(_show_diff(planned), all(each.readable for each in planned), exit_zero))
    fixed = _fix(planned)
    if fixed:
        looked = _look(where, config, selection, stdin_filename, diff_base)
    if baseline_file is None and config.lint.baseline and not from_stdin:
        baseline_file = shown_path(config.root / config.lint.baseline)
    known = known_findings(looked, where, config, selection, baseline_file, update=update_baseline)
    against = f"{printable(diff_base)} ({len(looked.log):,} in the log)" if diff_base else ""
    words = summary(len(looked.records), known.left, against, known.covered, fixed)
    report = Report(known.left, looked.log, repository_root(Path()))
    _publish(report, words, output_format, output_file, statistics=statistics)
    if known.note:
        click.echo(known.note, err=True)
    readable = all(record.readable for record in looked.records)
    raise SystemExit(_exit_code(bool(known.left), readable, exit_zero))


def _look(
    where: Sequence[Path], config: Config, selection: Selection, stdin_filename: Path | None, diff_base: str | None
) -> Looked:
    """Look at standard input, at what changed, or at every record among files and folders."""
    if STDIN in where:
        from opslog.stdin import check_stdin

        return check_stdin(stdin_filename, config, selection)
    if diff_base is not None:
        from opslog.diff_base import check_changed

        return check_changed(where, config, selection, diff_base)
    from opslog.check import check_all

    return check_all(where, config, selection)


def _reads_stdin(paths: tuple[Path, ...], stdin_filename: Path | None) -> bool:
    if STDIN in paths and len(paths) > 1:
        raise OpslogError("- stands for standard input, and is checked alone")
    if stdin_filename and STDIN not in paths:
        raise OpslogError("--stdin-filename names what - reads, and there is no -")
    return STDIN in paths


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


def _plan(looked: Looked, config: Config, selection: Selection) -> list[Fixed]:
    from opslog.fixing import plan_fixes

    return [plan_fixes(looked.log[record.path], config, selection) for record in looked.records]


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
