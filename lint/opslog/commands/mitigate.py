"""`opslog mitigate`: the harm stops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opslog.commands.live_options import find_record, is_asked, live_options, tell, text_of
from opslog.errors import OpslogError

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.live.ending import Means


@click.command()
@click.argument("text", nargs=-1)
@click.option("--plan", metavar="TEXT", help="What you are about to do. Say it before you do it.")
@click.option(
    "--kind", metavar="KIND", help="By what: rollback, revert, fix-forward, scale, redirect, block, degrade, …"
)
@click.option("--decided", metavar="TIME", help="When it was decided, where no --plan said so.")
@click.option("--instead-of-rollback", metavar="REASON", help="What a rollback would have broken or could not reach.")
@live_options
def command(
    text: tuple[str, ...],
    plan: str | None,
    kind: str | None,
    decided: str | None,
    instead_of_rollback: str | None,
    record: str | None,
    at: str | None,
    config_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Say that users are no longer harmed. TEXT tells how you see it.

    Before that, say what you are about to do: `opslog mitigate --kind rollback --plan "Roll back to web:4f1"` writes
    the decision, and `opslog mitigate "Errors are back to normal"` then says that it helped.
    """
    from opslog.live import ending

    words = text_of(text)
    if plan is not None and (words or decided):
        raise OpslogError("--plan is what comes before; TEXT and --decided are said when it helped")
    path, config = find_record(record, config_file)
    means = ending.Means(kind, decided, instead_of_rollback)
    if is_asked() and not as_json:
        means = _ask(path, config, means)
    if plan is not None:
        tell(path, config, lambda found: ending.plan(found, config, means, at, plan), as_json=as_json)
    else:
        tell(path, config, lambda found: ending.mitigate(found, config, means, at, words), as_json=as_json)


def _ask(path: Path, config: Config, means: Means) -> Means:
    """Ask at the terminal for what has to be known and is not."""
    from opslog.live.ending import kind_missing, reason_missing
    from opslog.reading import read_record
    from opslog.vocabulary import MITIGATIONS

    record = read_record(path, config)
    if record.facts.times.mitigated is not None:
        return means
    if kind_missing(record, means):
        for kind, meaning in MITIGATIONS.items():
            click.echo(f"  {kind}: {meaning}")
        means = means._replace(kind=click.prompt("By what", type=click.Choice(list(MITIGATIONS)), show_choices=False))
    if reason_missing(record, config, means):
        reason = click.prompt("A change caused it. What would a rollback have broken, or not reached")
        means = means._replace(instead_of_rollback=reason)
    return means
