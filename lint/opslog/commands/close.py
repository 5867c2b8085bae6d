"""`opslog close`: the closing gate, question by question."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from opslog.cli import CLEAN, FOUND, config_option, shown_path
from opslog.commands.live_options import config_near
from opslog.errors import OpslogError
from opslog.files import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from opslog.closeout.answers import Said
    from opslog.config import Config
    from opslog.record import Record, Retrospective

T = TypeVar("T")
NONE = frozenset({"none", "none.", "no", "-", "[]"})
ASKED = {
    "public_issues": "Public issues about it, each closed with a last word? Links",
    "announced": "Where was the incident announced? Links",
    "resolved_announced": "Where was its end announced? Links",
}


@click.command()
@click.option("--record", metavar="ID|PATH", help="Which record. Left out: OPSLOG_RECORD, or the one being written.")
@click.option("--public-issue", "public_issues", multiple=True, metavar="URL", help="A public issue, now closed.")
@click.option("--no-public-issues", is_flag=True, help="There was none.")
@click.option("--announced", multiple=True, metavar="URL", help="Where the incident was announced.")
@click.option("--not-announced", is_flag=True, help="Nowhere; nor was its end.")
@click.option("--resolved-announced", multiple=True, metavar="URL", help="Where its end was announced.")
@click.option("--resolved-not-announced", is_flag=True, help="Nowhere.")
@click.option("--filed", multiple=True, metavar="NUMBER=REFERENCE", help="The issue that a follow-up became.")
@click.option("--no-follow-ups", is_flag=True, help="It leaves none behind.")
@click.option("--retrospective", metavar="DATE", help="When the retrospective is held, or was.")
@click.option("--no-retrospective", metavar="WHY", help="None is needed: one sentence why.")
@click.option("--check", is_flag=True, help="Ask nothing.")
@click.option("--json", "for_programs", is_flag=True, help="Tell it as JSON, and ask nothing.")
@config_option
def command(
    record: str | None,
    public_issues: tuple[str, ...],
    announced: tuple[str, ...],
    resolved_announced: tuple[str, ...],
    filed: tuple[str, ...],
    retrospective: str | None,
    no_retrospective: str | None,
    config_file: Path | None,
    *,
    no_public_issues: bool,
    not_announced: bool,
    resolved_not_announced: bool,
    no_follow_ups: bool,
    check: bool,
    for_programs: bool,
) -> None:
    """Close an incident: go through the five questions of the closing gate.

    At a terminal it asks what the record and the options leave open. Elsewhere it says what is open and which option
    answers it. Answers go into `closure:`, references behind their follow-ups. It approves nothing: a review does.

    Exits with 0 when every question is answered, 1 while one is open.
    """
    from opslog.closeout.answers import Said, held_on, not_needed, numbered_reference, with_answers
    from opslog.closeout.choice import record_to_close
    from opslog.closeout.gate_report import as_json, lines
    from opslog.closing import unanswered
    from opslog.editing import change_record
    from opslog.files import read_file
    from opslog.today import today

    _either("--retrospective", "--no-retrospective", retrospective and no_retrospective is not None)
    _either("--filed", "--no-follow-ups", filed and no_follow_ups)
    links = {
        "public_issues": _links("--public-issue", public_issues, "--no-public-issues", none=no_public_issues),
        "announced": _links("--announced", announced, "--not-announced", none=not_announced),
        "resolved_announced": _links(
            "--resolved-announced", resolved_announced, "--resolved-not-announced", none=resolved_not_announced
        ),
    }
    said = Said(
        {name: found for name, found in links.items() if found is not None},
        _checked("--retrospective", held_on, retrospective)
        or _checked("--no-retrospective", not_needed, no_retrospective),
        dict(one for text in filed if (one := _checked("--filed", numbered_reference, text))),
        no_follow_ups,
    )
    config, day = config_near(record, config_file), today()
    file = shown_path(record_to_close(record, config, day))
    if sys.stdin.isatty() and not (check or for_programs):
        said = _asked(read_file((file, None), config), said, config, day)
    was: list[Record] = []

    def change(raw: bytes, found: Record) -> bytes:
        was.append(found)
        return with_answers(raw, found, said, config)

    after = change_record(file, config, change)
    is_new = after != was[-1]
    if for_programs:
        click.echo(as_json(after, config, day, is_new=is_new))
    else:
        for line in lines(after, config, day, is_new=is_new):
            click.echo(line)
    is_open = after.facts.status != "waived" and bool(unanswered(after, config, day))
    raise SystemExit(FOUND if is_open else CLEAN)


def _either(one: str, other: str, both: object) -> None:
    if both:
        raise OpslogError(f"{one} and {other}: only one of the two can be true")


def _checked(option: str, check: Callable[[str], T], text: str | None) -> T | None:
    """Check what an option was given, and name the option where it will not do."""
    try:
        return None if text is None else check(text)
    except OpslogError as error:
        raise OpslogError(f"{option}: {error}") from error


def _links(option: str, texts: tuple[str, ...], opposite: str, *, none: bool) -> tuple[str, ...] | None:
    from opslog.closeout.answers import link

    _either(option, opposite, texts and none)
    links = tuple(found for text in texts if (found := _checked(option, link, text)))
    return links or (() if none else None)


def _asked(record: Record, said: Said, config: Config, day: date) -> Said:
    """Ask for what neither the record nor the options answer."""
    from opslog.closeout.answers import LISTS
    from opslog.closing import unanswered

    if record.facts.status == "waived":
        return said
    click.echo(f"{record.path}: {printable(record.title)}")
    for answer in unanswered(record, config, day):
        name = answer.question
        if name in LISTS:
            follows = name == "resolved_announced" and said.links.get("announced") == ()
            if name not in said.links and not follows:
                links = _ask(f"{ASKED[name]}, or “none”", _links_or_none)
                said = said if links is None else said._replace(links={**said.links, name: links})
        elif name == "follow_ups":
            said = _asked_follow_ups(record, said)
        elif said.retrospective is None:
            said = said._replace(retrospective=_ask("Retrospective: its date, or why none is needed", _day_or_reason))
    return said


def _asked_follow_ups(record: Record, said: Said) -> Said:
    from opslog.closeout.answers import reference
    from opslog.closeout.filing import numbered, title_of, unfiled

    if not numbered(record):
        none = said.no_follow_ups or click.confirm("Follow-ups: is it true that there are none?", default=False)
        return said._replace(no_follow_ups=none)
    filed = dict(said.filed)
    for number, item in unfiled(record):
        if number not in filed:
            words = printable(title_of(item))
            found = _ask(f"Follow-up {number}, {words}: which issue is it, as example/shop#131", reference)
            filed |= {number: found} if found else {}
    return said._replace(filed=filed)


def _ask(question: str, check: Callable[[str], T]) -> T | None:
    """Ask until the answer will do; None where there is none."""
    while text := click.prompt(f"{question} (Return leaves it open)", default="", show_default=False).strip():
        try:
            return check(text)
        except OpslogError as error:
            click.echo(f"  {error}")
    return None


def _links_or_none(text: str) -> tuple[str, ...]:
    from opslog.closeout.answers import link

    return () if text.casefold() in NONE else tuple(link(word.rstrip(",")) for word in text.split())


def _day_or_reason(text: str) -> Retrospective:
    from opslog.closeout.answers import held_on, not_needed

    return held_on(text) if text[:1].isdigit() else not_needed(text)
