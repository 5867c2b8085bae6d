"""`opslog announce`: what those affected are told, drafted from the record or checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, FOUND, FilePath, config_for, config_option
from opslog.commands.announcement_options import as_object, tell_gaps, wish_of, wish_options
from opslog.commands.live_options import MOST_BYTES, find_record
from opslog.errors import OpslogError
from opslog.files import printable

if TYPE_CHECKING:
    from opslog.announcements.wording import Announcement
    from opslog.config import Config

STDIN = Path("-")


@click.command()
@click.argument("record", required=False)
@wish_options
@click.option("--at", metavar="TIME", help="When it is told: 12:32 (today), -10m, 2022-12-25 12:32. Left out: now.")
@click.option("--check", "checked", type=FilePath, metavar="FILE", help="Check this text instead; - is standard input.")
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON, for a bot.")
@config_option
def command(
    record: str | None,
    audience: str,
    phase: str | None,
    next_: str | None,
    fills: tuple[str, ...],
    at: str | None,
    checked: Path | None,
    config_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Draft what is told of RECORD, a file or an id; left out: the only open one.

    Nothing is made up: where the record does not say, the text has a blank such as [what users see], and standard error
    says what to fill in. To the outside go no words of a record that is not public, and never its timeline or its
    people.

    With --check the rules for announcements look at a text instead (`opslog explain AN`), as told to --audience; what
    RECORD says is then taken into account, where it is given. Exits with 1 when something was found.
    """
    if checked is not None:
        raise SystemExit(_check(checked, record, audience, phase, config_file, as_json=as_json))
    from opslog.announcements.draft import draft_of
    from opslog.announcements.telling import read
    from opslog.clock import zone_of
    from opslog.live.when import read_when
    from opslog.reports.json import json_text

    path, config = find_record(record, config_file)
    found = read(path, config)
    wish = wish_of(audience, phase, next_, fills)
    draft = draft_of(found, config, wish, read_when(at, zone_of(found, config)))
    click.echo(json_text({"record": found.id, **as_object(draft)}) if as_json else draft.text, nl=False)
    tell_gaps(draft)


def _check(
    file: Path, record: str | None, audience: str, phase: str | None, config_file: Path | None, *, as_json: bool
) -> int:
    """Check the text of a file and report."""
    from opslog.announcements.checking import check_text
    from opslog.report import Report
    from opslog.reports import write_report

    path, config = find_record(record, config_file) if record else (None, config_for((), config_file))
    shown = "-" if file == STDIN else printable(str(file))
    found = check_text(_announcement(_text_of(file), audience, phase, path, config), shown, config)
    report = write_report(Report(found, {}, Path()), "json" if as_json else "text")
    click.echo(report or f"Checked {shown}: no findings.\n", nl=False)
    return FOUND if found else CLEAN


def _announcement(text: str, audience: str, phase: str | None, path: Path | None, config: Config) -> Announcement:
    from opslog.announcements.draft import phase_of
    from opslog.announcements.stated import is_total
    from opslog.announcements.telling import read
    from opslog.announcements.wording import Announcement
    from opslog.clock import zone_or_utc
    from opslog.live.when import this_minute
    from opslog.vocabulary import OUTSIDE

    record = read(path, config) if path else None
    said = this_minute(zone_or_utc(record.facts.timezone if record else None, config.timezone))
    about = phase or (phase_of(record, said) if record else None)
    over = about == "resolved" if about else None
    return Announcement(text, said, audience in OUTSIDE, record is not None and is_total(record, config), over)


def _text_of(file: Path) -> str:
    try:
        if file == STDIN:
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise OpslogError(f"{printable(str(file))}: cannot be read: {error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise OpslogError(f"{printable(str(file))}: this is too long for an announcement")
    return raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
