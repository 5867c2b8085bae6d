"""Imports: what other tools know about an incident, as timeline entries of a record.

An importer is one module under `sources/`, and its name is the command: `sources/incident_io.py` is
`opslog import incident-io`. Adding one touches that file and its test, nothing else. It has

    DOC = "Read …"                              what `--help` says, in a paragraph or two
    OPTIONS = (Option("--incident", "…", "ID"),)  its own options; () where it needs none

    def read(path: Path, choice: Choice) -> Export:

and, where an export may hold several incidents, for `--all`:

    def incidents(path: Path) -> list[Incident]:

`read` is given the path from the command line and what was chosen, and returns an `Export` (`event.py`). It prints
nothing, asks no network and never raises for what stands in a file but `OpslogError`, with the file and the place.
What is left out is told in `Export.notes`, what could not be read in `Export.unread`. Where the file holds several
incidents and none was chosen, it raises `several(…)`, which lists them.

Everything in an `Export` is **plain, untrusted text**: importers escape nothing and write no markdown. `harmless.py`
makes words harmless when they are written, takes secrets out (`opslog.secret`), and understands of markdown only
`code`, fences, [label](https://…), addresses, **bold**, _italic_ and ~~struck~~; all else is shown as it was written.
HTML is text too: an importer whose source sends HTML takes the tags off first.

The frame does the rest, for every importer alike: `--into`, `--title`, `--dry-run`, `--json`, `--timezone`
(`choice.zone`), sorting by time, leaving out what the record has already, and writing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, TypeGuard, cast

from opslog.imports import sources
from opslog.imports.event import Choice, Export, Option
from opslog.imports.incidents import Incident


class Importer(Protocol):
    """What a module under `sources/` has."""

    DOC: str
    OPTIONS: tuple[Option, ...]

    def read(self, path: Path, choice: Choice) -> Export:
        """Read an export. Raises OpslogError."""


class ImporterOfSeveral(Importer, Protocol):
    """One whose exports may hold several incidents: `--all` writes a record of each."""

    def incidents(self, path: Path) -> list[Incident]:
        """Find the incidents of an export. Raises OpslogError."""


def knows_several(importer: Importer) -> TypeGuard[ImporterOfSeveral]:
    """Say whether an importer can name the incidents of an export."""
    return hasattr(importer, "incidents")


def importers() -> list[str]:
    """Name the importers."""
    return [module.name.replace("_", "-") for module in iter_modules(sources.__path__)]


def importer_of(name: str) -> Importer:
    """Find an importer by its name."""
    return cast("Importer", import_module(f"{sources.__name__}.{name.replace('-', '_')}"))
