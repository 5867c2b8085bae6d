"""`opslog update`: the next word to those who wait, drafted or written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opslog.cli import shown_path
from opslog.commands.announcement_options import as_object, tell_gaps, wish_of, wish_options
from opslog.commands.live_options import find_record, live_options, text_of, who_option
from opslog.errors import OpslogError
from opslog.files import printable

if TYPE_CHECKING:
    from opslog.announcements.draft import Draft, Wish
    from opslog.config import Config
    from opslog.live.next_update import NextUpdate
    from opslog.live.taking import Taken
    from opslog.times import Moment


@click.command()
@click.argument("text", nargs=-1)
@wish_options
@click.option("--sent", is_flag=True, help="The draft went out: write it down.")
@who_option
@live_options
def command(
    text: tuple[str, ...],
    audience: str,
    phase: str | None,
    next_: str | None,
    fills: tuple[str, ...],
    who: str | None,
    record: str | None,
    at: str | None,
    config_file: Path | None,
    *,
    sent: bool,
    as_json: bool,
) -> None:
    """Draft the next update, and say when it is due; with TEXT or --sent, write down what was told.

    Printed is what to post: TEXT (`-` reads it from standard input) or a draft, and by when the next update follows, as
    the severity asks (`[tool.opslog.communication]`) or --next says. What is written down is a [comms] entry of the
    timeline that names the next update, so that `opslog status` and the rules of communication count on it.
    """
    words = text_of(text)
    if words is not None and not words.strip():
        raise OpslogError('there is nothing to write: opslog update "what was told", or - for standard input')
    if words is not None and fills:
        raise OpslogError("--fill fills in a draft, and TEXT stands instead of one: give one of the two")
    path, config = find_record(record, config_file)
    wish = wish_of(audience, phase, next_, fills, words)
    if sent or words is not None:
        _write_down(path, config, wish, who, at, as_json=as_json)
    else:
        _draft(path, config, wish, at, as_json=as_json)


def _draft(path: Path, config: Config, wish: Wish, at: str | None, *, as_json: bool) -> None:
    """Print a draft, and beside it what it lacks and when it is due."""
    from opslog.announcements.draft import draft_of
    from opslog.announcements.telling import read
    from opslog.clock import zone_of
    from opslog.live.next_update import next_update
    from opslog.live.when import read_when

    found = read(path, config)
    said = read_when(at, zone_of(found, config))
    draft = draft_of(found, config, wish, said)
    due = next_update(found, config, said.at)
    _print(draft, {"record": found.id, "due": _iso(due.due) if due else None, "changed": False}, as_json=as_json)
    tell_gaps(draft)
    if due:
        click.echo(printable(_due_in_words(due, said)), err=True)
    click.echo("Not written down: `opslog update --sent` does that once it is out.", err=True)


def _write_down(path: Path, config: Config, wish: Wish, who: str | None, at: str | None, *, as_json: bool) -> None:
    """Write down what was told, print it, and say beside it where it stands."""
    from opslog.announcements.telling import flaws_in, told
    from opslog.live.actor import actor
    from opslog.live.taking import take

    person = actor(who, config)
    drafts: list[Draft] = []

    def decide(found: Any) -> Any:
        draft, step = told(found, config, wish, person, at)
        drafts.append(draft)
        return step

    taken = take(path, config, decide)
    draft = drafts[-1]
    _print(draft, _written(taken), as_json=as_json)
    click.echo(printable(taken.step.done), err=True)
    for number, line in taken.lines:
        click.echo(printable(f"  {shown_path(path)}:{number}: {line}"), err=True)
    for note in (*taken.step.notes, *flaws_in(draft, taken.record, config)):
        click.echo(printable(f"Note: {note}"), err=True)


def _print(draft: Draft, beside: dict[str, Any], *, as_json: bool) -> None:
    from opslog.reports.json import json_text

    click.echo(json_text(beside | as_object(draft)) if as_json else draft.text, nl=False)


def _written(taken: Taken) -> dict[str, Any]:
    return {
        "record": taken.record.id,
        "path": str(taken.path.absolute()),
        "changed": taken.changed,
        "lines": [{"line": number, "text": text} for number, text in taken.lines],
    }


def _due_in_words(update: NextUpdate, said: Moment) -> str:
    from opslog.announcements.cadence import update_time
    from opslog.times import duration_text

    late = update.late(said.at)
    if late.total_seconds() > 0:
        return f"It was due {duration_text(late)} ago ({update.why})."
    when = update_time(update.due, said)
    return (
        f"It is due {when} ({update.why})."
        if update.due.whole_day
        else (f"It is due in {duration_text(-late)}, at {when} ({update.why}).")
    )


def _iso(moment: Moment) -> str:
    return f"{moment.at:%Y-%m-%dT%H:%M:%SZ}"
