"""`opslog postmortem`: from the end of an incident to the draft of its postmortem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import config_option, shown_path
from opslog.commands.live_options import config_near, who_option

if TYPE_CHECKING:
    from opslog.record import Record


@click.command()
@click.option("--record", metavar="ID|PATH", help="Which record. Left out: OPSLOG_RECORD, or the one that is resolved.")
@who_option
@click.option("--anyway", is_flag=True, help="Also when the incident is not resolved.")
@click.option("--json", "for_programs", is_flag=True, help="Tell it as JSON, for a bot.")
@config_option
def command(record: str | None, who: str | None, config_file: Path | None, *, anyway: bool, for_programs: bool) -> None:
    """Make the record of a resolved incident the draft of its postmortem, and say what is left to write.

    Adds the sections that its severity needs, each with its question; fills in who took part and which milestones the
    timeline tells, where the record does not say. What stands there already stays as it is, so that running it again
    changes nothing.
    """
    from opslog.closeout.choice import record_to_draft
    from opslog.closeout.draft import draft_of, with_draft
    from opslog.closeout.left import left_to_write
    from opslog.closeout.postmortem_report import as_json, lines
    from opslog.editing import change_record
    from opslog.live.actor import actor
    from opslog.today import today

    config = config_near(record, config_file)
    file = shown_path(record_to_draft(record, config))
    author = actor(who, config)
    was: list[Record] = []

    def change(raw: bytes, found: Record) -> bytes:
        was.append(found)
        return with_draft(raw, draft_of(found, author, config, anyway=anyway), found.path, config)

    after = change_record(file, config, change)
    left = left_to_write(after, config, today())
    if for_programs:
        click.echo(as_json(was[-1], after, left))
        return
    for line in lines(was[-1], after, left, config):
        click.echo(line)
