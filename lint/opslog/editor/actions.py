"""Quick fixes: the word that was meant, or a comment that keeps the rule silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types

from opslog.check import CANNOT_LOOK
from opslog.editor.cursor import body_start
from opslog.editor.desk import UNCONFIGURED
from opslog.editor.diagnostics import diagnostic_of
from opslog.editor.document import Document
from opslog.finding import Finding
from opslog.markdown import HEADED, TEXT, Line, read_lines

MEANT = re.compile(r"\bDid you mean `\[?(?P<word>[^`\]]{1,100})\]?`\?")
NAMED = re.compile(r"`(?:[^`]{0,100}[.\[])?(?P<word>[^`.\[\]]{1,100})\]?`")
NOT_SILENCED = frozenset((CANNOT_LOOK, UNCONFIGURED))


def actions(document: Document, wanted: types.Range, findings: Iterable[Finding]) -> list[types.CodeAction]:
    """Offer what can be done about the findings that touch a range."""
    first, last = document.place(wanted.start), document.place(wanted.end)
    start_of_body = body_start(document.lines)
    body = {line.number: line for line in read_lines(document.lines[start_of_body:], start_of_body + 1)}
    offered = []
    for finding in findings:
        start, end = (finding.span.line - 1, finding.span.column - 1), (finding.span[2] - 1, finding.span[3] - 1)
        if start <= last and first <= end:
            offered += [*_fix(finding, document), *_replacement(finding, document), *_silence(finding, document, body)]
    return offered


def _fix(finding: Finding, document: Document) -> Iterator[types.CodeAction]:
    """Write what is sure to change no meaning."""
    if finding.fix:
        place = finding.fix.span
        edit = document.edit(place.line - 1, place.column - 1, place.end_column - 1, finding.fix.text)
        yield _action(finding.fix.message, edit, finding, document, preferred=True)


def _replacement(finding: Finding, document: Document) -> Iterator[types.CodeAction]:
    """Write the word that a finding thinks was meant, in place of the one it names."""
    meant = MEANT.search(finding.instead)
    if meant is None or not 0 < finding.span.line <= len(document.lines):
        return
    line = document.lines[finding.span.line - 1]
    for named in reversed(NAMED.findall(finding.message)):
        found = re.compile(rf"(?<![\w-]){re.escape(named)}(?![\w-])").search(line, finding.span.column - 1)
        if found:
            edit = document.edit(finding.span.line - 1, found.start(), found.end(), meant["word"])
            yield _action(f"Write `{meant['word']}`", edit, finding, document, preferred=True)
            return


def _silence(finding: Finding, document: Document, body: Mapping[int, Line]) -> Iterator[types.CodeAction]:
    """Put a comment above the line; at the top of the body where one there would break a table, code or the YAML."""
    if finding.code in NOT_SILENCED:
        return
    line = body.get((finding.within or finding.span).line)
    if line is None or line.kind not in (TEXT, HEADED) or line.text.lstrip().startswith("|"):
        title, at, before = "in this record", body_start(document.lines), "<!-- opslog-disable-file"
    else:
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        title, at, before = "here", line.number - 1, f"{indent}<!-- opslog-disable-next-line"
    edit = document.edit(at, 0, 0, f"{before} {finding.code} -- reason -->{document.line_end}")
    yield _action(f"Keep {finding.code} silent {title}, with a reason", edit, finding, document, preferred=False)


def _action(
    title: str, edit: types.TextEdit, finding: Finding, document: Document, *, preferred: bool
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic_of(finding, document)],
        is_preferred=preferred,
        edit=types.WorkspaceEdit(changes={document.uri: [edit]}),
    )
