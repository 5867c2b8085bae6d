"""Quick fixes: the word that was meant, or a comment that keeps the rule silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types

from opslog.check import CANNOT_LOOK
from opslog.editor.cursor import body_start
from opslog.editor.desk import UNCONFIGURED
from opslog.editor.diagnostics import diagnostic_of
from opslog.editor.document import Document
from opslog.finding import Finding
from opslog.markdown import TEXT, read_lines

MEANT = re.compile(r"\bDid you mean `\[?(?P<word>[^`\]]{1,100})\]?`\?")
NAMED = re.compile(r"`(?:[^`]{0,100}[.\[])?(?P<word>[^`.\[\]]{1,100})\]?`")
NOT_SILENCED = frozenset((CANNOT_LOOK, UNCONFIGURED))


def actions(document: Document, wanted: types.Range, findings: Iterable[Finding]) -> list[types.CodeAction]:
    """Offer what can be done about the findings that touch a range."""
    first, last = document.place(wanted.start), document.place(wanted.end)
    offered = []
    for finding in findings:
        start, end = (finding.span.line - 1, finding.span.column - 1), (finding.span[2] - 1, finding.span[3] - 1)
        if start <= last and first <= end:
            offered += [*_replacement(finding, document), *_silence(finding, document)]
    return offered


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


def _silence(finding: Finding, document: Document) -> Iterator[types.CodeAction]:
    """Put a comment above the line; in the record's first line of text where a comment there would break something."""
    if finding.code in NOT_SILENCED:
        return
    start = body_start(document.lines)
    number = (finding.within or finding.span).line - 1
    body = {line.number - 1: line for line in read_lines(document.lines[start:], start + 1)}
    line = body.get(number)
    alone = line is not None and line.kind == TEXT and not line.text.lstrip().startswith("|")
    what, at = ("disable-next-line", number) if alone else ("disable-file", start)
    indent = line.text[: len(line.text) - len(line.text.lstrip())] if alone and line else ""
    comment = f"{indent}<!-- opslog-{what} {finding.code} -- reason -->{document.line_end}"
    title = f"Keep {finding.code} silent {'here' if alone else 'in this record'}, with a reason"
    yield _action(title, document.edit(at, 0, 0, comment), finding, document, preferred=False)


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
