"""An announcement drafted from a record: a template of plain text, filled with what the record says and no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from opslog.announcements.blanks import BLANKS
from opslog.announcements.cadence import following_update, update_time
from opslog.announcements.values import values_of
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.policies import AnnouncementsConfig
from opslog.promises import read_promise
from opslog.record import Record
from opslog.suggestion import did_you_mean
from opslog.times import Moment, is_before

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

EXERCISE = "This is an exercise."
TEMPLATES = AnnouncementsConfig()
FOUND = frozenset({"finding", "decision"})
"""Kinds of entries behind which it is known what to do about it."""


class Wish(NamedTuple):
    """What somebody wants told: to whom, in which phase (None: the record's), when the `next` update comes.

    `filled` are values by name that the record does not have; `text` stands instead of a draft.
    """

    audience: str
    phase: str | None = None
    next: str | None = None
    filled: Mapping[str, str] = {}
    text: str | None = None


class Gap(NamedTuple):
    """A blank in a text: the value it stands for, what to do about it, and why the record's own words are not there."""

    name: str
    blank: str
    advice: str
    why: str = ""


class Draft(NamedTuple):
    """An announcement: when it is told, its text, what is left to fill in, and when it says the next update comes."""

    audience: str
    phase: str
    said: Moment
    text: str
    gaps: tuple[Gap, ...]
    next_update: Moment | None


def phase_of(record: Record, said: Moment) -> str:
    """Say in which phase an incident was at a moment, as far as its record tells."""
    times, mitigation = record.facts.times, record.facts.mitigation
    if times.resolved and not is_before(said, times.resolved):
        return "resolved"
    if times.mitigated and not is_before(said, times.mitigated):
        return "monitoring"
    found = any(entry.kind in FOUND and entry.at and not is_before(said, entry.at) for entry in record.timeline)
    decided = mitigation.decided if mitigation else None
    chosen = mitigation is not None and bool(mitigation.kind or decided) and not (decided and is_before(said, decided))
    return "identified" if found or chosen else "investigating"


def draft_of(record: Record, config: Config, wish: Wish, said: Moment) -> Draft:
    """Draft what is told at `said`, from the record and what was given. Raises OpslogError."""
    phase = wish.phase or phase_of(record, said)
    due = None if phase == "resolved" else following_update(record, config, said, wish.next)
    if wish.text is not None:
        return _in_own_words(wish.text, wish.audience, phase, due, said)
    facts = record.facts
    if facts.kind in {"near-miss", "false-alarm"}:
        raise OpslogError(
            f"{record.id} is a {facts.kind}: the texts speak of harm to users, and there was none; write one by hand"
        )
    values = values_of(record, config, wish.audience, said)
    values["next_update"] = (update_time(due, said) if due else "", "")
    for name, words in wish.filled.items():
        if name not in values:
            raise OpslogError(f"--fill: there is no `{printable(name)}`; {did_you_mean(name, values)}")
        values[name] = (printable(" ".join(words.split())), "")
    text = _rendered(wish.audience, phase, config, {name: words or _blank(name) for name, (words, _) in values.items()})
    if facts.kind == "exercise":
        text = f"{EXERCISE}\n{text}"
    gaps = _gaps(text, {name: why for name, (_, why) in values.items()})
    return Draft(wish.audience, phase, said, text, gaps, due)


def _in_own_words(text: str, audience: str, phase: str, due: Moment | None, said: Moment) -> Draft:
    """Take the words that were given, and name the next update behind them unless they do or none is to come."""
    promise = read_promise(text, said)
    if promise is None and due is not None:
        text = f"{_sentence(text.strip())}\nNext update: {update_time(due, said)}."
    text = "".join(f"{printable(line.rstrip())}\n" for line in text.strip().splitlines())
    return Draft(audience, phase, said, text, _gaps(text, {}), promise.due if promise else due)


def as_one_line(text: str) -> str:
    """Write an announcement as one paragraph, a sentence for each line that has no end of its own."""
    return " ".join(_sentence(line.strip()) for line in text.splitlines() if line.strip())


def _sentence(line: str) -> str:
    return line if line[-1:] in ".!?:…" else f"{line}."


def template_of(audience: str, phase: str, config: Config) -> str:
    """Find the template: the configured one, or the one that comes with opslog."""
    chosen: str = ({**getattr(TEMPLATES, audience), **getattr(config.announcements, audience)})[phase]
    return chosen


def _blank(name: str) -> str:
    return BLANKS[name][0] if name in BLANKS else ""


def _gaps(text: str, why: Mapping[str, str]) -> tuple[Gap, ...]:
    return tuple(
        Gap(name, blank, advice, why.get(name, "")) for name, (blank, advice) in BLANKS.items() if blank in text
    )


def _rendered(audience: str, phase: str, config: Config, values: Mapping[str, str]) -> str:
    from jinja2 import TemplateError

    try:
        text = _environment().from_string(template_of(audience, phase, config)).render(values)
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        why = printable(str(error))
        raise OpslogError(f"announcements.{audience}.{phase}: the template cannot be filled in: {why}") from error
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Plain text is escaped by whoever puts it into a page; values are never read as templates.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
