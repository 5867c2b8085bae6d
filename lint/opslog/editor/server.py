"""The language server: what the editor asks goes to the module that answers it, over stdin and stdout only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from opslog import __version__
from opslog.editor.actions import actions
from opslog.editor.completion import completions
from opslog.editor.desk import Desk
from opslog.editor.diagnostics import diagnostic_of
from opslog.editor.document import Document
from opslog.editor.hovers import hover
from opslog.errors import OpslogError
from opslog.finding import Finding

TRIGGERS = ["@", "[", "{", ":", ",", " "]


def serve() -> None:
    """Answer an editor until it says goodbye."""
    make_server().start_io()


def make_server() -> LanguageServer:
    """Make a server with a desk of its own.

    Whole texts are sent at every change: pygls applies parts of them by line ends that editors do not know (U+2028).
    """
    server = LanguageServer("opslog", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    desk = Desk(lambda document, findings: _tell(server, document, findings))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = _document(server, params.text_document.uri)
        if document:
            desk.opened(document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = _document(server, params.text_document.uri)
        if document:
            desk.changed(document)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_params: types.DidSaveTextDocumentParams) -> None:
        desk.saved()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        desk.closed(params.text_document.uri)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        document = _record(desk, params.text_document.uri)
        return hover(document, params.position, desk.findings(document)) if document else None

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    def completed(params: types.CompletionParams) -> list[types.CompletionItem]:
        document = _record(desk, params.text_document.uri)
        return completions(document, params.position, desk.neighbours(document)) if document else []

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def acted(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = _record(desk, params.text_document.uri)
        wanted = params.context.only is None or types.CodeActionKind.QuickFix in params.context.only
        return actions(document, params.range, desk.findings(document)) if document and wanted else []

    return server


def _document(server: LanguageServer, uri: str) -> Document | None:
    """Take an open text as a document; None where it is no file on this machine."""
    path = to_fs_path(uri)
    text = server.workspace.text_documents.get(unquote(uri))  # pygls keeps them by that
    if not path or text is None:
        return None
    return Document(uri, Path(path), text.source, text.position_codec, text.version)


def _record(desk: Desk, uri: str) -> Document | None:
    """Give an open document if it is a record."""
    document = desk.open.get(uri)
    try:
        return document if document and document.is_record else None
    except OpslogError:  # the configuration is broken, and the diagnostics say so
        return None


def _tell(server: LanguageServer, document: Document, findings: Iterable[Finding]) -> None:
    diagnostics = [diagnostic_of(finding, document) for finding in findings]
    server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, diagnostics, document.version)
    )
