"""`opslog declare`: it is an incident."""

from __future__ import annotations

from pathlib import Path

import click

from opslog.cli import config_for, config_option, shown_path
from opslog.commands.live_options import say, who_option


@click.command()
@click.argument("title", required=False)
@click.option("--severity", help="How bad it is, by the configured criteria. In doubt, the worse one.")
@click.option("--criteria", help="Which identification criteria apply, by comma. One is enough.")
@click.option("--services", help="What is affected, by comma.")
@click.option("--started", metavar="TIME", help="Since when: 12:32 (today), -10m, 2022-12-25 12:32. Left out: now.")
@click.option("--detected", metavar="TIME", help="When somebody or something noticed.")
@click.option("--detected-by", help="alert, engineer, customer, partner or support.")
@click.option("--kind", help="incident (left out), or exercise.")
@click.option("--slug", help="The words of the file name. Left out: from the title.")
@click.option("--at", metavar="TIME", help="When it was declared, if the record comes later. Left out: now.")
@who_option
@click.option("--json", "as_json", is_flag=True, help="Tell what was written as JSON, for a bot.")
@config_option
def command(config_file: Path | None, who: str | None, at: str | None, *, as_json: bool, **given: str | None) -> None:
    """Declare an incident: write its record, and say what to post in the channel.

    You are incident commander, and hold communications and ops until you hand them over. At a terminal it asks for what
    the options leave out; elsewhere TITLE and --severity are needed.
    """
    from opslog.live import report
    from opslog.live.actor import actor
    from opslog.live.declaration import declare
    from opslog.live.when import read_when
    from opslog.new import read_answers
    from opslog.questions import ask, ask_about_now, goes_on_without_criteria
    from opslog.times import find_zone

    config = config_for((), config_file)
    acting = actor(who, config)
    answers = ask(given, config)
    if not goes_on_without_criteria(answers):
        click.echo("Nothing was written.")
        return
    moment = read_when(at, find_zone(config.timezone))
    told = ask_about_now(answers) | {"who": acting, "status": "open"}
    taken = declare(read_answers(told, config, moment), config)
    say(report.as_json(taken) if as_json else report.as_text(taken, shown_path(taken.path)))
