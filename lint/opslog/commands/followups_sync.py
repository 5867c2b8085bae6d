"""`opslog followups sync`: ask the trackers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.cli import CLEAN, COULD_NOT_LOOK, FOUND, config_option, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.config import Config
    from opslog.sync.leads import Lead
    from opslog.sync.telling import Ticking


@click.command()
@config_option
@click.option("--write", is_flag=True, help="Tick the boxes of follow-ups whose issue is closed because it is done.")
@click.option("--dry-run", is_flag=True, help="Ask and tell, and write nothing.")
@click.option(
    "--wait",
    type=click.FloatRange(0, 3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait, at a time, for a tracker that asks to be asked later.",
)
def sync(config_file: Path | None, *, write: bool, dry_run: bool, wait: float) -> None:
    """Ask GitHub and GitLab how the issues stand that follow-ups name.

    What they say is kept in a file that you commit (`follow-ups.cache`), so that the site is built without a network.
    Told is where a follow-up and its issue disagree. Records are changed only by --write, and there only the box.

    Tokens come from the environment: GITHUB_TOKEN or GH_TOKEN (GitHub answers nobody without one), GITLAB_TOKEN for
    what GitLab does not show to everybody, for hosts of your own what `tracker.tokens` names.

    Exits with 0 when everything was asked, 1 when an issue is missing or not everything could be asked or written,
    2 when nothing could be asked.
    """
    import os

    from opslog import today
    from opslog.files import find_files
    from opslog.forges.patience import Patience
    from opslog.settings import load_config
    from opslog.sync.leads import find_leads
    from opslog.sync.learning import learn, states_after, write_states
    from opslog.sync.telling import lines, summary, wants_tick
    from opslog.tracked import read_tracked, tracked_file

    config = load_config(Path(), config_file)
    before = read_tracked(config)
    leads = find_leads(find_files((shown_path(config.records_folder),)), config)
    knowledge = learn(leads, config, before, os.environ, today.today(), Patience(wait))
    for reason in knowledge.stopped:
        click.echo(f"opslog: {reason}", err=True)
    if knowledge.nothing_asked:
        raise SystemExit(COULD_NOT_LOOK)
    due = [lead for lead in leads if wants_tick(lead, knowledge.issues.get(lead.reference) if lead.reference else None)]
    ticking, failures = _tick(due if write else (), config, dry_run=dry_run)
    is_new = not dry_run and write_states(states_after(leads, knowledge), config)
    for failure in failures:
        click.echo(f"opslog: {failure}", err=True)
    for line in (*lines(leads, knowledge, ticking), *summary(leads, knowledge)):
        click.echo(line)
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
    elif is_new:
        click.echo(f"Wrote {shown_path(tracked_file(config))}; commit it.")
    is_missing = any(issue.state == "missing" for issue in knowledge.issues.values())
    raise SystemExit(FOUND if knowledge.stopped or knowledge.refused or failures or is_missing else CLEAN)


def _tick(due: Sequence[Lead], config: Config, *, dry_run: bool) -> tuple[dict[str, Ticking], list[str]]:
    """Tick, file by file; say by its place what became of each follow-up, and why files could not be written."""
    from itertools import groupby

    from opslog.errors import OpslogError
    from opslog.sync.telling import Ticking
    from opslog.sync.ticks import tick

    ticking: dict[str, Ticking] = {}
    failures = []
    for file, group in groupby(due, key=lambda lead: lead.file):
        leads = list(group)
        try:
            if not dry_run:
                tick(file, leads[0].record, [lead.item for lead in leads], config)
        except OpslogError as error:
            failures.append(str(error))
        else:
            outcome = Ticking.PLANNED if dry_run else Ticking.DONE
            ticking |= dict.fromkeys((lead.place for lead in leads), outcome)
    return ticking, failures
