"""What `opslog announce` and `opslog update` have in common: what is told to whom, and what is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from opslog.errors import OpslogError
from opslog.files import printable
from opslog.vocabulary import AUDIENCES, PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opslog.announcements.draft import Draft, Wish


FILL = "Fill in a blank: --fill impact='Search is slow.'"


def wish_options(command: Any) -> Any:
    """Add --audience, --phase, --next and --fill."""
    for option in (
        click.option("--fill", "fills", multiple=True, metavar="NAME=WORDS", help=FILL),
        click.option("--next", "next_", metavar="TIME", help="When the next update comes: 45, 22:30, tomorrow 9:00."),
        click.option("--phase", type=click.Choice(tuple(PHASES)), help="What it is about. Left out: by the record."),
        click.option("--audience", type=click.Choice(tuple(AUDIENCES)), default="status", help="Who is told."),
    ):
        command = option(command)
    return command


def wish_of(audience: str, phase: str | None, next_: str | None, fills: Sequence[str], text: str | None = None) -> Wish:
    """Gather what somebody wants told. Raises OpslogError."""
    from opslog.announcements.draft import Wish

    filled = {}
    for fill in fills:
        name, sign, words = fill.partition("=")
        if not sign or not words.strip():
            raise OpslogError(
                f"--fill: write NAME=WORDS, such as impact='Search is slow.', not `{printable(fill)[:60]}`"
            )
        filled[name.strip()] = words
    return Wish(audience, phase, next_, filled, text)


def tell_gaps(draft: Draft) -> None:
    """Say what is left to fill in."""
    for gap in draft.gaps:
        why = f" ({gap.why})" if gap.why else ""
        how = "" if gap.name == "next_update" else f", or add --fill {gap.name}='…'"
        click.echo(printable(f"Fill in {gap.blank}: {gap.advice}{how}{why}."), err=True)


def as_object(draft: Draft) -> dict[str, Any]:
    """Make the object that a bot reads."""
    return {
        "audience": draft.audience,
        "phase": draft.phase,
        "text": draft.text,
        "gaps": [{"name": gap.name, "blank": gap.blank, "advice": gap.advice, "why": gap.why} for gap in draft.gaps],
        "next_update": f"{draft.next_update.at:%Y-%m-%dT%H:%M:%SZ}" if draft.next_update else None,
    }
