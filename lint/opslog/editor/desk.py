"""The open records, and what is found in them once nobody has typed for a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock, Timer

from opslog.check import check
from opslog.editor.document import Document
from opslog.editor.neighbours import Neighbours
from opslog.errors import OpslogError
from opslog.finding import Finding
from opslog.reading import parse_record
from opslog.selection import Selection
from opslog.span import START

QUIET = 0.25
"""Seconds without a keystroke before a record is looked at."""
MOST_TYPED = 256 * 1024
"""Characters. A longer text is looked at when it is opened and saved, not while it is written."""
EVERYTHING = Selection(level="info")
UNCONFIGURED = "configuration"

Tell = Callable[[Document, Iterable[Finding]], None]


class Desk:
    """Looks at open records in a thread beside the one that answers the editor, at one at a time."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.open: dict[str, Document] = {}
        self.found: dict[str, tuple[Document, tuple[Finding, ...]]] = {}
        self.folders: dict[Path, Neighbours] = {}
        self.timers: dict[str, Timer] = {}
        self.looking = Lock()

    def opened(self, document: Document) -> None:
        """Take a document; look at it at once."""
        self.open[document.uri] = document
        self._look_soon(document.uri, 0)

    def changed(self, document: Document) -> None:
        """Take what was typed; look at it when the typing stops."""
        self.open[document.uri] = document
        if len(document.text) <= MOST_TYPED:
            self._look_soon(document.uri, QUIET)

    def saved(self) -> None:
        """Look at the files again, and then at every open record: what is wrong in one may be mended in another."""
        for neighbours in list(self.folders.values()):
            neighbours.stale = True
        for uri, document in self.open.items():
            self.open[uri] = replace(document)  # which asks for its configuration anew
            self._look_soon(uri, 0)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self.open.pop(uri, None)
        self.found.pop(uri, None)
        timer = self.timers.pop(uri, None)
        if timer:
            timer.cancel()

    def findings(self, document: Document) -> tuple[Finding, ...]:
        """Give what was found in a document as it stands; nothing where it has changed since."""
        seen, findings = self.found.get(document.uri, (None, ()))
        return findings if seen is document else ()

    def neighbours(self, document: Document) -> Neighbours:
        """Give the records beside a document, as last read."""
        return self.folders.setdefault(document.config.records_folder, Neighbours())

    def _look_soon(self, uri: str, seconds: float) -> None:
        waiting = self.timers.get(uri)
        if waiting:
            waiting.cancel()
        timer = Timer(seconds, self._look, (uri,))
        timer.daemon = True
        self.timers[uri] = timer
        timer.start()

    def _look(self, uri: str) -> None:
        with self.looking:
            document = self.open.get(uri)
            if document is None:
                return
            findings = tuple(self._findings(document))
            if self.open.get(uri) is document:
                self.found[uri] = (document, findings)
                self.tell(document, findings)

    def _findings(self, document: Document) -> Iterable[Finding]:
        try:
            if not document.is_record:
                return ()
            config, neighbours = document.config, self.neighbours(document)
            neighbours.refresh(config)
            record = parse_record(document.text, document.shown, config)
            findings = check([record], config, EVERYTHING, neighbours.beside(document.path))
            return [finding for finding in findings if finding.path == record.path]
        except OpslogError as error:
            return (Finding(str(document.path), START, UNCONFIGURED, UNCONFIGURED, "error", str(error)),)
