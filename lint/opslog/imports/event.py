"""What an importer returns: the events of an incident and what its export states of it. Plain, untrusted text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.files import printable
from opslog.imports.harmless import clean
from opslog.secret import without_secrets

MOST_LISTED = 40


class Event(NamedTuple):
    """Something that happened at a moment, which becomes one timeline entry.

    `at` is aware. `text` is plain text, of one line or many. With `who`, a person or program as plain words, the text
    is theirs: what they said (`said`, written as a quotation), or what they did. `kind` is a word of
    `vocabulary.ENTRY_KINDS`. `source` names the same event whenever it is exported: `slack:1736478630.905399`. `link`
    is a web address. `beside` is what is told beside the words, in brackets behind them: files, reactions.
    """

    at: datetime
    text: str
    source: str
    who: str | None = None
    said: bool = False
    kind: str | None = None
    link: str | None = None
    beside: str | None = None


class Task(NamedTuple):
    """A follow-up that an export states; `link` is the web address of its issue."""

    text: str
    owner: str | None = None
    due: date | None = None
    done: bool = False
    link: str | None = None


class Export(NamedTuple):
    """What was read, only as far as the export states it.

    `milestones` maps words of `record.MILESTONES` to aware times; `severity` and `services` are the export's own words.
    `sections` maps names of sections to texts of several paragraphs, in which `### headings` and lists stay such.
    `notes` tell the person what was left out and why; `unread` what could not be read, each with its place
    (`a.csv:12: …`), and the command then ends with 1. Neither repeats words of the export: they may be secret.
    """

    events: tuple[Event, ...]
    title: str | None = None
    summary: str | None = None
    severity: str | None = None
    milestones: Mapping[str, datetime] = {}
    services: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    follow_ups: tuple[Task, ...] = ()
    link: str | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    sections: Mapping[str, str] = {}


class Option(NamedTuple):
    """An option of an importer: `--incident`, its meaning, what stands for its value; with `flag` it has none.

    `Choice` knows its value by its name without the dashes in front, the others as `_`: `only_pinned`.
    """

    name: str
    doc: str
    value: str = "TEXT"
    flag: bool = False


class Choice(NamedTuple):
    """What the command line chose: the zone of times that state none, and the importer's own options by name."""

    zone: tzinfo
    options: Mapping[str, object] = {}

    def text(self, name: str) -> str | None:
        """Give the value of an option of words; None where it was not given."""
        value = self.options.get(name)
        return value.strip() or None if isinstance(value, str) else None

    def flag(self, name: str) -> bool:
        """Say whether a flag was given."""
        return self.options.get(name) is True


class Candidate(NamedTuple):
    """One of several that may be meant: the word that chooses it, and what it is, in a few words."""

    key: str
    about: str


def several(path: str, what: str, option: str, candidates: Sequence[Candidate]) -> OpslogError:
    """Make the error that lists what a file holds and asks to choose one.

    >>> print(several("a.json", "incidents", "--incident", [Candidate("P1", "Search is slow")]))
    a.json holds 1 incidents; say which one with --incident:
      P1  Search is slow
    """
    shown = [f"  {printable(one.key)}  {_shown(one.about)}".rstrip() for one in candidates[:MOST_LISTED]]
    if len(candidates) > MOST_LISTED:
        shown.append(f"  … and {len(candidates) - MOST_LISTED} more")
    return OpslogError("\n".join((f"{path} holds {len(candidates)} {what}; say which one with {option}:", *shown)))


def _shown(about: str) -> str:
    """Show words of an export at a terminal: on one line, without what a terminal acts on, without secrets."""
    return printable(without_secrets(" ".join(clean(about).split()))[0][:140])
